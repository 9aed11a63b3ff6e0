import type { Ctx } from '../../kernel/server/ctx.ts'
import { selectPersons } from './persons.ts'
import { tidyName } from './rules.ts'

/** Names by id, merged persons under the name they are now known by. */
export async function personNames(ctx: Ctx, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await ctx.db
    .selectFrom('people_person as p')
    .leftJoin('people_person as k', join =>
      join.onRef('k.school_id', '=', 'p.school_id').onRef('k.id', '=', 'p.merged_into_id'),
    )
    .select(eb => ['p.id', eb.fn.coalesce('k.name', 'p.name').as('name')])
    .where('p.school_id', '=', ctx.schoolId)
    .where('p.id', 'in', [...new Set(ids)])
    .execute()
  return new Map(rows.map(row => [row.id, row.name]))
}

export interface Contact {
  id: string
  name: string
  phone: string | null
  unitId: string | null
}

/** A person with the whole telephone number: hand it on only to those who need it. */
export async function contactOf(ctx: Ctx, id: string): Promise<Contact | undefined> {
  return await selectPersons(ctx)
    .clearSelect()
    .select(['id', 'name', 'phone', 'unit_id as unitId'])
    .where('id', '=', id)
    .executeTakeFirst()
}

export type FoundPerson = { id: string; name: string } | 'several' | undefined

/**
 * Persons by the names that stand in registers: 李 敏, 小潘, 宿管张阿姨. Those who have left are found too,
 * since old registers name them, but give way to those who are here.
 */
export async function findPersons(
  ctx: Ctx,
  texts: readonly string[],
): Promise<ReadonlyMap<string, FoundPerson>> {
  const keys = [...new Set(texts.map(tidyName))].filter(key => key !== '')
  if (keys.length === 0) return new Map(texts.map(text => [text, undefined]))
  const named = await selectPersons(ctx)
    .clearSelect()
    .select(['id', 'name', 'left_on'])
    .where('name', 'in', keys)
    .where('merged_into_id', 'is', null)
    .execute()
  const called = await ctx.db
    .selectFrom('people_alias as a')
    .innerJoin('people_person as p', join =>
      join.onRef('p.school_id', '=', 'a.school_id').onRef('p.id', '=', 'a.person_id'),
    )
    .select(['a.alias', 'p.id', 'p.name'])
    .where('a.school_id', '=', ctx.schoolId)
    .where('a.alias', 'in', keys)
    .execute()
  const found = new Map<string, FoundPerson>(called.map(row => [row.alias, { id: row.id, name: row.name }]))
  for (const key of keys) {
    const all = named.filter(person => person.name === key)
    const here = all.filter(person => person.left_on === null || person.left_on >= ctx.today)
    const [one, second] = here.length > 0 ? here : all
    if (one) found.set(key, second ? 'several' : { id: one.id, name: one.name })
  }
  return new Map(texts.map(text => [text, found.get(tidyName(text))]))
}

/** Those who hold one of the roles today, perhaps for one unit, in the order of their names. */
export async function personsWithRole(
  ctx: Ctx,
  roles: readonly string[],
  unitId?: string,
): Promise<{ id: string; name: string }[]> {
  if (roles.length === 0) return []
  return await ctx.db
    .selectFrom('people_post as t')
    .innerJoin('people_person as p', join =>
      join.onRef('p.school_id', '=', 't.school_id').onRef('p.id', '=', 't.person_id'),
    )
    .select(['p.id', 'p.name', 'p.pinyin'])
    .distinct()
    .where('t.school_id', '=', ctx.schoolId)
    .where('t.role', 'in', [...roles])
    .where('t.valid_from', '<=', ctx.today)
    .where(eb => eb.or([eb('t.valid_to', 'is', null), eb('t.valid_to', '>=', ctx.today)]))
    .where(eb => eb.or([eb('p.left_on', 'is', null), eb('p.left_on', '>=', ctx.today)]))
    .$if(unitId !== undefined, select => select.where('t.unit_id', '=', unitId as string))
    .orderBy('p.pinyin')
    .orderBy('p.id')
    .execute()
    .then(rows => rows.map(({ id, name }) => ({ id, name })))
}
