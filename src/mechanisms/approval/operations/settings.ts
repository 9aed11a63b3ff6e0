import { actorName, type Ctx, userOf } from '../../../kernel/server/ctx.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import { contract } from '../contract.ts'
import { directoryOf, subjectOf } from '../points.ts'
import { deputyOf, routesOf } from '../routes.ts'
import { routesFlaw } from '../rules.ts'
import type { RouteDraft } from '../shapes.ts'

type Settings = Pick<Handlers<typeof contract>, 'saveRoutes' | 'setDeputy'>

export const settings: Settings = {
  async saveRoutes(ctx, input) {
    const subject = subjectOf(ctx, input.kind)
    const flaw = routesFlaw(input.routes)
    if (flaw) throw contract.fail('routes_flawed', { why: flaw.why }, { [`routes.${flaw.at}`]: flaw.why })
    await assertKnown(ctx, input.routes)
    const now = await routesOf(ctx, subject.kind)
    if (now.version !== input.version) throw await changed(ctx, subject.kind, now.version)
    const version = input.version + 1
    const written = await ctx.db
      .insertInto('approval_route')
      .values({
        school_id: ctx.schoolId,
        id: ctx.id(),
        subject_kind: subject.kind,
        version,
        routes: JSON.stringify(input.routes),
        note: input.note,
        saved_at: ctx.now,
        saved_by: userOf(ctx)?.personId ?? null,
        saved_by_name: actorName(ctx.actor),
      })
      .onConflict(conflict => conflict.doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!written) throw contract.fail('routes_changed', { who: '别人', version })
    ctx.about({ kind: 'approval.route', id: written.id }, `${subject.title}审批路线第 ${version} 版`)
    return { version }
  },

  async setDeputy(ctx, input) {
    const [person] = input.personId ? await directoryOf(ctx).active(ctx, [input.personId]) : []
    if (input.personId && !person) throw contract.fail('person_unknown', {}, { personId: '请另选一人' })
    const id = ctx.id()
    await ctx.db
      .insertInto('approval_deputy')
      .values({
        school_id: ctx.schoolId,
        id,
        person_id: person?.id ?? null,
        person_name: person?.name ?? '',
        set_at: ctx.now,
        set_by: actorName(ctx.actor),
      })
      .execute()
    ctx.about({ kind: 'approval.deputy', id }, person ? `最后代批人：${person.name}` : '不再指定最后代批人')
    return { deputy: await deputyOf(ctx) }
  },
}

/** Persons by name must be able to sign, units must exist: what is saved can be used. */
async function assertKnown(ctx: Ctx, routes: readonly RouteDraft[]): Promise<void> {
  const persons = new Set(
    routes.flatMap(r => r.steps.flatMap(s => ('personIds' in s.by ? s.by.personIds : []))),
  )
  const units = new Set(routes.flatMap(r => r.when.unitIds ?? []))
  const active = await directoryOf(ctx).active(ctx, [...persons])
  if (active.length < persons.size) throw contract.fail('person_unknown')
  const known = await directoryOf(ctx).unitNames(ctx, [...units])
  if (known.size < units.size)
    throw contract.fail('routes_flawed', { why: '有一个部门已经不在了，请重新选择' })
}

async function changed(ctx: Ctx, kind: string, version: number) {
  const row = await ctx.db
    .selectFrom('approval_route')
    .select('saved_by_name')
    .where('school_id', '=', ctx.schoolId)
    .where('subject_kind', '=', kind)
    .where('version', '=', version)
    .executeTakeFirst()
  return contract.fail('routes_changed', { who: row?.saved_by_name ?? '别人', version })
}
