import type { StateMachine, Tone } from '../../../kernel/pure/state.ts'

export type { Tone }

/** What each tone means, for legends and the help page. */
export const TONE_NAMES: Record<Tone, string> = {
  waiting: '等待',
  doing: '进行',
  done: '完成',
  late: '逾期或异常',
  off: '停用或取消',
}

/** Tone and label of a state of a module's machine, ready for `<StateTag {...}/>`. */
export function stateTag<S extends string>(
  machine: Pick<StateMachine<S>, 'states'>,
  state: S,
): { tone: Tone; label: string } {
  const { tone, label } = machine.states[state]
  return { tone, label }
}
