import { kernelError } from '../../kernel/pure/errors.ts'
import { formatFen } from '../../kernel/pure/money.ts'
import type { Ref } from '../../kernel/pure/ref.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import { lockBalances, type PostLine, post, reverse } from '../../mechanisms/ledger/index.ts'
import { contract } from './contract.ts'
import { lineRows } from './facts.ts'
import { CATEGORIES, type Category, planMachine, splitSpending } from './rules.ts'
import './schema.ts'

export interface Committing {
  lineId: string
  amountFen: number
  document: Ref
  no: string
  day: string
  note: string
  /** What it is for; on earmarked lines anything but the line's own category is refused. */
  category?: Category | undefined
}

/**
 * Holds money of a line for a document. A second commitment of the same document adds to the first.
 * Refused: 'budget.short' (names what is left), 'budget.not_open', 'budget.wrong_year', 'budget.earmarked',
 * 'budget.unknown_line'.
 */
export async function commit(ctx: Ctx, c: Committing): Promise<{ commitmentId: string }> {
  const line = await openLine(ctx, c)
  const id = ctx.id()
  const row = await ctx.db
    .insertInto('budget_commitment')
    .values({
      school_id: ctx.schoolId,
      id,
      line_id: line.id,
      document_kind: c.document.kind,
      document_id: c.document.id,
      no: c.no,
      note: c.note,
      day: c.day,
      committed_fen: c.amountFen,
      held_fen: c.amountFen,
      created_at: ctx.now,
    })
    .onConflict(conflict =>
      conflict.columns(['school_id', 'document_kind', 'document_id', 'line_id']).doUpdateSet(eb => ({
        committed_fen: eb('budget_commitment.committed_fen', '+', c.amountFen),
        held_fen: eb('budget_commitment.held_fen', '+', c.amountFen),
      })),
    )
    .returning('id')
    .executeTakeFirstOrThrow()
  const left = (await lockLine(ctx, line)).available
  if (left < c.amountFen) throw short(line, left, c.amountFen)
  await post(ctx, {
    book: 'budget',
    day: c.day,
    document: c.document,
    documentNo: c.no,
    note: c.note || '占用预算',
    lines: [part('available', line, -c.amountFen), part('committed', line, c.amountFen)],
  })
  return { commitmentId: row.id }
}

export interface Releasing {
  document: Ref
  /** All that is still held where not given. */
  amountFen?: number | undefined
  lineId?: string | undefined
  day: string
  note: string
}

/**
 * Gives back what a document holds (the request was refused, the order cost less). Without an amount it may be
 * called again and then does nothing. Answers what was given back. Refused: 'budget.over_release'.
 */
export async function release(ctx: Ctx, r: Releasing): Promise<{ releasedFen: number }> {
  let wanted = r.amountFen
  let releasedFen = 0
  const held = await heldBy(ctx, r.document, r.lineId)
  const total = held.reduce((sum, row) => sum + row.held_fen, 0)
  if (wanted !== undefined && wanted > total)
    throw contract.fail('over_release', {
      no: held[0]?.no ?? '这张单据',
      held: formatFen(total),
      amount: formatFen(wanted),
    })
  for (const row of held) {
    const amount = Math.min(row.held_fen, wanted ?? row.held_fen)
    if (amount <= 0) continue
    await post(ctx, {
      book: 'budget',
      day: r.day,
      document: r.document,
      documentNo: row.no,
      note: r.note || '释放占用',
      lines: [
        part('committed', { id: row.line_id }, -amount),
        part('available', { id: row.line_id }, amount),
      ],
    })
    await hold(ctx, row.id, -amount)
    releasedFen += amount
    if (wanted !== undefined) wanted -= amount
  }
  return { releasedFen }
}

export interface Spending extends Committing {
  /** The document whose commitment on this line pays first; the line pays the rest. */
  releases?: Ref | undefined
}

/** Spends money of a line at payment. Refused as `commit`, and 'ledger.closed'. */
export async function spend(ctx: Ctx, s: Spending): Promise<{ spendingId: string; releasedFen: number }> {
  const line = await openLine(ctx, s)
  const held = s.releases ? (await heldBy(ctx, s.releases, s.lineId))[0] : undefined
  const { released, fresh } = splitSpending(s.amountFen, held?.held_fen ?? 0)
  const left = (await lockLine(ctx, line)).available
  if (left < fresh) throw short(line, left, fresh)
  const { entryId } = await post(ctx, {
    book: 'budget',
    day: s.day,
    document: s.document,
    documentNo: s.no,
    note: s.note || '列支',
    lines: [
      part('available', line, -fresh),
      part('committed', line, -released),
      part('spent', line, s.amountFen),
    ],
  })
  if (held && released > 0) await hold(ctx, held.id, -released)
  const spendingId = await writeSpending(ctx, s, {
    commitmentId: held && released > 0 ? held.id : null,
    amountFen: s.amountFen,
    releasedFen: released,
    entryId,
    reversesId: null,
  })
  return { spendingId, releasedFen: released }
}

export interface Unspending {
  /** The document that spent. */
  document: Ref
  /** The document that takes it back. */
  by: Ref
  no: string
  day: string
  reason: string
}

