import type { Ctx } from '../../kernel/server/ctx.ts'
import type { Handlers } from '../../kernel/server/module.ts'
import { findUnits } from '../org/index.ts'
import { contract } from './contract.ts'
import { aliasesOf, postsOf, type StoredPerson, selectPersons } from './persons.ts'
import { needsUnit, type PersonKind, tidyName } from './rules.ts'
import { readPosts } from './titles.ts'

type H = Handlers<typeof contract>

/**
 * One row of a staff list: found by staff number, else by name; made where there is nobody. An empty cell
 * changes nothing, posts and other names are only added.
 */
export const importRow: H['importRow'] = async (ctx, input) => {
  const unit = input.unit ? await findUnit(ctx, input.unit) : undefined
  const posts = readPosts(input.posts ?? '')
  const unknown = posts.find(post => !post.role)
  if (unknown) throw contract.fail('post_unknown', { post: unknown.title }, { posts: '看不懂' })
  const found = await findPerson(ctx, input)
  const kind = input.kind ?? found?.kind ?? kindOf(posts.flatMap(post => post.role ?? []))
  const facts = {
    name: input.name,
    kind,
    staffNo: input.staffNo || (found?.staff_no ?? ''),
    phone: input.phone || (found?.phone ?? ''),
    unitId: unit?.id ?? found?.unit_id ?? null,
    note: input.note || (found?.note ?? ''),
  }
  const same =
    found &&
    facts.name === found.name &&
    facts.kind === found.kind &&
    facts.staffNo === (found.staff_no ?? '') &&
    facts.phone === (found.phone ?? '') &&
    facts.unitId === found.unit_id &&
    facts.note === found.note
  let id = found?.id
  if (!found) ({ id } = await ctx.run(contract.operations.create, { ...facts, sameNameOk: true }))
  else if (!same)
    await ctx.run(contract.operations.update, { id: found.id, version: found.version, ...facts })
  const added = await addPostsAndAliases(ctx, id as string, input.aliases ?? '', posts, unit?.id ?? null)
  ctx.about({ kind: 'people.person', id: id as string }, input.name)
  return { id: id as string, outcome: !found ? 'created' : same && added === 0 ? 'unchanged' : 'updated' }
}

async function findUnit(ctx: Ctx, text: string): Promise<{ id: string; name: string }> {
  const unit = (await findUnits(ctx, [text], ctx.today)).get(text)
  if (!unit) throw contract.fail('unit_unknown', { unit: text }, { unit: '没有找到' })
  if (unit === 'several') throw contract.fail('unit_ambiguous', { unit: text }, { unit: '不止一个' })
  return unit
}

async function findPerson(
  ctx: Ctx,
  input: { name: string; staffNo?: string | undefined; phone?: string | undefined },
): Promise<StoredPerson | undefined> {
  if (input.staffNo) {
    const byNo = await selectPersons(ctx).where('staff_no', '=', input.staffNo).executeTakeFirst()
    if (byNo) return byNo
  }
  const namesakes = await selectPersons(ctx)
    .where('name', '=', input.name)
    .where('merged_into_id', 'is', null)
    .where(eb => eb.or([eb('left_on', 'is', null), eb('left_on', '>=', ctx.today)]))
    .execute()
  // Somebody of this name with another staff number is somebody else.
  const possible = namesakes.filter(person => !input.staffNo || !person.staff_no)
  const byPhone = possible.filter(person => input.phone && person.phone === input.phone)
  const [one, ...more] = byPhone.length > 0 ? byPhone : possible
  if (more.length > 0)
    throw contract.fail('several', { name: input.name, count: more.length + 1 }, { name: '有同名' })
  return one
}

async function addPostsAndAliases(
  ctx: Ctx,
  personId: string,
  aliases: string,
  posts: ReturnType<typeof readPosts>,
  unitId: string | null,
): Promise<number> {
  const known = new Set((await aliasesOf(ctx, [personId])).get(personId)?.map(a => a.alias))
  const held =
    (await postsOf(ctx, [personId])).get(personId)?.filter(p => p.to === null || p.to >= ctx.today) ?? []
  let added = 0
  for (const alias of new Set(aliases.split(/[、,，;；/\s]+/).map(tidyName))) {
    if (alias === '' || known.has(alias)) continue
    await ctx.run(contract.operations.addAlias, { personId, alias })
    added++
  }
  for (const { role, title } of posts) {
    if (!role || held.some(post => post.role === role && (post.title === title || post.roleTitle === title)))
      continue
    const place = needsUnit(role) ? unitId : null
    await ctx.run(contract.operations.assignPost, { personId, role, title, unitId: place })
    added++
  }
  return added
}

const kindOf = (roles: readonly string[]): PersonKind =>
  roles.some(role => ['tradesman', 'cook', 'guard', 'groundskeeper', 'dorm_keeper'].includes(role))
    ? 'worker'
    : 'staff'
