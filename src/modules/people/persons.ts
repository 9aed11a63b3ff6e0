import { kernelError, notFound } from '../../kernel/pure/errors.ts'
import { ROLES, type RoleCode } from '../../kernel/pure/roles.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import { contract } from './contract.ts'
import { isCurrent } from './rules.ts'
import type { Post } from './shapes.ts'

export const selectPersons = (ctx: Ctx) =>
  ctx.db.selectFrom('people_person').selectAll().where('school_id', '=', ctx.schoolId)

/** A person to change, locked; refused when left, merged, or changed since the user looked. */
export async function personToChange(
  ctx: Ctx,
  input: { id: string; version?: number },
  options: { left?: boolean } = {},
) {
  const person = await selectPersons(ctx).where('id', '=', input.id).forUpdate().executeTakeFirst()
  if (!person) throw notFound()
  if (person.erased_at) throw contract.fail('no_person')
  if (person.merged_into_id) {
    const keeper = await selectPersons(ctx).where('id', '=', person.merged_into_id).executeTakeFirstOrThrow()
    throw contract.fail('merged', { name: keeper.name })
  }
  if (input.version !== undefined && person.version !== input.version)
    throw kernelError('kernel.changed', { who: '别人' })
  const { left_on } = person
  if (!options.left && left_on !== null && left_on < ctx.today)
    throw contract.fail('left', { name: person.name, on: left_on })
  return person
}

export type StoredPerson = Awaited<ReturnType<typeof personToChange>>

/** Counts a change of what hangs on a person (posts, aliases) as a change of the person. */
export async function touch(ctx: Ctx, id: string): Promise<{ id: string; version: number }> {
  return await ctx.db
    .updateTable('people_person')
    .set(eb => ({ version: eb('version', '+', 1), updated_at: ctx.now }))
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', id)
    .returning(['id', 'version'])
    .executeTakeFirstOrThrow()
}

/** Posts of these persons by person, past ones included, newest first. */
export async function postsOf(ctx: Ctx, personIds: readonly string[]): Promise<ReadonlyMap<string, Post[]>> {
  const byPerson = new Map<string, Post[]>()
  if (personIds.length === 0) return byPerson
  const rows = await ctx.db
    .selectFrom('people_post as t')
    .leftJoin('org_unit as u', join =>
      join.onRef('u.school_id', '=', 't.school_id').onRef('u.id', '=', 't.unit_id'),
    )
    .select([
      't.id',
      't.person_id',
      't.role',
      't.title',
      't.unit_id',
      'u.name as unit_name',
      't.valid_from',
      't.valid_to',
    ])
    .where('t.school_id', '=', ctx.schoolId)
    .where('t.person_id', 'in', [...personIds])
    .orderBy('t.valid_from', 'desc')
    .orderBy('t.role')
    .orderBy('t.id')
    .execute()
  for (const row of rows) {
    const post: Post = {
      id: row.id,
      role: row.role,
      roleTitle: ROLES[row.role as RoleCode] ?? row.role,
      title: row.title,
      unitId: row.unit_id,
      unitName: row.unit_name,
      from: row.valid_from,
      to: row.valid_to,
    }
    byPerson.set(row.person_id, [...(byPerson.get(row.person_id) ?? []), post])
  }
  return byPerson
}

export const currentPosts = (posts: readonly Post[] | undefined, day: string): Post[] =>
  (posts ?? []).filter(post => isCurrent(post, day))

export async function aliasesOf(
  ctx: Ctx,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, { id: string; alias: string }[]>> {
  const byPerson = new Map<string, { id: string; alias: string }[]>()
  if (personIds.length === 0) return byPerson
  const rows = await ctx.db
    .selectFrom('people_alias')
    .select(['id', 'person_id', 'alias'])
    .where('school_id', '=', ctx.schoolId)
    .where('person_id', 'in', [...personIds])
    .orderBy('alias')
    .execute()
  for (const { id, person_id, alias } of rows)
    byPerson.set(person_id, [...(byPerson.get(person_id) ?? []), { id, alias }])
  return byPerson
}
