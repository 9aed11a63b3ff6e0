import { notFound } from '../../kernel/pure/errors.ts'
import { type Ctx, type UserActor, userOf } from '../../kernel/server/ctx.ts'
import type { Handlers } from '../../kernel/server/module.ts'
import type { MovePerson } from '../../kernel/server/persons.ts'
import { contract } from './contract.ts'

type H = Handlers<typeof contract>

export const views: H['views'] = async (ctx, { register }) => {
  const me = owner(ctx)
  const rows = await ctx.db
    .selectFrom('register_view')
    .selectAll()
    .where('register', '=', register)
    .where(eb => eb.or([eb('owner_id', '=', me.personId), eb('shared', '=', true)]))
    .orderBy('name')
    .limit(200)
    .execute()
  return {
    views: rows.map(row => ({
      id: row.id,
      name: row.name,
      query: row.query,
      shared: row.shared,
      mine: row.owner_id === me.personId,
      ownerName: row.owner_name,
    })),
  }
}

/** Saving under a name that is there replaces what it held. */
export const saveView: H['saveView'] = async (ctx, input) => {
  const me = owner(ctx)
  const { id } = await ctx.db
    .insertInto('register_view')
    .values({
      school_id: ctx.schoolId,
      id: ctx.id(),
      ...input,
      owner_id: me.personId,
      owner_name: me.name,
      created_at: ctx.now,
      updated_at: ctx.now,
    })
    .onConflict(conflict =>
      conflict
        .columns(['school_id', 'register', 'owner_id', 'name'])
        .doUpdateSet({ query: input.query, shared: input.shared, updated_at: ctx.now }),
    )
    .returning('id')
    .executeTakeFirstOrThrow()
  ctx.about({ kind: 'register.view', id }, input.name)
  return { id }
}

export const deleteView: H['deleteView'] = async (ctx, { id }) => {
  const me = owner(ctx)
  const view = await ctx.db.selectFrom('register_view').selectAll().where('id', '=', id).executeTakeFirst()
  if (!view || (view.owner_id !== me.personId && !view.shared)) throw notFound()
  if (view.owner_id !== me.personId)
    throw contract.fail('not_yours', { name: view.name, owner: view.owner_name })
  await ctx.db.deleteFrom('register_view').where('id', '=', id).execute()
  ctx.about({ kind: 'register.view', id }, view.name)
  return {}
}

/** A view whose name the kept person has for the same list stays behind; everything else follows. */
export const moveViews: MovePerson = async (ctx, { droppedId, keptId }) => {
  await ctx.db
    .updateTable('register_view as v')
    .set({ owner_id: keptId })
    .where('v.school_id', '=', ctx.schoolId)
    .where('v.owner_id', '=', droppedId)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('register_view as own')
            .select('own.id')
            .where('own.owner_id', '=', keptId)
            .whereRef('own.register', '=', 'v.register')
            .whereRef('own.name', '=', 'v.name'),
        ),
      ),
    )
    .execute()
}

/** Views belong to people; a job or a script has none. */
function owner(ctx: Ctx): UserActor {
  const user = userOf(ctx)
  if (!user) throw notFound()
  return user
}
