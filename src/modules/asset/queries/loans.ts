import { z } from 'zod'
import { diffDays } from '../../../kernel/pure/calendar/day.ts'
import { notFound } from '../../../kernel/pure/errors.ts'
import type { Actions } from '../../../kernel/pure/fields.ts'
import { refKey } from '../../../kernel/pure/ref.ts'
import { mayTransit } from '../../../kernel/pure/state.ts'
import { type Ctx, hasRole, userOf } from '../../../kernel/server/ctx.ts'
import { decodeCursor, pageFrom } from '../../../kernel/server/cursor.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import { listFor } from '../../../mechanisms/attachment/index.ts'
import { signaturesOf } from '../../../mechanisms/signature/index.ts'
import { unitsBelow } from '../../org/index.ts'
import type { contract } from '../contract.ts'
import { READERS } from '../contracts/access.ts'
import { LOAN, type Loan } from '../operations/loans.ts'
import { isDesk } from '../outside.ts'
import { loanMachine } from '../rules.ts'
import { CARD, heldText, toThing } from '../store.ts'
import { cardsById } from './things.ts'

type H = Handlers<typeof contract>

export const loans: H['loans'] = async (ctx, input) => {
  let q = ctx.db.selectFrom('asset_loan').where('school_id', '=', ctx.schoolId)
  if (input.states?.length) q = q.where('state', 'in', input.states)
  if (input.overdue) q = q.where('state', '=', 'out').where('due_on', '<', ctx.today)
  if (input.search) {
    const like = `%${input.search.replace(/[\\%_]/g, '\\$&')}%`
    const columns = ['no', 'borrower_name', 'unit_text', 'purpose', 'phone'] as const
    q = q.where(eb => eb.or(columns.map(column => eb(column, 'ilike', like))))
  }
  const { total } = await q.select(eb => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  const after = decodeCursor(input.cursor, [z.uuid()])
  if (after) q = q.where('id', '<', after[0])
  const found = await q
    .selectAll()
    .orderBy('id', 'desc')
    .limit(input.limit + 1)
    .execute()
  const page = pageFrom(found, input.limit, row => [row.id])
  return { rows: page.rows.map(row => toRow(ctx, row)), next: page.next, total }
}

const toRow = (ctx: Ctx, row: Loan) => ({
  id: row.id,
  no: row.no,
  state: row.state,
  borrowerId: row.borrower_id,
  borrowerName: row.borrower_name,
  unitText: row.unit_text,
  phone: row.phone,
  outside: row.outside,
  purpose: row.purpose,
  dueOn: row.due_on,
  outOn: row.out_on,
  returnedOn: row.returned_on,
  cards: row.cards,
  lentName: row.lent_name,
  late: row.state === 'out' && row.due_on < ctx.today,
  version: row.version,
})

export const loan: H['loan'] = async (ctx, input) => {
  const row = await ctx.db
    .selectFrom('asset_loan')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', input.id)
    .executeTakeFirst()
  const me = userOf(ctx)?.personId
  if (!row || !(hasRole(ctx, ...READERS) || (me && row.borrower_id === me))) throw notFound()
  const lines = await ctx.db
    .selectFrom('asset_loan_line')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('loan_id', '=', row.id)
    .execute()
  const cards = await cardsById(
    ctx,
    lines.map(line => line.asset_id),
  )
  const actions: Actions = {}
  const may = (key: string, action: 'take' | 'giveBack' | 'extend' | 'cancel', allowed: boolean): void => {
    if (allowed && mayTransit(loanMachine, action, row.state)) actions[key] = { allowed: true }
  }
  may('takeLoan', 'take', isDesk(ctx) || row.borrower_id === me)
  may('returnLoan', 'giveBack', isDesk(ctx))
  may('extendLoan', 'extend', isDesk(ctx))
  may('cancelLoan', 'cancel', isDesk(ctx))
  return {
    ...toRow(ctx, row),
    note: row.note,
    lines: lines
      .flatMap(line => {
        const card = cards.get(line.asset_id)
        if (!card) return []
        const { condition_out, condition_in, note, returned_on } = line
        return [
          {
            ...toThing(card),
            conditionOut: condition_out,
            conditionIn: condition_in,
            note,
            returnedOn: returned_on,
          },
        ]
      })
      .sort((a, b) => (a.no < b.no ? -1 : 1)),
    seals: await signaturesOf(ctx, [{ kind: LOAN, id: row.id }]),
    url: `${ctx.publicUrl}/asset-loans/${row.id}`,
    actions,
  }
}

export const idle: H['idle'] = async (ctx, input) => {
  let q = ctx.db
    .selectFrom('asset_idle as i')
    .innerJoin('asset_card as c', join =>
      join.onRef('c.school_id', '=', 'i.school_id').onRef('c.id', '=', 'i.asset_id'),
    )
    .where('i.school_id', '=', ctx.schoolId)
    .where('i.ended_on', 'is', null)
  if (input.condition) q = q.where('i.condition', '=', input.condition)
  if (input.unitId) q = q.where('c.unit_id', 'in', await unitsBelow(ctx, input.unitId))
  if (input.search) {
    const like = `%${input.search.replace(/[\\%_]/g, '\\$&')}%`
    const columns = ['c.no', 'c.name', 'c.model', 'c.spec', 'c.place_text', 'i.reason', 'c.initials'] as const
    q = q.where(eb => eb.or(columns.map(column => eb(column, 'ilike', like))))
  }
  const { total } = await q.select(eb => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  const after = decodeCursor(input.cursor, [z.uuid()])
  if (after) q = q.where('i.id', '<', after[0])
  const found = await q
    .select(['i.id as idle_id', 'i.asset_id', 'i.since', 'i.reason', 'i.condition', 'i.offered_name'])
    .orderBy('i.id', 'desc')
    .limit(input.limit + 1)
    .execute()
  const page = pageFrom(found, input.limit, row => [row.idle_id])
  const ids = page.rows.map(row => row.asset_id)
  const cards = await cardsById(ctx, ids)
  const files = await listFor(
    ctx,
    ids.map(id => ({ kind: CARD, id })),
  )
  return {
    rows: page.rows.flatMap(row => {
      const card = cards.get(row.asset_id)
      if (!card) return []
      return [
        {
          ...toThing(card),
          since: row.since,
          days: diffDays(row.since, ctx.today),
          reason: row.reason,
          condition: row.condition,
          offeredName: row.offered_name,
          held: heldText(card),
          netFen: card.value_fen - card.depreciated_fen,
          files: (files.get(refKey({ kind: CARD, id: card.id })) ?? [])
            .filter(file => file.picture)
            .map(({ id, name }) => ({ id, name })),
        },
      ]
    }),
    next: page.next,
    total,
  }
}
