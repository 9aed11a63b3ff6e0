import { notFound } from '../../kernel/pure/errors.ts'
import { type Ctx, userOf } from '../../kernel/server/ctx.ts'
import type { Handlers } from '../../kernel/server/module.ts'
import { asset } from '../asset/index.ts'
import { unitNames } from '../org/index.ts'
import { personNames } from '../people/index.ts'
import { placesById } from '../place/index.ts'
import { stock } from '../stock/index.ts'
import { contract } from './contract.ts'
import { COUNT_KINDS, type CountKind, DUTIES } from './rules.ts'
import type { Scope } from './shapes.ts'
import { freeze, lock, snapshot, unlock } from './sources.ts'
import { CAMPAIGN, change, countersOf, load, note } from './store.ts'

type H = Handlers<typeof contract>

export const plan: H['plan'] = async (ctx, input) => {
  const id = ctx.id()
  const no = await ctx.number('PD')
  await ctx.db
    .insertInto('stocktake_campaign')
    .values({
      school_id: ctx.schoolId,
      id,
      no,
      kind: input.kind,
      title: input.title,
      state: 'planned',
      blind: input.blind,
      scope: JSON.stringify(input.scope),
      scope_text: await scopeText(ctx, input.kind, input.scope),
      due_on: input.dueOn,
      note: input.note,
      started_at: null,
      finished_on: null,
      adjusted_on: null,
      closed_on: null,
      submitted_by: null,
      created_by: userOf(ctx)?.personId ?? null,
      created_at: ctx.now,
      updated_at: ctx.now,
    })
    .execute()
  await note(ctx, id, '计划盘点', input.title)
  ctx.about({ kind: CAMPAIGN, id }, `${no} ${input.title}`)
  return { id, no, state: 'planned' as const, version: 1 }
}

export const edit: H['edit'] = async (ctx, input) => {
  const campaign = await load(ctx, input, 'edit')
  return change(ctx, campaign, 'edit', 'planned', {
    set: {
      title: input.title,
      scope: JSON.stringify(input.scope),
      scope_text: await scopeText(ctx, campaign.kind, input.scope),
      blind: input.blind,
      due_on: input.dueOn,
      note: input.note,
    },
  })
}

export const assign: H['assign'] = async (ctx, input) => {
  const campaign = await load(ctx, input, 'assign')
  const names = await personNames(
    ctx,
    input.counters.map(c => c.personId),
  )
  const seen = new Set<string>()
  for (const { personId } of input.counters) {
    const name = names.get(personId)
    if (!name) throw contract.fail('unknown_person')
    if (seen.has(personId)) throw contract.fail('twice_assigned', { name })
    seen.add(personId)
  }
  const areas = await areaNames(ctx, campaign.kind, [...new Set(input.counters.flatMap(c => c.areas))])
  await ctx.db
    .deleteFrom('stocktake_counter')
    .where('school_id', '=', ctx.schoolId)
    .where('campaign_id', '=', campaign.id)
    .execute()
  const rows = input.counters.map(c => ({
    school_id: ctx.schoolId,
    id: ctx.id(),
    campaign_id: campaign.id,
    person_id: c.personId,
    name: names.get(c.personId) ?? '',
    duty: c.duty,
    areas: c.areas,
    areas_text: c.areas.map(id => areas.get(id) ?? '').join('、'),
  }))
  if (rows.length > 0) await ctx.db.insertInto('stocktake_counter').values(rows).execute()
  return change(ctx, campaign, 'assign', campaign.state, {
    note: rows.map(row => `${row.name}（${DUTIES[row.duty]}）`).join('、'),
  })
}

export const start: H['start'] = async (ctx, input) => {
  const campaign = await load(ctx, input, 'start')
  const counters = await countersOf(ctx, campaign.id)
  if (!counters.some(c => c.duty === 'counter')) throw contract.fail('needs_counter')
  if (!counters.some(c => c.duty === 'watcher')) throw contract.fail('needs_watcher')
  const rows = await snapshot(ctx, campaign.kind, campaign.scope)
  if (rows.length === 0) throw contract.fail('empty_scope', { what: COUNT_KINDS[campaign.kind] })
  await lock(ctx, campaign, rows)
  await freeze(ctx, campaign.id, rows)
  const changed = await change(ctx, campaign, 'start', 'counting', {
    note: `账面冻结 ${rows.length} 项`,
    set: { started_at: ctx.now },
  })
  return { ...changed, lines: rows.length }
}

export const cancel: H['cancel'] = async (ctx, input) => {
  const campaign = await load(ctx, input, 'cancel')
  if (campaign.state !== 'planned') await unlock(ctx, campaign)
  return change(ctx, campaign, 'cancel', 'cancelled', { note: input.reason, set: { answer: input.reason } })
}

/** 学生宿舍5号楼、行政楼 · 高职部; all where nothing narrows it. Unknown ids are refused. */
async function scopeText(ctx: Ctx, kind: CountKind, scope: Scope): Promise<string> {
  if (kind === 'stock') {
    const stores = await areaNames(ctx, 'stock', scope.storeIds)
    return stores.size > 0 ? [...stores.values()].join('、') : '全部仓库'
  }
  const places = await areaNames(ctx, 'asset', scope.placeIds)
  const units = await unitNames(ctx, scope.unitIds)
  if (units.size < new Set(scope.unitIds).size) throw notFound()
  const parts = [
    [...places.values()].join('、'),
    [...units.values()].join('、'),
    (await classNames(ctx, scope.classCodes)).join('、'),
  ]
  return parts.filter(Boolean).join(' · ') || '全校'
}

/** 计算机（A02010100）; a code of the old edition keeps its number alone. */
async function classNames(ctx: Ctx, codes: readonly string[]): Promise<string[]> {
  return ctx.asSystem('盘点', async system => {
    const words: string[] = []
    for (const code of codes) {
      const { rows } = await system.run(asset.classes, { edition: '2022', text: code })
      const known = rows.find(row => row.code === code)
      words.push(known ? `${known.name}（${code}）` : code)
    }
    return words
  })
}

async function areaNames(
  ctx: Ctx,
  kind: CountKind,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map()
  const names =
    kind === 'asset'
      ? new Map([...(await placesById(ctx, ids))].map(([id, view]) => [id, view.fullName]))
      : await storeNames(ctx)
  if (ids.some(id => !names.has(id))) throw notFound()
  return new Map(ids.map(id => [id, names.get(id) ?? '']))
}

async function storeNames(ctx: Ctx): Promise<Map<string, string>> {
  const { rows } = await ctx.asSystem('盘点', system => system.run(stock.stores, {}))
  return new Map(rows.map(row => [row.id, row.name]))
}
