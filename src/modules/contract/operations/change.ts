import { kernelError } from '../../../kernel/pure/errors.ts'
import { formatFen } from '../../../kernel/pure/money.ts'
import type { Ctx } from '../../../kernel/server/ctx.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import { startApproval } from '../../../mechanisms/approval/index.ts'
import { contract } from '../contract.ts'
import { openDraws } from '../drawing.ts'
import { agreementMachine } from '../machine.ts'
import { ADD_ON_LAW, addOnPercent, exceedsAddOn, planSum } from '../rules.ts'
import { AGREEMENT_REF, type Agreement, agreementToChange, CHANGE_REF, me, note } from '../store.ts'

type H = Handlers<typeof contract>

/** A variation of a contract that runs: more or less money, another end; it counts once approved. */
export const change: H['change'] = async (ctx, input) => {
  const row = await agreementToChange(ctx, input)
  if (row.state !== 'active')
    throw kernelError('kernel.state', { state: agreementMachine.states[row.state].label, action: '变更' })
  const newEndsOn = input.newEndsOn === row.ends_on ? null : input.newEndsOn
  if (input.deltaFen === 0 && !newEndsOn) throw contract.fail('ends_unsaid')
  if (newEndsOn && newEndsOn < row.starts_on)
    throw contract.fail('ends_first', { ends: newEndsOn, starts: row.starts_on }, { newEndsOn: '早于开始日' })
  if (input.deltaFen > 0 && !input.dueOn) throw contract.fail('change_due', {}, { dueOn: '请填什么时候付' })
  mustStayAbovePaid(row, input.deltaFen, await openDraws(ctx, row.id))
  const asker = me(ctx)
  if (!asker.id) throw kernelError('kernel.forbidden')
  const { seq, open } = await lastChange(ctx, row.id)
  if (open) throw contract.fail('change_open', { seq })
  const warning = await addOnWarning(ctx, row, input.deltaFen)
  const id = ctx.id()
  await ctx.db
    .insertInto('contract_change')
    .values({
      school_id: ctx.schoolId,
      id,
      agreement_id: row.id,
      seq: seq + 1,
      delta_fen: input.deltaFen,
      old_ends_on: row.ends_on,
      new_ends_on: newEndsOn,
      due_on: input.deltaFen > 0 ? input.dueOn : null,
      reason: input.reason,
      state: 'pending',
      asked_by_id: asker.id,
      asked_by_name: asker.name,
      asked_on: ctx.today,
      decided_on: null,
      warning,
      created_at: ctx.now,
    })
    .execute()
  const what = changeText({ delta_fen: input.deltaFen, new_ends_on: newEndsOn })
  await note(ctx, { kind: AGREEMENT_REF, id: row.id }, '提出变更', `第 ${seq + 1} 次：${what}`)
  await startApproval(ctx, {
    subject: { kind: CHANGE_REF, id },
    no: `${row.no}-变${seq + 1}`,
    title: `${row.title}：${what}`,
    href: `/contracts/${row.id}`,
    amountFen: Math.abs(input.deltaFen),
    category: row.kind,
    askerId: asker.id,
  })
  return { id, seq: seq + 1, warning }
}

export const changeText = (c: { delta_fen: number; new_ends_on: string | null }): string =>
  [
    c.delta_fen > 0
      ? `增加 ${formatFen(c.delta_fen)}`
      : c.delta_fen < 0
        ? `减少 ${formatFen(-c.delta_fen)}`
        : '',
    c.new_ends_on ? `到期改为 ${c.new_ends_on}` : '',
  ]
    .filter(Boolean)
    .join('，')

export function mustStayAbovePaid(row: Agreement, deltaFen: number, drawnFen: number): void {
  const total = row.total_fen + deltaFen
  // A contract is for something: what is taken away whole is terminated.
  const most = Math.min(row.total_fen - row.paid_fen - drawnFen, row.total_fen - 1)
  if (-deltaFen > most)
    throw contract.fail('below_paid', {
      less: formatFen(-deltaFen),
      total: formatFen(total),
      paid: formatFen(row.paid_fen + drawnFen),
      most: formatFen(most),
    })
  if (planSum(row.plan) !== row.total_fen) throw new Error(`the plan of ${row.no} does not add up`)
}

/** Additions beyond a tenth of a contract from a single source, with the law that says so. */
async function addOnWarning(ctx: Ctx, row: Agreement, deltaFen: number): Promise<string> {
  if (deltaFen <= 0) return ''
  const added = deltaFen + (await addedSoFar(ctx, row.id))
  if (!exceedsAddOn(row.way, row.first_total_fen, added)) return ''
  return `单一来源合同累计增加 ${formatFen(added)}，占原合同 ${addOnPercent(row.first_total_fen, added)}%，超过 10%（${ADD_ON_LAW}）`
}

/** What approved variations have added (not counting what others took away). */
export async function addedSoFar(ctx: Ctx, agreementId: string): Promise<number> {
  const { n } = await ctx.db
    .selectFrom('contract_change')
    .select(eb => eb.fn.coalesce(eb.fn.sum<number>('delta_fen'), eb.lit(0)).as('n'))
    .where('school_id', '=', ctx.schoolId)
    .where('agreement_id', '=', agreementId)
    .where('state', '=', 'approved')
    .where('delta_fen', '>', 0)
    .executeTakeFirstOrThrow()
  return Number(n)
}

async function lastChange(ctx: Ctx, agreementId: string): Promise<{ seq: number; open: boolean }> {
  const last = await ctx.db
    .selectFrom('contract_change')
    .select(['seq', 'state'])
    .where('school_id', '=', ctx.schoolId)
    .where('agreement_id', '=', agreementId)
    .orderBy('seq', 'desc')
    .executeTakeFirst()
  return { seq: last?.seq ?? 0, open: last?.state === 'pending' }
}
