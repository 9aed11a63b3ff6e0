import { z } from 'zod'
import { notFound } from '../../../kernel/pure/errors.ts'
import { type Ctx, hasRole, userOf } from '../../../kernel/server/ctx.ts'
import { decodeCursor, pageFrom } from '../../../kernel/server/cursor.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import { signaturesOf } from '../../../mechanisms/signature/index.ts'
import type { contract } from '../contract.ts'
import { READERS } from '../contracts/access.ts'
import { CUSTODY } from '../custody.ts'
import { isDesk } from '../outside.ts'
import { toThing } from '../store.ts'
import { thingsById } from './things.ts'

type H = Handlers<typeof contract>

export const mine: H['mine'] = async ctx => {
  const me = userOf(ctx)
  if (!me) return { name: '', things: [], valueFen: 0, offers: [], loans: [], sheets: [] }
  const cards = await ctx.db
    .selectFrom('asset_card')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('keeper_id', '=', me.personId)
    .where('state', '<>', 'disposed')
    .orderBy('place_text')
    .orderBy('no')
    .limit(1000)
    .execute()
  const offered = await select(ctx)
    .where('keeper_id', '=', me.personId)
    .where('state', '=', 'offered')
    .orderBy('offered_at')
    .execute()
  const offers = []
  for (const row of offered) offers.push({ ...toView(row), things: await thingsOf(ctx, row.id) })
  const loans = await ctx.db
    .selectFrom('asset_loan')
    .select(['id', 'no', 'due_on as dueOn', 'cards', 'state'])
    .where('school_id', '=', ctx.schoolId)
    .where('borrower_id', '=', me.personId)
    .where('state', 'in', ['prepared', 'out'])
    .orderBy('due_on')
    .execute()
  const sheets = await ctx.db
    .selectFrom('asset_check_sheet as s')
    .innerJoin('asset_check as k', join =>
      join.onRef('k.school_id', '=', 's.school_id').onRef('k.id', '=', 's.check_id'),
    )
    .innerJoin('asset_check_line as l', join =>
      join.onRef('l.school_id', '=', 's.school_id').onRef('l.sheet_id', '=', 's.id'),
    )
    .select(eb => [
      's.token',
      'k.title',
      'k.due_on as dueOn',
      eb.fn.countAll<number>().filterWhere('l.answer', 'is', null).as('left'),
    ])
    .where('s.school_id', '=', ctx.schoolId)
    .where('s.keeper_id', '=', me.personId)
    .where('k.state', '=', 'open')
    .groupBy(['s.token', 'k.title', 'k.due_on'])
    .execute()
  return {
    name: me.name,
    things: cards.map(card => ({ ...toThing(card), state: card.state, warrantyUntil: card.warranty_until })),
    valueFen: cards.reduce((sum, card) => sum + card.value_fen, 0),
    offers,
    loans,
    sheets,
  }
}

const select = (ctx: Ctx) =>
  ctx.db.selectFrom('asset_custody').selectAll().where('school_id', '=', ctx.schoolId)

type Row = Awaited<ReturnType<ReturnType<typeof select>['executeTakeFirstOrThrow']>>

const toView = (row: Row) => ({
  id: row.id,
  state: row.state,
  keeperId: row.keeper_id,
  keeperName: row.keeper_name,
  cards: row.cards,
  note: row.note,
  answer: row.answer,
  offeredName: row.offered_name,
  offeredAt: row.offered_at,
  answeredAt: row.answered_at,
  version: row.version,
})

async function thingsOf(ctx: Ctx, custodyId: string) {
  const lines = await ctx.db
    .selectFrom('asset_custody_line')
    .select('asset_id')
    .where('school_id', '=', ctx.schoolId)
    .where('custody_id', '=', custodyId)
    .execute()
  return thingsById(
    ctx,
    lines.map(line => line.asset_id),
  )
}

export const custodies: H['custodies'] = async (ctx, input) => {
  let q = select(ctx)
  if (input.states?.length) q = q.where('state', 'in', input.states)
  if (input.keeperId) q = q.where('keeper_id', '=', input.keeperId)
  const { total } = await q
    .clearSelect()
    .select(eb => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  const after = decodeCursor(input.cursor, [z.uuid()])
  if (after) q = q.where('id', '<', after[0])
  const found = await q
    .orderBy('id', 'desc')
    .limit(input.limit + 1)
    .execute()
  const page = pageFrom(found, input.limit, row => [row.id])
  return { rows: page.rows.map(toView), next: page.next, total }
}

export const custody: H['custody'] = async (ctx, input) => {
  const row = await select(ctx).where('id', '=', input.id).executeTakeFirst()
  const me = userOf(ctx)?.personId
  const concerned = row && (row.keeper_id === me || row.offered_by === me || hasRole(ctx, ...READERS))
  if (!row || !concerned) throw notFound()
  const open = row.state === 'offered'
  return {
    ...toView(row),
    things: await thingsOf(ctx, row.id),
    seals: await signaturesOf(ctx, [{ kind: CUSTODY, id: row.id }]),
    actions: {
      ...(open && row.keeper_id === me
        ? { acceptCustody: { allowed: true }, declineCustody: { allowed: true } }
        : {}),
      ...(open && (row.offered_by === me || isDesk(ctx)) ? { withdrawCustody: { allowed: true } } : {}),
    },
  }
}
