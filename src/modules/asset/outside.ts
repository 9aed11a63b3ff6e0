import { sql } from 'kysely'
import { notFound } from '../../kernel/pure/errors.ts'
import { type Ctx, hasRole, userOf } from '../../kernel/server/ctx.ts'
import { unitNames, unitsBelow } from '../org/index.ts'
import { personNames } from '../people/index.ts'
import { placeById } from '../place/index.ts'
import { contract } from './contract.ts'

export interface Spot {
  id: string
  text: string
  /** The unit that answers for the place. */
  unitId: string | null
}

/** A place where things may be put. */
export async function usablePlace(ctx: Ctx, id: string): Promise<Spot> {
  const place = await placeById(ctx, id)
  if (!place) throw notFound()
  if (place.ended) throw contract.fail('place_ended', { name: place.fullName })
  return { id, text: place.fullName, unitId: place.unitId }
}

export async function usableUnit(ctx: Ctx, id: string): Promise<{ id: string; name: string }> {
  const unit = await ctx.db
    .selectFrom('org_unit')
    .select(['name', 'valid_to'])
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!unit) throw notFound()
  if (unit.valid_to !== null && unit.valid_to < ctx.today)
    throw contract.fail('unit_ended', { name: unit.name })
  return { id, name: unit.name }
}

/** Somebody who is still here. */
export async function presentPerson(
  ctx: Ctx,
  id: string,
): Promise<{ id: string; name: string; unitId: string | null }> {
  const person = await ctx.db
    .selectFrom('people_person')
    .select(['name', 'left_on', 'unit_id'])
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!person) throw notFound()
  if (person.left_on !== null && person.left_on < ctx.today)
    throw contract.fail('person_left', { name: person.name })
  return { id, name: person.name, unitId: person.unit_id }
}

/** Does the acting user belong to the unit: works in it or below, holds a post for it, or heads it or one above? */
export async function actsForUnit(ctx: Ctx, unitId: string): Promise<boolean> {
  const me = userOf(ctx)?.personId
  if (!me) return ctx.actor.kind === 'system'
  const below = await unitsBelow(ctx, unitId)
  const { rows } = await sql<{ belongs: boolean }>`select
    exists (select from people_person where school_id = ${ctx.schoolId} and id = ${me} and unit_id = any(${below}::uuid[]))
    or exists (select from people_post where school_id = ${ctx.schoolId} and person_id = ${me}
      and unit_id = any(${below}::uuid[]) and (valid_to is null or valid_to >= ${ctx.today}::date))
    or exists (select from org_unit u where u.school_id = ${ctx.schoolId} and u.head_person_id = ${me}
      and u.id = any((select path from org_unit where school_id = ${ctx.schoolId} and id = ${unitId})::uuid[]))
    as belongs`.execute(ctx.db)
  return rows[0]?.belongs ?? false
}

/** Those who can be told about a unit's things: its head, else those who work in it. */
export async function peopleOfUnit(ctx: Ctx, unitId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select head_person_id as id from org_unit
    where school_id = ${ctx.schoolId} and id = ${unitId} and head_person_id is not null
    union
    select id from people_person where school_id = ${ctx.schoolId} and unit_id = ${unitId} and left_on is null
      and merged_into_id is null
    limit 30`.execute(ctx.db)
  return rows.map(row => row.id)
}

export const isKeeper = (ctx: Ctx): boolean => hasRole(ctx, 'asset_keeper', 'director')
export const isDesk = (ctx: Ctx): boolean => hasRole(ctx, 'asset_keeper', 'director', 'clerk')

export async function nameOfUnit(ctx: Ctx, id: string | null): Promise<string> {
  return id === null ? '' : ((await unitNames(ctx, [id])).get(id) ?? '')
}

export async function nameOfPerson(ctx: Ctx, id: string | null): Promise<string> {
  return id === null ? '' : ((await personNames(ctx, [id])).get(id) ?? '')
}

/** The place and all below it. */
export async function placesBelow(ctx: Ctx, placeId: string): Promise<string[]> {
  const rows = await ctx.db
    .selectFrom('place_node')
    .select('id')
    .where('school_id', '=', ctx.schoolId)
    .where(sql<boolean>`path @> array[${placeId}::uuid]`)
    .execute()
  return rows.map(row => row.id)
}
