import { sql } from 'kysely'
import { kernelError } from '../../kernel/pure/errors.ts'
import type { Actions } from '../../kernel/pure/fields.ts'
import { stateRefusal } from '../../kernel/pure/state.ts'
import { actorName, type Ctx, userOf } from '../../kernel/server/ctx.ts'
import type { Handlers } from '../../kernel/server/module.ts'
import { readableBook } from './access.ts'
import { type BookSpec, gatePoint, type Obstacle } from './books.ts'
import { contract, ledger } from './contract.ts'
import { type PeriodState, periodMachine } from './machine.ts'
import { lastDayOf, monthOf, monthTitle, nextMonth } from './rules.ts'

type H = Handlers<typeof contract>
export const PERIOD_REF = 'ledger.period'

export const close: H['close'] = async (ctx, input) => {
  const book = readableBook(ctx, input.book)
  await holdAlone(ctx, book.id)
  const before = await stateOf(ctx, book.id, input.month)
  if (before === 'closed') throw stateRefusal(periodMachine, 'close', before)
  const refusal = await orderRefusal(ctx, book, input.month)
  if (refusal) throw refusal
  const obstacles = await standing(ctx, book, input.month, true)
  if (obstacles.length > 0)
    throw contract.fail('obstructed', {
      month: monthTitle(input.month),
      obstacles: obstacles.map(o => o.text).join('；'),
    })
  const { rows } = await sql<{
    entries: number
  }>`select ledger_number_month(${book.id}, ${input.month}) as entries`.execute(ctx.db)
  const entries = rows[0]?.entries ?? 0
  const closed = {
    state: 'closed' as const,
    closed_at: ctx.now,
    closed_by: userOf(ctx)?.personId ?? null,
    closed_name: actorName(ctx.actor),
    entries,
  }
  const { id } = await ctx.db
    .insertInto('ledger_period')
    .values({ school_id: ctx.schoolId, id: ctx.id(), book: book.id, month: input.month, ...closed })
    .onConflict(conflict =>
      conflict
        .columns(['school_id', 'book', 'month'])
        .doUpdateSet(eb => ({ ...closed, version: eb('ledger_period.version', '+', 1) })),
    )
    .returning('id')
    .executeTakeFirstOrThrow()
  ctx.about({ kind: PERIOD_REF, id }, `${book.title}，${monthTitle(input.month)}，${entries} 笔`)
  return { book: book.id, month: input.month, state: 'closed' as const, entries }
}

export const reopen: H['reopen'] = async (ctx, input) => {
  const book = readableBook(ctx, input.book)
  await holdAlone(ctx, book.id)
  const period = await ctx.db
    .selectFrom('ledger_period')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('book', '=', book.id)
    .where('month', '=', input.month)
    .executeTakeFirst()
  if (period?.state !== 'closed') throw stateRefusal(periodMachine, 'reopen', period?.state ?? 'open')
  const later = await closedThrough(ctx, book.id)
  if (later && later > input.month) throw contract.fail('later_closed', { later: monthTitle(later) })
  const done = await ctx.db
    .updateTable('ledger_period')
    .set({
      state: 'reopened',
      reopened_at: ctx.now,
      reopened_by: userOf(ctx)?.personId ?? null,
      reopened_name: actorName(ctx.actor),
      reopen_reason: input.reason,
      version: period.version + 1,
    })
    .where('id', '=', period.id)
    .where('state', '=', 'closed')
    .executeTakeFirst()
  if (done.numUpdatedRows === 0n) throw kernelError('kernel.changed', { who: '别人' })
  ctx.about({ kind: PERIOD_REF, id: period.id }, `${book.title}，${monthTitle(input.month)}：${input.reason}`)
  return { book: book.id, month: input.month, state: 'reopened' as const, entries: period.entries }
}

