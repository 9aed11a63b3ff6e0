import type { Ctx } from '../../kernel/server/ctx.ts'
import type { Handlers } from '../../kernel/server/module.ts'
import { type ExportColumn, exportRows } from '../../mechanisms/register/index.ts'
import { signaturesOf } from '../../mechanisms/signature/index.ts'
import type { contract } from './contract.ts'
import { allLines } from './lines.ts'
import { type Filter, list } from './queries.ts'
import { CAUSES, COUNT_KINDS, campaignMachine, DIFFERENCES, DUTIES, RESULTS } from './rules.ts'
import type { CampaignRow, LineView } from './shapes.ts'
import { statementOf } from './signing.ts'
import { CAMPAIGN, countersOf, readCampaign } from './store.ts'
import { totalsOf } from './totals.ts'

type H = Handlers<typeof contract>

/** The columns of 资产盘点表. */
const LINE_COLUMNS: readonly ExportColumn<LineView>[] = [
  { title: '存放地点', value: r => r.areaText || r.foundAreaText, width: 24 },
  { title: '资产编号', value: r => r.code },
  { title: '资产名称', value: r => r.name, width: 20 },
  { title: '规格', value: r => r.spec },
  { title: '单位', value: r => r.measure, width: 6 },
  { title: '账面数量', value: r => r.bookQuantity, kind: 'number', sum: true },
  { title: '实盘数量', value: r => r.foundQuantity, kind: 'number', sum: true },
  { title: '盘盈', value: r => more(r, 1), kind: 'number', sum: true },
  { title: '盘亏', value: r => more(r, -1), kind: 'number', sum: true },
  { title: '账面原值', value: r => r.bookFen, kind: 'money', sum: true },
  { title: '差额', value: r => r.differenceFen, kind: 'money', sum: true },
  { title: '使用状况', value: r => [r.useText, r.damaged && '损坏'].filter(Boolean).join('，') },
  { title: '使用人', value: r => r.keeperText || r.unitText },
  { title: '结果', value: r => RESULTS[r.result], width: 8 },
  { title: '实际地点', value: r => r.foundAreaText },
  { title: '差异原因', value: r => (r.cause ? CAUSES[r.cause] : '') },
  { title: '处理意见', value: r => r.opinion, width: 24 },
  { title: '盘点人', value: r => r.countedBy, width: 10 },
]

type CampaignLine = ReturnType<typeof CampaignRow.parse>

const CAMPAIGN_COLUMNS: readonly ExportColumn<CampaignLine>[] = [
  { title: '编号', value: r => r.no },
  { title: '盘点', value: r => r.title, width: 24 },
  { title: '对象', value: r => COUNT_KINDS[r.kind], width: 10 },
  { title: '范围', value: r => r.scopeText, width: 28 },
  { title: '方式', value: r => (r.blind ? '盲盘' : '对账盘'), width: 8 },
  { title: '要求完成', value: r => r.dueOn, kind: 'day' },
  { title: '开始', value: r => r.startedAt, kind: 'instant' },
  { title: '账面项数', value: r => r.lines, kind: 'number', sum: true },
  { title: '已点', value: r => r.counted, kind: 'number', sum: true },
  { title: '差异', value: r => r.differences, kind: 'number', sum: true },
  { title: '结束', value: r => r.closedOn, kind: 'day' },
  { title: '状态', value: r => campaignMachine.states[r.state].label, width: 14 },
]

const more = (r: LineView, sign: 1 | -1): number | null => {
  const n = r.foundQuantity === null ? 0 : (r.foundQuantity - r.bookQuantity) * sign
  return n > 0 ? Math.round(n * 1000) / 1000 : null
}

export const exportLines: H['export'] = async (ctx, input) => {
  const campaign = await readCampaign(ctx, input.id)
  return exportRows<LineView>({
    title: `盘点表 ${campaign.no}`,
    columns: LINE_COLUMNS,
    rows: allLines(ctx, input),
    filterText: words(
      campaign.title,
      campaign.scope_text,
      ...(input.results ?? []).map(r => RESULTS[r]),
      input.search,
    ),
    ...(await sheetOf(ctx)),
  })
}

export const exportList: H['exportList'] = async (ctx, input) =>
  exportRows<CampaignLine>({
    title: '盘点台账',
    columns: CAMPAIGN_COLUMNS,
    rows: allCampaigns(ctx, input),
    filterText: words(
      input.kind && COUNT_KINDS[input.kind],
      ...(input.states ?? []).map(state => campaignMachine.states[state].label),
      input.search,
    ),
    ...(await sheetOf(ctx)),
  })

/** 盘点报告 as a spreadsheet: what was found, who agreed and who signed in the head, the differences below. */
export const exportReport: H['exportReport'] = async (ctx, input) => {
  const campaign = await readCampaign(ctx, input.id)
  const counters = await countersOf(ctx, campaign.id)
  const marks = await signaturesOf(ctx, [{ kind: CAMPAIGN, id: campaign.id }])
  return exportRows<LineView>({
    title: `盘点报告 ${campaign.no}`,
    columns: LINE_COLUMNS,
    rows: allLines(ctx, { id: campaign.id, results: [...DIFFERENCES] }),
    filterText: words(
      statementOf(campaign, await totalsOf(ctx, campaign.id)),
      `范围：${campaign.scope_text}`,
      ...counters.map(c => `${DUTIES[c.duty]}：${c.name}`),
      campaign.approved_by && `批准：${campaign.approved_by}`,
      campaign.adjusted_on && `调账：${campaign.adjusted_on}`,
      ...marks.map(mark => `${mark.duty}签字：${mark.name}`),
    ),
    ...(await sheetOf(ctx)),
  })
}

const words = (...parts: readonly (string | undefined | null | false)[]): string =>
  parts.filter(Boolean).join(' · ')

async function sheetOf(ctx: Ctx): Promise<{ school: string; zone: string; now: Date }> {
  const { name } = await ctx.db
    .selectFrom('school')
    .select('name')
    .where('id', '=', ctx.schoolId)
    .executeTakeFirstOrThrow()
  return { school: name, zone: ctx.zone, now: ctx.now }
}

async function* allCampaigns(ctx: Ctx, filter: Filter): AsyncGenerator<CampaignLine> {
  let cursor: string | undefined
  do {
    const page = await list(ctx, { ...filter, limit: 200, cursor })
    yield* page.rows
    cursor = page.next ?? undefined
  } while (cursor)
}
