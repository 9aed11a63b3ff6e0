import type { Selectable, Updateable } from 'kysely'
import { kernelError, notFound } from '../../../kernel/pure/errors.ts'
import { mayTransit, stateRefusal } from '../../../kernel/pure/state.ts'
import { actorName, type Ctx, userOf } from '../../../kernel/server/ctx.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import type { Tables } from '../../../kernel/server/tables.ts'
import { notify } from '../../../mechanisms/notification/index.ts'
import { sign, signAs } from '../../../mechanisms/signature/index.ts'
import { contract } from '../contract.ts'
import { endIdle } from '../idle.ts'
import { isDesk, nameOfUnit, presentPerson } from '../outside.ts'
import { CONDITIONS, type LoanAction, loanMachine } from '../rules.ts'
import { changeCards, lockCards, refuseBusy, refuseState, tell } from '../store.ts'

type H = Handlers<typeof contract>
export const LOAN = 'asset.loan'
export type Loan = Selectable<Tables['asset_loan']>
const ref = (id: string) => ({ kind: LOAN, id })

export const lend: H['lend'] = async (ctx, input) => {
  if (input.dueOn < ctx.today) throw contract.fail('due_past', { day: input.dueOn }, { dueOn: '已经过去' })
  const person = input.borrowerId === null ? null : await presentPerson(ctx, input.borrowerId)
  if (!person && (input.borrowerName === '' || input.phone === ''))
    throw contract.fail('no_borrower', {}, { borrowerName: '请填姓名和电话' })
  const cards = await lockCards(ctx, input.assetIds)
  for (const card of cards) {
    refuseBusy(card, '借出')
    refuseState(card, 'lend')
  }
  const id = ctx.id()
  const no = await ctx.number('JC')
  const name = person?.name ?? input.borrowerName
  await ctx.db
    .insertInto('asset_loan')
    .values({
      school_id: ctx.schoolId,
      id,
      no,
      state: 'prepared',
      borrower_id: person?.id ?? null,
      borrower_name: name,
      unit_text: input.unitText || (await nameOfUnit(ctx, person?.unitId ?? null)),
      phone: input.phone,
      outside: input.outside,
      purpose: input.purpose,
      due_on: input.dueOn,
      lent_by: userOf(ctx)?.personId ?? null,
      lent_name: actorName(ctx.actor),
      prepared_at: ctx.now,
      out_on: null,
      returned_on: null,
      cards: cards.length,
    })
    .execute()
  await ctx.db
    .insertInto('asset_loan_line')
    .values(
      cards.map(card => ({
        school_id: ctx.schoolId,
        id: ctx.id(),
        loan_id: id,
        asset_id: card.id,
        state_before: card.state === 'idle' ? ('idle' as const) : ('in_use' as const),
        condition_out: input.condition,
        condition_in: null,
        returned_on: null,
      })),
    )
    .execute()
  const ids = cards.map(card => card.id)
  await changeCards(ctx, ids, { loan_id: id })
  await tell(ctx, ids, '准备借出', `${name}，${input.purpose}`, { ref: ref(id), no })
  if (person)
    await notify(ctx, {
      personIds: [person.id],
      topic: 'asset.loan',
      title: `您借的 ${cards.length} 件资产可以领了，请签字领取`,
      body: `${input.dueOn} 前归还`,
      link: `/asset-loans/${id}`,
      subject: ref(id),
    })
  ctx.about(ref(id), no)
  return { id, no, version: 1 }
}

/** The borrower signs on his own phone, or on that of whoever hands the things out. */
export const takeLoan: H['takeLoan'] = async (ctx, input) => {
  const { loan, ids } = await take(ctx, input, 'take')
  const me = userOf(ctx)?.personId
  const signing = {
    subject: ref(loan.id),
    duty: '借用人',
    statement: `${loan.no} 借用 ${ids.length} 件，${loan.due_on} 前完好归还`,
    strokes: input.strokes,
  }
  if (loan.borrower_id !== null && loan.borrower_id === me) await sign(ctx, signing)
  else if (isDesk(ctx) && (loan.borrower_id === null || input.strokes))
    await signAs(ctx, { ...signing, name: loan.borrower_name })
  else if (isDesk(ctx)) throw contract.fail('not_borrower', { name: loan.borrower_name })
  else throw notFound()
  await changeCards(ctx, ids, { state: 'lent' })
  await tell(ctx, ids, '借出', `${loan.borrower_name}，应还 ${loan.due_on}`, {
    ref: ref(loan.id),
    no: loan.no,
  })
  return change(ctx, loan, { state: 'out', out_on: ctx.today })
}

