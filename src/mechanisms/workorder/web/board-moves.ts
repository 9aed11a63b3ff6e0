import { type OrderState, orderMachine, stateLabel } from '../machine.ts'

type Step =
  | { action: 'dispatch' }
  | {
      action: 'accept' | 'unaccept' | 'start' | 'resume' | 'close' | 'unclose' | 'undispatch'
      done: string
      undo?: 'unaccept' | 'undispatch' | 'unclose'
    }

/** The command that carries a card to another column, or why a drag cannot. */
export function moveOf(from: OrderState, to: OrderState): Step | string {
  if (from === to) return '已经在这里'
  const step = STEPS[to]?.find(s => allowed(s.action, from))
  if (step) return step
  return NEEDS_WORDS[to] ?? `“${stateLabel(from)}”的单子不能直接变成“${stateLabel(to)}”`
}

const STEPS: Partial<Record<OrderState, readonly Step[]>> = {
  reported: [{ action: 'unaccept', done: '退回到未受理' }],
  accepted: [
    { action: 'accept', done: '受理了', undo: 'unaccept' },
    { action: 'undispatch', done: '收回了派工' },
  ],
  dispatched: [{ action: 'dispatch' }],
  in_progress: [
    { action: 'start', done: '开工了' },
    { action: 'resume', done: '接着修了' },
  ],
  closed: [{ action: 'close', done: '归档了', undo: 'unclose' }],
}

/** Steps that ask for something first, and where that is asked. */
const NEEDS_WORDS: Partial<Record<OrderState, string>> = {
  waiting: '要先写明等什么，请打开这张单办理',
  done: '完工要写修了什么，请打开这张单办理',
  confirmed: '验收要评分，请打开这张单办理',
  reopened: '返修要写原因，请打开这张单办理',
  rejected: '退回要写原因，请打开这张单办理',
  cancelled: '撤销要写原因，请打开这张单办理',
}

const allowed = (action: Step['action'], from: OrderState): boolean =>
  (orderMachine.transitions[action].from as readonly string[]).includes(from)
