import { ROLES, type RoleCode } from '../../kernel/pure/roles.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import { delegateOf } from './delegates.ts'
import type { Mode, Origin } from './machine.ts'
import { directoryOf } from './points.ts'
import { deputyOf } from './routes.ts'
import { leadersAbove, type Person, type Picked, pick, type Tier, whyNot } from './rules.ts'
import type { By } from './shapes.ts'

/** What the seats of a document depend on. */
export interface Asked {
  kind: string
  askerId: string
  unitId: string | null
  barred: readonly { personId: string; reason: string }[]
}

export interface Sitter extends Person {
  origin: Origin
  originText: string
  forId: string | null
  delegationId: string | null
}

export interface Seating {
  sitters: readonly Sitter[]
  /** Why there is nobody. */
  why: string
}

/** The asker, and whoever has had a hand in this document. */
export const barredOf = (asked: Asked): ReadonlyMap<string, string> =>
  new Map([...asked.barred.map(b => [b.personId, b.reason] as const), [asked.askerId, '申请人'] as const])

/** Who sits in a step if it opens now: those wanted, else whoever stands in, else their delegates. */
export async function sittersOf(ctx: Ctx, asked: Asked, step: { by: By; mode: Mode }): Promise<Seating> {
  const barred = barredOf(asked)
  const wanted = await wantedBy(ctx, asked, step)
  const sitters = new Map<string, Sitter>()
  const whys: string[] = []
  for (const tiers of wanted) {
    // Where each of several must sign, nobody takes two places while another could take one.
    const taken = new Map([...barred, ...[...sitters.values()].map(s => [s.id, '已在这一步'] as const)])
    const picked = pick(tiers, wanted.length > 1 ? taken : barred)
    if (!picked) whys.push(nobodyText(tiers, barred))
    for (const person of picked?.persons ?? []) {
      const sitter = await withDelegate(ctx, asked.kind, person, picked as Picked, taken)
      if (!sitters.has(sitter.id)) sitters.set(sitter.id, sitter)
    }
  }
  return { sitters: [...sitters.values()], why: [...new Set(whys)].join('；') }
}

/** The leaders above, by tiers, and at last the named deputy. */
export async function leaderTiers(ctx: Ctx, above: RoleCode | undefined): Promise<Tier[]> {
  const directory = directoryOf(ctx)
  const tiers: Tier[] = []
  for (const role of leadersAbove(above))
    tiers.push({ title: ROLES[role], persons: await directory.withRole(ctx, role) })
  const deputy = await deputyOf(ctx)
  if (deputy) tiers.push({ title: '最后代批人', persons: await directory.active(ctx, [deputy.id]) })
  return tiers
}

/** The highest leading role that somebody holds. */
export async function leadingRole(ctx: Ctx, personId: string): Promise<RoleCode | undefined> {
  for (const role of [...leadersAbove(undefined)].reverse())
    if ((await directoryOf(ctx).withRole(ctx, role)).some(p => p.id === personId)) return role
  return undefined
}

/** One list of tiers for each place that must be filled on its own. */
async function wantedBy(ctx: Ctx, asked: Asked, { by, mode }: { by: By; mode: Mode }): Promise<Tier[][]> {
  const directory = directoryOf(ctx)
  if ('role' in by) {
    const first = { title: ROLES[by.role], persons: await directory.withRole(ctx, by.role) }
    return [[first, ...(await leaderTiers(ctx, by.role))]]
  }
  if ('headOfAskersUnit' in by) {
    const heads = asked.unitId ? await directory.headsAbove(ctx, asked.unitId) : []
    const tiers = heads.map(h => ({ title: `${h.unitName}负责人`, persons: [h.head] }))
    const first = tiers.length > 0 ? tiers : [{ title: '部门负责人', persons: [] }]
    return [[...first, ...(await leaderTiers(ctx, undefined))]]
  }
  const active = await directory.active(ctx, by.personIds)
  const persons = by.personIds.flatMap(id => active.filter(p => p.id === id))
  const leaders = await leaderTiers(ctx, undefined)
  if (mode === 'any') return [[{ title: '指定的人', persons }, ...leaders]]
  const names = await directory.names(ctx, by.personIds)
  return by.personIds.map(id => [
    { title: names.get(id) ?? '指定的人', persons: persons.filter(p => p.id === id) },
    ...leaders,
  ])
}

function nobodyText(tiers: readonly Tier[], barred: ReadonlyMap<string, string>): string {
  const [first, ...leaders] = tiers
  const above = leaders.filter(t => t.persons.length > 0).map(t => whyNot(t, barred))
  return [whyNot(first, barred), ...above, '上面也没有别的领导可以代批'].join('，')
}

async function withDelegate(
  ctx: Ctx,
  kind: string,
  person: Person,
  picked: Picked,
  taken: ReadonlyMap<string, string>,
): Promise<Sitter> {
  const standIn = picked.standIn ? `由${picked.standIn.title}代批：${picked.standIn.why}` : ''
  const own: Sitter = {
    ...person,
    origin: standIn ? 'stand_in' : 'route',
    originText: standIn,
    forId: null,
    delegationId: null,
  }
  const delegate = await delegateOf(ctx, kind, person, taken)
  if (!delegate) return own
  return {
    ...delegate.to,
    origin: 'delegated',
    originText: [standIn, delegate.text].filter(Boolean).join('；'),
    forId: person.id,
    delegationId: delegate.id,
  }
}
