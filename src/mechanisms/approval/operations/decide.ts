import type { Ctx } from '../../../kernel/server/ctx.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import { finish, goOn, rewind } from '../advance.ts'
import { contract } from '../contract.ts'
import { seatMachine } from '../machine.ts'
import {
  CASE_REF,
  type Case,
  decideSeat,
  endedRefusal,
  lockCase,
  meOf,
  mySeat,
  openSeats,
  say,
  stepsOf,
} from '../store.ts'
import { sentenceOf } from '../view.ts'

type Decide = Pick<Handlers<typeof contract>, 'approve' | 'refuse' | 'sendBack' | 'withdraw'>

export const decide: Decide = {
  async approve(ctx, input) {
    const { row, step, seat } = await mySeat(ctx, input)
    await decideSeat(ctx, seat, 'approved', input.note)
    await say(ctx, row, 'approve', withStep(step.title, input.note))
    return answer(ctx, await goOn(ctx, row, step), seatMachine.transitions.approve.title)
  },

  async refuse(ctx, input) {
    const { row, step, seat } = await mySeat(ctx, input)
    await decideSeat(ctx, seat, 'refused', input.note)
    await say(ctx, row, 'refuse', withStep(step.title, input.note))
    return answer(ctx, await finish(ctx, row, 'refused', input.note), seatMachine.transitions.refuse.title)
  },

  async sendBack(ctx, input) {
    const { row, step, seat } = await mySeat(ctx, input)
    const steps = await stepsOf(ctx, row.id)
    const target = steps.find(s => s.seq === input.toStep)
    if (input.toStep !== undefined && (target?.state !== 'passed' || target.seq >= step.seq))
      throw contract.fail('step_unknown', {}, { toStep: '请从列表里选' })
    await decideSeat(ctx, seat, 'returned', input.note)
    await say(ctx, row, 'sendBack', `退回${target ? `到“${target.title}”` : '给申请人'}：${input.note}`)
    const after = target ? await rewind(ctx, row, target.seq) : await finish(ctx, row, 'returned', input.note)
    return answer(ctx, after, seatMachine.transitions.sendBack.title)
  },

  async withdraw(ctx, input) {
    const row = await lockCase(ctx, input.id)
    if (row.state !== 'pending') throw endedRefusal(ctx, row)
    if (row.asker_id !== meOf(ctx)) throw contract.fail('only_asker', { who: row.asker_name })
    await say(ctx, row, 'withdraw', input.note)
    return answer(ctx, await finish(ctx, row, 'withdrawn', input.note), '撤回')
  },
}

const withStep = (title: string, note: string): string => (note ? `${title}：${note}` : title)

export async function answer(ctx: Ctx, row: Case, verb: string) {
  ctx.about({ kind: CASE_REF, id: row.id }, `${row.no}：${verb}`)
  return {
    id: row.id,
    state: row.state,
    sentence: sentenceOf(ctx, row, await stepsOf(ctx, row.id), await openSeats(ctx, row.id)),
  }
}
