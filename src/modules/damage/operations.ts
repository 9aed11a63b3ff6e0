import { createHash } from 'node:crypto'
import { addDays } from '../../kernel/pure/calendar/day.ts'
import { notFound } from '../../kernel/pure/errors.ts'
import { formatFen } from '../../kernel/pure/money.ts'
import { mayTransit, stateRefusal } from '../../kernel/pure/state.ts'
import { userOf } from '../../kernel/server/ctx.ts'
import type { Handlers } from '../../kernel/server/module.ts'
import { receiveIncome, reverseIncome } from '../budget/index.ts'
import { contract } from './contract.ts'
import { amountOf, caseMachine } from './rules.ts'
import {
  basisOf,
  change,
  insertCase,
  insertReceipt,
  insertShares,
  load,
  note,
  priceOn,
  refusePaid,
  shareToPay,
} from './store.ts'

type H = Handlers<typeof contract>

export const open: H['open'] = async (ctx, input) => {
  const price = await priceOn(ctx, input.item, input.occurredOn)
  const row = await insertCase(ctx, {
    ...input,
    source: 'office',
    state: 'opened',
    priceId: price?.id ?? null,
    measure: price?.measure ?? '件',
    amountFen: price ? amountOf(price.price_fen, input.quantity) : 0,
    basis: price ? basisOf(price) : '',
  })
  await note(ctx, row.id, '登记损坏', input.note)
  ctx.about({ kind: 'damage.case', id: row.id })
  return { id: row.id, no: row.no, state: 'opened' as const, version: 1 }
}

export const assess: H['assess'] = async (ctx, input) => {
  const row = await load(ctx, input.id, 'assess', input.version)
  const price = await priceOn(ctx, row.item, row.occurred_on)
  const amountFen = input.amountFen ?? (price ? amountOf(price.price_fen, Number(row.quantity)) : undefined)
  if (amountFen === undefined) throw contract.fail('no_price', { item: row.item })
  const shared = input.liableKind !== 'person'
  const names = shared ? input.sharers : [input.liableName]
  if (names.length === 0 || names.some(name => !name)) throw contract.fail('needs_liable')
  await ctx.db.deleteFrom('damage_share').where('case_id', '=', row.id).execute()
  await insertShares(ctx, row.id, names, amountFen)
  return change(ctx, row, 'assess', 'opened', {
    note: `${formatFen(amountFen)}，${names.length > 1 ? `${names.length} 人分摊` : names[0]}`,
    set: {
      intent: input.intent,
      liable_kind: input.liableKind,
      liable_name: shared ? input.liableName || input.unitText : input.liableName,
      unit_text: input.unitText || row.unit_text,
      amount_fen: amountFen,
      price_id: input.amountFen === undefined ? (price?.id ?? null) : null,
      basis: input.basis || (input.amountFen === undefined && price ? basisOf(price) : row.basis),
    },
  })
}

export const notify: H['notify'] = async (ctx, input) => {
  const row = await load(ctx, input.id, 'notify', input.version)
  if (row.amount_fen <= 0) throw contract.fail('needs_amount')
  const shares = await ctx.db.selectFrom('damage_share').select('id').where('case_id', '=', row.id).execute()
  if (shares.length === 0) throw contract.fail('needs_liable')
  return change(ctx, row, 'notify', 'noticed')
}

export const object: H['object'] = async (ctx, input) => {
  const row = await ctx.db
    .selectFrom('damage_case')
    .selectAll()
    .where('token', '=', input.token)
    .executeTakeFirst()
  if (!row) throw notFound()
  if (!mayTransit(caseMachine, 'object', row.state)) throw stateRefusal(caseMachine, 'object', row.state)
  await change(ctx, row, 'object', 'objected', { note: input.reason })
  return {}
}

export const uphold: H['uphold'] = async (ctx, input) =>
  change(ctx, await load(ctx, input.id, 'uphold', input.version), 'uphold', 'noticed', {
    note: input.reason,
    set: { decision: input.reason },
  })

export const revise: H['revise'] = async (ctx, input) => {
  const row = await load(ctx, input.id, 'revise', input.version)
  refusePaid(row, '重新核定')
  return change(ctx, row, 'revise', 'opened', { note: input.reason, set: { decision: input.reason } })
}

export const askWaiver: H['askWaiver'] = async (ctx, input) => {
  const row = await load(ctx, input.id, 'askWaiver', input.version)
  refusePaid(row, '减免')
  return change(ctx, row, 'askWaiver', 'waiving', {
    note: input.reason,
    set: { waiver_by: userOf(ctx)?.personId ?? null },
  })
}

export const decideWaiver: H['decideWaiver'] = async (ctx, input) => {
  const action = input.approve ? 'approveWaiver' : 'refuseWaiver'
  const row = await load(ctx, input.id, action, input.version)
  if (row.waiver_by && row.waiver_by === userOf(ctx)?.personId) throw contract.fail('own_waiver')
  return change(ctx, row, action, input.approve ? 'waived' : 'noticed', {
    note: input.reason,
    set: { decision: input.reason, ...(input.approve ? { settled_on: ctx.today } : {}) },
  })
}

