import { notFound } from '../../../kernel/pure/errors.ts'
import type { Actions } from '../../../kernel/pure/fields.ts'
import type { Ctx } from '../../../kernel/server/ctx.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import { readParameter } from '../../parameter/index.ts'
import { approval, contract } from '../contract.ts'
import { MODES } from '../machine.ts'
import { STEP_HOURS } from '../parameters.ts'
import { approvalPoint, directoryOf, subjectOf } from '../points.ts'
import { sittersOf } from '../resolve.ts'
import { deputyOf, routeFor, routesOf } from '../routes.ts'
import type { RouteDraft } from '../shapes.ts'
import { meOf } from '../store.ts'
import { roleTitle } from '../view.ts'

type Routes = Pick<Handlers<typeof contract>, 'subjects' | 'routes' | 'preview' | 'people' | 'units'>

export const routes: Routes = {
  async subjects(ctx) {
    const saved = await ctx.db
      .selectFrom('approval_route')
      .select(['subject_kind', 'version', 'saved_at', 'saved_by_name'])
      .where('school_id', '=', ctx.schoolId)
      .orderBy('version')
      .execute()
    const newest = new Map(saved.map(row => [row.subject_kind, row]))
    const pending = await ctx.db
      .selectFrom('approval_case')
      .select(eb => ['subject_kind', eb.fn.countAll<number>().as('n')])
      .where('school_id', '=', ctx.schoolId)
      .where('state', '=', 'pending')
      .groupBy('subject_kind')
      .execute()
    // Suggestions only: those of the latest approvals.
    const latest = ctx.db
      .selectFrom('approval_case')
      .select('funding')
      .where('school_id', '=', ctx.schoolId)
      .where('ended_at', 'is not', null)
      .orderBy('ended_at', 'desc')
      .limit(500)
    const fundings = await ctx.db
      .selectFrom(latest.as('latest'))
      .select('funding')
      .distinct()
      .where('funding', 'is not', null)
      .orderBy('funding')
      .limit(50)
      .execute()
    return {
      rows: ctx.all(approvalPoint).map(subject => {
        const row = newest.get(subject.kind)
        return {
          kind: subject.kind,
          title: subject.title,
          categories: [...(subject.categories ?? [])],
          version: row?.version ?? 0,
          savedAt: row?.saved_at ?? null,
          savedBy: row?.saved_by_name ?? '',
          pending: pending.find(p => p.subject_kind === subject.kind)?.n ?? 0,
        }
      }),
      fundings: fundings.flatMap(f => (f.funding ? [f.funding] : [])),
      unitKinds: [...directoryOf(ctx).unitKinds],
      deputy: await deputyOf(ctx),
      mayEdit: ctx.may(approval.saveRoutes),
    }
  },

  async routes(ctx, input) {
    const subject = subjectOf(ctx, input.kind)
    const now = await routesOf(ctx, input.kind)
    const history = await ctx.db
      .selectFrom('approval_route')
      .select(['version', 'saved_at', 'saved_by_name', 'note', 'routes'])
      .where('school_id', '=', ctx.schoolId)
      .where('subject_kind', '=', input.kind)
      .orderBy('version', 'desc')
      .limit(50)
      .execute()
    const version = input.version ?? now.version
    const shown = version === 0 ? subject.routes : history.find(h => h.version === version)?.routes
    if (!shown) throw notFound()
    return {
      kind: subject.kind,
      title: subject.title,
      version,
      routes: [...shown],
      names: await namesIn(ctx, shown),
      history: history.map(h => ({
        version: h.version,
        savedAt: h.saved_at,
        savedBy: h.saved_by_name,
        note: h.note,
      })),
      actions: editing(ctx, version, now.version),
    }
  },

  async preview(ctx, input) {
    const askerId = input.askerId ?? meOf(ctx)
    const directory = directoryOf(ctx)
    const stored = await routesOf(ctx, input.kind)
    const unitId = input.unitId ?? (await directory.unitOf(ctx, askerId))
    const { route, index } = await routeFor(ctx, input.routes ?? stored.routes, { ...input, unitId })
    const hours = await readParameter(ctx, STEP_HOURS)
    const asked = { kind: input.kind, askerId, unitId, barred: [] }
    const before = new Set<string>()
    const steps = []
    for (const step of route.steps) {
      const { sitters, why } = await sittersOf(ctx, asked, step)
      steps.push({
        title: step.title,
        modeLabel: MODES[step.mode],
        hours: step.timeoutHours ?? (hours || null),
        persons: sitters.map(s => ({
          id: s.id,
          name: s.name,
          origin: s.originText,
          same: !route.askAgain && before.has(s.id),
        })),
        problem: sitters.length > 0 ? '' : why,
        cc: (step.cc?.roles ?? []).map(roleTitle),
      })
      // Of several who may, nobody knows yet who will.
      if (step.mode !== 'any' || sitters.length === 1) for (const s of sitters) before.add(s.id)
    }
    const stuck = steps.find(s => s.problem)
    return {
      routeTitle: route.title,
      index,
      askerName: (await directory.names(ctx, [askerId])).get(askerId) ?? '',
      steps,
      problem: stuck ? contract.fail('nobody', { step: stuck.title, why: stuck.problem }).message : '',
    }
  },

  people: async (ctx, input) => ({ rows: [...(await directoryOf(ctx).findPersons(ctx, input.q))] }),
  units: async (ctx, input) => ({ rows: [...(await directoryOf(ctx).findUnits(ctx, input.q))] }),
}

function editing(ctx: Ctx, version: number, newest: number): Actions {
  if (!ctx.may(approval.saveRoutes)) return {}
  return version === newest
    ? { saveRoutes: { allowed: true } }
    : {
        saveRoutes: {
          allowed: false,
          why: `这是${versionName(version)}，只能看；现用的是${versionName(newest)}`,
        },
      }
}

const versionName = (version: number): string => (version > 0 ? `第 ${version} 版` : '默认路线')

async function namesIn(ctx: Ctx, shown: readonly RouteDraft[]): Promise<Record<string, string>> {
  const persons = shown.flatMap(r => r.steps.flatMap(s => ('personIds' in s.by ? s.by.personIds : [])))
  const units = shown.flatMap(r => r.when.unitIds ?? [])
  return Object.fromEntries([
    ...(await directoryOf(ctx).names(ctx, persons)),
    ...(await directoryOf(ctx).unitNames(ctx, units)),
  ])
}
