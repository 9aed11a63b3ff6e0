import { sql } from 'kysely'
import { z } from 'zod'
import { notFound } from '../../../kernel/pure/errors.ts'
import type { Actions } from '../../../kernel/pure/fields.ts'
import type { ParsedOf } from '../../../kernel/pure/operation.ts'
import { mayTransit } from '../../../kernel/pure/state.ts'
import { type Ctx, userOf } from '../../../kernel/server/ctx.ts'
import { decodeCursor, pageFrom } from '../../../kernel/server/cursor.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import { signaturesOf } from '../../../mechanisms/signature/index.ts'
import { type contract, stock } from '../contract.ts'
import { loanLines, loanStatement } from '../loans.ts'
import { LOAN_REF } from '../paper.ts'
import { averageFen } from '../pool.ts'
import { type LoanState, loanMachine } from '../rules.ts'

type H = Handlers<typeof contract>

interface Found {
  id: string
  no: string
  state: LoanState
  store: string
  store_id: string
  borrower: string
  borrower_id: string
  unit: string
  purpose: string
  what: string | null
  lent_on: string
  due_on: string
  late: number
  version: number
}

const select = (
  ctx: Ctx,
) => sql`select l.*, s.name as store, l.borrower_text as borrower, l.unit_text as unit, x.what,
    case when l.state = 'out' then greatest(0, ${ctx.today}::date - l.due_on) else 0 end as late
  from stock_loan l
  join stock_store s on s.school_id = l.school_id and s.id = l.store_id
  cross join lateral (
    select string_agg(i.name || trim_scale(m.quantity) || i.measure, '、' order by m.seq) as what
    from stock_loan_line m join stock_item i on i.school_id = m.school_id and i.id = m.item_id
    where m.school_id = l.school_id and m.loan_id = l.id) as x
  where l.school_id = ${ctx.schoolId}`

export const loans: H['loans'] = async (ctx, input) => {
  const after = decodeCursor(input.cursor, [z.iso.date(), z.uuid()])
  const parts = [sql`true`]
  const me = userOf(ctx)?.personId ?? null
  if (input.mine || !ctx.may(stock.documents)) parts.push(sql`borrower_id = ${me}`)
  if (input.states?.length) parts.push(sql`state = any(${input.states})`)
  if (input.overdue) parts.push(sql`late > 0`)
  if (input.q) {
    const like = `%${input.q.replace(/[\\%_]/g, '\\$&')}%`
    parts.push(sql`(no ilike ${like} or borrower ilike ${like} or unit ilike ${like} or what ilike ${like})`)
  }
  const where = sql.join(parts, sql` and `)
  const { rows: found } = await sql<Found>`select * from (${select(ctx)}) as x where ${where}
    ${after ? sql`and (lent_on, id) < (${after[0]}::date, ${after[1]}::uuid)` : sql``}
    order by lent_on desc, id desc limit ${input.limit + 1}`.execute(ctx.db)
  const { rows: totals } = await sql<{ total: string; overdue: string }>`
    select count(*) as total, count(*) filter (where late > 0) as overdue from (${select(ctx)}) as x
    where ${where}`.execute(ctx.db)
  const { rows, next } = pageFrom(found, input.limit, r => [r.lent_on, r.id])
  return {
    rows: rows.map(toRow),
    next,
    total: Number(totals[0]?.total ?? 0),
    overdue: Number(totals[0]?.overdue ?? 0),
  }
}

export async function* allLoans(ctx: Ctx, filter: Omit<ParsedOf<typeof stock.loans>, 'limit' | 'cursor'>) {
  let cursor: string | undefined
  do {
    const page = await loans(ctx, { ...filter, limit: 200, cursor })
    yield* page.rows
    cursor = page.next ?? undefined
  } while (cursor)
}

const toRow = (r: Found) => ({
  id: r.id,
  no: r.no,
  state: r.state,
  storeName: r.store,
  borrowerName: r.borrower,
  unitText: r.unit,
  purpose: r.purpose,
  what: r.what ?? '',
  lentOn: r.lent_on,
  dueOn: r.due_on,
  overdueDays: r.late,
})

export const loan: H['loan'] = async (ctx, input) => {
  const { rows } = await sql<Found>`select * from (${select(ctx)}) as x where id = ${input.id}`.execute(
    ctx.db,
  )
  const [row] = rows
  const mine = row !== undefined && row.borrower_id === userOf(ctx)?.personId
  if (!row || !(mine || ctx.may(stock.documents))) throw notFound()
  const lines = await loanLines(ctx, row.id)
  const documents = await ctx.db
    .selectFrom('stock_document')
    .select(['id', 'no', 'kind', 'day'])
    .where('school_id', '=', ctx.schoolId)
    .where('loan_id', '=', row.id)
    .orderBy('id')
    .execute()
  const signatures = await signaturesOf(ctx, [{ kind: LOAN_REF, id: row.id }])
  const can = ctx.may(stock.giveBack) && mayTransit(loanMachine, 'giveBack', row.state)
  const actions: Actions = can
    ? { giveBack: { allowed: true }, reportLost: { allowed: true }, extend: { allowed: true } }
    : {}
  return {
    ...toRow(row),
    borrowerId: row.borrower_id,
    storeId: row.store_id,
    version: row.version,
    lines: lines.map(l => ({
      id: l.id,
      itemId: l.item_id,
      code: l.code,
      name: l.name,
      spec: l.spec,
      measure: l.measure,
      quantity: l.quantity,
      back: l.back,
      lost: l.lost,
      left: l.left,
      outCondition: l.out_condition,
      backCondition: l.back_condition,
      damaged: l.damaged,
      averageFen: averageFen({ quantity: l.quantity, amountFen: l.amount_fen }),
    })),
    documents,
    signatures: signatures.map(({ subject: _, ...mark }) => mark),
    statement: loanStatement(row.store, row.what ?? '', row.due_on),
    actions,
  }
}
