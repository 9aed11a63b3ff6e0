import { sql } from 'kysely'
import { turnover } from '../../mechanisms/ledger/index.ts'
import type { ReconciliationSpec } from '../../mechanisms/reconciliation/index.ts'
import { CATEGORIES, type CategoryCode } from './rules.ts'
import { BOOK } from './values.ts'

/** 账账相符: what the cards add up to against what the value ledger holds, by category. */
export const assetReconciliation: ReconciliationSpec = {
  id: 'asset.value',
  title: '资产卡片与价值账',
  left: '资产卡片',
  right: '价值账',
  about: '每一类的原值和累计折旧，卡片合计要等于价值账余额。',
  book: BOOK,
  async run(ctx, { asAt }) {
    // The cards as they are, less what happened after the day.
    const { rows } = await sql<{ category: CategoryCode; value: number; depreciated: number }>`
      select category, sum(value)::bigint as value, sum(depreciated)::bigint as depreciated from (
        select category, value_fen as value, depreciated_fen as depreciated from asset_card
        where school_id = ${ctx.schoolId} and state <> 'disposed'
        union all
        select category, -value_fen, -depreciated_fen from asset_value
        where school_id = ${ctx.schoolId} and on_day > ${asAt}::date) as x
      group by category`.execute(ctx.db)
    const cards = new Map(rows.map(row => [row.category, row]))
    const held = async (kind: 'cost' | 'depreciation') => {
      const all = await turnover(ctx, BOOK, { kind }, { from: '1970-01-01', to: asAt })
      return new Map(all.map(line => [line.key as CategoryCode, line.openingFen + line.inFen - line.outFen]))
    }
    const cost = await held('cost')
    const depreciation = await held('depreciation')
    const seen = new Set<CategoryCode>([...cards.keys(), ...cost.keys(), ...depreciation.keys()])
    const order = Object.keys(CATEGORIES)
    return {
      rows: [...seen]
        .sort((a, b) => order.indexOf(a) - order.indexOf(b))
        .flatMap(category => {
          const { title } = CATEGORIES[category]
          const card = cards.get(category)
          const href = `/assets?categories=${category}`
          return [
            {
              key: `cost:${category}`,
              label: `${title} 原值`,
              leftFen: Number(card?.value ?? 0),
              rightFen: cost.get(category) ?? 0,
              href,
            },
            {
              key: `depreciation:${category}`,
              label: `${title} 累计折旧`,
              leftFen: Number(card?.depreciated ?? 0),
              rightFen: depreciation.get(category) ?? 0,
              href,
            },
          ]
        }),
    }
  },
}
