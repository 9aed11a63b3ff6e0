import { kernelError } from '../../kernel/pure/errors.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import type { Handlers } from '../../kernel/server/module.ts'
import { attach } from '../../mechanisms/attachment/index.ts'
import { contract } from './contract.ts'
import { foldLines } from './fold.ts'
import { knownAreas, knownIds, type Line, linesFor, selectLines } from './known.ts'
import { campaignMachine } from './rules.ts'
import type { EntryInput, EntryOutcome } from './shapes.ts'
import { unlock } from './sources.ts'
import { type Campaign, LINE, placeIn, readCampaign, seesBook } from './store.ts'

type H = Handlers<typeof contract>
type Counter = NonNullable<Awaited<ReturnType<typeof placeIn>>>

/** A device's clock may be wrong, but not by a day. */
const CLOCK_MS = 86_400_000

/**
 * Takes what devices have kept, in any order and as often as they send it. Each entry is answered for itself:
 * one that cannot count does not hold up the others.
 */
export const record: H['record'] = async (ctx, input) => {
  // Shared with other counters, exclusive to whoever ends the count.
  const campaign = await readCampaign(ctx, input.id)
  const counter = await placeIn(ctx, campaign.id)
  if (counter?.duty !== 'counter') throw contract.fail('not_counter')
  await holdOpen(ctx, campaign)
  const known = await knownIds(
    ctx,
    input.entries.map(entry => entry.id),
  )
  const fresh = input.entries.filter(
    (entry, i) => !known.has(entry.id) && firstOf(input.entries, entry.id) === i,
  )
  const lines = await linesFor(ctx, campaign, fresh)
  const areas = await knownAreas(ctx, campaign, fresh)
  const outcomes = new Map<string, EntryOutcome>()
  const counted = new Set<string>()
  for (const entry of fresh) {
    const outcome =
      entry.kind === 'undo'
        ? await takeBack(ctx, campaign, counter, entry)
        : await keep(ctx, { campaign, counter, lines, areas }, entry)
    outcomes.set(entry.id, outcome)
    if (outcome.outcome === 'kept' && outcome.lineId) counted.add(outcome.lineId)
  }
  if (counted.size > 0) {
    await lockLines(ctx, [...counted])
    await foldLines(ctx, [...counted])
    await letGo(ctx, campaign, [...counted])
  }
  const open = seesBook(campaign, counter.duty)
  const results = open ? await resultsOf(ctx, [...counted]) : new Map()
  ctx.about({ kind: 'stocktake.campaign', id: campaign.id }, `${outcomes.size} 条`)
  return {
    outcomes: input.entries.map(entry => {
      const outcome = outcomes.get(entry.id) ?? { ...NOTHING, id: entry.id, outcome: 'known' as const }
      return { ...outcome, result: (outcome.lineId && results.get(outcome.lineId)) || null }
    }),
  }
}

const NOTHING = { why: '', lineId: null, result: null }

const firstOf = (entries: readonly EntryInput[], id: string): number => entries.findIndex(e => e.id === id)

/** Nobody ends the count between this look and the write; other counters go on. */
async function holdOpen(ctx: Ctx, campaign: Campaign): Promise<void> {
  const { state } = await ctx.db
    .selectFrom('stocktake_campaign')
    .select('state')
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', campaign.id)
    .forShare()
    .executeTakeFirstOrThrow()
  if (state === 'planned' || state === 'cancelled')
    throw kernelError('kernel.state', { state: campaignMachine.states[state].label, action: '登记盘点' })
  if (state !== 'counting') throw contract.fail('finished', { state: campaignMachine.states[state].label })
}

type Undo = Extract<EntryInput, { kind: 'undo' }>
type Tapped = Exclude<EntryInput, Undo>

/**
 * A counter takes back his own tap. Where the tap itself is still under way, this is kept and holds when it comes;
 * an undoing of somebody else's counts for nothing (see `foldLines`), and is refused where that is known.
 */