export const pay: H['pay'] = async (ctx, input) => {
  const row = await load(ctx, input.id, 'pay', input.version)
  const share = await shareToPay(ctx, row.id, input.shareId)
  const left = share.amount_fen - share.paid_fen
  if (input.amountFen > left)
    throw contract.fail('over_paid', { left: formatFen(left), amount: formatFen(input.amountFen) })
  const receiptNo = input.receiptNo || (await ctx.number('SJ'))
  const paidOn = input.paidOn ?? ctx.today
  const receiptId = await insertReceipt(ctx, {
    caseId: row.id,
    shareId: share.id,
    receiptNo,
    amountFen: input.amountFen,
    paidOn,
    method: input.method,
    payer: input.payer || share.name,
  })
  await receiveIncome(ctx, {
    kind: 'compensation',
    amountFen: input.amountFen,
    document: { kind: 'damage.receipt', id: receiptId },
    no: receiptNo,
    day: paidOn,
    note: `${row.item}赔款（${row.no}）`,
    payer: input.payer || share.name,
  })
  const paid = row.paid_fen + input.amountFen
  const state = paid === row.amount_fen ? 'paid' : 'noticed'
  const changed = await change(ctx, row, 'pay', state, {
    note: `${formatFen(input.amountFen)}，收据 ${receiptNo}`,
    set: { paid_fen: paid, ...(state === 'paid' ? { settled_on: paidOn } : {}) },
  })
  return { ...changed, receiptNo }
}

export const reversePayment: H['reversePayment'] = async (ctx, input) => {
  const row = await load(ctx, input.id, 'reversePayment', input.version)
  const receipt = await ctx.db
    .selectFrom('damage_receipt')
    .selectAll()
    .where('id', '=', input.receiptId)
    .where('case_id', '=', row.id)
    .where('reverses_id', 'is', null)
    .executeTakeFirst()
  if (!receipt) throw notFound()
  const done = await ctx.db
    .selectFrom('damage_receipt')
    .select('id')
    .where('reverses_id', '=', receipt.id)
    .executeTakeFirst()
  if (done) throw contract.fail('already_reversed')
  const receiptNo = `${receipt.receipt_no}-冲`
  const reversalId = await insertReceipt(ctx, {
    caseId: row.id,
    shareId: receipt.share_id,
    receiptNo,
    amountFen: -receipt.amount_fen,
    paidOn: ctx.today,
    method: receipt.method,
    payer: receipt.payer,
    reversesId: receipt.id,
    reason: input.reason,
  })
  await reverseIncome(ctx, {
    document: { kind: 'damage.receipt', id: receipt.id },
    by: { kind: 'damage.receipt', id: reversalId },
    no: receiptNo,
    day: ctx.today,
    reason: input.reason,
  })
  return change(ctx, row, 'reversePayment', 'noticed', {
    note: `收据 ${receipt.receipt_no}，${input.reason}`,
    set: { paid_fen: row.paid_fen - receipt.amount_fen, settled_on: null },
  })
}

export const cancel: H['cancel'] = async (ctx, input) => {
  const row = await load(ctx, input.id, 'cancel', input.version)
  refusePaid(row, '撤销')
  return change(ctx, row, 'cancel', 'cancelled', { note: input.reason, set: { decision: input.reason } })
}

export const recordPaid: H['recordPaid'] = async (ctx, input) => {
  const fingerprint = createHash('sha256')
    .update(
      JSON.stringify([
        input.occurredOn,
        input.unitText,
        input.liableName,
        input.item,
        input.amountFen,
        input.receiptNo,
      ]),
    )
    .digest('hex')
  const same = await ctx.db
    .selectFrom('damage_case')
    .select('no')
    .where('fingerprint', '=', fingerprint)
    .executeTakeFirst()
  if (same) throw contract.fail('duplicate', { no: same.no })
  const price = await priceOn(ctx, input.item, input.occurredOn)
  const row = await insertCase(ctx, {
    ...input,
    source: 'import',
    state: 'paid',
    intent: 'unknown',
    priceId: null,
    measure: price?.measure ?? '件',
    basis: '',
    paidFen: input.amountFen,
    settledOn: input.occurredOn,
    fingerprint,
  })
  const payer = input.liableName || input.unitText || '未注明'
  const [shareId] = await insertShares(ctx, row.id, [payer], input.amountFen)
  await insertReceipt(ctx, {
    caseId: row.id,
    shareId: shareId ?? null,
    receiptNo: input.receiptNo || (await ctx.number('SJ', Number(input.occurredOn.slice(0, 4)))),
    amountFen: input.amountFen,
    paidOn: input.occurredOn,
    method: 'unknown',
    payer,
  })
  ctx.about({ kind: 'damage.case', id: row.id })
  return { id: row.id, no: row.no }
}

export const setPrice: H['setPrice'] = async (ctx, input) => {
  const latest = await ctx.db
    .selectFrom('damage_price')
    .selectAll()
    .where('item', '=', input.item)
    .orderBy('valid_from', 'desc')
    .limit(1)
    .forUpdate()
    .executeTakeFirst()
  if (latest && latest.valid_from >= input.validFrom)
    throw contract.fail('price_past', { item: input.item, day: latest.valid_from })
  if (latest)
    await ctx.db
      .updateTable('damage_price')
      .set({ valid_to: addDays(input.validFrom, -1) })
      .where('id', '=', latest.id)
      .execute()
  const id = ctx.id()
  await ctx.db
    .insertInto('damage_price')
    .values({
      school_id: ctx.schoolId,
      id,
      item: input.item,
      measure: input.measure,
      price_fen: input.priceFen,
      source: input.source,
      valid_from: input.validFrom,
      valid_to: null,
      created_at: ctx.now,
    })
    .execute()
  ctx.about({ kind: 'damage.price', id }, `${input.item} ${formatFen(input.priceFen)}/${input.measure}`)
  return { id }
}