export const periods: H['periods'] = async (ctx, input) => {
  const book = readableBook(ctx, input.book)
  const { rows } = await sql<{ month: string; entries: number }>`
    select to_char(day, 'YYYY-MM') as month, count(*) as entries from ledger_entry
    where school_id = ${ctx.schoolId} and book = ${book.id} group by 1 order by 1`.execute(ctx.db)
  const known = await ctx.db
    .selectFrom('ledger_period')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('book', '=', book.id)
    .execute()
  const counts = new Map(rows.map(r => [r.month, r.entries]))
  const stored = new Map(known.map(p => [p.month, p]))
  const first = [...counts.keys(), ...stored.keys()].sort()[0]
  const last = [monthOf(ctx.today), ...counts.keys()].sort().at(-1) as string
  const through = known
    .filter(p => p.state === 'closed')
    .map(p => p.month)
    .sort()
    .at(-1)
  const months: string[] = []
  for (let month = first ?? last; month <= last; month = nextMonth(month)) months.push(month)
  return {
    rows: months.reverse().map(month => {
      const p = stored.get(month)
      return {
        month,
        title: monthTitle(month),
        state: through !== undefined && month <= through ? 'closed' : (p?.state ?? 'open'),
        entries: counts.get(month) ?? 0,
        closedAt: p?.closed_at ?? null,
        closedName: p?.closed_name ?? '',
        reopenedAt: p?.reopened_at ?? null,
        reopenedName: p?.reopened_name ?? '',
        reopenReason: p?.reopen_reason ?? '',
      }
    }),
  }
}

export const period: H['period'] = async (ctx, input) => {
  const book = readableBook(ctx, input.book)
  const { rows } = await periods(ctx, { book: book.id })
  const row = rows.find(r => r.month === input.month) ?? {
    month: input.month,
    title: monthTitle(input.month),
    state: await stateOf(ctx, book.id, input.month),
    entries: 0,
    closedAt: null,
    closedName: '',
    reopenedAt: null,
    reopenedName: '',
    reopenReason: '',
  }
  const inOrder = row.state === 'closed' ? undefined : await orderRefusal(ctx, book, input.month)
  const obstacles = row.state === 'closed' ? [] : await standing(ctx, book, input.month, false)
  return {
    ...row,
    book: { id: book.id, title: book.title },
    obstacles: [...(inOrder ? [{ text: inOrder.message, href: null, settle: true }] : []), ...obstacles],
    actions: await actionsFor(ctx, book, row, inOrder?.message),
  }
}

async function actionsFor(
  ctx: Ctx,
  book: BookSpec,
  row: { month: string; state: PeriodState },
  why: string | undefined,
): Promise<Actions> {
  if (row.state !== 'closed' && ctx.may(ledger.close))
    return { close: why ? { allowed: false, why } : { allowed: true } }
  if (row.state !== 'closed' || !ctx.may(ledger.reopen)) return {}
  const through = await closedThrough(ctx, book.id)
  return {
    reopen:
      through && through > row.month
        ? { allowed: false, why: `${monthTitle(through)}也已结账，要先重开它` }
        : { allowed: true },
  }
}

/** Why the month's turn has not come: it is not over, or an earlier one is still open. */
async function orderRefusal(ctx: Ctx, book: BookSpec, month: string) {
  const day = lastDayOf(month)
  if (ctx.today < day) return contract.fail('not_ended', { month: monthTitle(month), day })
  const through = await closedThrough(ctx, book.id)
  const earlier = await ctx.db
    .selectFrom('ledger_entry')
    .select(eb => eb.fn.min('day').as('day'))
    .where('school_id', '=', ctx.schoolId)
    .where('book', '=', book.id)
    .where('day', '<', `${month}-01`)
    .$if(through !== undefined, q => q.where('day', '>', lastDayOf(through as string)))
    .executeTakeFirst()
  return earlier?.day
    ? contract.fail('earlier_open', { earlier: monthTitle(monthOf(earlier.day)) })
    : undefined
}

async function standing(ctx: Ctx, book: BookSpec, month: string, fresh: boolean): Promise<Obstacle[]> {
  const found: Obstacle[] = []
  for (const gate of ctx.all(gatePoint))
    found.push(...(await gate.standing(ctx, { book, asAt: lastDayOf(month), fresh })))
  return found
}

const holdAlone = (ctx: Ctx, book: string) => sql`select ledger_hold_alone(${book})`.execute(ctx.db)

export async function stateOf(ctx: Ctx, book: string, month: string): Promise<PeriodState> {
  const through = await closedThrough(ctx, book)
  if (through && month <= through) return 'closed'
  const row = await ctx.db
    .selectFrom('ledger_period')
    .select('state')
    .where('school_id', '=', ctx.schoolId)
    .where('book', '=', book)
    .where('month', '=', month)
    .executeTakeFirst()
  return row?.state ?? 'open'
}

/** The last closed month of a book; everything up to it takes no entries. */
export async function closedThrough(ctx: Ctx, book: string): Promise<string | undefined> {
  const row = await ctx.db
    .selectFrom('ledger_period')
    .select(eb => eb.fn.max('month').as('month'))
    .where('school_id', '=', ctx.schoolId)
    .where('book', '=', book)
    .where('state', '=', 'closed')
    .executeTakeFirst()
  return row?.month ?? undefined
}