async function takeBack(ctx: Ctx, campaign: Campaign, counter: Counter, entry: Undo): Promise<EntryOutcome> {
  const target = await ctx.db
    .selectFrom('stocktake_entry')
    .select(['line_id', 'counter_id', 'campaign_id'])
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', entry.entryId)
    .executeTakeFirst()
  const own = target?.counter_id === counter.person_id && target.campaign_id === campaign.id
  if (target && !own)
    return {
      ...NOTHING,
      id: entry.id,
      outcome: 'refused',
      why: '这一条不是您点的，不能撤销。请重新点这一项。',
    }
  const kept = await insert(ctx, {
    school_id: ctx.schoolId,
    id: entry.id,
    campaign_id: campaign.id,
    kind: 'undo',
    line_id: target?.line_id ?? null,
    undoes: entry.entryId,
    round: entry.round,
    quantity: 0,
    counted_at: entry.at,
    counter_id: counter.person_id,
    counter_name: counter.name,
    received_at: ctx.now,
  })
  return { ...NOTHING, id: entry.id, lineId: target?.line_id ?? null, outcome: kept ? 'kept' : 'known' }
}

interface Setting {
  campaign: Campaign
  counter: Counter
  lines: Awaited<ReturnType<typeof linesFor>>
  areas: Map<string, string>
}

async function keep(ctx: Ctx, setting: Setting, entry: Tapped): Promise<EntryOutcome> {
  const { campaign, counter, lines, areas } = setting
  const refused = (why: string): EntryOutcome => ({ ...NOTHING, id: entry.id, outcome: 'refused', why })
  if (new Date(entry.at).getTime() > ctx.now.getTime() + CLOCK_MS)
    return refused('这台手机的时间比实际快了一天以上。请校准手机时间后重新点。')
  if (entry.areaId && !areas.has(entry.areaId)) return refused('选的地点不在学校的场所里。请重新选地点。')
  const base = {
    school_id: ctx.schoolId,
    id: entry.id,
    campaign_id: campaign.id,
    round: entry.round,
    area_id: entry.areaId,
    note: entry.note,
    counted_at: entry.at,
    counter_id: counter.person_id,
    counter_name: counter.name,
    received_at: ctx.now,
  }
  if (entry.kind === 'room') {
    const kept = await insert(ctx, {
      ...base,
      kind: 'room',
      line_id: null,
      quantity: 0,
      room_done: entry.done,
    })
    return { ...NOTHING, id: entry.id, outcome: kept ? 'kept' : 'known' }
  }
  // A store has the same thing on several shelves and in several stores: its number alone says too little.
  if (campaign.kind === 'stock' && entry.kind === 'seen' && !entry.lineId)
    return refused(`这里的库存账上没有“${entry.code}”。请按“账外物品”登记，写明名称和数量。`)
  if (campaign.kind === 'stock' && entry.kind === 'seen' && entry.quantity === undefined)
    return refused('没有写点到多少。请重新点这一项，写上数量。')
  const line = entry.kind === 'extra' ? await extraLine(ctx, setting, entry) : lineOf(lines, entry)
  const held = lines.barred.get(line?.id ?? codeOf(entry))
  if (held) return refused(held)
  if (!line)
    return refused(
      codeOf(entry)
        ? `没有“${codeOf(entry)}”这个编号。请核对标签；没有登记过的，请按“账外物品”登记。`
        : '这一项不在这次盘点里。请刷新任务后重新点。',
    )
  if (line.released) return refused('这一项已经移出这次盘点，不用点。请刷新任务。')
  const quantity = quantityOf(entry, line)
  const kept = await insert(ctx, {
    ...base,
    kind: entry.kind,
    line_id: line.id,
    quantity,
    ...(entry.kind === 'seen' ? { spot: entry.spot, damaged: entry.damaged, move_here: entry.moveHere } : {}),
  })
  if (!kept) return { ...NOTHING, id: entry.id, outcome: 'known' }
  if (entry.photos.length > 0) await attach(ctx, { kind: LINE, id: line.id }, entry.photos, 'other')
  const stale = entry.round < line.round
  return {
    ...NOTHING,
    id: entry.id,
    lineId: line.id,
    outcome: stale ? 'stale' : 'kept',
    why: stale ? '这一项已安排复盘，上一轮的数不算。请刷新任务后重新点。' : '',
  }
}

