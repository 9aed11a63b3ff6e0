import { describe, expect, it } from 'vitest'
import { mayTransit } from '../../../kernel/pure/state.ts'
import { ORDER_STATES, orderMachine } from '../machine.ts'
import { moveOf } from './board-moves.ts'

describe('carrying a card to another column', () => {
  it('runs the command that leads there', () => {
    expect(moveOf('reported', 'accepted')).toMatchObject({ action: 'accept', undo: 'unaccept' })
    expect(moveOf('dispatched', 'accepted')).toMatchObject({ action: 'undispatch' })
    expect(moveOf('waiting', 'in_progress')).toMatchObject({ action: 'resume' })
    expect(moveOf('waiting', 'dispatched')).toEqual({ action: 'dispatch' })
  })

  it('says where to go when something has to be written first', () => {
    expect(moveOf('in_progress', 'done')).toContain('修了什么')
    expect(moveOf('in_progress', 'waiting')).toContain('等什么')
  })

  it('never offers what the machine refuses, nor another target', () => {
    for (const from of ORDER_STATES)
      for (const to of ORDER_STATES) {
        const step = moveOf(from, to)
        if (typeof step === 'string') continue
        expect(mayTransit(orderMachine, step.action, from)).toBe(true)
        expect([orderMachine.transitions[step.action].to].flat()).toSatisfy((targets: string[]) =>
          step.action === 'unclose' ? true : targets.includes(to),
        )
      }
  })
})
