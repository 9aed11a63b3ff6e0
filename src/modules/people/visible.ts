import { sql } from 'kysely'
import { type Ctx, hasRole, userOf } from '../../kernel/server/ctx.ts'
import { SEES_DETAILS, SEES_STUDENTS, tidyName } from './rules.ts'
import type { Person } from './shapes.ts'

/** Persons as lists see them: those merged into another are not persons any more. */
export const visible = (ctx: Ctx) =>
  ctx.db
    .selectFrom('people_person as p')
    .leftJoin('org_unit as u', join =>
      join.onRef('u.school_id', '=', 'p.school_id').onRef('u.id', '=', 'p.unit_id'),
    )
    .where('p.school_id', '=', ctx.schoolId)
    .where('p.merged_into_id', 'is', null)
    .where('p.erased_at', 'is', null)
    .$if(!hasRole(ctx, ...SEES_STUDENTS), select => select.where('p.kind', '!=', 'student'))

export const COLUMNS = [
  'p.id',
  'p.name',
  'p.kind',
  'p.staff_no as staffNo',
  'p.unit_id as unitId',
  'u.name as unitName',
  'p.phone',
  'p.phone_tail as phoneTail',
  'p.left_on as leftOn',
  'p.pinyin',
] as const

/** Least data: who needs neither sees no staff number and the last figures of the telephone; everyone sees his own. */
export function shownTo(ctx: Ctx, person: Person): Person {
  const whole = hasRole(ctx, ...SEES_DETAILS) || userOf(ctx)?.personId === person.id
  return whole ? person : { ...person, phone: null, staffNo: null }
}

export const stillHere = (ctx: Ctx) => sql<boolean>`(p.left_on is null or p.left_on >= ${ctx.today})`

export const holds = (ctx: Ctx, roles: readonly string[]) => sql<boolean>`exists (
  select 1 from people_post t where t.school_id = p.school_id and t.person_id = p.id and t.role = any(${[...roles]}::text[])
    and t.valid_from <= ${ctx.today} and (t.valid_to is null or t.valid_to >= ${ctx.today}))`

/** By name, sound, first letters, staff number, last figures of the telephone, another name, or the post. */
export function matches(q: string) {
  const text = tidyName(q)
  const like = `%${likeText(text)}%`
  const lower = like.toLowerCase().replaceAll(' ', '')
  return sql<boolean>`(p.name ilike ${like} or p.pinyin like ${lower} or p.initials like ${lower}
    or p.staff_no ilike ${like} or p.phone_tail = ${text.slice(-4)} and ${/^\d{4,}$/.test(text)}
    or exists (select 1 from people_alias a where a.school_id = p.school_id and a.person_id = p.id and a.alias ilike ${like})
    or exists (select 1 from people_post t where t.school_id = p.school_id and t.person_id = p.id
      and t.valid_to is null and t.title ilike ${like}))`
}

export const likeText = (text: string): string => text.replace(/[\\%_]/g, '\\$&')
