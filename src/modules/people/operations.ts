import type { Ctx } from '../../kernel/server/ctx.ts'
import type { Handlers } from '../../kernel/server/module.ts'
import { pinyinOf } from '../../kernel/server/pinyin.ts'
import { assignHead } from '../org/index.ts'
import { assertAdminRemains } from './admins.ts'
import { insertAlias } from './aliases.ts'
import { contract } from './contract.ts'
import { PERSON_LEFT, type PersonLeft } from './events.ts'
import { personToChange, postsOf, type StoredPerson, selectPersons, touch } from './persons.ts'
import { assertMayGrant, closePost } from './posts.ts'
import { phoneTail, postText } from './rules.ts'
import { assertUnitHolds } from './units.ts'

type H = Handlers<typeof contract>

export const create: H['create'] = async (ctx, input) => {
  await assertFacts(ctx, input)
  if (!input.sameNameOk) await assertNameNew(ctx, input.name)
  const id = ctx.id()
  await ctx.db
    .insertInto('people_person')
    .values({
      school_id: ctx.schoolId,
      id,
      ...columnsOf(input),
      left_on: null,
      merged_into_id: null,
      created_at: ctx.now,
      updated_at: ctx.now,
    })
    .execute()
  ctx.about({ kind: 'people.person', id }, input.name)
  for (const alias of new Set(input.aliases)) await insertAlias(ctx, { id, name: input.name }, alias)
  for (const post of input.posts) await ctx.run(contract.operations.assignPost, { personId: id, ...post })
  const { version } = await selectPersons(ctx).where('id', '=', id).executeTakeFirstOrThrow()
  return { id, version }
}

export const update: H['update'] = async (ctx, input) => {
  const person = await personToChange(ctx, input)
  await assertFacts(ctx, input, person)
  ctx.about(
    { kind: 'people.person', id: person.id },
    person.name === input.name ? input.name : `${person.name} → ${input.name}`,
  )
  await ctx.db
    .updateTable('people_person')
    .set(columnsOf(input))
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', person.id)
    .execute()
  return await touch(ctx, person.id)
}

export const leave: H['leave'] = async (ctx, input) => {
  const person = await personToChange(ctx, input)
  const posts = (await postsOf(ctx, [person.id])).get(person.id) ?? []
  const open = posts.filter(post => post.to === null || post.to > input.lastDay)
  for (const post of open) assertMayGrant(ctx, post.role)
  if (open.some(post => post.role === 'admin')) await assertAdminRemains(ctx, person)
  for (const post of open) await closePost(ctx, post, input.lastDay)
  await setLeft(ctx, person.id, input.lastDay)
  ctx.about({ kind: 'people.person', id: person.id }, `${person.name}，最后一天 ${input.lastDay}`)
  await ctx.emit(PERSON_LEFT, { personId: person.id, lastDay: input.lastDay } satisfies PersonLeft)
  return await touch(ctx, person.id)
}

export const comeBack: H['comeBack'] = async (ctx, input) => {
  const person = await personToChange(ctx, input, { left: true })
  if (person.left_on === null) throw contract.fail('not_left', { name: person.name })
  await setLeft(ctx, person.id, null)
  ctx.about({ kind: 'people.person', id: person.id }, person.name)
  return await touch(ctx, person.id)
}

export const setHead: H['setHead'] = async (ctx, input) => {
  const person = input.personId ? await personToChange(ctx, { id: input.personId }) : undefined
  const { id, version, name } = await assignHead(ctx, { ...input, personId: person?.id ?? null })
  ctx.about({ kind: 'org.unit', id }, person ? `${name}由${person.name}负责` : `${name}不再指定负责人`)
  return { id, version }
}

interface Facts {
  name: string
  kind: StoredPerson['kind']
  staffNo: string
  phone: string
  unitId: string | null
  note: string
}

async function assertFacts(ctx: Ctx, facts: Facts, person?: StoredPerson): Promise<void> {
  if (facts.unitId && facts.unitId !== person?.unit_id) await assertUnitHolds(ctx, facts.unitId)
  if (!facts.staffNo || facts.staffNo === person?.staff_no) return
  const holder = await selectPersons(ctx).where('staff_no', '=', facts.staffNo).executeTakeFirst()
  if (holder)
    throw contract.fail(
      'same_no',
      { no: facts.staffNo, name: holder.name },
      { staffNo: `已是${holder.name}的工号` },
    )
}

/** Two people may share a name, but mostly it is the same one entered twice. */
async function assertNameNew(ctx: Ctx, name: string): Promise<void> {
  const [namesake] = await ctx.db
    .selectFrom('people_person as p')
    .leftJoin('org_unit as u', join =>
      join.onRef('u.school_id', '=', 'p.school_id').onRef('u.id', '=', 'p.unit_id'),
    )
    .select(['p.id', 'p.name', 'u.name as unitName', 'p.phone_tail'])
    .where('p.school_id', '=', ctx.schoolId)
    .where('p.name', '=', name)
    .where('p.merged_into_id', 'is', null)
    .where(eb => eb.or([eb('p.left_on', 'is', null), eb('p.left_on', '>=', ctx.today)]))
    .limit(1)
    .execute()
  if (!namesake) return
  const posts = (await postsOf(ctx, [namesake.id])).get(namesake.id) ?? []
  const about = [
    namesake.unitName,
    ...posts.slice(0, 2).map(postText),
    namesake.phone_tail && `手机尾号 ${namesake.phone_tail}`,
  ].filter(text => text)
  throw contract.fail(
    'same_name',
    { name, about: about.join('，') || '没有填单位' },
    { name: '已有同名的人' },
  )
}

const columnsOf = (facts: Facts) => ({
  name: facts.name,
  ...pinyinOf(facts.name, { surname: true }),
  kind: facts.kind,
  staff_no: facts.staffNo || null,
  phone: facts.phone || null,
  phone_tail: facts.phone ? phoneTail(facts.phone) : null,
  unit_id: facts.unitId,
  note: facts.note,
})

async function setLeft(ctx: Ctx, id: string, left_on: string | null): Promise<void> {
  await ctx.db
    .updateTable('people_person')
    .set({ left_on })
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', id)
    .execute()
}
