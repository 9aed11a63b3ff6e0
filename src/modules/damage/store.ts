import { randomBytes } from 'node:crypto'
import { kernelError, notFound } from '../../kernel/pure/errors.ts'
import { formatFen } from '../../kernel/pure/money.ts'
import { mayTransit, stateRefusal } from '../../kernel/pure/state.ts'
import { actorName, type Ctx, userOf } from '../../kernel/server/ctx.ts'
import { contract } from './contract.ts'
import { type CaseAction, type CaseState, caseMachine, splitEvenly } from './rules.ts'

export interface NewCase {
  source: 'order' | 'office' | 'import'
  state: CaseState
  orderId?: string
  orderNo?: string
  occurredOn: string
  placeId: string | null
  placeText: string
  unitId: string | null
  unitText: string
  liableKind: 'person' | 'class' | 'room' | 'unknown'
  liableName: string
  intent: 'careless' | 'wilful' | 'unknown'
  item: string
  quantity: number
  measure: string
  priceId: string | null
  amountFen: number
  basis: string
  note: string
  paidFen?: number
  settledOn?: string
  fingerprint?: string
  importId?: string | undefined
}

export async function insertCase(ctx: Ctx, c: NewCase): Promise<{ id: string; no: string }> {
  const id = ctx.id()
  const no = await ctx.number('PC', Number(c.occurredOn.slice(0, 4)))
  await ctx.db
    .insertInto('damage_case')
    .values({
      school_id: ctx.schoolId,
      id,
      no,
      state: c.state,
      source: c.source,
      order_id: c.orderId ?? null,
      order_no: c.orderNo ?? null,
      occurred_on: c.occurredOn,
      place_id: c.placeId,
      place_text: c.placeText,
      unit_id: c.unitId,
      unit_text: c.unitText,
      liable_kind: c.liableKind,
      liable_name: c.liableName,
      intent: c.intent,
      item: c.item,
      quantity: c.quantity,
      measure: c.measure,
      price_id: c.priceId,
      amount_fen: c.amountFen,
      paid_fen: c.paidFen ?? 0,
      basis: c.basis,
      note: c.note,
      waiver_by: null,
      token: randomBytes(16).toString('base64url'),
      fingerprint: c.fingerprint ?? null,
      import_id: c.importId ?? null,
      settled_on: c.settledOn ?? null,
      created_by: userOf(ctx)?.personId ?? null,
      created_at: ctx.now,
      updated_at: ctx.now,
    })
    .execute()
  return { id, no }
}

export async function insertShares(
  ctx: Ctx,
  caseId: string,
  names: readonly string[],
  amountFen: number,
): Promise<string[]> {
  const amounts = splitEvenly(amountFen, names.length)
  const rows = names.map((name, sort) => ({
    school_id: ctx.schoolId,
    id: ctx.id(),
    case_id: caseId,
    name,
    amount_fen: amounts[sort] as number,
    sort,
  }))
  await ctx.db.insertInto('damage_share').values(rows).execute()
  return rows.map(row => row.id)
}

export interface NewReceipt {
  caseId: string
  shareId: string | null
  receiptNo: string
  amountFen: number
  paidOn: string
  method: 'cash' | 'transfer' | 'mobile' | 'unknown'
  payer: string
  reversesId?: string
  reason?: string
}

export async function insertReceipt(ctx: Ctx, r: NewReceipt): Promise<string> {
  const used = await ctx.db
    .selectFrom('damage_receipt as r')
    .innerJoin('damage_case as c', join =>
      join.onRef('c.school_id', '=', 'r.school_id').onRef('c.id', '=', 'r.case_id'),
    )
    .select('c.no')
    .where('r.receipt_no', '=', r.receiptNo)
    .executeTakeFirst()
  if (used) throw contract.fail('receipt_used', { no: r.receiptNo, case: used.no })
  const id = ctx.id()
  await ctx.db
    .insertInto('damage_receipt')
    .values({
      school_id: ctx.schoolId,
      id,
      case_id: r.caseId,
      share_id: r.shareId,
      receipt_no: r.receiptNo,
      amount_fen: r.amountFen,
      paid_on: r.paidOn,
      method: r.method,
      payer: r.payer,
      reverses_id: r.reversesId ?? null,
      reason: r.reason ?? '',
      received_by: userOf(ctx)?.personId ?? null,
      created_at: ctx.now,
    })
    .execute()
  if (r.shareId)
    await ctx.db
      .updateTable('damage_share')
      .set(eb => ({ paid_fen: eb('paid_fen', '+', r.amountFen) }))
      .where('id', '=', r.shareId)
      .execute()
  return id
}

