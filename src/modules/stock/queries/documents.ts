import { sql } from 'kysely'
import { z } from 'zod'
import { notFound } from '../../../kernel/pure/errors.ts'
import type { Actions } from '../../../kernel/pure/fields.ts'
import type { ParsedOf } from '../../../kernel/pure/operation.ts'
import { type Ctx, hasRole, userOf } from '../../../kernel/server/ctx.ts'
import { decodeCursor, pageFrom } from '../../../kernel/server/cursor.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import { signaturesOf } from '../../../mechanisms/signature/index.ts'
import { personNames } from '../../people/index.ts'
import { type contract, stock } from '../contract.ts'
import { statementOf } from '../issuing.ts'
import { DOCUMENT_REF } from '../paper.ts'
import { averageFen } from '../pool.ts'
import { whyNotReversible } from '../returning.ts'
import type { DocumentKind, DocumentState } from '../rules.ts'
import { documentLines } from '../stored.ts'

type H = Handlers<typeof contract>
type Filter = Omit<ParsedOf<typeof stock.documents>, 'limit' | 'cursor'>

interface Found {
  id: string
  no: string
  kind: DocumentKind
  state: DocumentState
  day: string
  store: string
  to_store: string | null
  what: string | null
  who: string
  source_no: string
  amount_fen: number
  lines: string
  person_text: string
}

export const documents: H['documents'] = async (ctx, input) => {
  const after = decodeCursor(input.cursor, [z.iso.date(), z.uuid()])
  const where = matching(ctx, input)
  // The page is cut first, so that lines are gathered for its rows only.
  const { rows: found } = await sql<Found>`
    select d.id, d.no, d.kind, d.state, d.day, d.source_no, d.amount_fen, d.person_text, s.name as store,
      t.name as to_store, l.what, l.lines,
      coalesce(nullif(concat_ws(' ', nullif(d.unit_text, ''), nullif(d.person_text, ''),
        nullif(d.supplier_text, '')), ''), d.by_text) as who
    from (select d.* from stock_document d where ${where}
      ${after ? sql`and (d.day, d.id) < (${after[0]}::date, ${after[1]}::uuid)` : sql``}
      order by d.day desc, d.id desc limit ${input.limit + 1}) as d
    join stock_store s on s.school_id = d.school_id and s.id = d.store_id
    left join stock_store t on t.school_id = d.school_id and t.id = d.to_store_id
    cross join lateral (select count(*) as lines,
        string_agg(i.name || trim_scale(abs(l.quantity)) || i.measure, '、' order by l.seq) as what
      from stock_line l join stock_item i on i.school_id = l.school_id and i.id = l.item_id
      where l.school_id = d.school_id and l.document_id = d.id) as l
    order by d.day desc, d.id desc`.execute(ctx.db)
  const { rows: totals } = after
    ? { rows: [] }
    : await sql<{
        total: string
        sum: string
      }>`select count(*) as total, coalesce(sum(d.amount_fen), 0) as sum
        from stock_document d where ${where}`.execute(ctx.db)
  const { rows, next } = pageFrom(found, input.limit, r => [r.day, r.id])
  const [all] = totals
  return {
    rows: rows.map(r => ({
      id: r.id,
      no: r.no,
      kind: r.kind,
      state: r.state,
      day: r.day,
      storeName: r.store,
      toStoreName: r.to_store ?? '',
      what: r.what ?? '',
      who: r.who,
      sourceNo: r.source_no,
      amountFen: Number(r.amount_fen),
      lines: Number(r.lines),
      unsigned: r.kind === 'kit' && r.person_text === '',
    })),
    next,
    total: Number(all?.total ?? 0),
    amountFen: Number(all?.sum ?? 0),
  }
}

export async function* allDocuments(ctx: Ctx, filter: Filter) {
  let cursor: string | undefined
  do {
    const page = await documents(ctx, { ...filter, limit: 200, cursor })
    yield* page.rows
    cursor = page.next ?? undefined
  } while (cursor)
}

