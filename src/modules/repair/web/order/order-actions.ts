import type { Slip } from '../../../../mechanisms/workorder/web/slip/timeline.ts'
import type { FormKey } from './dialogs.tsx'

/** How each action of a slip is taken: at once, after asking why, or through a short form. */
export type Way = 'now' | 'reason' | 'form'

interface Spec {
  key: string
  label: string
  way: Way
  danger?: boolean
}

/** The nearer to the thumb the likelier; what ends an order stands last. */
const SPECS: readonly Spec[] = [
  { key: 'confirm', label: '验收', way: 'form' },
  { key: 'grab', label: '我来修', way: 'now' },
  { key: 'finish', label: '完工', way: 'form' },
  { key: 'resume', label: '继续维修', way: 'now' },
  { key: 'start', label: '开工', way: 'now' },
  { key: 'dispatch', label: '派工', way: 'form' },
  { key: 'decideExtension', label: '审批延期', way: 'form' },
  { key: 'vendorResult', label: '厂家结果', way: 'form' },
  { key: 'close', label: '归档', way: 'now' },
  { key: 'accept', label: '受理', way: 'now' },
  { key: 'pause', label: '等待', way: 'form' },
  { key: 'endorse', label: '我也遇到了', way: 'now' },
  { key: 'vendorCall', label: '联系厂家', way: 'form' },
  { key: 'requestExtension', label: '申请延期', way: 'form' },
  { key: 'setLevel', label: '调整级别', way: 'form' },
  { key: 'editLines', label: '更正维修内容', way: 'form' },
  { key: 'edit', label: '更正', way: 'form' },
  { key: 'decline', label: '退单', way: 'reason' },
  { key: 'unaccept', label: '撤销受理', way: 'now' },
  { key: 'undispatch', label: '收回派工', way: 'now' },
  { key: 'unclose', label: '撤销归档', way: 'now' },
  { key: 'restore', label: '撤销退回', way: 'now' },
  { key: 'reopen', label: '要求返修', way: 'form', danger: true },
  { key: 'reject', label: '退回', way: 'reason', danger: true },
  { key: 'cancel', label: '撤销报修', way: 'reason', danger: true },
]

/** What a state mostly waits for, in the order of who looks at it. */
const NEXT: Partial<Record<Slip['state'], readonly string[]>> = {
  reported: ['grab', 'dispatch', 'accept'],
  accepted: ['grab', 'dispatch'],
  dispatched: ['start', 'dispatch'],
  reopened: ['start', 'dispatch'],
  in_progress: ['finish'],
  waiting: ['vendorResult', 'resume'],
  done: ['confirm', 'close'],
  confirmed: ['close', 'confirm'],
  closed: ['confirm'],
}

/** Where people look for these even when they are refused; elsewhere a refused action is not shown. */
const LOOKED_FOR = {
  office: ['dispatch', 'finish', 'close'],
  worker: ['start', 'finish'],
  reporter: ['confirm', 'cancel'],
} as const

/** Nobody looks for the next step of what is over. */
const OVER: readonly Slip['state'][] = ['confirmed', 'closed', 'rejected', 'cancelled']

export interface OrderAction extends Spec {
  allowed: boolean
  why?: string
  primary: boolean
}

export interface Looker {
  personId: string
  office: boolean
  worker: boolean
}

/** The buttons of a slip for the person who looks at it. */
export function actionsFor(
  slip: Pick<Slip, 'state' | 'actions' | 'assignee' | 'reporterPersonId' | 'vendorCalls' | 'extensions'>,
  looker: Looker,
): OrderAction[] {
  const mine = slip.assignee?.id === looker.personId
  const reported = slip.reporterPersonId === looker.personId
  const over = OVER.includes(slip.state)
  const looked = new Set<string>(
    over
      ? []
      : [
          ...(looker.office ? LOOKED_FOR.office : []),
          ...(mine ? LOOKED_FOR.worker : []),
          ...(reported ? LOOKED_FOR.reporter : []),
        ],
  )
  const verdicts = verdictsOf(slip)
  if (!mine && !looker.office) delete verdicts.vendorResult
  // One's own order needs no "me too"; what another does is not offered to the office as the main thing.
  if (reported || looker.office || looker.worker) delete verdicts.endorse
  const primary = (NEXT[slip.state] ?? []).find(
    key =>
      verdicts[key]?.allowed && (key !== 'confirm' || reported || !looker.office || slip.state === 'done'),
  )
  return SPECS.flatMap(spec => {
    const verdict = verdicts[spec.key]
    if (!verdict || (!verdict.allowed && !looked.has(spec.key))) return []
    const label =
      spec.key === 'dispatch' && slip.assignee
        ? '改派'
        : spec.key === 'confirm' && slip.state !== 'done' && verdict.allowed
          ? '评价'
          : spec.label
    return [
      {
        ...spec,
        label,
        allowed: verdict.allowed,
        ...(verdict.why ? { why: verdict.why } : {}),
        primary: spec.key === primary,
      },
    ]
  })
}

/** The server's verdicts, with the two that depend on what stands open and the rating folded into 验收. */
function verdictsOf(slip: Parameters<typeof actionsFor>[0]) {
  const verdicts: Record<string, { allowed: boolean; why?: string | undefined }> = { ...slip.actions }
  const calls = slip.vendorCalls.some(c => !c.finishedAt)
  if (calls && verdicts.vendorCall) verdicts.vendorResult = { allowed: true }
  if (!slip.extensions.some(e => e.approved === null)) delete verdicts.decideExtension
  if (verdicts.rate?.allowed) verdicts.confirm = { allowed: true }
  return verdicts
}

export const isForm = (action: Pick<Spec, 'way'>, key: string): key is FormKey => action.way === 'form'
