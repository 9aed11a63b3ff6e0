import { formatFen } from '../../../kernel/pure/money.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import { contract } from '../contract.ts'
import { endIdle } from '../idle.ts'
import { linkTo } from '../scanned.ts'
import { CARD, changeCards, loadCard, lockCard, refuseBusy, refuseState, tell } from '../store.ts'
import { postValues } from '../values.ts'

type H = Handlers<typeof contract>

export const correctValue: H['correctValue'] = async (ctx, input) => {
  const card = await lockCard(ctx, input.id, input.version)
  refuseBusy(card, '更正价值', { document: card.custody_id ?? card.loan_id ?? '' })
  const depreciatedFen = input.depreciatedFen ?? Math.min(card.depreciated_fen, input.valueFen)
  if (depreciatedFen > input.valueFen)
    throw contract.fail('over_depreciated', {
      fen: formatFen(depreciatedFen),
      value: formatFen(input.valueFen),
    })
  const valueFen = input.valueFen - card.value_fen
  const moreDepreciated = depreciatedFen - card.depreciated_fen
  if (valueFen === 0 && moreDepreciated === 0) throw contract.fail('same_value')
  await changeCards(ctx, [card.id], { value_fen: input.valueFen, depreciated_fen: depreciatedFen })
  const document = { ref: { kind: CARD, id: card.id }, no: card.no }
  await postValues(ctx, ctx.today, document, `${card.no} 更正价值：${input.reason}`, [
    {
      assetId: card.id,
      kind: 'corrected',
      category: card.category,
      valueFen,
      depreciatedFen: moreDepreciated,
      note: input.reason,
    },
  ])
  await tell(
    ctx,
    [card.id],
    '更正价值',
    `${formatFen(card.value_fen)} → ${formatFen(input.valueFen)}。${input.reason}`,
  )
  ctx.about(document.ref, input.reason)
  return { id: card.id, version: card.version + 1 }
}

/** Old things made good again: they work, and what was spent on them may add to their value and life. */
export const refurbish: H['refurbish'] = async (ctx, input) => {
  const card = await lockCard(ctx, input.id, input.version)
  refuseBusy(card, '登记改造', { document: card.custody_id ?? '' })
  if (input.on > ctx.today) throw contract.fail('future', { what: '完成日期', day: input.on })
  if (card.life_months === null && input.addMonths > 0) throw contract.fail('life_over')
  await changeCards(ctx, [card.id], {
    value_fen: card.value_fen + input.addFen,
    ...(card.life_months === null ? {} : { life_months: card.life_months + input.addMonths }),
    ...(card.state === 'repairing' ? { state: 'in_use' as const } : {}),
  })
  const document = { ref: { kind: CARD, id: card.id }, no: card.no }
  if (input.addFen > 0)
    await postValues(ctx, input.on, document, `${card.no} 修旧改造：${input.what}`, [
      {
        assetId: card.id,
        kind: 'refurbished',
        category: card.category,
        valueFen: input.addFen,
        depreciatedFen: 0,
        note: input.what,
      },
    ])
  await tell(
    ctx,
    [card.id],
    '修旧改造',
    [input.what, input.addFen > 0 && formatFen(input.addFen)].filter(Boolean).join('，'),
  )
  ctx.about(document.ref, input.what)
  return { id: card.id, version: card.version + 1 }
}

export const sendRepair: H['sendRepair'] = async (ctx, input) => {
  const card = await lockCard(ctx, input.id, input.version)
  refuseBusy(card, '送修', { document: card.custody_id ?? '' })
  refuseState(card, 'sendRepair')
  await changeCards(ctx, [card.id], { state: 'repairing' })
  await endIdle(ctx, [card.id], 'repaired')
  await tell(ctx, [card.id], '送修', input.note)
  ctx.about({ kind: CARD, id: card.id }, input.note)
  return { id: card.id, version: card.version + 1 }
}

export const backFromRepair: H['backFromRepair'] = async (ctx, input) => {
  const card = await lockCard(ctx, input.id, input.version)
  refuseState(card, 'backFromRepair')
  await changeCards(ctx, [card.id], { state: 'in_use' })
  await tell(ctx, [card.id], '修好收回', input.note)
  ctx.about({ kind: CARD, id: card.id }, input.note)
  return { id: card.id, version: card.version + 1 }
}

export const linkOrder: H['linkOrder'] = async (ctx, input) => {
  const card = await loadCard(ctx, input.assetId)
  const order = await ctx.db
    .selectFrom('workorder_order')
    .select(['id', 'no', 'title'])
    .where('school_id', '=', ctx.schoolId)
    .where('no', '=', input.orderNo)
    .executeTakeFirst()
  if (!order) throw contract.fail('order_unknown', { no: input.orderNo })
  if (!(await linkTo(ctx, card, order))) throw contract.fail('order_linked')
  ctx.about({ kind: CARD, id: card.id }, order.no)
  return { orderId: order.id }
}

export const unlinkOrder: H['unlinkOrder'] = async (ctx, input) => {
  const card = await loadCard(ctx, input.assetId)
  const done = await ctx.db
    .deleteFrom('asset_order')
    .where('school_id', '=', ctx.schoolId)
    .where('asset_id', '=', card.id)
    .where('order_id', '=', input.orderId)
    .executeTakeFirst()
  if (done.numDeletedRows > 0n) {
    await changeCards(ctx, [card.id], { repairs: Math.max(0, card.repairs - 1) })
    await tell(ctx, [card.id], '取消关联报修单')
  }
  ctx.about({ kind: CARD, id: card.id }, '取消关联报修单')
  return {}
}
