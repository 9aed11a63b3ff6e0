import { formatFen } from '../../kernel/pure/money.ts'
import type { Ref } from '../../kernel/pure/ref.ts'
import { actorName, type Ctx, userOf } from '../../kernel/server/ctx.ts'
import { lockBalances, post } from '../../mechanisms/ledger/index.ts'
import { contract } from './contract.ts'
import { INCOME_KINDS, type IncomeKind } from './rules.ts'
import './schema.ts'

export interface Receiving {
  kind: IncomeKind
  amountFen: number
  /** The paper that proves it: a receipt, a disposal. Taken back by the same Ref. */
  document: Ref
  no: string
  day: string
  note: string
  payer?: string | undefined
}

/**
 * Money that came in stands on the income line (收支两条线) until it is remitted whole; nothing is ever spent
 * from it. Refused: 'ledger.closed'.
 */
export async function receiveIncome(ctx: Ctx, r: Receiving): Promise<{ incomeId: string; no: string }> {
  return write(ctx, r, null)
}

export interface Unreceiving {
  /** The document under which it was received. */
  document: Ref
  /** The document that takes it back. */
  by: Ref
  no: string
  day: string
  reason: string
}

/**
 * Takes back what was received for a document; does nothing where nothing was (records of earlier years).
 * Refused: 'budget.income_remitted', 'budget.already_reversed'.
 */
export async function reverseIncome(ctx: Ctx, u: Unreceiving): Promise<{ incomeId: string } | undefined> {
  const row = await ctx.db
    .selectFrom('budget_income')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('document_kind', '=', u.document.kind)
    .where('document_id', '=', u.document.id)
    .where('reverses_id', 'is', null)
    .orderBy('id', 'desc')
    .forUpdate()
    .executeTakeFirst()
  if (!row) return undefined
  if (row.remittance_id) {
    const { slip_no: slip } = await ctx.db
      .selectFrom('budget_remittance')
      .select('slip_no')
      .where('school_id', '=', ctx.schoolId)
      .where('id', '=', row.remittance_id)
      .executeTakeFirstOrThrow()
    throw contract.fail('income_remitted', { slip })
  }
  const undone = await ctx.db
    .selectFrom('budget_income')
    .select('id')
    .where('school_id', '=', ctx.schoolId)
    .where('reverses_id', '=', row.id)
    .executeTakeFirst()
  if (undone) throw contract.fail('already_reversed')
  return write(
    ctx,
    {
      kind: row.kind,
      amountFen: -row.amount_fen,
      document: u.by,
      no: u.no,
      day: u.day,
      note: u.reason,
      payer: row.payer,
    },
    row.id,
  )
}

/** What of a kind of income still waits to be remitted, locked until the transaction ends. */
export async function lockWaiting(ctx: Ctx, kinds: readonly IncomeKind[]): Promise<number> {
  const locked = await lockBalances(
    ctx,
    'income',
    kinds.map(key => ({ kind: 'received', key, title: INCOME_KINDS[key] })),
  )
  return locked.reduce((sum, row) => sum + row.amountFen, 0)
}

async function write(
  ctx: Ctx,
  r: Receiving,
  reversesId: string | null,
): Promise<{ incomeId: string; no: string }> {
  const id = ctx.id()
  const no = await ctx.number('SR', Number(r.day.slice(0, 4)))
  const title = INCOME_KINDS[r.kind]
  const { entryId } = await post(ctx, {
    book: 'income',
    day: r.day,
    document: r.document,
    documentNo: r.no || no,
    note: r.note || `${title} ${formatFen(r.amountFen)}`,
    lines: [
      { account: { kind: 'received', key: r.kind, title }, amountFen: r.amountFen },
      { account: { kind: 'source', key: r.kind, title }, amountFen: -r.amountFen },
    ],
  })
  await ctx.db
    .insertInto('budget_income')
    .values({
      school_id: ctx.schoolId,
      id,
      no,
      kind: r.kind,
      amount_fen: r.amountFen,
      day: r.day,
      document_kind: r.document.kind,
      document_id: r.document.id,
      document_no: r.no || no,
      note: r.note,
      payer: r.payer ?? '',
      received_by: userOf(ctx)?.personId ?? null,
      received_name: actorName(ctx.actor),
      remittance_id: null,
      reverses_id: reversesId,
      entry_id: entryId,
      created_at: ctx.now,
    })
    .execute()
  return { incomeId: id, no }
}