export async function shareToPay(ctx: Ctx, caseId: string, shareId: string | undefined) {
  const shares = await ctx.db
    .selectFrom('damage_share')
    .selectAll()
    .where('case_id', '=', caseId)
    .orderBy('sort')
    .forUpdate()
    .execute()
  const share = shareId
    ? shares.find(s => s.id === shareId)
    : (shares.find(s => s.paid_fen < s.amount_fen) ?? shares[0])
  if (!share) throw notFound()
  return share
}

type CaseRow = Awaited<ReturnType<typeof loadRow>>

async function loadRow(ctx: Ctx, id: string) {
  const row = await ctx.db.selectFrom('damage_case').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) throw notFound()
  return row
}

export async function load(ctx: Ctx, id: string, action: CaseAction, version: number): Promise<CaseRow> {
  const row = await loadRow(ctx, id)
  if (!mayTransit(caseMachine, action, row.state)) throw stateRefusal(caseMachine, action, row.state)
  if (row.version !== version) throw kernelError('kernel.changed', { who: '别人' })
  return row
}

export function refusePaid(row: CaseRow, action: string): void {
  if (row.paid_fen > 0) throw contract.fail('has_payment', { paid: formatFen(row.paid_fen), action })
}

export interface Change {
  note?: string
  set?: Partial<{
    intent: 'careless' | 'wilful' | 'unknown'
    liable_kind: 'person' | 'class' | 'room' | 'unknown'
    liable_name: string
    unit_text: string
    amount_fen: number
    paid_fen: number
    price_id: string | null
    basis: string
    decision: string
    waiver_by: string | null
    settled_on: string | null
  }>
}

export async function change(ctx: Ctx, row: CaseRow, action: CaseAction, to: CaseState, more: Change = {}) {
  const done = await ctx.db
    .updateTable('damage_case')
    .set({ ...more.set, state: to, version: row.version + 1, updated_at: ctx.now })
    .where('id', '=', row.id)
    .where('state', '=', row.state)
    .where('version', '=', row.version)
    .executeTakeFirst()
  if (done.numUpdatedRows === 0n) throw kernelError('kernel.changed', { who: '别人' })
  await note(ctx, row.id, caseMachine.transitions[action].title, more.note ?? '')
  ctx.about({ kind: 'damage.case', id: row.id }, more.note)
  return { id: row.id, state: to, version: row.version + 1 }
}

export async function note(ctx: Ctx, caseId: string, action: string, text: string): Promise<void> {
  await ctx.db
    .insertInto('damage_event')
    .values({
      school_id: ctx.schoolId,
      id: ctx.id(),
      case_id: caseId,
      at: ctx.now,
      action,
      actor_name: actorName(ctx.actor),
      note: text,
    })
    .execute()
}

export async function priceOn(ctx: Ctx, item: string, day: string) {
  return ctx.db
    .selectFrom('damage_price')
    .selectAll()
    .where('item', '=', item)
    .where('valid_from', '<=', day)
    .where(eb => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>=', day)]))
    .executeTakeFirst()
}

/** The whole table as it was published on a day. */
export async function pricesOn(ctx: Ctx, day: string) {
  return ctx.db
    .selectFrom('damage_price')
    .selectAll()
    .where('valid_from', '<=', day)
    .where(eb => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>=', day)]))
    .execute()
}

export const basisOf = (price: { price_fen: number; measure: string; source: string }): string =>
  `${formatFen(price.price_fen)}/${price.measure}${price.source ? `（${price.source}）` : ''}`
