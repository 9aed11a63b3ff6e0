import type { WorkItem, WorkKind } from '../../mechanisms/workorder/index.ts'
import { itemsByCode, TRADE_NAMES } from './catalogue.ts'
import { REPAIR_KIND } from './contract.ts'
import { crewMembers, dispatchRules } from './crew.ts'
import { ruleFor } from './rules.ts'
import { settingsOf } from './settings.ts'
import { warrantyText } from './warranty.ts'

/** Repair as a kind of work order. */
export const repairKind: WorkKind = {
  kind: REPAIR_KIND,
  title: '报修',
  prefix: 'BX',
  trades: async () => TRADE_NAMES,
  items: async ctx => (await itemsByCode(ctx)) as ReadonlyMap<string, WorkItem>,
  crew: async ctx => (await crewMembers(ctx)).filter(member => member.active),
  async choose(ctx, order) {
    const rule = ruleFor(await dispatchRules(ctx), order)
    if (!rule) return null
    if (rule.choose === 'person') return { personIds: rule.personId ? [rule.personId] : [] }
    const able = (await crewMembers(ctx)).filter(m => m.active && m.trades.includes(order.trade))
    return { personIds: able.map(m => m.personId) }
  },
  poolOpen: async ctx => (await settingsOf(ctx)).pool,
  publicPhotos: async ctx => (await settingsOf(ctx)).publicPhotos,
  async warranty(ctx, order) {
    if (!order.placeId || !order.itemCode) return null
    return warrantyText(ctx, {
      placeId: order.placeId,
      itemCode: order.itemCode,
      on: order.reportedOn,
      orderId: order.id,
    })
  },
}
