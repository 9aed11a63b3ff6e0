import type { AppError } from '../../kernel/pure/errors.ts'
import { kernelError } from '../../kernel/pure/errors.ts'
import type { Actions } from '../../kernel/pure/fields.ts'
import { mayTransit, stateRefusal } from '../../kernel/pure/state.ts'
import { contract } from './contract.ts'
import { OPEN_STATES, type OrderAction, type OrderState, orderMachine, stateLabel } from './machine.ts'

/** What rules look at in an order. */
export interface OrderFacts {
  state: OrderState
  trade: string
  assigneeId: string | null
  assigneeName: string
  reporterId: string | null
  doneAt: Date | null
  rating: number | null
}

/** Who looks at it. */
export interface Viewer {
  personId: string | null
  office: boolean
  leader: boolean
  /** Trades of a worker whose pool is open; empty for all others. */
  poolTrades: readonly string[]
  tradeNames: ReadonlyMap<string, string>
  worker: boolean
  system: boolean
  /** Came by the reporter's own follow link. */
  token: boolean
}

export interface Limits {
  reopenDays: number
  autoConfirmDays: number
}

/** Actions beside those of the machine. */
export type Verb =
  | OrderAction
  | 'setLevel'
  | 'edit'
  | 'editLines'
  | 'requestExtension'
  | 'decideExtension'
  | 'vendorCall'
  | 'comment'
  | 'endorse'
  | 'rate'

const OFFICE_ONLY: readonly Verb[] = [
  'accept',
  'unaccept',
  'reject',
  'restore',
  'dispatch',
  'undispatch',
  'close',
  'unclose',
  'setLevel',
  'edit',
  'decideExtension',
]
const ASSIGNEE: readonly Verb[] = ['start', 'pause', 'resume', 'finish', 'requestExtension', 'vendorCall']
const REPORTER: readonly Verb[] = ['confirm', 'reopen', 'cancel', 'rate']

const isOpen = (state: OrderState): boolean => (OPEN_STATES as readonly string[]).includes(state)
const DAY_MS = 86_400_000

/** Why this may not be done now, or undefined when it may. The person is asked first, then the state. */
export function refusalOf(
  verb: Verb,
  order: OrderFacts,
  viewer: Viewer,
  limits: Limits,
  now: Date,
): AppError | undefined {
  const person = personRefusal(verb, order, viewer, limits)
  if (person) return person
  if (verb in orderMachine.transitions) {
    const action = verb as OrderAction
    if (verb === 'grab' && order.assigneeId && order.state === 'dispatched')
      return contract.fail('already_taken', { who: order.assigneeName })
    if (verb === 'cancel' && order.state === 'dispatched' && !viewer.office && !viewer.system)
      return contract.fail('cancel_late', { who: order.assigneeName })
    if (!mayTransit(orderMachine, action, order.state)) return stateRefusal(orderMachine, action, order.state)
    if (
      verb === 'reopen' &&
      order.doneAt &&
      now.getTime() - order.doneAt.getTime() > limits.reopenDays * DAY_MS
    )
      return contract.fail('reopen_late', { days: limits.reopenDays })
    return undefined
  }
  return stateRefusalOf(verb, order, viewer)
}

function personRefusal(verb: Verb, order: OrderFacts, viewer: Viewer, limits: Limits): AppError | undefined {
  if (viewer.system) return undefined
  const mine = viewer.personId !== null && order.assigneeId === viewer.personId
  const reported = viewer.token || (viewer.personId !== null && order.reporterId === viewer.personId)
  if (OFFICE_ONLY.includes(verb)) return viewer.office ? undefined : forbidden(verb)
  if (verb === 'editLines') return viewer.office || mine ? undefined : notAssignee(order, verb)
  if (ASSIGNEE.includes(verb)) return viewer.office || mine ? undefined : notAssignee(order, verb)
  if (verb === 'decline') return mine ? undefined : notAssignee(order, verb)
  if (verb === 'grab') {
    if (!viewer.worker) return forbidden(verb)
    if (order.state === 'dispatched' || viewer.poolTrades.includes(order.trade)) return undefined
    return contract.fail('not_skilled', {
      who: '您',
      trade: viewer.tradeNames.get(order.trade) ?? order.trade,
    })
  }
  if (verb === 'confirm' && mine) return contract.fail('own_work', { days: limits.autoConfirmDays })
  if (REPORTER.includes(verb)) return reported || viewer.office ? undefined : contract.fail('not_reporter')
  return undefined
}

function stateRefusalOf(verb: Verb, order: OrderFacts, viewer: Viewer): AppError | undefined {
  const { state } = order
  const no = (action: string) => kernelError('kernel.state', { state: stateLabel(state), action })
  switch (verb) {
    case 'setLevel':
      return isOpen(state) ? undefined : no('调整级别')
    case 'edit':
      return state === 'cancelled' ? no('更正') : undefined
    case 'editLines':
      if (state === 'closed')
        return viewer.office || viewer.system ? undefined : contract.fail('closed_office')
      return state === 'done' || state === 'confirmed' ? undefined : no('更正维修内容')
    case 'requestExtension':
    case 'decideExtension':
      return isOpen(state) && state !== 'reported' ? undefined : no('办理延期')
    case 'vendorCall':
      return isOpen(state) && state !== 'reported' ? undefined : no('联系厂家')
    case 'endorse':
      return isOpen(state) ? undefined : contract.fail('endorse_closed', { state: stateLabel(state) })
    case 'rate':
      if (state !== 'done' && state !== 'confirmed' && state !== 'closed') return no('评价')
      return order.rating === null ? undefined : contract.fail('already_rated')
    default:
      return undefined
  }
}

const forbidden = (verb: Verb): AppError =>
  kernelError('kernel.forbidden', {
    operation:
      verb in orderMachine.transitions ? orderMachine.transitions[verb as OrderAction].title : '办理这张工单',
  })

function notAssignee(order: OrderFacts, verb: Verb): AppError {
  return order.assigneeId ? contract.fail('not_assignee', { who: order.assigneeName }) : forbidden(verb)
}

const ALL_VERBS: readonly Verb[] = [
  ...(Object.keys(orderMachine.transitions) as OrderAction[]),
  'setLevel',
  'edit',
  'editLines',
  'requestExtension',
  'decideExtension',
  'vendorCall',
  'comment',
  'endorse',
  'rate',
]

/** For each action whether this viewer may take it now, and why not. */
export function actionsOf(order: OrderFacts, viewer: Viewer, limits: Limits, now: Date): Actions {
  return Object.fromEntries(
    ALL_VERBS.map(verb => {
      const refusal = refusalOf(verb, order, viewer, limits, now)
      return [verb, refusal ? { allowed: false, why: refusal.message } : { allowed: true }]
    }),
  )
}

/** May he see it at all? What he may not see does not exist for him. */
export function maySee(
  order: Pick<OrderFacts, 'state' | 'trade' | 'assigneeId' | 'reporterId'> & { endorsed: boolean },
  viewer: Viewer,
): boolean {
  if (viewer.system || viewer.office || viewer.leader || viewer.token) return true
  if (viewer.personId === null) return false
  if (order.assigneeId === viewer.personId || order.reporterId === viewer.personId || order.endorsed)
    return true
  const inPool = order.assigneeId === null && (order.state === 'reported' || order.state === 'accepted')
  return inPool && viewer.poolTrades.includes(order.trade)
}
