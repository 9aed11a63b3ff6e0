import { sql } from 'kysely'
import { notFound } from '../../kernel/pure/errors.ts'
import { type Ctx, hasRole, userOf } from '../../kernel/server/ctx.ts'
import type { Handlers } from '../../kernel/server/module.ts'
import { org } from '../org/index.ts'
import { accountState } from './admins.ts'
import { contract } from './contract.ts'
import { aliasesOf, currentPosts, postsOf, selectPersons } from './persons.ts'
import { postText, SEES_PHONES, SEES_STUDENTS, tidyName } from './rules.ts'
import type { Person } from './shapes.ts'

type H = Handlers<typeof contract>

/** Persons as lists see them: those merged into another are not persons any more. */
const visible = (ctx: Ctx) =>
  ctx.db
    .selectFrom('people_person as p')
    .leftJoin('org_unit as u', join =>
      join.onRef('u.school_id', '=', 'p.school_id').onRef('u.id', '=', 'p.unit_id'),
    )
    .where('p.school_id', '=', ctx.schoolId)
    .where('p.merged_into_id', 'is', null)
    .$if(!hasRole(ctx, ...SEES_STUDENTS), select => select.where('p.kind', '!=', 'student'))

const COLUMNS = [
  'p.id',
  'p.name',
  'p.kind',
  'p.staff_no as staffNo',
  'p.unit_id as unitId',
  'u.name as unitName',
  'p.phone',
  'p.phone_tail as phoneTail',
  'p.left_on as leftOn',
  'p.pinyin',
] as const

export const list: H['list'] = async (ctx, input) => {
  let select = visible(ctx)
  if (input.kind) select = select.where('p.kind', '=', input.kind)
  if (input.status === 'active') select = select.where(stillHere(ctx))
  if (input.status === 'left') select = select.where('p.left_on', '<', ctx.today)
  if (input.unitId) select = select.where(sql<boolean>`u.path @> array[${input.unitId}::uuid]`)
  if (input.role) select = select.where(holds(ctx, [input.role]))
  if (input.q) select = select.where(matches(input.q))
  const total = input.cursor
    ? undefined
    : (await select.select(eb => eb.fn.countAll<number>().as('n')).executeTakeFirstOrThrow()).n
  const after = input.cursor ? readCursor(input.cursor) : undefined
  if (after) select = select.where(sql<boolean>`(p.pinyin, p.id) > (${after.pinyin}, ${after.id}::uuid)`)
  const found = await select
    .select(COLUMNS)
    .orderBy('p.pinyin')
    .orderBy('p.id')
    .limit(input.limit + 1)
    .execute()
  const rows = found.slice(0, input.limit)
  const ids = rows.map(row => row.id)
  const [posts, aliases] = [await postsOf(ctx, ids), await aliasesOf(ctx, ids)]
  const last = rows.at(-1)
  return {
    rows: rows.map(({ pinyin: _, ...row }) => ({
      ...shownTo(ctx, row),
      posts: currentPosts(posts.get(row.id), ctx.today),
      aliases: (aliases.get(row.id) ?? []).map(a => a.alias),
    })),
    next: found.length > input.limit && last ? writeCursor(last) : null,
    total,
  }
}