/** Takes back all that a document spent; the commitments it used are held again. Answers the amount. */
export async function reverseSpend(ctx: Ctx, u: Unspending): Promise<{ amountFen: number }> {
  const rows = await ctx.db
    .selectFrom('budget_spending as s')
    .leftJoin('budget_spending as r', join =>
      join.onRef('r.school_id', '=', 's.school_id').onRef('r.reverses_id', '=', 's.id'),
    )
    .selectAll('s')
    .where('s.school_id', '=', ctx.schoolId)
    .where('s.document_kind', '=', u.document.kind)
    .where('s.document_id', '=', u.document.id)
    .where('s.reverses_id', 'is', null)
    .where('r.id', 'is', null)
    .orderBy('s.id')
    .execute()
  if (rows.length === 0) throw contract.fail('already_reversed')
  for (const row of rows) {
    await openLine(ctx, { lineId: row.line_id, day: u.day })
    const { entryId } = await reverse(ctx, {
      entryId: row.entry_id,
      day: u.day,
      document: u.by,
      documentNo: u.no,
      reason: u.reason,
    })
    if (row.commitment_id) await hold(ctx, row.commitment_id, row.released_fen)
    await writeSpending(
      ctx,
      { lineId: row.line_id, document: u.by, no: u.no, note: u.reason, day: u.day },
      {
        commitmentId: row.commitment_id,
        amountFen: -row.amount_fen,
        releasedFen: -row.released_fen,
        entryId,
        reversesId: row.id,
      },
    )
  }
  return { amountFen: rows.reduce((sum, row) => sum + row.amount_fen, 0) }
}

type OpenLine = Awaited<ReturnType<typeof openLine>>

async function openLine(ctx: Ctx, c: Pick<Committing, 'lineId' | 'day' | 'category'>) {
  const line = await lineRows(ctx).where('l.id', '=', c.lineId).forShare('p').executeTakeFirst()
  if (!line) throw contract.fail('unknown_line')
  if (Number(c.day.slice(0, 4)) !== line.year)
    throw contract.fail('wrong_year', { line: line.title, year: line.year, day: c.day })
  if (line.state !== 'executing' && line.state !== 'adjusted')
    throw contract.fail('not_open', {
      line: line.title,
      year: line.year,
      state: planMachine.states[line.state].label,
    })
  if (line.earmarked && c.category && c.category !== line.category)
    throw contract.fail('earmarked', {
      line: line.title,
      purpose: line.purpose,
      category: CATEGORIES[line.category],
      wanted: CATEGORIES[c.category],
    })
  return line
}

async function lockLine(ctx: Ctx, line: OpenLine): Promise<{ available: number }> {
  const locked = await lockBalances(ctx, 'budget', [
    { kind: 'available', key: line.id, title: titleOf(line) },
    { kind: 'committed', key: line.id, title: titleOf(line) },
  ])
  return { available: locked.find(row => row.kind === 'available')?.amountFen ?? 0 }
}

const short = (line: { title: string }, left: number, need: number) =>
  contract.fail('short', {
    line: line.title,
    left: formatFen(left),
    need: formatFen(need),
    missing: formatFen(need - left),
  })

export const titleOf = (line: { code: string; title: string }): string => `${line.code} ${line.title}`

export function part(
  kind: 'available' | 'committed' | 'spent',
  line: { id: string; code?: string; title?: string },
  amountFen: number,
): PostLine {
  const title = line.code && line.title ? { title: titleOf({ code: line.code, title: line.title }) } : {}
  return { account: { kind, key: line.id, ...title }, amountFen }
}

const heldBy = (ctx: Ctx, document: Ref, lineId: string | undefined) =>
  ctx.db
    .selectFrom('budget_commitment')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('document_kind', '=', document.kind)
    .where('document_id', '=', document.id)
    .$if(lineId !== undefined, q => q.where('line_id', '=', lineId as string))
    .orderBy('line_id')
    .forUpdate()
    .execute()

async function hold(ctx: Ctx, commitmentId: string, fen: number): Promise<void> {
  const done = await ctx.db
    .updateTable('budget_commitment')
    .set(eb => ({ held_fen: eb('held_fen', '+', fen) }))
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', commitmentId)
    .executeTakeFirst()
  if (done.numUpdatedRows === 0n) throw kernelError('kernel.changed', { who: '别人' })
}

async function writeSpending(
  ctx: Ctx,
  s: Pick<Spending, 'lineId' | 'document' | 'no' | 'note' | 'day'>,
  more: {
    commitmentId: string | null
    amountFen: number
    releasedFen: number
    entryId: string
    reversesId: string | null
  },
): Promise<string> {
  const id = ctx.id()
  await ctx.db
    .insertInto('budget_spending')
    .values({
      school_id: ctx.schoolId,
      id,
      line_id: s.lineId,
      commitment_id: more.commitmentId,
      document_kind: s.document.kind,
      document_id: s.document.id,
      no: s.no,
      note: s.note,
      day: s.day,
      amount_fen: more.amountFen,
      released_fen: more.releasedFen,
      entry_id: more.entryId,
      reverses_id: more.reversesId,
      created_at: ctx.now,
    })
    .execute()
  return id
}

/** What documents of a kind hold or once held, line by line; what was committed up to a day. */
export const commitmentsOf = (ctx: Ctx, kind: string, asAt: string) =>
  ctx.db
    .selectFrom('budget_commitment')
    .select(['document_id as documentId', 'no', 'line_id as lineId', 'held_fen as heldFen'])
    .where('school_id', '=', ctx.schoolId)
    .where('document_kind', '=', kind)
    .where('day', '<=', asAt)
    .orderBy('no')
    .execute()

/** What a document holds of a line now. */
export async function heldOn(ctx: Ctx, document: Ref, lineId: string): Promise<number> {
  const row = await ctx.db
    .selectFrom('budget_commitment')
    .select('held_fen')
    .where('school_id', '=', ctx.schoolId)
    .where('document_kind', '=', document.kind)
    .where('document_id', '=', document.id)
    .where('line_id', '=', lineId)
    .executeTakeFirst()
  return row?.held_fen ?? 0
}
