import { parseYuan } from '../../../../kernel/pure/money.ts'
import { routesFlaw } from '../../rules.ts'
import { type RouteDraft, type RouteStep, Routes } from '../../shapes.ts'

/** Names of the persons and units that stand in the routes by id. */
export type Names = Readonly<Record<string, string>>

/** A route on the page, with a key of its own: titles may be the same while they are typed. */
export interface Sheet {
  key: string
  route: RouteDraft
}

export const sheetsOf = (routes: readonly RouteDraft[]): Sheet[] =>
  routes.map((route, i) => ({ key: `${i}-${route.title}`, route }))

export const newStep = (): RouteStep => ({ title: '总务主任审批', by: { role: 'director' }, mode: 'any' })

export const newRoute = (): RouteDraft => ({
  title: '新路线',
  when: { maxFen: parseYuan('500') },
  steps: [newStep()],
})

/** What keeps the page from being tried out or saved, in words. */
export function flawOf(routes: readonly RouteDraft[]): string | undefined {
  const parsed = Routes.safeParse(routes)
  if (parsed.success) return routesFlaw(parsed.data)?.why
  const [issue] = parsed.error.issues
  const at = issue?.path[0]
  const title = typeof at === 'number' ? routes[at]?.title : undefined
  return `${title ? `“${title}”：` : ''}${issue?.message ?? '有内容没有填对'}`
}

/** The list with one entry a place up or down. */
export function moved<T>(list: readonly T[], from: number, by: -1 | 1): T[] {
  const to = from + by
  if (to < 0 || to >= list.length) return [...list]
  const next = [...list]
  next.splice(to, 0, ...next.splice(from, 1))
  return next
}

/** Left out rather than empty: an empty condition is none. */
export function withWhen(route: RouteDraft, change: Partial<RouteDraft['when']>): RouteDraft {
  const when = Object.fromEntries(
    Object.entries({ ...route.when, ...change }).filter(
      ([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0),
    ),
  )
  return { ...route, when }
}
