import type { Ctx } from '../../kernel/server/ctx.ts'
import {
  type Contribution,
  figureFor,
  type SummaryRequest,
  type SummarySource,
} from '../../mechanisms/metric/index.ts'
import { say } from '../../mechanisms/metric/prose/doc.ts'
import type { Figure } from '../../mechanisms/metric/prose/figure.ts'
import {
  comparison,
  type PartFigure,
  type PatternResult,
  ratingLine,
  sentence,
  serviceLine,
  together,
  totalWithParts,
} from '../../mechanisms/metric/prose/patterns/index.ts'
import { groupOf, verbOf } from './groups.ts'
import { OTHER, sumsByTrade, type TradeSums } from './line-metrics.ts'

/** 维修服务: what each trade did, how fast, how it was liked, what is still open. */
export const repairSummary: SummarySource = {
  id: 'repair',
  async contribute(ctx, request) {
    const told = await tellRepairs(ctx, request)
    return [{ section: 'service', obligation: 'service.repair', title: '维修服务', order: 30, ...told }]
  },
}

async function tellRepairs(
  ctx: Ctx,
  request: SummaryRequest,
): Promise<Pick<Contribution, 'blocks' | 'missing'>> {
  const { period } = request
  const slips = await figureFor(ctx, 'repair.slips', period)
  if (slips.value === 0)
    return { blocks: [sentence('repair.none', 'none', say`${period.label}没有报修的记录。`)], missing: [] }
  const trades = await sumsByTrade(ctx, period)
  const byTrade: PatternResult[] = []
  for (const trade of trades) byTrade.push(await tellTrade(ctx, request, trade))
  return together(await tellOpening(ctx, request, slips), ...byTrade, await tellService(ctx, request, slips))
}

async function tellOpening(ctx: Ctx, { period }: SummaryRequest, slips: Figure): Promise<PatternResult> {
  const finished = await figureFor(ctx, 'repair.finished', period)
  const open = await figureFor(ctx, 'repair.unfinished', period)
  const rest = open.value === 0 ? say`，已全部修好` : say`，已修好${finished}，尚有${open}在修`
  return {
    blocks: [
      sentence(
        'repair.opening',
        'total',
        say`水、电、木工等维修做到有报即修，${period.label}共收到报修单${slips}${rest}。`,
      ),
    ],
    missing: [],
  }
}

/** P1 for one trade: total, groups largest first, what is measured beside the count. */
async function tellTrade(ctx: Ctx, request: SummaryRequest, sums: TradeSums): Promise<PatternResult> {
  const { period, previous } = request
  const { trade, tradeName } = sums
  const total = await figureFor(ctx, 'repair.items', period, { trade })
  const groups = new Map<string, number>()
  const beside = new Map<string, string>()
  for (const line of sums.items) {
    if (!line.counts) {
      if (line.item) beside.set(line.item.code, line.item.name)
      continue
    }
    const group = line.item ? groupOf(line.item) : OTHER
    groups.set(group, (groups.get(group) ?? 0) + line.qty)
  }
  const names = [...groups].sort((a, b) => Number(a[0] === OTHER) - Number(b[0] === OTHER) || b[1] - a[1])
  const parts: PartFigure[] = []
  for (const [group] of names)
    parts.push({
      verb: verbOf(group),
      label: group,
      figure: await figureFor(ctx, 'repair.items', period, { trade, group }),
    })
  const aside: PartFigure[] = []
  for (const [item, name] of beside)
    aside.push({ label: name, figure: await figureFor(ctx, 'repair.measured', period, { trade, item }) })
  const before = previous ? await figureFor(ctx, 'repair.items', previous, { trade }) : undefined
  const key = `repair.${trade}`
  const compared = comparison({ key, current: total, previous: before, than: previous?.label ?? '上学期' })
  const told = totalWithParts({
    key,
    opening: `${period.label}${tradeName}承接报修单共`,
    noun: `${tradeName}报修`,
    total,
    parts,
    aside,
    remark: compared.inlines,
  })
  return { blocks: told.blocks, missing: [...told.missing, ...compared.missing] }
}

async function tellService(ctx: Ctx, { period }: SummaryRequest, slips: Figure): Promise<PatternResult> {
  const timed = await figureFor(ctx, 'repair.timed', period)
  const onTime = timed.value > 0 ? await figureFor(ctx, 'repair.on_time', period) : undefined
  const rated = await figureFor(ctx, 'repair.rated', period)
  const good = rated.value > 0 ? await figureFor(ctx, 'repair.satisfaction', period) : undefined
  return together(
    serviceLine({
      key: 'repair.service',
      noun: '报修单',
      total: slips,
      timed,
      ...(onTime ? { onTime } : {}),
    }),
    ratingLine({ key: 'repair.rating', by: '报修人', rated, outOf: 5, ...(good ? { good } : {}) }),
  )
}
