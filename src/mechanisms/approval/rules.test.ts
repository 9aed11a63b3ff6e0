import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MODE_CODES, type Mode, type SeatState } from './machine.ts'
import {
  chooseRoute,
  hasCondition,
  LAST_RESORT,
  leadersAbove,
  pick,
  type RouteFacts,
  routeAgreed,
  routesFlaw,
  seatsToCall,
  seatsToLapse,
  stepPassed,
} from './rules.ts'
import type { RouteDraft } from './shapes.ts'

const steps: RouteDraft['steps'] = [{ title: '审批', by: { role: 'director' }, mode: 'any' }]
const route = (title: string, when: RouteDraft['when'] = {}): RouteDraft => ({ title, when, steps })

const fen = fc.integer({ min: 0, max: 500 })
const codes = fc.subarray(['a', 'b', 'c'])
const whens: fc.Arbitrary<RouteDraft['when']> = fc.record(
  { minFen: fen, maxFen: fen, categories: codes, fundings: codes, unitKinds: codes, unitIds: codes },
  { requiredKeys: [] },
)
const facts: fc.Arbitrary<RouteFacts> = fc.record(
  {
    amountFen: fen,
    category: fc.constantFrom('a', 'b', 'x'),
    funding: fc.constantFrom('a', 'c'),
    unitKind: fc.constantFrom('a', 'b'),
    unitPath: codes,
  },
  { requiredKeys: [] },
)

describe('the choice of a route', () => {
  it('always gives one, always the same, and the first that fits', () => {
    fc.assert(
      fc.property(fc.array(whens, { maxLength: 8 }), facts, (list, given) => {
        const routes = list.map((when, i) => route(`路线${i}`, when))
        const first = chooseRoute(routes, given)
        expect(chooseRoute(routes, given)).toEqual(first)
        expect(first.route.steps.length).toBeGreaterThan(0)
        if (first.index === routes.length) expect(first.route).toBe(LAST_RESORT)
        // What stands before it did not fit: without those the choice is the same.
        else expect(chooseRoute(routes.slice(first.index), given).route).toBe(first.route)
      }),
    )
  })

  it('with a sound list never falls back on the last resort', () => {
    fc.assert(
      fc.property(fc.array(whens.filter(hasCondition), { maxLength: 6 }), facts, (list, given) => {
        const routes = [...list.map((when, i) => route(`路线${i}`, when)), route('其余')]
        const flaw = routesFlaw(routes)
        if (!flaw) expect(chooseRoute(routes, given).index).toBeLessThan(routes.length)
        else expect(flaw.why).toContain('下限')
      }),
    )
  })

  it('takes both bounds of an amount, and no bound for an amount nobody knows', () => {
    const routes = [
      route('小额', { maxFen: 50_000 }),
      route('中额', { minFen: 50_001, maxFen: 500_000 }),
      route('其余'),
    ]
    const titleFor = (amountFen?: number): string => chooseRoute(routes, { amountFen }).route.title
    expect([0, 50_000, 50_001, 500_000, 500_001].map(titleFor)).toEqual([
      '小额',
      '小额',
      '中额',
      '中额',
      '其余',
    ])
    expect(titleFor(undefined)).toBe('其余')
  })

  it('knows the unit and all above it', () => {
    const routes = [route('高职部', { unitIds: ['部'] }), route('其余')]
    expect(chooseRoute(routes, { unitPath: ['校', '部', '班'] }).route.title).toBe('高职部')
    expect(chooseRoute(routes, { unitPath: ['校', '处'] }).route.title).toBe('其余')
  })

  it('refuses lists that leave a gap, hide a route, or turn an amount upside down', () => {
    expect(routesFlaw([route('小额', { maxFen: 1 })])?.why).toContain('最后一条')
    expect(routesFlaw([route('全部'), route('小额', { maxFen: 1 })])).toMatchObject({ at: 0 })
    expect(routesFlaw([route('反了', { minFen: 2, maxFen: 1 }), route('全部')])).toMatchObject({ at: 0 })
    expect(routesFlaw([route('小额', { maxFen: 1, categories: [] }), route('全部')])).toBeUndefined()
    expect(hasCondition({ categories: [] })).toBe(false)
  })
})

describe('who sits there', () => {
  const person = (id: string) => ({ id, name: id })
  const tiers = [
    { title: '总务主任', persons: [person('甲'), person('乙')] },
    { title: '分管副校长', persons: [person('丙')] },
    { title: '校长', persons: [person('丁')] },
  ]
  const bar = (...ids: string[]) => new Map(ids.map(id => [id, '申请人'] as const))

  it('another holder of the role first, then the leaders above, and the reason is said', () => {
    expect(pick(tiers, bar('甲'))).toEqual({ persons: [person('乙')] })
    expect(pick(tiers, bar('甲', '乙'))).toEqual({
      persons: [person('丙')],
      standIn: { title: '分管副校长', why: '甲（申请人）、乙（申请人）不能批' },
    })
    expect(pick(tiers, bar('甲', '乙', '丙'))?.persons).toEqual([person('丁')])
    expect(pick(tiers, bar('甲', '乙', '丙', '丁'))).toBeUndefined()
    expect(pick([{ title: '会计', persons: [] }, ...tiers], bar())?.standIn?.why).toBe('没有在岗的会计')
  })

  it('is never somebody barred, and somebody whenever one remains', () => {
    const ids = ['甲', '乙', '丙', '丁', '戊']
    const lists = fc.array(fc.subarray(ids), { minLength: 1, maxLength: 5 })
    fc.assert(
      fc.property(lists, fc.subarray(ids), (people, out) => {
        const picked = pick(
          people.map((list, i) => ({ title: `第${i}级`, persons: list.map(person) })),
          bar(...out),
        )
        const left = people.flat().filter(id => !out.includes(id))
        expect(picked !== undefined).toBe(left.length > 0)
        for (const p of picked?.persons ?? []) expect(out).not.toContain(p.id)
      }),
    )
  })

  it('the ladder goes up, never down', () => {
    expect(leadersAbove('accountant')).toEqual(['director', 'vice_principal', 'principal'])
    expect(leadersAbove('director')).toEqual(['vice_principal', 'principal'])
    expect(leadersAbove('principal')).toEqual([])
  })
})