function matching(ctx: Ctx, filter: Filter) {
  const parts = [sql`d.school_id = ${ctx.schoolId}`]
  if (filter.kinds?.length) parts.push(sql`d.kind = any(${filter.kinds})`)
  if (filter.states?.length) parts.push(sql`d.state = any(${filter.states})`)
  if (filter.storeId) parts.push(sql`(d.store_id = ${filter.storeId} or d.to_store_id = ${filter.storeId})`)
  if (filter.unitId) parts.push(sql`d.unit_id = ${filter.unitId}`)
  if (filter.from) parts.push(sql`d.day >= ${filter.from}`)
  if (filter.to) parts.push(sql`d.day <= ${filter.to}`)
  if (filter.itemId)
    parts.push(sql`d.id in (select l.document_id from stock_line l where l.school_id = ${ctx.schoolId}
      and l.item_id = ${filter.itemId})`)
  if (filter.q) {
    const like = `%${filter.q.replace(/[\\%_]/g, '\\$&')}%`
    parts.push(sql`(d.no ilike ${like} or d.person_text ilike ${like} or d.unit_text ilike ${like}
      or d.supplier_text ilike ${like} or d.source_no ilike ${like} or d.invoice_no ilike ${like}
      or d.id in (select l.document_id from stock_line l
        join stock_item i on i.school_id = l.school_id and i.id = l.item_id
        where l.school_id = ${ctx.schoolId} and i.search like lower(${like})))`)
  }
  return sql.join(parts, sql` and `)
}

export const document: H['document'] = async (ctx, input) => {
  const row = await ctx.db
    .selectFrom('stock_document as d')
    .innerJoin('stock_store as s', join =>
      join.onRef('s.school_id', '=', 'd.school_id').onRef('s.id', '=', 'd.store_id'),
    )
    .leftJoin('stock_store as t', join =>
      join.onRef('t.school_id', '=', 'd.school_id').onRef('t.id', '=', 'd.to_store_id'),
    )
    .leftJoin('stock_need as n', join =>
      join.onRef('n.school_id', '=', 'd.school_id').onRef('n.id', '=', 'd.need_id'),
    )
    .leftJoin('stock_document as r', join =>
      join.onRef('r.school_id', '=', 'd.school_id').onRef('r.reverses_id', '=', 'd.id'),
    )
    .selectAll('d')
    .select([
      's.name as store',
      's.keeper_id',
      't.name as to_store',
      't.keeper_id as to_keeper_id',
      'n.no as need_no',
      'n.purpose',
      'n.asker_id',
      'r.id as reversed_by',
    ])
    .where('d.school_id', '=', ctx.schoolId)
    .where('d.id', '=', input.id)
    .executeTakeFirst()
  if (!row || !maySee(ctx, row)) throw notFound()
  const lines = await documentLines(ctx, row.id)
  const asked = await askedOf(ctx, row.need_id)
  const trail = await trailOf(ctx, row.transit_id)
  // A transfer bears both hands: who sent it, and who took it in.
  const taken = trail.filter(t => row.kind === 'transfer' && t.kind === 'arrival' && t.state === 'posted')
  const signatures = await signaturesOf(
    ctx,
    [row, ...taken].map(({ id }) => ({ kind: DOCUMENT_REF, id })),
  )
  const keeper = row.keeper_id ? ((await personNames(ctx, [row.keeper_id])).get(row.keeper_id) ?? '') : ''
  const who = [row.unit_text, row.person_text, row.supplier_text].filter(Boolean).join(' ')
  return {
    id: row.id,
    no: row.no,
    kind: row.kind,
    state: row.state,
    day: row.day,
    storeId: row.store_id,
    storeName: row.store,
    toStoreName: row.to_store ?? '',
    what: lines.map(l => `${l.name}${Math.abs(l.quantity)}${l.measure}`).join('、'),
    who,
    sourceNo: row.source_no,
    amountFen: row.amount_fen,
    unsigned: row.kind === 'kit' && row.person_text === '',
    keeperName: keeper,
    invoiceNo: row.invoice_no,
    supplierText: row.supplier_text,
    personText: row.person_text,
    unitText: row.unit_text,
    purpose: row.purpose ?? '',
    reason: row.reason,
    decision: row.decision,
    byText: row.by_text,
    needId: row.need_id,
    needNo: row.need_no ?? '',
    sheetId: row.sheet_id,
    loanId: row.loan_id,
    orderId: row.order_id,
    originId: row.origin_id,
    reversesId: row.reverses_id,
    reversedById: row.reversed_by,
    version: row.version,
    rows: lines.map(l => ({
      id: l.id,
      itemId: l.item_id,
      code: l.code,
      name: l.name,
      spec: l.spec,
      measure: l.measure,
      batchNo: l.batch_no ?? '',
      expiresOn: l.expires_on,
      asked: asked.get(l.item_id) ?? null,
      quantity: l.quantity,
      returned: l.returned,
      priceFen: averageFen({ quantity: Math.abs(l.quantity), amountFen: Math.abs(l.amount_fen) }),
      amountFen: l.amount_fen,
      oldIn: l.old_in,
      note: l.note,
    })),
    signatures: signatures.map(({ subject: _, ...mark }) => mark),
    trail: trail.filter(paper => paper.id !== row.id),
    statement: statementOf(row.store, lines, row.amount_fen, row.purpose ?? row.reason),
    actions: actionsFor(ctx, row, lines),
  }
}

