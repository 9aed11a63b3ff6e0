import { figureFor, type SummarySource } from '../../mechanisms/metric/index.ts'
import { say } from '../../mechanisms/metric/prose/doc.ts'
import { addedThings, sentence } from '../../mechanisms/metric/prose/patterns/index.ts'
import { mostIssued } from './metrics.ts'

const NAMED = 5

/** 物资采购与发放, 开学准备, 领用与借用: what came in, went out, was lent, with the most costly things named. */
export const stockSummary: SummarySource = {
  id: 'stock',
  async contribute(ctx, { period }) {
    const figure = (id: string, params = {}) => figureFor(ctx, id, period, params)
    const issued = await figure('stock.issues')
    const classes = await figure('stock.kit_classes')
    const receipts = await figure('stock.receipts')
    const loans = await figure('stock.loans')
    const told = []
    if (receipts.value > 0)
      told.push({
        section: 'service',
        obligation: 'service.purchase',
        title: '物资采购与发放',
        order: 22,
        blocks: [
          sentence(
            'stock.received',
            'money',
            say`严格物资验收、入库登记手续，${period.label}入库物资${receipts}，价值${await figure('stock.received')}。`,
          ),
        ],
        missing: [],
      })
    if (issued.value + classes.value > 0) {
      const named = await mostIssued(ctx, period, NAMED + 1)
      const things = await Promise.all(
        named.map(async thing => ({
          label: thing.name,
          figure: await figure('stock.issued', { item: thing.name }),
        })),
      )
      told.push({
        section: 'service',
        obligation: 'service.purchase',
        title: '物资采购与发放',
        order: 23,
        ...addedThings({
          key: 'stock.issued',
          opening: '实行按需发放、凭签字领用，发放',
          noun: '物资发放',
          period,
          things,
          amount: await figure('stock.issued_amount'),
          limit: NAMED,
        }),
      })
    }
    if (classes.value > 0)
      told.push({
        section: 'service',
        obligation: 'service.opening',
        title: '开学物资',
        order: 12,
        blocks: [
          sentence('stock.kits', 'P1', say`开学物资按标准一次性发放到位，发放${classes}，由班级签收。`),
        ],
        missing: [],
      })
    if (loans.value > 0) {
      const back = await figure('stock.given_back')
      const losses = await figure('stock.losses')
      const lost = losses.value > 0 ? say`，报损和遗失${losses}` : []
      told.push({
        section: 'assets',
        obligation: 'assets.custody',
        title: '领用与借用',
        order: 30,
        blocks: [
          sentence(
            'stock.loans',
            'P1',
            say`借领物资有手续，${period.label}办理借出${loans}、归还${back}${lost}。`,
          ),
        ],
        missing: [],
      })
    }
    return told
  },
}
