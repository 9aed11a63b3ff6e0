import { notFound } from '../../kernel/pure/errors.ts'
import { formatFen } from '../../kernel/pure/money.ts'
import { mayTransit, stateRefusal } from '../../kernel/pure/state.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import type { Handlers } from '../../kernel/server/module.ts'
import { sign, signAs } from '../../mechanisms/signature/index.ts'
import { contactOf } from '../people/index.ts'
import { contract } from './contract.ts'
import { lockHeld, takeOut } from './held.ts'
import {
  dayOf,
  itemOf,
  itemsById,
  lockRow,
  me,
  mustBeDistinct,
  mustBeOnce,
  storeById,
  titleOf,
  unitText,
} from './lookup.ts'
import { LOAN_REF, type PaperLine, postPaper } from './paper.ts'
import { costOf } from './pool.ts'
import { type LoanAction, type LoanState, loanMachine, minus, plus, quantityText } from './rules.ts'

type H = Handlers<typeof contract>

export const BORROWER = '借用人'

export const lend: H['lend'] = async (ctx, input) => {
  const keeper = me(ctx)
  const borrower = await contactOf(ctx, input.borrowerId)
  if (!borrower) throw notFound()
  if (borrower.id === keeper.personId) throw contract.fail('own_loan')
  if (input.dueOn < ctx.today) throw contract.fail('due_past', { day: input.dueOn })
  if (!input.strokes) throw contract.fail('needs_signature', { name: borrower.name })
  const store = await storeById(ctx, input.storeId)
  const items = await itemsById(
    ctx,
    input.lines.map(l => l.itemId),
  )
  mustBeOnce(items, input.lines)
  for (const { name, lendable } of items.values())
    if (!lendable) throw contract.fail('not_lendable', { name })
  const held = await lockHeld(ctx, [store.id], [...items.keys()])
  const wanted = input.lines.map(l => ({ item: itemOf(items, l.itemId), quantity: l.quantity }))
  const takes = takeOut(ctx, held, wanted, store)
  const unitId = input.unitId ?? borrower.unitId
  const unit = await unitText(ctx, unitId)
  const id = ctx.id()
  const no = await ctx.number('JY')
  await ctx.db
    .insertInto('stock_loan')
    .values({
      school_id: ctx.schoolId,
      id,
      no,
      state: 'out',
      store_id: store.id,
      borrower_id: borrower.id,
      borrower_text: borrower.name,
      unit_id: unitId,
      unit_text: unit,
      purpose: input.purpose,
      lent_on: ctx.today,
      due_on: input.dueOn,
      created_at: ctx.now,
      updated_at: ctx.now,
    })
    .execute()
  await ctx.db
    .insertInto('stock_loan_line')
    .values(
      takes.map((take, seq) => ({
        school_id: ctx.schoolId,
        id: ctx.id(),
        loan_id: id,
        seq,
        item_id: take.item.id,
        batch_id: take.held.batchId,
        quantity: take.quantity,
        amount_fen: take.amountFen,
        out_condition: input.lines.find(l => l.itemId === take.item.id)?.condition ?? '完好',
      })),
    )
    .execute()
  const lines: PaperLine[] = takes.map(take => ({
    itemId: take.item.id,
    itemName: titleOf(take.item),
    batchId: take.held.batchId,
    quantity: take.quantity,
    amountFen: take.amountFen,
  }))
  await postPaper(
    ctx,
    {
      id: ctx.id(),
      no: `${no}-借`,
      kind: 'loan',
      day: ctx.today,
      storeId: store.id,
      loanId: id,
      unitId,
      note: borrower.name,
    },
    lines,
    {
      person_id: borrower.id,
      person_text: borrower.name,
      unit_text: unit,
      reason: input.purpose,
    },
    held,
  )
  const what = wanted.map(w => `${w.item.name}${quantityText(w.quantity, w.item.measure)}`).join('、')
  const statement = loanStatement(store.name, what, input.dueOn)
  const subject = { kind: LOAN_REF, id }
  await signAs(ctx, { subject, duty: BORROWER, statement, name: borrower.name, strokes: input.strokes })
  await sign(ctx, { subject, duty: '保管员', statement })
  ctx.about(subject, `${no} 借给${borrower.name}`)
  return { id, no, version: 1 }
}

