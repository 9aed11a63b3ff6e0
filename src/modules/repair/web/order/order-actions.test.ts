import { describe, expect, it } from 'vitest'
import { actionsFor, type Looker } from './order-actions.ts'

const OFFICE: Looker = { personId: 'director', office: true, worker: false }
const WORKER: Looker = { personId: 'lu', office: false, worker: true }
const TEACHER: Looker = { personId: 'wang', office: false, worker: false }

type Slip = Parameters<typeof actionsFor>[0]
const slip = (state: Slip['state'], may: string[], more: Partial<Slip> = {}): Slip => ({
  state,
  assignee: null,
  reporterPersonId: 'wang',
  vendorCalls: [],
  extensions: [],
  actions: Object.fromEntries(
    ['accept', 'dispatch', 'grab', 'start', 'finish', 'confirm', 'close', 'cancel', 'endorse', 'rate'].map(
      k => [k, may.includes(k) ? { allowed: true } : { allowed: false, why: `不能${k}` }],
    ),
  ),
  ...more,
})
const keys = (actions: ReturnType<typeof actionsFor>) => actions.map(a => a.key)
const main = (actions: ReturnType<typeof actionsFor>) => actions.find(a => a.primary)?.key

describe('the buttons of a slip', () => {
  it('lead the office to sending someone', () => {
    const actions = actionsFor(slip('reported', ['accept', 'dispatch', 'cancel']), OFFICE)
    expect(main(actions)).toBe('dispatch')
    expect(keys(actions)).toContain('finish')
    expect(actions.find(a => a.key === 'finish')).toMatchObject({ allowed: false, why: '不能finish' })
  })

  it('lead the worker to his next step and hide what is not his', () => {
    const mine = { assignee: { id: 'lu', name: '老陆' } }
    expect(main(actionsFor(slip('dispatched', ['start', 'finish'], mine), WORKER))).toBe('start')
    expect(keys(actionsFor(slip('dispatched', ['start', 'finish'], mine), WORKER))).not.toContain('close')
    expect(main(actionsFor(slip('accepted', ['grab']), WORKER))).toBe('grab')
  })

  it('tell the reporter why he cannot confirm yet', () => {
    const actions = actionsFor(slip('dispatched', []), TEACHER)
    expect(actions.find(a => a.key === 'confirm')).toMatchObject({ allowed: false, why: '不能confirm' })
    expect(keys(actionsFor(slip('dispatched', ['endorse']), TEACHER))).not.toContain('endorse')
  })

  it('offer "me too" to a colleague', () => {
    const colleague = { ...TEACHER, personId: 'li' }
    expect(keys(actionsFor(slip('reported', ['endorse']), colleague))).toEqual(['endorse'])
  })

  it('ask for the rating after an automatic confirmation', () => {
    const actions = actionsFor(slip('confirmed', ['rate']), TEACHER)
    expect(actions.find(a => a.key === 'confirm')).toMatchObject({ label: '评价', allowed: true })
  })

  it('say 改派 where somebody has it already', () => {
    const given = slip('dispatched', ['dispatch'], { assignee: { id: 'lu', name: '老陆' } })
    expect(actionsFor(given, OFFICE).find(a => a.key === 'dispatch')?.label).toBe('改派')
  })

  it('show a vendor’s result only while a call is open', () => {
    const call = { finishedAt: null } as Slip['vendorCalls'][number]
    const verdicts = { vendorCall: { allowed: false, why: 'x' } }
    const mine = { assignee: { id: 'lu', name: '老陆' } }
    const waiting = slip('waiting', [], { vendorCalls: [call], actions: verdicts, ...mine })
    expect(main(actionsFor(waiting, WORKER))).toBe('vendorResult')
    expect(keys(actionsFor(waiting, TEACHER))).not.toContain('vendorResult')
    expect(keys(actionsFor(slip('waiting', []), WORKER))).not.toContain('vendorResult')
  })
})
