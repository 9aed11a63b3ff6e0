import { type Ctx, userOf } from '../../kernel/server/ctx.ts'
import type { DeskItem, DeskSource, SearchSource } from '../../mechanisms/desk/index.ts'
import { signaturesOf } from '../../mechanisms/signature/index.ts'
import { stocktake } from './contract.ts'
import { campaignRows, matches } from './queries.ts'
import { REPORT_DUTIES } from './rules.ts'
import { missingDuties, refusalOf } from './signing.ts'
import { CAMPAIGN, type Campaign, readsAll } from './store.ts'

const SHOWN = 5

/** Campaigns in which this person counts, has to settle differences, adjust, or sign the report. */
export const stocktakeDesk: DeskSource = {
  id: 'stocktake',
  async items(ctx) {
    if (!userOf(ctx)) return []
    const rows = await campaignRows(ctx)
      .where(eb => matches(eb, ctx, {}))
      .where('c.state', 'in', ['counting', 'settling', 'approved', 'adjusted'])
      .orderBy('c.created_at')
      .limit(SHOWN * 3)
      .execute()
    const items: DeskItem[] = []
    for (const row of rows) items.push(...(await itemOf(ctx, row)))
    return items.slice(0, SHOWN)
  },
}

async function itemOf(
  ctx: Ctx,
  row: Campaign & { duty: string | null; lines: number; counted: number; differences: number },
): Promise<DeskItem[]> {
  const base = { key: `stocktake:${row.id}`, detail: row.no, link: `/stocktakes/${row.id}`, dueAt: null }
  if (row.state === 'counting' && row.duty === 'counter')
    return [
      {
        ...base,
        urgency: row.due_on && row.due_on < ctx.today ? 'late' : 'today',
        title: row.blind ? `${row.title}：去盘点` : `${row.title}：已点 ${row.counted}/${row.lines}`,
        link: `/stocktakes/${row.id}/count`,
      },
    ]
  if (row.state === 'settling' && ctx.may(stocktake.explain))
    return [{ ...base, urgency: 'soon', title: `${row.title}：${row.differences} 项差异要说明` }]
  if (row.state === 'approved' && ctx.may(stocktake.adjust))
    return [{ ...base, urgency: 'sign', title: `${row.title}：差异已批准，等调账` }]
  if (row.state !== 'adjusted') return []
  const marks = await signaturesOf(ctx, [{ kind: CAMPAIGN, id: row.id }])
  const open = missingDuties(
    row.kind,
    marks.map(mark => mark.duty),
  )
  for (const { duty } of REPORT_DUTIES[row.kind])
    if (open.includes(duty) && (await refusalOf(ctx, row, duty)) === undefined)
      return [{ ...base, urgency: 'sign', title: `${row.title}：盘点报告等您作为${duty}签字` }]
  return []
}

export const stocktakeSearch: SearchSource = {
  id: 'stocktake.campaign',
  async search(ctx, text) {
    if (!readsAll(ctx)) return []
    const rows = await campaignRows(ctx)
      .where(eb => matches(eb, ctx, { search: text }))
      .orderBy('c.created_at', 'desc')
      .limit(SHOWN)
      .execute()
    return rows.map(row => ({
      kind: CAMPAIGN,
      kindTitle: '盘点',
      title: row.title,
      detail: `${row.no} · ${row.scope_text}`,
      link: `/stocktakes/${row.id}`,
    }))
  },
}
