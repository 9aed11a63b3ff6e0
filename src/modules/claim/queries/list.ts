import { type ExpressionBuilder, type SqlBool, sql } from 'kysely'
import { z } from 'zod'
import type { ParsedOf } from '../../../kernel/pure/operation.ts'
import { type Ctx, hasRole } from '../../../kernel/server/ctx.ts'
import { decodeCursor, pageFrom } from '../../../kernel/server/cursor.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import type { Tables } from '../../../kernel/server/tables.ts'
import { type ExportColumn, exportRows } from '../../../mechanisms/register/index.ts'
import type { claim, contract } from '../contract.ts'
import { CLAIM_READERS } from '../roles.ts'
import { claimMachine, MISSING, SOURCES } from '../rules.ts'
import { me } from '../store.ts'

type H = Handlers<typeof contract>
type Filter = Omit<ParsedOf<typeof claim.list>, 'cursor' | 'limit'>

export const list: H['list'] = async (ctx, { cursor, limit, ...filter }) => {
  const after = decodeCursor(cursor, [z.iso.date(), z.uuid()])
  const found = await claimRows(ctx)
    .where(eb => matches(eb, ctx, filter))
    .$if(after !== undefined, q =>
      q.where(sql<SqlBool>`(c.claimed_on, c.id) < (${after?.[0]}::date, ${after?.[1]}::uuid)`),
    )
    .orderBy('c.claimed_on', 'desc')
    .orderBy('c.id', 'desc')
    .limit(limit + 1)
    .execute()
  const sums = await ctx.db
    .selectFrom('claim_claim as c')
    .where(eb => matches(eb, ctx, filter))
    .select(eb => [
      eb.fn.countAll<number>().as('total'),
      sql<string>`coalesce(sum(c.amount_fen), 0)`.as('fen'),
    ])
    .executeTakeFirstOrThrow()
  const page = pageFrom(found, limit, row => [row.claimed_on, row.id])
  return {
    rows: page.rows.map(toRow),
    next: page.next,
    total: sums.total,
    amountFen: Number(sums.fen),
  }
}

/** Claims with the number of their invoices. */
export const claimRows = (ctx: Ctx) =>
  ctx.db
    .selectFrom('claim_claim as c')
    .selectAll('c')
    .select(eb =>
      eb
        .selectFrom('claim_invoice as i')
        .select(e => e.fn.countAll<number>().as('n'))
        .whereRef('i.school_id', '=', 'c.school_id')
        .whereRef('i.claim_id', '=', 'c.id')
        .as('invoice_count'),
    )
    .where('c.school_id', '=', ctx.schoolId)

export type FoundClaim = Awaited<ReturnType<ReturnType<typeof claimRows>['execute']>>[number]

export const toRow = (row: FoundClaim) => ({
  id: row.id,
  no: row.no,
  state: row.state,
  source: row.source,
  title: row.title,
  unitText: row.unit_text,
  claimedOn: row.claimed_on,
  amountFen: row.amount_fen,
  payee: row.payee,
  handlerName: row.handler_name,
  acceptorName: row.acceptor_name,
  auditorName: row.auditor_name,
  sourceNo: row.order_no || row.contract_no,
  missing: row.missing,
  missingNote: row.missing_note,
  paidOn: row.paid_on,
  voucherNo: row.voucher_no,
  invoices: Number(row.invoice_count ?? 0),
})

/** Whoever keeps the money sees all claims; the others those in which they have a hand. */
export const seesAll = (ctx: Ctx): boolean => hasRole(ctx, ...CLAIM_READERS)

function matches(
  eb: ExpressionBuilder<Tables & { c: Tables['claim_claim'] }, 'c'>,
  ctx: Ctx,
  filter: Filter,
) {
  const all = [eb('c.school_id', '=', ctx.schoolId)]
  if (filter.states?.length) all.push(eb('c.state', 'in', filter.states))
  if (filter.sources?.length) all.push(eb('c.source', 'in', filter.sources))
  if (filter.missing?.length) all.push(eb('c.missing', 'in', filter.missing))
  if (filter.from) all.push(eb('c.claimed_on', '>=', filter.from))
  if (filter.to) all.push(eb('c.claimed_on', '<=', filter.to))
  if (filter.mine || !seesAll(ctx)) {
    const mine = me(ctx) ?? '00000000-0000-0000-0000-000000000000'
    all.push(
      eb.or([
        eb('c.handler_id', '=', mine),
        eb('c.acceptor_id', '=', mine),
        eb('c.witness_id', '=', mine),
        eb('c.auditor_id', '=', mine),
        // The goods wait for the signature of whoever accepted them.
        eb.and([
          eb('c.state', '=', 'handled'),
          eb.exists(
            eb
              .selectFrom('procurement_acceptance as a')
              .innerJoin('procurement_acceptance_member as m', join =>
                join.onRef('m.school_id', '=', 'a.school_id').onRef('m.acceptance_id', '=', 'a.id'),
              )
              .select('a.id')
              .whereRef('a.school_id', '=', 'c.school_id')
              .whereRef('a.order_id', '=', 'c.order_id')
              .where('m.person_id', '=', mine),
          ),
        ]),
      ]),
    )
  }
  if (filter.search) {
    const like = `%${filter.search.replace(/[\\%_]/g, '\\$&')}%`
    all.push(
      eb.or(
        (['c.no', 'c.title', 'c.payee', 'c.order_no', 'c.contract_no', 'c.handler_name'] as const).map(c =>
          eb(c, 'ilike', like),
        ),
      ),
    )
  }
  return eb.and(all)
}

type Row = ReturnType<typeof toRow>

export const exportList: H['exportList'] = async (ctx, { words, ...filter }) => {
  const school = await ctx.db
    .selectFrom('school')
    .select('name')
    .where('id', '=', ctx.schoolId)
    .executeTakeFirstOrThrow()
  return exportRows<Row>({
    title: '报销台账',
    school: school.name,
    filterText: words,
    zone: ctx.zone,
    now: ctx.now,
    rows: allRows(ctx, filter),
    columns: COLUMNS,
  })
}

async function* allRows(ctx: Ctx, filter: Filter): AsyncGenerator<Row> {
  let cursor: string | undefined
  do {
    const page = await list(ctx, { ...filter, limit: 200, cursor })
    yield* page.rows
    cursor = page.next ?? undefined
  } while (cursor)
}

const COLUMNS: readonly ExportColumn<Row>[] = [
  { title: '编号', value: row => row.no },
  { title: '日期', value: row => row.claimedOn, kind: 'day' },
  { title: '部门', value: row => row.unitText },
  { title: '摘要', value: row => row.title, width: 30 },
  { title: '事项', value: row => SOURCES[row.source] },
  { title: '采购单、合同', value: row => row.sourceNo },
  { title: '收款人', value: row => row.payee, width: 24 },
  { title: '金额', value: row => row.amountFen, kind: 'money', sum: true },
  { title: '发票张数', value: row => row.invoices, kind: 'number' },
  { title: '经手人', value: row => row.handlerName },
  { title: '验收人', value: row => row.acceptorName },
  { title: '审核人', value: row => row.auditorName },
  { title: '状态', value: row => claimMachine.states[row.state].label },
  { title: '缺什么', value: row => (row.missing ? `${MISSING[row.missing]}：${row.missingNote}` : '') },
  { title: '付款日期', value: row => row.paidOn, kind: 'day' },
  { title: '凭证号', value: row => row.voucherNo },
]
