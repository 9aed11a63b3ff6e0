import { type ExpressionBuilder, sql } from 'kysely'
import { z } from 'zod'
import { Id } from '../../kernel/pure/fields.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import type { Handlers } from '../../kernel/server/module.ts'
import type { Tables } from '../../kernel/server/tables.ts'
import { decodeCursor, pageFrom } from '../../mechanisms/register/index.ts'
import { unitNames } from '../org/index.ts'
import { actionsOn } from './actions.ts'
import { TARGET, urlMaker } from './codes.ts'
import type { contract } from './contract.ts'
import { findNode, NODE_COLUMNS, type Node, selectNodes, toPlace } from './store.ts'

type H = Handlers<typeof contract>

export const tree: H['tree'] = async ctx => {
  const nodes = await selectNodes(ctx)
    .where('kind', '!=', 'room')
    .where('valid_to', 'is', null)
    .orderBy('sort_key')
    .execute()
  const counts = await ctx.db
    .selectFrom('place_node')
    .select([
      'parent_id',
      eb => eb.fn.countAll<number>().as('rooms'),
      eb => eb.fn.sum<string | null>('area_m2').as('area'),
    ])
    .where('school_id', '=', ctx.schoolId)
    .where('kind', '=', 'room')
    .where('valid_to', 'is', null)
    .groupBy('parent_id')
    .execute()
  const rooms = new Map<string, number>()
  const areas = new Map<string, number>()
  const byId = new Map(nodes.map(node => [node.id, node]))
  for (const row of counts)
    for (const id of byId.get(row.parent_id ?? '')?.path ?? []) {
      rooms.set(id, (rooms.get(id) ?? 0) + row.rooms)
      areas.set(id, (areas.get(id) ?? 0) + Number(row.area ?? 0))
    }
  return {
    nodes: nodes.map(node => ({
      ...toPlace(node),
      rooms: rooms.get(node.id) ?? 0,
      areaSumM2: Math.round((areas.get(node.id) ?? 0) * 100) / 100,
    })),
  }
}