export const loanStatement = (store: string, what: string, dueOn: string): string =>
  `今从${store}借到${what}，${dueOn}前归还，损坏、遗失照价赔偿。`

export const giveBack: H['giveBack'] = async (ctx, input) => {
  mustBeDistinct(input.lines)
  const { row, lines } = await lockLoan(ctx, input, 'giveBack')
  const damaged: string[] = []
  const paperLines: PaperLine[] = []
  for (const given of input.lines) {
    const line = outstanding(lines, given.lineId, given.quantity)
    const rest = { quantity: line.left, amountFen: line.amount_fen - line.back_fen }
    // What was lost left the loan at its value; the shares of what is still out are reckoned on the rest.
    const amountFen = costOf(
      { quantity: line.left, amountFen: rest.amountFen - line.lostFen },
      given.quantity,
    )
    const worse = given.damaged
    if (worse) damaged.push(`${line.name}：借出时${line.out_condition}，归还时${given.condition}`)
    paperLines.push({
      itemId: line.item_id,
      itemName: line.name,
      batchId: line.batch_id,
      quantity: given.quantity,
      amountFen,
      note: given.condition,
    })
    await ctx.db
      .updateTable('stock_loan_line')
      .set({
        back: String(plus(line.back, given.quantity)),
        back_fen: line.back_fen + amountFen,
        back_condition: given.condition,
        damaged: line.damaged || worse,
      })
      .where('school_id', '=', ctx.schoolId)
      .where('id', '=', line.id)
      .execute()
  }
  const day = dayOf(ctx, input.day)
  const made = await settle(ctx, row, lines, input.lines, 'back', day, paperLines, '')
  return { ...made, damaged }
}

export const reportLost: H['reportLost'] = async (ctx, input) => {
  mustBeDistinct(input.lines)
  const { row, lines } = await lockLoan(ctx, input, 'lose')
  const paperLines: PaperLine[] = []
  for (const lost of input.lines) {
    const line = outstanding(lines, lost.lineId, lost.quantity)
    const worth = line.amount_fen - line.back_fen - line.lostFen
    paperLines.push({
      itemId: line.item_id,
      itemName: line.name,
      batchId: line.batch_id,
      quantity: lost.quantity,
      amountFen: costOf({ quantity: line.left, amountFen: worth }, lost.quantity),
    })
    await ctx.db
      .updateTable('stock_loan_line')
      .set({ lost: String(plus(line.lost, lost.quantity)) })
      .where('school_id', '=', ctx.schoolId)
      .where('id', '=', line.id)
      .execute()
  }
  const made = await settle(ctx, row, lines, input.lines, 'lost', ctx.today, paperLines, input.reason)
  const lostFen = paperLines.reduce((sum, l) => sum + l.amountFen, 0)
  const what = paperLines.map(l => `${l.itemName} ${l.quantity}`).join('、')
  return { ...made, lostFen, what: `${what}，原值 ${formatFen(lostFen)}` }
}

export const extendLoan: H['extendLoan'] = async (ctx, input) => {
  const row = await lockRow(ctx, 'stock_loan', input)
  mustBeAble('extend', row.state)
  if (input.dueOn < ctx.today) throw contract.fail('due_past', { day: input.dueOn })
  await ctx.db
    .updateTable('stock_loan')
    .set({ due_on: input.dueOn, reminded_on: null, version: row.version + 1, updated_at: ctx.now })
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', row.id)
    .execute()
  ctx.about({ kind: LOAN_REF, id: row.id }, `续借到 ${input.dueOn}：${input.reason}`)
  return { id: row.id, version: row.version + 1 }
}