export const get: H['get'] = async (ctx, input) => {
  const asked = await selectPersons(ctx).where('id', '=', input.id).executeTakeFirst()
  const id = asked?.merged_into_id ?? input.id
  const row = await visible(ctx)
    .select([...COLUMNS, 'p.note', 'p.version'])
    .where('p.id', '=', id)
    .executeTakeFirst()
  if (!row) throw notFound()
  const posts = (await postsOf(ctx, [row.id])).get(row.id) ?? []
  const { pinyin: _, note, version, ...person } = row
  const heads = await ctx.db
    .selectFrom('org_unit')
    .select(['id', 'name'])
    .where('school_id', '=', ctx.schoolId)
    .where('head_person_id', '=', row.id)
    .where(eb => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>=', ctx.today)]))
    .orderBy('name')
    .execute()
  return {
    ...shownTo(ctx, person),
    note: hasRole(ctx, ...SEES_PHONES) ? note : '',
    version,
    posts: posts.filter(post => post.to === null || post.to >= ctx.today),
    pastPosts: posts.filter(post => post.to !== null && post.to < ctx.today),
    aliases: [...((await aliasesOf(ctx, [row.id])).get(row.id) ?? [])],
    heads,
    hasAccount: (await accountState(ctx, row.id)) === 'enabled',
    actions: actionsOf(ctx, row),
  }
}

function actionsOf(ctx: Ctx, person: { name: string; leftOn: string | null }) {
  const gone = person.leftOn !== null && person.leftOn < ctx.today ? `${person.name}已经离开` : undefined
  const here = person.leftOn === null ? `${person.name}还在校` : undefined
  const why = { update: gone, leave: gone, comeBack: here, addAlias: gone, assignPost: gone, merge: gone }
  return Object.fromEntries(
    Object.entries(why)
      .filter(([verb]) => ctx.may(contract.operations[verb as keyof typeof why]))
      .map(([verb, reason]) => [verb, reason ? { allowed: false, why: reason } : { allowed: true }]),
  )
}

export const search: H['search'] = async (ctx, input) => {
  let select = visible(ctx).where(stillHere(ctx))
  if (input.kinds?.length) select = select.where('p.kind', 'in', input.kinds)
  if (input.roles?.length) select = select.where(holds(ctx, input.roles))
  if (input.q) select = select.where(matches(input.q))
  const name = tidyName(input.q)
  const rows = await select
    .select(COLUMNS)
    .orderBy(eb =>
      eb
        .case()
        .when('p.name', '=', name)
        .then(0)
        .when('p.name', 'like', `${likeText(name)}%`)
        .then(1)
        .else(2)
        .end(),
    )
    .orderBy('p.pinyin')
    .orderBy('p.id')
    .limit(input.limit)
    .execute()
  const ids = rows.map(row => row.id)
  const [posts, aliases] = [await postsOf(ctx, ids), await aliasesOf(ctx, ids)]
  return {
    rows: rows.map(row => ({
      id: row.id,
      name: row.name,
      kind: row.kind,
      unitName: row.unitName,
      phoneTail: row.phoneTail,
      posts: currentPosts(posts.get(row.id), ctx.today).map(postText),
      alias: (name && aliases.get(row.id)?.find(a => a.alias.includes(name))?.alias) || null,
    })),
  }
}

export const units: H['units'] = async (ctx, input) => {
  const tree = await ctx.run(org.tree, input)
  const heads = tree.units.flatMap(unit => (unit.headPersonId ? [unit.headPersonId] : []))
  const names = heads.length ? await selectPersons(ctx).where('id', 'in', heads).execute() : []
  const nameOf = new Map(names.map(person => [person.id, person.name]))
  const counts = await visible(ctx)
    .where(stillHere(ctx))
    .where('p.unit_id', 'is not', null)
    .select(['p.unit_id', eb => eb.fn.countAll<number>().as('n')])
    .groupBy('p.unit_id')
    .execute()
  const members = new Map(counts.map(row => [row.unit_id, row.n]))
  return {
    on: tree.on,
    units: tree.units.map(unit => ({
      ...unit,
      headName: (unit.headPersonId && nameOf.get(unit.headPersonId)) || null,
      members: members.get(unit.id) ?? 0,
    })),
  }
}

/** Least data: who does not need the number sees its last figures; everyone sees his own. */
function shownTo(ctx: Ctx, person: Person): Person {
  const whole = hasRole(ctx, ...SEES_PHONES) || userOf(ctx)?.personId === person.id
  return whole ? person : { ...person, phone: null }
}

const stillHere = (ctx: Ctx) => sql<boolean>`(p.left_on is null or p.left_on >= ${ctx.today})`

const holds = (ctx: Ctx, roles: readonly string[]) => sql<boolean>`exists (
  select 1 from people_post t where t.school_id = p.school_id and t.person_id = p.id and t.role = any(${[...roles]}::text[])
    and t.valid_from <= ${ctx.today} and (t.valid_to is null or t.valid_to >= ${ctx.today}))`

/** By name, sound, first letters, staff number, last figures of the telephone, another name, or the post. */
function matches(q: string) {
  const text = tidyName(q)
  const like = `%${likeText(text)}%`
  const lower = like.toLowerCase().replaceAll(' ', '')
  return sql<boolean>`(p.name ilike ${like} or p.pinyin like ${lower} or p.initials like ${lower}
    or p.staff_no ilike ${like} or p.phone_tail = ${text.slice(-4)} and ${/^\d{4,}$/.test(text)}
    or exists (select 1 from people_alias a where a.school_id = p.school_id and a.person_id = p.id and a.alias ilike ${like})
    or exists (select 1 from people_post t where t.school_id = p.school_id and t.person_id = p.id
      and t.valid_to is null and t.title ilike ${like}))`
}

const likeText = (text: string): string => text.replace(/[\\%_]/g, '\\$&')

const writeCursor = (row: { pinyin: string; id: string }): string =>
  Buffer.from(JSON.stringify([row.pinyin, row.id])).toString('base64url')

function readCursor(cursor: string): { pinyin: string; id: string } | undefined {
  try {
    const [pinyin, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as unknown[]
    if (typeof pinyin === 'string' && typeof id === 'string' && /^[0-9a-f-]{36}$/.test(id))
      return { pinyin, id }
  } catch {
    // A cursor that was not ours starts the list anew.
  }
  return undefined
}
