import { notFound } from '../../kernel/pure/errors.ts'
import { type Ctx, hasRole, userOf } from '../../kernel/server/ctx.ts'
import type { Handlers } from '../../kernel/server/module.ts'
import { org } from '../org/index.ts'
import { accountState } from './admins.ts'
import { contract } from './contract.ts'
import { aliasesOf, currentPosts, postsOf, selectPersons } from './persons.ts'
import { postText, SEES_DETAILS, tidyName } from './rules.ts'
import { COLUMNS, holds, likeText, matches, shownTo, stillHere, visible } from './visible.ts'

type H = Handlers<typeof contract>

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
  const office = hasRole(ctx, ...SEES_DETAILS)
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
    note: office ? note : '',
    version,
    posts: posts.filter(post => post.to === null || post.to >= ctx.today),
    pastPosts: posts.filter(post => post.to !== null && post.to < ctx.today),
    aliases: [...((await aliasesOf(ctx, [row.id])).get(row.id) ?? [])],
    heads,
    hasAccount: office ? (await accountState(ctx, row.id)) === 'enabled' : null,
    actions: actionsOf(ctx, row),
  }
}

function actionsOf(ctx: Ctx, person: { id: string; name: string; leftOn: string | null }) {
  const gone = person.leftOn !== null && person.leftOn < ctx.today ? `${person.name}已经离开` : undefined
  const here = person.leftOn === null ? `${person.name}还在校` : undefined
  const why = {
    update: gone,
    leave: gone,
    comeBack: here,
    addAlias: gone,
    assignPost: gone,
    merge: gone,
    erase: here,
  }
  const mine = userOf(ctx)?.personId === person.id || hasRole(ctx, 'admin')
  return Object.fromEntries(
    Object.entries(mine ? { ...why, copy: undefined } : why)
      .filter(([verb]) => ctx.may(contract.operations[verb as keyof typeof why | 'copy']))
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