function mustBeAble(action: LoanAction, state: LoanState): void {
  if (!mayTransit(loanMachine, action, state)) throw stateRefusal(loanMachine, action, state)
}

type Lines = Awaited<ReturnType<typeof loanLines>>

async function lockLoan(ctx: Ctx, input: { id: string; version: number }, action: LoanAction) {
  const row = await lockRow(ctx, 'stock_loan', input)
  mustBeAble(action, row.state)
  return { row, lines: await loanLines(ctx, row.id) }
}

/** The lines of a loan with what is still out, and what the lost ones were worth. */
export async function loanLines(ctx: Ctx, loanId: string) {
  const rows = await ctx.db
    .selectFrom('stock_loan_line as l')
    .innerJoin('stock_item as i', join =>
      join.onRef('i.school_id', '=', 'l.school_id').onRef('i.id', '=', 'l.item_id'),
    )
    .selectAll('l')
    .select(['i.code', 'i.name', 'i.spec', 'i.measure'])
    .where('l.school_id', '=', ctx.schoolId)
    .where('l.loan_id', '=', loanId)
    .orderBy('l.seq')
    .execute()
  const lost = await ctx.db
    .selectFrom('stock_document as d')
    .innerJoin('stock_line as l', join =>
      join.onRef('l.school_id', '=', 'd.school_id').onRef('l.document_id', '=', 'd.id'),
    )
    .select(['l.item_id', 'l.batch_id', 'l.amount_fen'])
    .where('d.school_id', '=', ctx.schoolId)
    .where('d.loan_id', '=', loanId)
    .where('d.kind', '=', 'lost')
    .execute()
  return rows.map(r => {
    const [quantity, back, gone] = [Number(r.quantity), Number(r.back), Number(r.lost)]
    const lostFen = lost
      .filter(l => l.item_id === r.item_id && l.batch_id === r.batch_id)
      .reduce((sum, l) => sum + l.amount_fen, 0)
    return { ...r, quantity, back, lost: gone, lostFen, left: minus(quantity, plus(back, gone)) }
  })
}

function outstanding(lines: Lines, lineId: string, quantity: number): Lines[number] {
  const line = lines.find(l => l.id === lineId)
  if (!line) throw notFound()
  if (quantity > line.left)
    throw contract.fail('over_back', {
      name: line.name,
      left: quantityText(line.left, line.measure),
      need: quantityText(quantity, line.measure),
    })
  return line
}

async function settle(
  ctx: Ctx,
  row: Awaited<ReturnType<typeof lockLoan>>['row'],
  lines: Lines,
  done: readonly { lineId: string; quantity: number }[],
  kind: 'back' | 'lost',
  day: string,
  paperLines: readonly PaperLine[],
  reason: string,
): Promise<{ id: string; no: string; version: number }> {
  const { n } = await ctx.db
    .selectFrom('stock_document')
    .select(eb => eb.fn.countAll<number>().as('n'))
    .where('school_id', '=', ctx.schoolId)
    .where('loan_id', '=', row.id)
    .executeTakeFirstOrThrow()
  const no = `${row.no}-${kind === 'back' ? '还' : '失'}${n}`
  await postPaper(
    ctx,
    { id: ctx.id(), no, kind, day, storeId: row.store_id, loanId: row.id, unitId: row.unit_id, note: row.no },
    paperLines,
    { person_id: row.borrower_id, reason },
  )
  const now = new Map(done.map(d => [d.lineId, d.quantity]))
  const left = lines.reduce((sum, l) => plus(sum, minus(l.left, now.get(l.id) ?? 0)), 0)
  const anyLost = kind === 'lost' || lines.some(l => l.lost > 0)
  const state = left > 0 ? 'out' : anyLost ? 'lost' : 'back'
  await ctx.db
    .updateTable('stock_loan')
    .set({ state, version: row.version + 1, updated_at: ctx.now })
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', row.id)
    .execute()
  ctx.about({ kind: LOAN_REF, id: row.id }, no)
  return { id: row.id, no, version: row.version + 1 }
}
