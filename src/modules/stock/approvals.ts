import { formatFen } from '../../kernel/pure/money.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import type { ApprovalSubject, DecisionFact, RouteDraft } from '../../mechanisms/approval/index.ts'
import { adjustmentDecided } from './adjusting.ts'
import { stockOf } from './facts.ts'
import { linesOf } from './issuing.ts'
import { needDecided } from './needs.ts'
import { ADJUST_REF, NEED_REF } from './paper.ts'
import { overQuota } from './quotas.ts'
import { quantityText } from './rules.ts'
import { documentLines } from './stored.ts'

const SMALL_FEN = 30_000
const LARGE_FEN = 300_000

const step = (
  title: string,
  role: 'storekeeper' | 'director' | 'vice_principal',
): RouteDraft['steps'][number] => ({
  title,
  by: { role },
  mode: 'any',
})
const HEAD: RouteDraft['steps'][number] = { title: '部门负责人', by: { headOfAskersUnit: true }, mode: 'any' }

export const needSubject: ApprovalSubject = {
  kind: NEED_REF,
  title: '物品领用',
  categories: [
    { code: 'usual', title: '日常领用' },
    { code: 'over', title: '超定额领用' },
    { code: 'order', title: '维修领料' },
  ],
  routes: [
    {
      title: '维修领料',
      when: { categories: ['order'], maxFen: LARGE_FEN },
      steps: [step('保管员', 'storekeeper')],
    },
    { title: '超定额', when: { categories: ['over'] }, steps: [HEAD, step('总务主任', 'director')] },
    { title: '小额', when: { maxFen: SMALL_FEN }, steps: [step('保管员', 'storekeeper')] },
    {
      title: '大额',
      when: { minFen: LARGE_FEN + 1 },
      steps: [HEAD, step('总务主任', 'director'), step('分管副校长', 'vice_principal')],
    },
    { title: '一般', when: {}, steps: [HEAD, step('总务主任', 'director')] },
  ],
  facts: needFacts,
  decided: needDecided,
}

export const adjustSubject: ApprovalSubject = {
  kind: ADJUST_REF,
  title: '报损和更正',
  categories: [
    { code: 'loss', title: '报损' },
    { code: 'correction', title: '更正' },
  ],
  routes: [
    { title: '小额', when: { maxFen: LARGE_FEN }, steps: [step('总务主任', 'director')] },
    { title: '大额', when: {}, steps: [step('总务主任', 'director'), step('分管副校长', 'vice_principal')] },
  ],
  async facts(ctx, id) {
    const lines = await documentLines(ctx, id)
    const held = await stockOf(
      ctx,
      lines.map(l => l.item_id),
    )
    return lines.map(l => ({
      label: l.name,
      value: `${l.quantity}${l.measure}（${formatFen(l.amount_fen)}），全校现有 ${quantityText(held.get(l.item_id)?.onhand ?? 0, l.measure)}${l.note ? `，${l.note}` : ''}`,
    }))
  },
  decided: adjustmentDecided,
}

/** What is there, what it costs, and whether it goes beyond the quota. */
async function needFacts(ctx: Ctx, id: string): Promise<DecisionFact[]> {
  const need = await ctx.db
    .selectFrom('stock_need')
    .select(['unit_id', 'store_id', 'over_reason', 'purpose', 'order_no', 'order_id'])
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!need) return []
  const lines = await linesOf(ctx, id)
  const held = await stockOf(
    ctx,
    lines.map(l => l.item.id),
    need.store_id,
  )
  const asked = lines.map(l => ({ itemId: l.item.id, quantity: l.quantity }))
  const over = await overQuota(ctx, need.unit_id, asked, id)
  const order = need.order_id
    ? [{ label: '维修单', value: need.order_no, href: `/orders/${need.order_id}` } satisfies DecisionFact]
    : []
  return [
    { label: '用途', value: need.purpose },
    ...order,
    ...lines.map((l): DecisionFact => {
      const onhand = held.get(l.item.id)?.onhand ?? 0
      const enough = onhand >= l.quantity
      return {
        label: l.item.name,
        value: `要 ${quantityText(l.quantity, l.item.measure)}，库存 ${quantityText(onhand, l.item.measure)}`,
        ...(enough ? {} : { tone: 'late' as const }),
      }
    }),
    ...over.map(
      (o): DecisionFact => ({
        label: `${o.name}超定额`,
        value: `本学期定额 ${o.quota}${o.measure}，已领和在办 ${o.used}${o.measure}，这次 ${o.asked}${o.measure}。理由：${need.over_reason || '没有写'}`,
        tone: 'late',
      }),
    ),
  ]
}