export const returnLoan: H['returnLoan'] = async (ctx, input) => {
  const { loan, lines } = await take(ctx, input, 'giveBack')
  for (const back of input.lines) {
    const line = lines.find(l => l.asset_id === back.assetId && l.returned_on === null)
    if (!line) throw contract.fail('not_lent', { no: back.assetId })
    await ctx.db
      .updateTable('asset_loan_line')
      .set({ condition_in: back.condition, note: back.note, returned_on: ctx.today })
      .where('school_id', '=', ctx.schoolId)
      .where('id', '=', line.id)
      .execute()
    line.returned_on = ctx.today
    await changeCards(ctx, [line.asset_id], { state: line.state_before, loan_id: null })
    await tell(ctx, [line.asset_id], back.condition === 'lost' ? '借用中丢失' : '归还', conditionNote(back), {
      ref: ref(loan.id),
      no: loan.no,
    })
  }
  const left = lines.filter(line => line.returned_on === null).length
  return change(ctx, loan, left > 0 ? {} : { state: 'returned', returned_on: ctx.today })
}

const conditionNote = (back: { condition: keyof typeof CONDITIONS; note: string }): string =>
  [CONDITIONS[back.condition], back.note].filter(Boolean).join('，')

export const extendLoan: H['extendLoan'] = async (ctx, input) => {
  const { loan, ids } = await take(ctx, input, 'extend')
  if (input.dueOn < ctx.today) throw contract.fail('due_past', { day: input.dueOn }, { dueOn: '已经过去' })
  await tell(ctx, ids, '延长借期', `${loan.due_on} → ${input.dueOn}。${input.reason}`, {
    ref: ref(loan.id),
    no: loan.no,
  })
  return change(ctx, loan, { due_on: input.dueOn, note: input.reason })
}

export const cancelLoan: H['cancelLoan'] = async (ctx, input) => {
  const { loan, ids } = await take(ctx, input, 'cancel')
  await changeCards(ctx, ids, { loan_id: null })
  await tell(ctx, ids, '撤销借用', input.reason, { ref: ref(loan.id), no: loan.no })
  return change(ctx, loan, { state: 'cancelled', note: input.reason })
}

async function take(ctx: Ctx, input: { id: string; version: number }, action: LoanAction) {
  const loan = await ctx.db
    .selectFrom('asset_loan')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', input.id)
    .forUpdate()
    .executeTakeFirst()
  if (!loan) throw notFound()
  if (!mayTransit(loanMachine, action, loan.state)) throw stateRefusal(loanMachine, action, loan.state)
  if (loan.version !== input.version) throw kernelError('kernel.changed', { who: '别人' })
  const lines = await ctx.db
    .selectFrom('asset_loan_line')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('loan_id', '=', loan.id)
    .execute()
  const cards = await lockCards(
    ctx,
    lines.map(line => line.asset_id),
  )
  const ids = cards.filter(card => card.loan_id === loan.id).map(card => card.id)
  if (action === 'take') {
    for (const card of cards) refuseBusy(card, '借出', { document: loan.id })
    await endIdle(
      ctx,
      cards.filter(card => card.state === 'idle').map(card => card.id),
      'lent',
    )
  }
  return { loan, lines, ids }
}

async function change(ctx: Ctx, loan: Loan, set: Updateable<Tables['asset_loan']>) {
  await ctx.db
    .updateTable('asset_loan')
    .set({ ...set, version: loan.version + 1 })
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', loan.id)
    .execute()
  ctx.about(ref(loan.id), loan.no)
  return { id: loan.id, version: loan.version + 1 }
}
