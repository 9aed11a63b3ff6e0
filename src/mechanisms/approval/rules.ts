import type { Mode, SeatState } from './machine.ts'
import type { RouteDraft } from './shapes.ts'

/** What the choice of a route looks at. */
export interface RouteFacts {
  amountFen?: number | undefined
  category?: string | undefined
  unitKind?: string | undefined
  /** The unit and all above it. */
  unitPath?: readonly string[] | undefined
  funding?: string | undefined
}

/** Where no route says otherwise: the office's head, then the head of the school. */
export const LAST_RESORT: RouteDraft = {
  title: '其他情况',
  when: {},
  steps: [
    { title: '总务主任审批', by: { role: 'director' }, mode: 'any' },
    { title: '校长审批', by: { role: 'principal' }, mode: 'any' },
  ],
}

/** The first route whose conditions all hold. There always is one. */
export function chooseRoute(
  routes: readonly RouteDraft[],
  facts: RouteFacts,
): { route: RouteDraft; index: number } {
  const index = routes.findIndex(route => fits(route.when, facts))
  return index < 0
    ? { route: LAST_RESORT, index: routes.length }
    : { route: routes[index] as RouteDraft, index }
}

/** An amount or a category that is not known fits no condition on it: the stricter route below decides. */
export function fits(when: RouteDraft['when'], facts: RouteFacts): boolean {
  if (when.minFen !== undefined && !(facts.amountFen !== undefined && facts.amountFen >= when.minFen))
    return false
  if (when.maxFen !== undefined && !(facts.amountFen !== undefined && facts.amountFen <= when.maxFen))
    return false
  if (!oneOf(when.categories, facts.category)) return false
  if (!oneOf(when.fundings, facts.funding)) return false
  if (!oneOf(when.unitKinds, facts.unitKind)) return false
  return !when.unitIds?.length || when.unitIds.some(id => facts.unitPath?.includes(id))
}

const oneOf = (wanted: readonly string[] | undefined, given: string | undefined): boolean =>
  !wanted?.length || (given !== undefined && wanted.includes(given))

export const hasCondition = (when: RouteDraft['when']): boolean =>
  when.minFen !== undefined ||
  when.maxFen !== undefined ||
  [when.categories, when.unitKinds, when.unitIds, when.fundings].some(
    list => list !== undefined && list.length > 0,
  )

/** What keeps a set of routes from being used; undefined when it is sound. */
export function routesFlaw(routes: readonly RouteDraft[]): { at: number; why: string } | undefined {
  const open = routes.findIndex(route => !hasCondition(route.when))
  if (open < 0) return { at: routes.length - 1, why: '最后一条路线要不带条件，好让每一份申请都有人批' }
  if (open < routes.length - 1)
    return { at: open, why: `“${routes[open]?.title}”没有条件，排在它后面的路线永远用不上，请把它移到最后` }
  const upside = routes.findIndex(
    ({ when }) => when.minFen !== undefined && when.maxFen !== undefined && when.minFen > when.maxFen,
  )
  return upside < 0 ? undefined : { at: upside, why: `“${routes[upside]?.title}”的金额下限比上限还大` }
}

export interface Person {
  id: string
  name: string
}

/** Who could sit there: the wanted ones first, then, tier by tier, those who stand in for them. */
export interface Tier {
  title: string
  persons: readonly Person[]
}

export interface Picked {
  persons: readonly Person[]
  /** Set when those wanted could not be taken: why not, and who stands in. */
  standIn?: { title: string; why: string }
}

/** The first tier in which somebody remains who is not barred; never nobody by silence. */
export function pick(tiers: readonly Tier[], barred: ReadonlyMap<string, string>): Picked | undefined {
  const at = tiers.findIndex(tier => tier.persons.some(p => !barred.has(p.id)))
  if (at < 0) return undefined
  const tier = tiers[at] as Tier
  const persons = tier.persons.filter(p => !barred.has(p.id))
  return at === 0 ? { persons } : { persons, standIn: { title: tier.title, why: whyNot(tiers[0], barred) } }
}

/** 周国良（申请人）不能批 · 没有在岗的会计 */
export function whyNot(tier: Tier | undefined, barred: ReadonlyMap<string, string>): string {
  if (!tier || tier.persons.length === 0) return `没有在岗的${tier?.title ?? '批准人'}`
  return `${tier.persons.map(p => `${p.name}（${reasonText(barred.get(p.id) ?? '申请人')}）`).join('、')}不能批`
}

/** Reasons come as nouns or as sentences: 验收人, 是这张单的验收人, 写过鉴定意见. */
export const reasonText = (reason: string): string => reason.replace(/^是/, '')

const LADDER = ['director', 'vice_principal', 'principal'] as const
type Leader = (typeof LADDER)[number]

/** The leaders above a role, the next one first; everybody outside the ladder stands below it. */
export function leadersAbove(role: string | undefined): readonly Leader[] {
  return LADDER.slice((LADDER as readonly string[]).indexOf(role ?? '') + 1)
}

export interface SeatFacts {
  state: SeatState
  /** Asked for by a signer: needed whatever the mode. */
  extra: boolean
}

const agreed = (seat: SeatFacts): boolean => seat.state === 'approved' || seat.state === 'same'
const counts = (seat: SeatFacts): boolean => seat.state !== 'handed' && seat.state !== 'lapsed'

/** Has the step all the consent it needs? */
export function stepPassed(mode: Mode, seats: readonly SeatFacts[]): boolean {
  const extras = seats.filter(s => s.extra && counts(s))
  return routeAgreed(mode, seats) && extras.every(agreed)
}

/** Those whom the route itself asks have agreed as far as its mode wants. */
export function routeAgreed(mode: Mode, seats: readonly SeatFacts[]): boolean {
  const own = seats.filter(s => !s.extra && counts(s))
  return mode === 'any' ? own.some(agreed) : own.length > 0 && own.every(agreed)
}

/** Which seats are to be called now, by index; seats stand in their order. */
export function seatsToCall(mode: Mode, seats: readonly SeatFacts[]): number[] {
  const queued = seats.flatMap((seat, i) => (seat.state === 'queued' ? [i] : []))
  if (mode !== 'sequence') return queued
  const next = seats.findIndex(s => !s.extra && counts(s) && !agreed(s))
  return queued.filter(i => seats[i]?.extra || i === next)
}

/** Which seats need no answer any more: one of several is enough and has spoken. */
export function seatsToLapse(mode: Mode, seats: readonly SeatFacts[]): number[] {
  if (mode !== 'any' || !routeAgreed(mode, seats)) return []
  return seats.flatMap((s, i) => (!s.extra && (s.state === 'open' || s.state === 'queued') ? [i] : []))
}