describe('a step', () => {
  const seat = (state: SeatState, extra = false) => ({ state, extra })

  it('或签: one is enough, the others lapse', () => {
    const seats = [seat('open'), seat('approved')]
    expect(stepPassed('any', seats)).toBe(true)
    expect(seatsToLapse('any', seats)).toEqual([0])
    expect(seatsToLapse('all', seats)).toEqual([])
  })

  it('加签 is needed whatever the mode', () => {
    const seats = [seat('approved'), seat('open', true)]
    expect(routeAgreed('any', seats)).toBe(true)
    expect(stepPassed('any', seats)).toBe(false)
    expect(seatsToLapse('any', seats)).toEqual([])
    expect(stepPassed('any', [seat('approved'), seat('approved', true)])).toBe(true)
  })

  it('nobody is no consent', () => {
    for (const mode of MODE_CODES) {
      expect(stepPassed(mode, [])).toBe(false)
      expect(stepPassed(mode, [seat('handed'), seat('lapsed')])).toBe(false)
      expect(stepPassed(mode, [seat('approved', true)])).toBe(false)
    }
  })

  it('依次 calls one at a time, in order', () => {
    expect(seatsToCall('sequence', [seat('queued'), seat('queued')])).toEqual([0])
    expect(seatsToCall('sequence', [seat('same'), seat('queued'), seat('queued')])).toEqual([1])
    expect(seatsToCall('sequence', [seat('open'), seat('queued')])).toEqual([])
    expect(seatsToCall('sequence', [seat('handed'), seat('approved'), seat('queued')])).toEqual([2])
    expect(seatsToCall('all', [seat('queued'), seat('queued')])).toEqual([0, 1])
  })
})

/** What somebody at a seat does next; which one, is left to chance. */
const move = fc.record({
  at: fc.nat(50),
  act: fc.constantFrom('approve', 'approve', 'approve', 'handOver', 'addSigner', 'sendBack', 'refuse'),
})
const plan = fc.array(
  fc.record({ mode: fc.constantFrom(...MODE_CODES), size: fc.integer({ min: 1, max: 4 }) }),
  {
    minLength: 1,
    maxLength: 5,
  },
)

describe('a chain', () => {
  it('always has somebody to wait for until it ends, and ends once people only agree', () => {
    fc.assert(
      fc.property(plan, fc.array(move, { maxLength: 30 }), (chain, moves) => {
        const end = run(chain, moves)
        expect(['approved', 'refused']).toContain(end.state)
        expect(end.waits).toBeLessThanOrEqual(moves.length + bound(chain, moves.length))
      }),
      { numRuns: 300 },
    )
  })
})

/** Each move adds at most one seat; a return opens all before it once more. */
const bound = (chain: readonly { size: number }[], moves: number): number =>
  (chain.reduce((sum, s) => sum + s.size, 0) + moves) * (moves + 1)

/** Plays a chain by the rules alone: the moves given, and then consent until the end. */
function run(
  chain: readonly { mode: Mode; size: number }[],
  moves: readonly { at: number; act: string }[],
): { state: string; waits: number } {
  let waits = 0
  let next = 0
  for (let at = 0; at < chain.length; ) {
    const { mode, size } = chain[at] as { mode: Mode; size: number }
    const seats = Array.from({ length: size }, () => ({ state: 'queued' as SeatState, extra: false }))
    let back = -1
    while (!stepPassed(mode, seats)) {
      for (const i of seatsToCall(mode, seats)) (seats[i] as { state: SeatState }).state = 'open'
      const open = seats.filter(s => s.state === 'open')
      expect(open.length, 'a chain that waits for nobody').toBeGreaterThan(0)
      waits++
      const { at: who, act } = moves[next++] ?? { at: 0, act: 'approve' }
      const one = open[who % open.length] as (typeof seats)[number]
      if (act === 'refuse') return { state: 'refused', waits }
      if (act === 'sendBack') {
        back = Math.max(0, at - 1)
        break
      }
      if (act === 'addSigner') seats.push({ state: 'open', extra: true })
      else if (act === 'handOver') {
        one.state = 'handed'
        seats.push({ state: 'open', extra: one.extra })
      } else one.state = 'approved'
      for (const i of seatsToLapse(mode, seats)) (seats[i] as { state: SeatState }).state = 'lapsed'
    }
    at = back >= 0 ? back : at + 1
  }
  return { state: 'approved', waits }
}
