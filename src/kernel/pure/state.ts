import { type AppError, kernelError } from './errors.ts'

/** The one colour vocabulary for states (see the look). */
export type Tone = 'waiting' | 'doing' | 'done' | 'late' | 'off'

export interface StateSpec {
  label: string
  tone: Tone
  /** No transition leaves it. */
  final?: boolean
}

export interface TransitionSpec<S extends string = string> {
  /** 中文 verb, e.g. 派工. */
  title: string
  from: readonly S[]
  to: S | readonly S[]
}

export interface StateMachine<S extends string = string, A extends string = string> {
  name: string
  initial: S
  states: Record<S, StateSpec>
  transitions: Record<A, TransitionSpec<S>>
}

export function defineMachine<S extends string, A extends string>(
  machine: StateMachine<S, A>,
): StateMachine<S, A> {
  return machine
}

export function mayTransit<S extends string, A extends string>(
  machine: StateMachine<S, A>,
  action: A,
  state: S,
): boolean {
  return machine.transitions[action].from.includes(state)
}

/** The refusal to throw when `action` is not possible in `state`. */
export function stateRefusal<S extends string, A extends string>(
  machine: StateMachine<S, A>,
  action: A,
  state: S,
): AppError {
  return kernelError('kernel.state', {
    state: machine.states[state].label,
    action: machine.transitions[action].title,
  })
}

/** States that cannot be reached from the initial one, or have no way out and are not final. */
export function machineFlaws(machine: StateMachine): string[] {
  const reached = new Set([machine.initial])
  const transitions = Object.entries(machine.transitions)
  for (let grew = true; grew; ) {
    grew = false
    for (const [, t] of transitions) {
      if (!t.from.some(s => reached.has(s))) continue
      for (const to of [t.to].flat()) {
        if (!reached.has(to)) {
          reached.add(to)
          grew = true
        }
      }
    }
  }
  const flaws: string[] = []
  for (const [state, spec] of Object.entries(machine.states)) {
    if (!reached.has(state)) flaws.push(`${machine.name}.${state} cannot be reached`)
    const leaves = transitions.some(([, t]) => t.from.includes(state))
    if (!leaves && !spec.final) flaws.push(`${machine.name}.${state} has no way out`)
    if (leaves && spec.final) flaws.push(`${machine.name}.${state} is final but can be left`)
    if (!spec.label) flaws.push(`${machine.name}.${state} has no label`)
  }
  for (const [name, t] of transitions)
    for (const s of [t.from, t.to].flat(2))
      if (!(s in machine.states)) flaws.push(`${machine.name}.${name} names unknown state ${s}`)
  return flaws
}
