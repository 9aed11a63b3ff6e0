import { sql } from 'kysely'
import type { Ctx } from '../../kernel/server/ctx.ts'
import type { ApproverDirectory } from '../../mechanisms/approval/index.ts'
import { unitNames } from '../org/index.ts'
import { UNIT_KINDS } from '../org/rules.ts'
import { personNames } from './door.ts'
import { likeText, matches } from './visible.ts'

/** Persons who belong to the school today and can sign in: nobody else can decide anything. */
const able = (ctx: Ctx) =>
  ctx.db
    .selectFrom('people_person as p')
    .where('p.school_id', '=', ctx.schoolId)
    .where('p.merged_into_id', 'is', null)
    .where(eb => eb.or([eb('p.left_on', 'is', null), eb('p.left_on', '>=', ctx.today)]))
    .where(eb =>
      eb.exists(
        eb
          .selectFrom('account_user as u')
          .select('u.id')
          .whereRef('u.school_id', '=', 'p.school_id')
          .whereRef('u.person_id', '=', 'p.id')
          .where('u.disabled_at', 'is', null),
      ),
    )

export const approvers: ApproverDirectory = {
  unitKinds: Object.entries(UNIT_KINDS).map(([code, title]) => ({ code, title })),

  withRole: (ctx, role) =>
    able(ctx)
      .where(eb =>
        eb.exists(
          eb
            .selectFrom('people_post as t')
            .select('t.id')
            .whereRef('t.school_id', '=', 'p.school_id')
            .whereRef('t.person_id', '=', 'p.id')
            .where('t.role', '=', role)
            .where('t.valid_from', '<=', ctx.today)
            .where(({ or, eb: e }) => or([e('t.valid_to', 'is', null), e('t.valid_to', '>=', ctx.today)])),
        ),
      )
      .select(['p.id', 'p.name'])
      .orderBy('p.pinyin')
      .orderBy('p.id')
      .execute(),

  active: async (ctx, ids) =>
    ids.length === 0
      ? []
      : await able(ctx)
          .where('p.id', 'in', [...ids])
          .select(['p.id', 'p.name'])
          .execute(),

  names: personNames,
  unitNames,

  async unitOf(ctx, personId) {
    const row = await ctx.db
      .selectFrom('people_person')
      .select('unit_id')
      .where('school_id', '=', ctx.schoolId)
      .where('id', '=', personId)
      .executeTakeFirst()
    return row?.unit_id ?? null
  },

  async unit(ctx, id) {
    const row = await ctx.db
      .selectFrom('org_unit')
      .select(['id', 'name', 'kind', 'path'])
      .where('school_id', '=', ctx.schoolId)
      .where('id', '=', id)
      .executeTakeFirst()
    return row ?? null
  },

  async headsAbove(ctx, unitId) {
    const rows = await able(ctx)
      .innerJoin('org_unit as o', join =>
        join.onRef('o.school_id', '=', 'p.school_id').onRef('o.head_person_id', '=', 'p.id'),
      )
      .where(
        sql<boolean>`o.id = any(select unnest(path) from org_unit where school_id = ${ctx.schoolId}::uuid and id = ${unitId}::uuid)`,
      )
      .select(['o.name as unitName', 'p.id', 'p.name', sql<number>`cardinality(o.path)`.as('depth')])
      .orderBy('depth', 'desc')
      .execute()
    return rows.map(({ unitName, id, name }) => ({ unitName, head: { id, name } }))
  },

  async findPersons(ctx, text) {
    const rows = await able(ctx)
      .leftJoin('org_unit as o', join =>
        join.onRef('o.school_id', '=', 'p.school_id').onRef('o.id', '=', 'p.unit_id'),
      )
      .where('p.kind', '!=', 'student')
      .$if(text !== '', q => q.where(matches(text)))
      .select(['p.id', 'p.name', 'o.name as detail'])
      .orderBy('p.pinyin')
      .orderBy('p.id')
      .limit(20)
      .execute()
    return rows.map(row => ({ ...row, detail: row.detail ?? '' }))
  },

  async findUnits(ctx, text) {
    const like = `%${likeText(text)}%`
    const rows = await ctx.db
      .selectFrom('org_unit as o')
      .leftJoin('org_unit as a', join =>
        join.onRef('a.school_id', '=', 'o.school_id').onRef('a.id', '=', 'o.parent_id'),
      )
      .where('o.school_id', '=', ctx.schoolId)
      .where(eb => eb.or([eb('o.valid_to', 'is', null), eb('o.valid_to', '>=', ctx.today)]))
      .where(eb => eb.or([eb('o.name', 'ilike', like), eb('o.initials', 'like', like.toLowerCase())]))
      .select(['o.id', 'o.name', 'a.name as detail'])
      .orderBy(sql`cardinality(o.path)`)
      .orderBy('o.sort')
      .orderBy('o.name')
      .limit(20)
      .execute()
    return rows.map(row => ({ ...row, detail: row.detail ?? '' }))
  },
}
