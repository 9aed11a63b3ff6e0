import { notFound } from '../../kernel/pure/errors.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import type { Handlers } from '../../kernel/server/module.ts'
import { contract } from './contract.ts'
import { personToChange, touch } from './persons.ts'

type H = Handlers<typeof contract>

export const addAlias: H['addAlias'] = async (ctx, input) => {
  const person = await personToChange(ctx, { id: input.personId })
  const id = await insertAlias(ctx, person, input.alias)
  await touch(ctx, person.id)
  ctx.about({ kind: 'people.person', id: person.id }, `${person.name}又称${input.alias}`)
  return { id }
}

export const removeAlias: H['removeAlias'] = async (ctx, input) => {
  const person = await personToChange(ctx, { id: input.personId }, { left: true })
  const gone = await ctx.db
    .deleteFrom('people_alias')
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', input.aliasId)
    .where('person_id', '=', person.id)
    .returning('alias')
    .executeTakeFirst()
  if (!gone) throw notFound()
  await touch(ctx, person.id)
  ctx.about({ kind: 'people.person', id: person.id }, `${person.name}不再称${gone.alias}`)
  return {}
}

/** An alias names one person; the same alias given twice to one person is no error. */
export async function insertAlias(
  ctx: Ctx,
  person: { id: string; name: string },
  alias: string,
): Promise<string> {
  if (alias === person.name)
    throw contract.fail('alias_is_name', { alias, name: person.name }, { alias: '与姓名相同' })
  const holder = await ctx.db
    .selectFrom('people_alias as a')
    .innerJoin('people_person as p', join =>
      join.onRef('p.school_id', '=', 'a.school_id').onRef('p.id', '=', 'a.person_id'),
    )
    .select(['a.id', 'a.person_id', 'p.name'])
    .where('a.school_id', '=', ctx.schoolId)
    .where('a.alias', '=', alias)
    .executeTakeFirst()
  if (holder?.person_id === person.id) return holder.id
  if (holder)
    throw contract.fail('alias_taken', { alias, name: holder.name }, { alias: `已是${holder.name}的别名` })
  const id = ctx.id()
  await ctx.db
    .insertInto('people_alias')
    .values({ school_id: ctx.schoolId, id, person_id: person.id, alias, created_at: ctx.now })
    .execute()
  return id
}
