import { sql } from 'kysely'
import type { Ctx } from '../../kernel/server/ctx.ts'
import type { Handlers } from '../../kernel/server/module.ts'
import { personPoint } from '../../kernel/server/persons.ts'
import { accountState } from './admins.ts'
import { contract } from './contract.ts'
import { PERSON_MERGED, type PersonMerged } from './events.ts'
import { personToChange, postsOf, type StoredPerson, touch } from './persons.ts'
import { assertMayGrant } from './posts.ts'

type H = Handlers<typeof contract>

/** Two rows for one person become one. The dropped row stays, so that what it was is still known. */
export const merge: H['merge'] = async (ctx, input) => {
  if (input.keepId === input.dropId) throw contract.fail('same_person')
  // Locked in the order of ids, so that two merges of the same two cannot wait for each other.
  const locked = new Map<string, StoredPerson>()
  for (const id of [input.keepId, input.dropId].sort())
    locked.set(id, await personToChange(ctx, { id }, { left: id === input.dropId }))
  const keep = locked.get(input.keepId) as StoredPerson
  const drop = locked.get(input.dropId) as StoredPerson
  const posts = await postsOf(ctx, [keep.id, drop.id])
  // Taking over a post is being given it.
  for (const post of posts.get(drop.id) ?? [])
    if (!post.to || post.to >= ctx.today) assertMayGrant(ctx, post.role)

  await settleAccounts(ctx, keep, drop)
  await dropRepeatedPosts(ctx, posts.get(keep.id) ?? [], posts.get(drop.id) ?? [])
  await repoint(ctx, keep, drop)
  for (const move of ctx.all(personPoint)) await move(ctx, { droppedId: drop.id, keptId: keep.id })
  await closeRow(ctx, keep, drop)
  await ctx.emit(PERSON_MERGED, { droppedId: drop.id, keptId: keep.id } satisfies PersonMerged)
  ctx.about({ kind: 'people.person', id: keep.id }, `${drop.name}并入${keep.name}`)
  return await touch(ctx, keep.id)
}

/** One account goes with the person; of two, one must be out of use and stays with the dropped row. */
async function settleAccounts(ctx: Ctx, keep: StoredPerson, drop: StoredPerson): Promise<void> {
  const [kept, dropped] = [await accountState(ctx, keep.id), await accountState(ctx, drop.id)]
  const names = { keep: keep.name, drop: drop.name }
  if (kept === 'enabled' && dropped === 'enabled') throw contract.fail('two_accounts', names)
  if (kept === 'disabled' && dropped === 'enabled') throw contract.fail('drop_has_account', names)
  if (kept === null && dropped !== null)
    await ctx.db
      .updateTable('account_user')
      .set({ person_id: keep.id })
      .where('school_id', '=', ctx.schoolId)
      .where('person_id', '=', drop.id)
      .execute()
}

async function dropRepeatedPosts(
  ctx: Ctx,
  kept: readonly { role: string; unitId: string | null; to: string | null }[],
  dropped: readonly { id: string; role: string; unitId: string | null; to: string | null }[],
): Promise<void> {
  const repeated = dropped
    .filter(d => d.to === null && kept.some(k => k.to === null && k.role === d.role && k.unitId === d.unitId))
    .map(d => d.id)
  if (repeated.length > 0)
    await ctx.db
      .deleteFrom('people_post')
      .where('school_id', '=', ctx.schoolId)
      .where('id', 'in', repeated)
      .execute()
}

/**
 * Every foreign key to a person, of any module, follows. The database itself names them, so that none
 * is forgotten when a module is added.
 */
async function repoint(ctx: Ctx, keep: StoredPerson, drop: StoredPerson): Promise<void> {
  const { rows } = await sql<{ table: string; column: string }>`
    select c.relname as "table", a.attname as "column"
    from pg_constraint k
    join pg_class c on c.oid = k.conrelid
    cross join unnest(k.conkey) as key
    join pg_attribute a on a.attrelid = k.conrelid and a.attnum = key
    where k.contype = 'f' and k.confrelid = 'people_person'::regclass and a.attname <> 'school_id'
    order by 1, 2`.execute(ctx.db)
  for (const { table, column } of rows) {
    if (table === 'people_person' || table === 'account_user') continue
    try {
      await sql`update ${sql.table(table)} set ${sql.ref(column)} = ${keep.id}
        where school_id = ${ctx.schoolId} and ${sql.ref(column)} = ${drop.id}`.execute(ctx.db)
    } catch (error) {
      if ((error as { code?: string }).code !== '23505') throw error
      ctx.log.warn({ table }, 'both persons have a row of their own')
      throw contract.fail('merge_conflict', { keep: keep.name, drop: drop.name })
    }
  }
}

async function closeRow(ctx: Ctx, keep: StoredPerson, drop: StoredPerson): Promise<void> {
  const rows = () => ctx.db.updateTable('people_person').where('school_id', '=', ctx.schoolId)
  await rows().set({ merged_into_id: keep.id }).where('merged_into_id', '=', drop.id).execute()
  await rows()
    .set(eb => ({
      merged_into_id: keep.id,
      left_on: eb.fn.coalesce('left_on', eb.val(ctx.today)),
      staff_no: null,
      version: eb('version', '+', 1),
      updated_at: ctx.now,
    }))
    .where('id', '=', drop.id)
    .execute()
  const own = keep.phone ? keep : drop
  await rows()
    .set({
      staff_no: keep.staff_no ?? drop.staff_no,
      phone: own.phone,
      phone_tail: own.phone_tail,
      unit_id: keep.unit_id ?? drop.unit_id,
      note: keep.note || drop.note,
    })
    .where('id', '=', keep.id)
    .execute()
  if (drop.name === keep.name) return
  await ctx.db
    .insertInto('people_alias')
    .values({
      school_id: ctx.schoolId,
      id: ctx.id(),
      person_id: keep.id,
      alias: drop.name,
      created_at: ctx.now,
    })
    .onConflict(conflict => conflict.columns(['school_id', 'alias']).doNothing())
    .execute()
}
