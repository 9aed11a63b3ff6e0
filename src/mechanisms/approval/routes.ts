import type { Ctx } from '../../kernel/server/ctx.ts'
import { directoryOf, subjectOf } from './points.ts'
import { chooseRoute, type Person, type RouteFacts } from './rules.ts'
import type { RouteDraft } from './shapes.ts'

export interface RouteSet {
  version: number
  routes: readonly RouteDraft[]
}

/** The routes that hold now: the school's newest version, else those the module brings. */
export async function routesOf(ctx: Ctx, kind: string): Promise<RouteSet> {
  const subject = subjectOf(ctx, kind)
  const row = await ctx.db
    .selectFrom('approval_route')
    .select(['version', 'routes'])
    .where('school_id', '=', ctx.schoolId)
    .where('subject_kind', '=', kind)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ?? { version: 0, routes: subject.routes }
}

export interface Asking {
  amountFen?: number | null | undefined
  category?: string | null | undefined
  unitId?: string | null | undefined
  funding?: string | null | undefined
}

export async function routeFor(
  ctx: Ctx,
  routes: readonly RouteDraft[],
  asking: Asking,
): Promise<{ route: RouteDraft; index: number; unitName: string }> {
  const unit = asking.unitId ? await directoryOf(ctx).unit(ctx, asking.unitId) : null
  const facts: RouteFacts = {
    amountFen: asking.amountFen ?? undefined,
    category: asking.category ?? undefined,
    funding: asking.funding ?? undefined,
    unitKind: unit?.kind,
    unitPath: unit?.path,
  }
  return { ...chooseRoute(routes, facts), unitName: unit?.name ?? '' }
}

/** Who decides where no leader remains. */
export async function deputyOf(ctx: Ctx): Promise<Person | null> {
  const row = await ctx.db
    .selectFrom('approval_deputy')
    .select(['person_id', 'person_name'])
    .where('school_id', '=', ctx.schoolId)
    .orderBy('set_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.person_id ? { id: row.person_id, name: row.person_name } : null
}
