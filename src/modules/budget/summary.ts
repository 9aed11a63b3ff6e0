import { figureFor, type SummarySource } from '../../mechanisms/metric/index.ts'
import { between, say } from '../../mechanisms/metric/prose/doc.ts'
import { sentence } from '../../mechanisms/metric/prose/patterns/index.ts'
import { CATEGORIES, CATEGORY_CODES } from './rules.ts'

const NAMED = 4

/** 经费 and 节约: what was spent on what, what went up, what was saved; nothing is said without its records. */
export const budgetSummary: SummarySource = {
  id: 'budget',
  async contribute(ctx, { period }) {
    const told = []
    const spent = await figureFor(ctx, 'budget.spent', period)
    if (spent.value > 0) {
      const parts = []
      for (const category of CATEGORY_CODES) {
        const figure = await figureFor(ctx, 'budget.spent', period, { category })
        if (figure.value > 0) parts.push({ label: CATEGORIES[category], figure })
      }
      parts.sort((a, b) => b.figure.value - a.figure.value)
      const named = parts.slice(0, NAMED)
      const rest = named.length < parts.length ? '等' : ''
      told.push({
        section: 'finance',
        obligation: 'finance.budget',
        title: '预算与开支',
        order: 10,
        blocks: [
          sentence(
            'budget.spent',
            'money',
            say`坚持量入为出、先有预算后有支出，${period.label}共支出经费${spent}，其中${between(
              named.map(part => say`${part.label}${part.figure}`),
              '、',
            )}${rest}。`,
          ),
        ],
        missing: [],
      })
    }
    const income = await figureFor(ctx, 'budget.income', period)
    if (income.value > 0)
      told.push({
        section: 'finance',
        obligation: 'finance.fees',
        title: '收费与公示',
        order: 30,
        blocks: [
          sentence(
            'budget.income',
            'money',
            say`严格执行收支两条线，${period.label}赔偿、报废处置、租金等收入${income}全部进入收入账上缴，不直接支出。`,
          ),
        ],
        missing: [],
      })
    const once = await figureFor(ctx, 'budget.saved', period, { times: 'once' })
    const yearly = await figureFor(ctx, 'budget.saved', period, { times: 'yearly' })
    if (once.value + yearly.value > 0) {
      const first = once.value > 0 ? say`一次性节约（追回）${once}` : []
      const joint = once.value > 0 && yearly.value > 0 ? '，' : ''
      const second = yearly.value > 0 ? say`每年可节约${yearly}` : []
      told.push({
        section: 'finance',
        obligation: 'finance.budget',
        title: '预算与开支',
        order: 15,
        blocks: [
          sentence(
            'budget.saved',
            'P10',
            say`开源节流，为学校当家理财，经会计核实，${first}${joint}${second}。`,
          ),
        ],
        missing: [],
      })
    }
    return told
  },
}