const lineOf = (lines: Setting['lines'], entry: Tapped): Line | undefined =>
  'lineId' in entry && entry.lineId ? lines.byId.get(entry.lineId) : lines.byCode.get(codeOf(entry))

const codeOf = (entry: Tapped): string => (entry.kind === 'seen' && !entry.lineId ? entry.code : '')

/** A card that was seen is there as it stands on the book, unless somebody says how many. */
function quantityOf(entry: Tapped, line: Line): number {
  if (entry.kind === 'absent') return 0
  if (entry.kind === 'extra') return entry.quantity
  return entry.kind === 'seen' ? (entry.quantity ?? Number(line.book_quantity)) : 0
}

/** Something outside the book: its line has the entry's id, so that sent twice it is one. */
async function extraLine(
  ctx: Ctx,
  { campaign, areas }: Setting,
  entry: Extract<EntryInput, { kind: 'extra' }>,
): Promise<Line | undefined> {
  await ctx.db
    .insertInto('stocktake_line')
    .values({
      school_id: ctx.schoolId,
      id: entry.id,
      campaign_id: campaign.id,
      origin: 'extra',
      asset_id: null,
      store_id: campaign.kind === 'stock' ? entry.areaId : null,
      item_id: null,
      batch_id: null,
      name: entry.name,
      spec: entry.spec,
      measure: entry.measure,
      book_quantity: 0,
      book_fen: 0,
      area_id: entry.areaId,
      area_text: areas.get(entry.areaId ?? '') ?? '',
      area_path: entry.areaId ? [entry.areaId] : [],
      found_quantity: null,
      found_area_id: null,
      counted_at: null,
      cause: null,
      value_fen: null,
      value_basis: null,
    })
    .onConflict(conflict => conflict.doNothing())
    .execute()
  const [line] = await selectLines(ctx, campaign.id, [entry.id], [])
  return line
}

async function insert(
  ctx: Ctx,
  values: Parameters<ReturnType<Ctx['db']['insertInto']>['values']>[0],
): Promise<boolean> {
  const row = await ctx.db
    .insertInto('stocktake_entry')
    .values(values as never)
    .onConflict(conflict => conflict.columns(['school_id', 'id']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/**
 * Two phones may tap the same line at once: the second works it out when the first one's tap is there. Not a
 * stronger lock, for that would wait for the other's entry, which refers to the line.
 */
async function lockLines(ctx: Ctx, lineIds: readonly string[]): Promise<void> {
  await ctx.db
    .selectFrom('stocktake_line')
    .select('id')
    .where('school_id', '=', ctx.schoolId)
    .where('id', 'in', [...lineIds])
    .orderBy('id')
    .forNoKeyUpdate()
    .execute()
}

/** Cards of elsewhere whose only tap was taken back are free again. */
async function letGo(ctx: Ctx, campaign: Campaign, lineIds: readonly string[]): Promise<void> {
  const lines = await selectLines(ctx, campaign.id, lineIds, [])
  const ids = lines.flatMap(line => (line.result === 'out' && line.asset_id ? [line.asset_id] : []))
  if (ids.length > 0) await unlock(ctx, campaign, ids)
}

async function resultsOf(ctx: Ctx, lineIds: readonly string[]) {
  if (lineIds.length === 0) return new Map()
  const rows = await ctx.db
    .selectFrom('stocktake_line')
    .select(['id', 'result'])
    .where('school_id', '=', ctx.schoolId)
    .where('id', 'in', [...lineIds])
    .execute()
  return new Map(rows.map(row => [row.id, row.result]))
}
