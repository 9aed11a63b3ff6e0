import { kernelError, notFound } from '../../../kernel/pure/errors.ts'
import { formatFen } from '../../../kernel/pure/money.ts'
import { mayTransit, stateRefusal } from '../../../kernel/pure/state.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import { unitNames } from '../../org/index.ts'
import { contract } from '../contract.ts'
import { mismatchMachine } from '../machines.ts'
import { change, lock, me, note } from '../store.ts'

import { deduct } from './deducting.ts'
import { drawFor } from './under-contract.ts'

type H = Handlers<typeof contract>

export const noteMismatch: H['noteMismatch'] = async (ctx, input) => {
  const order = await lock(ctx, 'procurement_order', input.orderId)
  const finder = me(ctx)
  const id = ctx.id()
  await ctx.db
    .insertInto('procurement_mismatch')
    .values({
      school_id: ctx.schoolId,
      id,
      order_id: order.id,
      acceptance_id: null,
      order_line_id: null,
      state: 'open',
      kind: input.kind,
      name: input.name,
      quantity: input.quantity,
      text: input.text,
      found_on: ctx.today,
      found_by: finder.personId,
      found_by_name: finder.name,
      how: null,
      settled_on: null,
      created_at: ctx.now,
    })
    .execute()
  await note(ctx, 'order', order.id, '登记购物不符', `${input.name}：${input.text}`)
  return { id }
}

/** Settled by somebody who did not buy; a deduction lowers what may be paid. */
export const settleMismatch: H['settleMismatch'] = async (ctx, input) => {
  const row = await ctx.db
    .selectFrom('procurement_mismatch')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', input.id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw notFound()
  if (!mayTransit(mismatchMachine, 'settle', row.state))
    throw stateRefusal(mismatchMachine, 'settle', row.state)
  if (row.version !== input.version) throw kernelError('kernel.changed', { who: '别人' })
  const settler = me(ctx)
  const order = await lock(ctx, 'procurement_order', row.order_id)
  const batch = await lock(ctx, 'procurement_batch', order.batch_id)
  if ([order.buyer_id, batch.buyer_id].includes(settler.personId)) throw contract.fail('buyer_settles')
  const deductFen = input.how === 'deducted' ? (input.deductFen ?? 0) : 0
  if (input.how === 'deducted' && deductFen === 0) throw contract.fail('needs_deduct')
  const payable = order.accepted_fen - order.deducted_fen - order.paid_fen
  if (deductFen > payable)
    throw contract.fail('deduct_too_much', { amount: formatFen(deductFen), accepted: formatFen(payable) })
  await ctx.db
    .updateTable('procurement_mismatch')
    .set({
      state: 'settled',
      how: input.how,
      deducted_fen: deductFen,
      settlement: input.note,
      settled_by_name: settler.name,
      settled_on: ctx.today,
      version: row.version + 1,
    })
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', row.id)
    .execute()
  if (deductFen > 0) await deduct(ctx, order, deductFen, row.order_line_id)
  await change(ctx, 'procurement_order', order, order.state, {
    action: '处理购物不符',
    note: `${row.name}：${input.note}`,
    set: { deducted_fen: order.deducted_fen + deductFen },
  })
  if (deductFen > 0) await drawFor(ctx, await lock(ctx, 'procurement_order', order.id))
  ctx.about({ kind: 'procurement.mismatch', id: row.id }, input.note)
  return { id: row.id, state: 'settled' as const, version: row.version + 1 }
}

export const noteOffChannel: H['noteOffChannel'] = async (ctx, input) => {
  const unit = input.unitId ? (await unitNames(ctx, [input.unitId])).get(input.unitId) : ''
  if (unit === undefined) throw notFound()
  if (input.personId) {
    const person = await ctx.db
      .selectFrom('people_person')
      .select('id')
      .where('school_id', '=', ctx.schoolId)
      .where('id', '=', input.personId)
      .executeTakeFirst()
    if (!person) throw notFound()
  }
  const id = ctx.id()
  const no = await ctx.number('TW', Number(input.boughtOn.slice(0, 4)))
  await ctx.db
    .insertInto('procurement_off_channel')
    .values({
      school_id: ctx.schoolId,
      id,
      no,
      bought_on: input.boughtOn,
      person_id: input.personId,
      person_name: input.personName,
      unit_id: input.unitId,
      unit_text: unit,
      what: input.what,
      category: input.category,
      supplier_name: input.supplierName,
      amount_fen: input.amountFen,
      reason: input.reason,
      handled_on: null,
      noted_by_name: me(ctx).name,
      created_at: ctx.now,
    })
    .execute()
  await note(
    ctx,
    'off_channel',
    id,
    '登记',
    `${input.personName} ${input.what} ${formatFen(input.amountFen)}`,
  )
  return { id, no }
}

export const handleOffChannel: H['handleOffChannel'] = async (ctx, input) => {
  const done = await ctx.db
    .updateTable('procurement_off_channel')
    .set({ handling: input.handling, handled_on: ctx.today, version: input.version + 1 })
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', input.id)
    .where('version', '=', input.version)
    .executeTakeFirst()
  if (done.numUpdatedRows === 0n) {
    const known = await ctx.db
      .selectFrom('procurement_off_channel')
      .select('id')
      .where('school_id', '=', ctx.schoolId)
      .where('id', '=', input.id)
      .executeTakeFirst()
    throw known ? kernelError('kernel.changed', { who: '别人' }) : notFound()
  }
  await note(ctx, 'off_channel', input.id, '处理', input.handling)
  return { id: input.id, version: input.version + 1 }
}
