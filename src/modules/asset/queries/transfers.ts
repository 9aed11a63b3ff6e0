import { z } from 'zod'
import { notFound } from '../../../kernel/pure/errors.ts'
import type { Actions } from '../../../kernel/pure/fields.ts'
import { mayTransit } from '../../../kernel/pure/state.ts'
import { type Ctx, hasRole, userOf } from '../../../kernel/server/ctx.ts'
import { decodeCursor, pageFrom } from '../../../kernel/server/cursor.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import { signaturesOf } from '../../../mechanisms/signature/index.ts'
import { unitsBelow } from '../../org/index.ts'
import type { contract } from '../contract.ts'
import { READERS } from '../contracts/access.ts'
import { mayReceive, mayRelease, TRANSFER, type Transfer } from '../operations/transfers.ts'
import { actsForUnit, isKeeper } from '../outside.ts'
import { type TransferAction, transferMachine } from '../rules.ts'
import { toThing } from '../store.ts'
import { cardsById } from './things.ts'

type H = Handlers<typeof contract>

export const transfers: H['transfers'] = async (ctx, input) => {
  let q = ctx.db.selectFrom('asset_transfer').where('school_id', '=', ctx.schoolId)
  if (!hasRole(ctx, ...READERS)) q = q.where(eb => eb.or(own(ctx).map(([column, id]) => eb(column, '=', id))))
  if (input.states?.length) q = q.where('state', 'in', input.states)
  if (input.unitId) {
    const units = [...(await unitsBelow(ctx, input.unitId)), input.unitId]
    q = q.where(eb => eb.or([eb('from_unit_id', 'in', units), eb('to_unit_id', 'in', units)]))
  }
  if (input.search) {
    const like = `%${input.search.replace(/[\\%_]/g, '\\$&')}%`
    const columns = ['no', 'reason', 'from_unit_text', 'to_unit_text', 'to_keeper_name'] as const
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
  return { rows: page.rows.map(toRow), next: page.next, total }
}

/** Who has no view of all sees what he asked for, gives or gets. */
function own(ctx: Ctx) {
  const me = userOf(ctx)?.personId ?? ctx.schoolId
  return (['requested_by', 'released_by', 'received_by', 'to_keeper_id'] as const).map(
    column => [column, me] as const,
  )
}

const toRow = (row: Transfer) => ({
  id: row.id,
  no: row.no,
  state: row.state,
  fromUnitText: row.from_unit_text,
  toUnitText: row.to_unit_text,
  toPlaceText: row.to_place_text,
  toKeeperName: row.to_keeper_name,
  reason: row.reason,
  reuse: row.reuse,
  cards: row.cards,
  quantity: row.quantity,
  valueFen: row.value_fen,
  requestedName: row.requested_name,
  requestedAt: row.requested_at,
  bookedOn: row.booked_on,
  version: row.version,
})

export const transfer: H['transfer'] = async (ctx, input) => {
  const row = await ctx.db
    .selectFrom('asset_transfer')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', input.id)
    .executeTakeFirst()
  if (!row || !(await maySee(ctx, row))) throw notFound()
  const lines = await ctx.db
    .selectFrom('asset_transfer_line')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('transfer_id', '=', row.id)
    .execute()
  const cards = await cardsById(
    ctx,
    lines.map(line => line.asset_id),
  )
  const things = lines.flatMap(line => {
    const card = cards.get(line.asset_id)
    if (!card) return []
    // As it was when the paper was written.
    const before = {
      placeText: line.from_place_text,
      keeperName: line.from_keeper_name,
      unitText: row.from_unit_text,
      valueFen: line.value_fen,
      depreciatedFen: line.depreciated_fen,
    }
    return [{ ...toThing(card), ...before }]
  })
  const seals = await signaturesOf(ctx, [{ kind: TRANSFER, id: row.id }])
  return {
    ...toRow(row),
    note: row.note,
    lines: things.sort((a, b) => (a.no < b.no ? -1 : 1)),
    seals,
    url: `${ctx.publicUrl}/asset-transfers/${row.id}`,
    actions: await actionsOf(ctx, row, [...cards.values()], seals),
  }
}

async function maySee(ctx: Ctx, row: Transfer): Promise<boolean> {
  if (hasRole(ctx, ...READERS) || own(ctx).some(([column, me]) => row[column] === me)) return true
  return (
    (await actsForUnit(ctx, row.to_unit_id)) ||
    (row.from_unit_id !== null && (await actsForUnit(ctx, row.from_unit_id)))
  )
}

async function actionsOf(
  ctx: Ctx,
  row: Transfer,
  cards: Parameters<typeof mayRelease>[2],
  seals: readonly { personId: string | null; duty: string }[],
): Promise<Actions> {
  const me = userOf(ctx)?.personId
  const signed = seals.find(seal => seal.personId !== null && seal.personId === me)
  const counted = cards.find(card => card.count_no !== null)
  const why = counted ? `${counted.no} 正在盘点` : signed ? `您已作为${signed.duty}签过，要换一位` : undefined
  const may: Record<TransferAction, boolean> = {
    release: await mayRelease(ctx, row, cards),
    receive: await mayReceive(ctx, row),
    book: isKeeper(ctx),
    cancel: row.requested_by === me || isKeeper(ctx) || (await mayRelease(ctx, row, cards)),
  }
  const actions: Actions = {}
  for (const action of ['release', 'receive', 'book', 'cancel'] as const) {
    if (!may[action] || !mayTransit(transferMachine, action, row.state)) continue
    const key = `${action}Transfer`
    actions[key] = why && action !== 'cancel' ? { allowed: false, why } : { allowed: true }
  }
  return actions
}