async function trailOf(ctx: Ctx, transitId: string | null) {
  if (!transitId) return []
  return ctx.db
    .selectFrom('stock_document')
    .select(['id', 'no', 'kind', 'state', 'day'])
    .where('school_id', '=', ctx.schoolId)
    .where('transit_id', '=', transitId)
    .orderBy('id')
    .execute()
}

/** Books are read by those who keep them; whoever received something sees his own paper. */
function maySee(ctx: Ctx, row: { person_id: string | null; asker_id: string | null; kind: string }): boolean {
  const me = userOf(ctx)?.personId
  return (
    ctx.may(stock.documents) ||
    row.kind === 'kit' ||
    (me !== undefined && [row.person_id, row.asker_id].includes(me))
  )
}

async function askedOf(ctx: Ctx, needId: string | null): Promise<ReadonlyMap<string, number>> {
  if (!needId) return new Map()
  const rows = await ctx.db
    .selectFrom('stock_need_line')
    .select(['item_id', 'quantity'])
    .where('school_id', '=', ctx.schoolId)
    .where('need_id', '=', needId)
    .execute()
  return new Map(rows.map(r => [r.item_id, Number(r.quantity)]))
}

function actionsFor(
  ctx: Ctx,
  row: {
    kind: DocumentKind
    state: DocumentState
    reverses_id: string | null
    transit_id: string | null
    by_id: string | null
    store_id: string
    to_keeper_id: string | null
    keeper_id: string | null
  },
  lines: readonly { quantity: number; returned: number }[],
): Actions {
  const actions: Actions = {}
  if (ctx.may(stock.reverse) && row.state === 'posted' && !row.reverses_id) {
    const why = whyNotReversible(row) || (lines.some(l => l.returned > 0) ? '已经有退库，先冲销退库单' : '')
    actions.reverse = why ? { allowed: false, why } : { allowed: true }
  }
  if (ctx.may(stock.receiveTransfer) && row.state === 'transit') {
    const why = whyNotTake(ctx, row)
    actions.receive = why ? { allowed: false, why } : { allowed: true }
    actions.recall = { allowed: true }
  }
  const gone = lines.every(l => l.returned >= l.quantity)
  if (ctx.may(stock.settleDifference) && row.state === 'open')
    actions.settle = gone ? { allowed: false, why: '报损正等审批' } : { allowed: true }
  if (
    ctx.may(stock.giveIn) &&
    row.state === 'posted' &&
    ['issue', 'kit'].includes(row.kind) &&
    !row.reverses_id
  )
    actions.giveIn = gone ? { allowed: false, why: '已经全部退库' } : { allowed: true }
  if (ctx.may(stock.withdrawDocument) && row.state === 'pending')
    actions.withdraw =
      row.by_id === userOf(ctx)?.personId ? { allowed: true } : { allowed: false, why: '由经办人撤回' }
  return actions
}

/** The same that the receipt itself refuses, said before anybody tries. */
function whyNotTake(
  ctx: Ctx,
  row: { by_id: string | null; keeper_id: string | null; to_keeper_id: string | null },
): string {
  const me = userOf(ctx)?.personId ?? null
  if (row.by_id === me && !(row.keeper_id === me && row.to_keeper_id === me))
    return '您发出的，由对方保管员接收'
  const other = row.to_keeper_id !== null && row.to_keeper_id !== me && row.by_id !== me
  return other && !hasRole(ctx, 'clerk', 'director') ? '由调入仓库的保管员接收' : ''
}