export const list: H['list'] = async (ctx, input) => {
  const after = decodeCursor(input.cursor, [z.string(), Id])
  let filtered = ctx.db.selectFrom('place_node').where('school_id', '=', ctx.schoolId)
  filtered = filtered.where('valid_to', input.ended ? 'is not' : 'is', null)
  if (input.kind) filtered = filtered.where('kind', '=', input.kind)
  if (input.useKind) filtered = filtered.where('use_kind', '=', input.useKind)
  if (input.unitId) filtered = filtered.where('unit_id', '=', input.unitId)
  if (input.under) filtered = filtered.where(inside(await findNode(ctx, input.under)))
  if (input.q) filtered = filtered.where(named(input.q))
  const { total } = await filtered
    .select(eb => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  let select = filtered
    .select(NODE_COLUMNS)
    .orderBy('sort_key')
    .orderBy('id')
    .limit(input.limit + 1)
  if (after)
    select = select.where(eb =>
      eb.or([
        eb('sort_key', '>', after[0]),
        eb.and([eb('sort_key', '=', after[0]), eb('id', '>', after[1])]),
      ]),
    )
  const page = pageFrom(await select.execute(), input.limit, row => [row.sortKey, row.id])
  return { rows: await withExtras(ctx, page.rows), next: page.next, total }
}

type Where = ExpressionBuilder<Tables, 'place_node'>

/** Strictly inside: the place itself is not in its own list. */
const inside = (node: Node) => (eb: Where) =>
  eb.and([
    ...(node.buildingId ? [eb('building_id', '=', node.buildingId)] : []),
    eb('id', '!=', node.id),
    sql<boolean>`path @> array[${node.id}::uuid]`,
  ])

/** Found by name, sound, first letters, number or alias. */
export const named = (q: string) => (eb: Where) => {
  const like = `%${q
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\\%_]/g, '\\$&')}%`
  const tight = like.replace(/\s+/g, '')
  return eb.or([
    sql<boolean>`lower(full_name) like ${like}`,
    sql<boolean>`replace(lower(full_name), ' ', '') like ${tight}`,
    eb('pinyin', 'like', tight),
    eb('initials', 'like', tight),
    sql<boolean>`lower(code) like ${like}`,
    eb.exists(
      eb
        .selectFrom('place_alias as a')
        .select('a.id')
        .whereRef('a.school_id', '=', 'place_node.school_id')
        .whereRef('a.place_id', '=', 'place_node.id')
        .where(sql<boolean>`lower(a.alias) like ${like}`),
    ),
  ])
}

async function withExtras(ctx: Ctx, nodes: readonly Node[]) {
  if (nodes.length === 0) return []
  const ids = nodes.map(node => node.id)
  const units = await unitNames(
    ctx,
    nodes.flatMap(node => (node.unitId ? [node.unitId] : [])),
  )
  const where = await whereNames(ctx, nodes)
  const codes = await ctx.db
    .selectFrom('place_code')
    .select(['target_id', eb => eb.fn.countAll<number>().as('count')])
    .where('school_id', '=', ctx.schoolId)
    .where('target_kind', '=', TARGET)
    .where('target_id', 'in', ids)
    .where('retired_at', 'is', null)
    .groupBy('target_id')
    .execute()
  const aliases = await ctx.db
    .selectFrom('place_alias')
    .select(['place_id', 'alias'])
    .where('school_id', '=', ctx.schoolId)
    .where('place_id', 'in', ids)
    .orderBy('id')
    .execute()
  const counts = new Map(codes.map(row => [row.target_id, row.count]))
  return nodes.map(node => ({
    ...toPlace(node),
    where: where.get(node.id) ?? '',
    unitName: node.unitId ? (units.get(node.unitId) ?? null) : null,
    codes: counts.get(node.id) ?? 0,
    aliases: aliases.filter(a => a.place_id === node.id).map(a => a.alias),
  }))
}

/** What each place stands in, from the largest: 东校区 / 学生宿舍5号楼 / 3层. */
export async function whereNames(
  ctx: Ctx,
  nodes: readonly Pick<Node, 'id' | 'path'>[],
): Promise<Map<string, string>> {
  const above = new Set(nodes.flatMap(node => node.path.slice(0, -1)))
  if (above.size === 0) return new Map()
  const rows = await ctx.db
    .selectFrom('place_node')
    .select(['id', 'name'])
    .where('school_id', '=', ctx.schoolId)
    .where('id', 'in', [...above])
    .execute()
  const names = new Map(rows.map(row => [row.id, row.name]))
  return new Map(
    nodes.map(node => [
      node.id,
      node.path
        .slice(0, -1)
        .map(id => names.get(id))
        .join(' / '),
    ]),
  )
}

export const get: H['get'] = async (ctx, input) => {
  const node = await findNode(ctx, input.id)
  const steps = await selectNodes(ctx).where('id', 'in', node.path).execute()
  const byId = new Map(steps.map(step => [step.id, step]))
  const past = await ctx.db
    .selectFrom('place_past')
    .select(['full_name', 'unit_id', 'from_on', 'to_on'])
    .where('school_id', '=', ctx.schoolId)
    .where('place_id', '=', node.id)
    .orderBy('from_on', 'desc')
    .execute()
  const above = node.path.slice(0, -1).map(id => byId.get(id) as Node)
  const unitAbove = above.findLast(step => step.unitId !== null)?.unitId ?? null
  const units = await unitNames(
    ctx,
    [node.unitId, unitAbove, ...past.map(p => p.unit_id)].filter(id => id !== null),
  )
  const aliases = await ctx.db
    .selectFrom('place_alias')
    .select(['id', 'alias'])
    .where('school_id', '=', ctx.schoolId)
    .where('place_id', '=', node.id)
    .orderBy('id')
    .execute()
  const codes = await ctx.db
    .selectFrom('place_code')
    .select(['code', 'created_at'])
    .where('school_id', '=', ctx.schoolId)
    .where('target_kind', '=', TARGET)
    .where('target_id', '=', node.id)
    .where('retired_at', 'is', null)
    .orderBy('id')
    .execute()
  const counts = await ctx.db
    .selectFrom('place_node')
    .select(['kind', eb => eb.fn.countAll<number>().as('count')])
    .where('school_id', '=', ctx.schoolId)
    .where('valid_to', 'is', null)
    .where(inside(node))
    .groupBy('kind')
    .execute()
  const urlOf = await urlMaker(ctx)
  const count = (kind: Node['kind']): number => counts.find(row => row.kind === kind)?.count ?? 0
  return {
    ...toPlace(node),
    path: node.path.map(id => byId.get(id) as Node).map(({ id, kind, name }) => ({ id, kind, name })),
    unitName: node.unitId ? (units.get(node.unitId) ?? null) : null,
    inherited: {
      completedOn: above.findLast(step => step.completedOn !== null)?.completedOn ?? null,
      unitName: unitAbove ? (units.get(unitAbove) ?? null) : null,
    },
    aliases,
    codes: codes.map(row => ({ code: row.code, url: urlOf(row.code), madeAt: row.created_at })),
    past: past.map(p => ({
      fullName: p.full_name,
      unitName: p.unit_id ? (units.get(p.unit_id) ?? null) : null,
      from: p.from_on,
      to: p.to_on,
    })),
    inside: { floors: count('floor'), rooms: count('room') },
    actions: actionsOn(ctx, node),
  }
}
