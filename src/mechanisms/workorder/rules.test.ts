import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { machineFlaws, mayTransit } from '../../kernel/pure/state.ts'
import { ORDER_STATES, type OrderAction, type OrderState, orderMachine } from './machine.ts'
import { actionsOf, maySee, type OrderFacts, refusalOf, type Verb, type Viewer } from './rules.ts'

const LIMITS = { reopenDays: 30, autoConfirmDays: 7 }
const NOW = new Date('2026-11-22T10:00:00+08:00')
const ACTIONS = Object.keys(orderMachine.transitions) as OrderAction[]

const anyOrder: fc.Arbitrary<OrderFacts> = fc.record({
  state: fc.constantFrom(...ORDER_STATES),
  trade: fc.constantFrom('plumber', 'electrician'),
  assigneeId: fc.constantFrom(null, 'worker', 'other'),
  assigneeName: fc.constant('老陆'),
  reporterId: fc.constantFrom(null, 'teacher', 'worker'),
  doneAt: fc.constantFrom(null, new Date('2026-11-20T10:00:00+08:00'), new Date('2026-09-01T10:00:00+08:00')),
  rating: fc.constantFrom(null, 5),
})

const nobody: Viewer = {
  personId: null,
  office: false,
  leader: false,
  poolTrades: [],
  tradeNames: new Map(),
  worker: false,
  system: false,
  token: false,
}
const office: Viewer = { ...nobody, personId: 'clerk', office: true }
const worker: Viewer = { ...nobody, personId: 'worker', worker: true, poolTrades: ['plumber'] }
const teacher: Viewer = { ...nobody, personId: 'teacher' }
const principal: Viewer = { ...nobody, personId: 'principal', leader: true }
const linked: Viewer = { ...nobody, token: true }

describe('the states of a work order', () => {
  it('can all be reached, have labels, and a way out unless final', () => {
    expect(machineFlaws(orderMachine)).toEqual([])
  })

  it('lead from any open state to the end', () => {
    const next = (state: OrderState): OrderState[] =>
      ACTIONS.filter(a => mayTransit(orderMachine, a, state)).flatMap(a => orderMachine.transitions[a].to)
    for (const start of ORDER_STATES) {
      const reached = new Set([start])
      for (let grew = true; grew; ) {
        const more = [...reached].flatMap(next).filter(s => !reached.has(s))
        grew = more.length > 0
        for (const s of more) reached.add(s)
      }
      if (start !== 'cancelled') expect(reached, `from ${start}`).toContain('closed')
    }
  })
})

describe('who may do what', () => {
  it('never lets a person act from a state that the machine does not allow', () => {
    fc.assert(
      fc.property(anyOrder, order => {
        for (const viewer of [nobody, office, worker, teacher, principal, linked])
          for (const action of ACTIONS)
            if (!refusalOf(action, order, viewer, LIMITS, NOW))
              expect(mayTransit(orderMachine, action, order.state)).toBe(true)
      }),
    )
  })

  it('gives each action to the right people and names why to the others', () => {
    fc.assert(
      fc.property(anyOrder, order => {
        const allowed = (viewer: Viewer) =>
          Object.entries(actionsOf(order, viewer, LIMITS, NOW))
            .filter(([, action]) => action.allowed)
            .map(([verb]) => verb as Verb)
        const officeOnly: Verb[] = ['accept', 'reject', 'dispatch', 'undispatch', 'close', 'setLevel', 'edit']
        for (const viewer of [teacher, principal, linked, worker])
          expect(allowed(viewer).filter(verb => officeOnly.includes(verb))).toEqual([])
        const work: Verb[] = ['start', 'pause', 'resume', 'finish', 'decline', 'requestExtension']
        if (order.assigneeId !== 'worker')
          expect(allowed(worker).filter(verb => work.includes(verb))).toEqual([])
        if (order.reporterId !== 'teacher')
          expect(allowed(teacher).filter(verb => ['confirm', 'reopen', 'cancel'].includes(verb))).toEqual([])
        for (const action of Object.values(actionsOf(order, teacher, LIMITS, NOW)))
          if (!action.allowed) expect(action.why).toMatch(/[一-龥]/)
      }),
    )
  })

  it('keeps whoever did the work from accepting it', () => {
    const own: OrderFacts = {
      state: 'done',
      trade: 'plumber',
      assigneeId: 'worker',
      assigneeName: '老陆',
      reporterId: 'worker',
      doneAt: NOW,
      rating: null,
    }
    expect(refusalOf('confirm', own, worker, LIMITS, NOW)?.code).toBe('workorder.own_work')
    expect(refusalOf('confirm', { ...own, assigneeId: 'other' }, worker, LIMITS, NOW)).toBeUndefined()
    expect(refusalOf('confirm', own, office, LIMITS, NOW)).toBeUndefined()
  })

  it('lets a reporter cancel until somebody was sent, and demand rework for a time', () => {
    const order: OrderFacts = {
      state: 'accepted',
      trade: 'plumber',
      assigneeId: null,
      assigneeName: '',
      reporterId: 'teacher',
      doneAt: null,
      rating: null,
    }
    expect(refusalOf('cancel', order, teacher, LIMITS, NOW)).toBeUndefined()
    const sent: OrderFacts = { ...order, state: 'dispatched', assigneeId: 'worker', assigneeName: '老陆' }
    expect(refusalOf('cancel', sent, teacher, LIMITS, NOW)?.code).toBe('workorder.cancel_late')
    expect(refusalOf('cancel', sent, office, LIMITS, NOW)).toBeUndefined()
    const done = (days: number): OrderFacts => ({
      ...sent,
      state: 'confirmed',
      doneAt: new Date(NOW.getTime() - days * 86_400_000),
    })
    expect(refusalOf('reopen', done(30), teacher, LIMITS, NOW)).toBeUndefined()
    expect(refusalOf('reopen', done(30.1), teacher, LIMITS, NOW)?.code).toBe('workorder.reopen_late')
  })

  it('shows an order to its people only', () => {
    fc.assert(
      fc.property(anyOrder, order => {
        const facts = { ...order, endorsed: false }
        expect(maySee(facts, office)).toBe(true)
        expect(maySee(facts, principal)).toBe(true)
        expect(maySee(facts, nobody)).toBe(false)
        expect(maySee(facts, teacher)).toBe(order.reporterId === 'teacher')
        expect(maySee({ ...facts, endorsed: true }, teacher)).toBe(true)
        const pool =
          order.assigneeId === null &&
          order.trade === 'plumber' &&
          ['reported', 'accepted'].includes(order.state)
        expect(maySee(facts, worker)).toBe(
          order.assigneeId === 'worker' || order.reporterId === 'worker' || pool,
        )
      }),
    )
  })
})
