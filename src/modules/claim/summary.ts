import { figureFor, type SummarySource } from '../../mechanisms/metric/index.ts'
import { say } from '../../mechanisms/metric/prose/doc.ts'
import { sentence } from '../../mechanisms/metric/prose/patterns/index.ts'

/** P12, the rule with teeth: told with what was paid under it and what it held back. */
export const claimSummary: SummarySource = {
  id: 'claim',
  async contribute(ctx, { period }) {
    const count = await figureFor(ctx, 'claim.count', period)
    const returned = await figureFor(ctx, 'claim.returned', period)
    if (count.value + returned.value === 0) return []
    const amount = await figureFor(ctx, 'claim.paid', period)
    const held = returned.value > 0 ? say`，手续不全、购物不符的退回${returned}` : []
    return [
      {
        section: 'finance',
        obligation: 'finance.budget',
        title: '预算与开支',
        order: 20,
        blocks: [
          sentence(
            'claim.signed',
            'P12',
            say`购物发票做到经手人、验收人、审核人三人签定后方有效，购物不符实者一律不予报销，${period.label}报销${count}，付款${amount}${held}。`,
          ),
        ],
        missing: [],
      },
    ]
  },
}
