import { type RawBuilder, sql } from 'kysely'
import type { Ctx } from '../../../kernel/server/ctx.ts'
import type { KnownPerson, PersonLink } from '../../../kernel/server/person-data.ts'
import { type StoredPerson, selectPersons } from '../persons.ts'

/** A person as rows may know him. */
export async function sought(
  ctx: Ctx,
  person: Pick<StoredPerson, 'id' | 'name' | 'phone'>,
): Promise<KnownPerson> {
  const { id, name, phone } = person
  const account = await ctx.db
    .selectFrom('account_user')
    .select('id')
    .where('school_id', '=', ctx.schoolId)
    .where('person_id', '=', id)
    .executeTakeFirst()
  const namesake = await selectPersons(ctx)
    .select('id')
    .where('name', '=', name)
    .where('id', '<>', id)
    .where('merged_into_id', 'is', null)
    .executeTakeFirst()
  return { id, name, phone, userId: account?.id ?? null, alone: !namesake }
}

/** Is this row about him in this capacity: by id; by telephone; by the name, where nothing else tells and it is his alone. */
export function isAbout(link: PersonLink, person: KnownPerson): RawBuilder<boolean> {
  const column = (name: string) => sql.ref(`t.${name}`)
  const ids = [person.id, ...(person.userId ? [person.userId] : [])]
  const ways = [
    ...(link.id ? [sql<boolean>`${column(link.id)}::text = any(${ids}::text[])`] : []),
    ...(link.phone && person.phone ? [sql<boolean>`${column(link.phone)} = ${person.phone}`] : []),
    ...(link.name && person.alone
      ? [
          link.id
            ? sql<boolean>`(${column(link.id)} is null and ${column(link.name)} = ${person.name})`
            : sql<boolean>`${column(link.name)} = ${person.name}`,
        ]
      : []),
  ]
  return ways.length > 0 ? sql<boolean>`(${sql.join(ways, sql` or `)})` : sql<boolean>`false`
}
