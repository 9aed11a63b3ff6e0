import { AppError } from '../../../kernel/pure/errors.ts'
import { formatFen } from '../../../kernel/pure/money.ts'
import type { Ctx } from '../../../kernel/server/ctx.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import { readParameter } from '../../parameter/index.ts'
import { finish, goOn, rewind } from '../advance.ts'
import { approval, contract } from '../contract.ts'
import { seatMachine } from '../machine.ts'
import { BULK_YUAN } from '../parameters.ts'
import {
  CASE_REF,
  type Case,
  decideSeat,
  endedRefusal,
  isVisible,
  lockCase,
  meOf,
  mySeat,
  openSeats,
  say,
  stepsOf,
} from '../store.ts'
import { sentenceOf } from '../view.ts'

type Decide = Pick<Handlers<typeof contract>, 'approve' | 'approveMany' | 'refuse' | 'sendBack' | 'withdraw'>

export const decide: Decide = {
  async approve(ctx, input) {
    const { row, step, seat } = await mySeat(ctx, input)
    await decideSeat(ctx, seat, 'approved', input.note)
    await say(ctx, row, 'approve', withStep(step.title, input.note))
    return answer(ctx, await goOn(ctx, row, step), seatMachine.transitions.approve.title)
  },

  /** Chains are taken in one order, so that two who approve the same ones never wait for one another in a circle. */
  async approveMany(ctx, input) {
    const items = [...new Map(input.items.map(item => [item.id, item])).values()]
    const done = []
    const refused = []
    for (const item of items.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
      const row = await caseOf(ctx, item.id)
      try {
        if (row) await mustBeSmall(ctx, row)
        const { sentence } = await ctx.savepoint(() =>
          ctx.run(approval.approve, { ...item, note: input.note }),
        )
        done.push({ id: item.id, no: row?.no ?? '', sentence })
      } catch (error) {
        if (!(error instanceof AppError)) throw error
        refused.push({ id: item.id, no: row?.no ?? '', title: row?.title ?? '', why: error.message })
      }
    }
    return { done, refused }
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

async function caseOf(ctx: Ctx, id: string): Promise<Case | undefined> {
  const row = await ctx.db
    .selectFrom('approval_case')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row && (await isVisible(ctx, row)) ? row : undefined
}

async function mustBeSmall(ctx: Ctx, row: Case): Promise<void> {
  const limitFen = (await readParameter(ctx, BULK_YUAN)) * 100
  if ((row.amount_fen ?? 0) > limitFen)
    throw contract.fail('too_large_for_bulk', {
      amount: formatFen(row.amount_fen ?? 0),
      limit: formatFen(limitFen),
    })
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
