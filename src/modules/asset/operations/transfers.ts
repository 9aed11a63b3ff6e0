import type { Selectable, Updateable } from 'kysely'
import { kernelError, notFound } from '../../../kernel/pure/errors.ts'
import { mayTransit, stateRefusal } from '../../../kernel/pure/state.ts'
import { actorName, type Ctx, userOf } from '../../../kernel/server/ctx.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import type { Tables } from '../../../kernel/server/tables.ts'
import { notify } from '../../../mechanisms/notification/index.ts'
import { sign, signaturesOf, voidSignatures } from '../../../mechanisms/signature/index.ts'
import { contract } from '../contract.ts'
import { offerTo } from '../custody.ts'
import { endIdle } from '../idle.ts'
import { actsForUnit, isKeeper, peopleOfUnit, presentPerson, usablePlace, usableUnit } from '../outside.ts'
import { type TransferAction, transferMachine } from '../rules.ts'
import { type Card, changeCards, lockCards, refuseBusy, refuseState, sumOf, tell } from '../store.ts'

type H = Handlers<typeof contract>
export const TRANSFER = 'asset.transfer'
export type Transfer = Selectable<Tables['asset_transfer']>

export const requestTransfer: H['requestTransfer'] = async (ctx, input) => {
  const unit = await usableUnit(ctx, input.toUnitId)
  const place = input.toPlaceId === null ? null : await usablePlace(ctx, input.toPlaceId)
  const keeper = input.toKeeperId === null ? null : await presentPerson(ctx, input.toKeeperId)
  const cards = await lockCards(ctx, input.assetIds)
  for (const card of cards) {
    refuseBusy(card, '调拨')
    if (card.state !== 'idle' && card.state !== 'in_use') refuseState(card, 'propose')
    if (card.unit_id === unit.id) throw contract.fail('same_unit', { no: card.no, unit: unit.name })
  }
  const froms = [...new Map(cards.map(card => [card.unit_id, card.unit_text])).entries()]
  if (froms.length > 1)
    throw contract.fail('several_units', { units: froms.map(([, text]) => text || '没有部门').join('、') })
  const [fromId, fromText] = froms[0] as [string | null, string]
  const { quantity, valueFen } = sumOf(cards)
  const id = ctx.id()
  const no = await ctx.number('ZY')
  await ctx.db
    .insertInto('asset_transfer')
    .values({
      school_id: ctx.schoolId,
      id,
      no,
      state: 'requested',
      from_unit_id: fromId,
      from_unit_text: fromText,
      to_unit_id: unit.id,
      to_unit_text: unit.name,
      to_place_id: place?.id ?? null,
      to_place_text: place?.text ?? '',
      to_keeper_id: keeper?.id ?? null,
      to_keeper_name: keeper?.name ?? '',
      reason: input.reason,
      reuse: cards.every(card => card.state === 'idle'),
      cards: cards.length,
      quantity,
      value_fen: valueFen,
      requested_by: userOf(ctx)?.personId ?? null,
      requested_name: actorName(ctx.actor),
      requested_at: ctx.now,
      released_by: null,
      received_by: null,
      booked_by: null,
      booked_on: null,
      updated_at: ctx.now,
    })
    .execute()
  await ctx.db
    .insertInto('asset_transfer_line')
    .values(cards.map(card => lineOf(ctx, id, card)))
    .execute()
  const ids = cards.map(card => card.id)
  await changeCards(ctx, ids, { transfer_id: id })
  await tell(ctx, ids, '申请调拨', `${fromText || '没有部门'} → ${unit.name}`, { ref: ref(id), no })
  if (fromId !== null)
    await notify(ctx, {
      personIds: await peopleOfUnit(ctx, fromId),
      topic: 'asset.transfer',
      title: `${unit.name}要调入 ${cards.length} 件资产，请核对后签字调出`,
      link: `/asset-transfers/${id}`,
      subject: ref(id),
    })
  ctx.about(ref(id), no)
  return { id, no, version: 1 }
}

const ref = (id: string) => ({ kind: TRANSFER, id })

const lineOf = (ctx: Ctx, transferId: string, card: Card) => ({
  school_id: ctx.schoolId,
  id: ctx.id(),
  transfer_id: transferId,
  asset_id: card.id,
  from_place_text: card.place_text,
  from_keeper_name: card.keeper_name,
  value_fen: card.value_fen,
  depreciated_fen: card.depreciated_fen,
})

export const releaseTransfer: H['releaseTransfer'] = async (ctx, input) => {
  const { transfer, cards } = await take(ctx, input, 'release')
  if (!(await mayRelease(ctx, transfer, cards)))
    throw contract.fail('not_releasing', { unit: transfer.from_unit_text || '总务处' })
  await signAs(ctx, transfer, '调出部门', `同意调出 ${cards.length} 件资产`, input.strokes)
  await notify(ctx, {
    personIds: transfer.to_keeper_id ? [transfer.to_keeper_id] : await peopleOfUnit(ctx, transfer.to_unit_id),
    topic: 'asset.transfer',
    title: `${transfer.from_unit_text}调出的 ${cards.length} 件资产，收到后请签字接收`,
    link: `/asset-transfers/${transfer.id}`,
    subject: ref(transfer.id),
  })
  return change(ctx, transfer, { state: 'released', released_by: userOf(ctx)?.personId ?? null })
}

export async function mayRelease(ctx: Ctx, transfer: Transfer, cards: readonly Card[]): Promise<boolean> {
  const me = userOf(ctx)?.personId
  if (transfer.from_unit_id === null) return isKeeper(ctx)
  if (me && cards.every(card => card.keeper_id === me)) return true
  return actsForUnit(ctx, transfer.from_unit_id)
}

export const mayReceive = async (ctx: Ctx, transfer: Transfer): Promise<boolean> =>
  transfer.to_keeper_id === userOf(ctx)?.personId || (await actsForUnit(ctx, transfer.to_unit_id))

/** Only now do the things stand elsewhere. */
export const receiveTransfer: H['receiveTransfer'] = async (ctx, input) => {
  const { transfer, cards } = await take(ctx, input, 'receive')
  if (!(await mayReceive(ctx, transfer)))
    throw contract.fail('not_receiving', { unit: transfer.to_unit_text })
  const placeId = input.placeId ?? transfer.to_place_id
  if (!placeId) throw contract.fail('place_wanted', {})
  const place = await usablePlace(ctx, placeId)
  await signAs(ctx, transfer, '调入部门', `已收到 ${cards.length} 件资产`, input.strokes)
  const me = userOf(ctx)
  const self = me && transfer.to_keeper_id === me.personId
  const ids = cards.map(card => card.id)
  await changeCards(ctx, ids, {
    unit_id: transfer.to_unit_id,
    unit_text: transfer.to_unit_text,
    place_id: place.id,
    place_text: place.text,
    // The receiver's signature is his signature for custody; anybody else signs for himself.
    keeper_id: self ? me.personId : null,
    keeper_name: self ? me.name : '',
  })
  const idle = cards.filter(card => card.state === 'idle').map(card => card.id)
  await changeCards(ctx, idle, { state: 'in_use' })
  await endIdle(ctx, idle, 'reused', transfer.id)
  await tell(ctx, ids, '调入接收', `${transfer.to_unit_text} ${place.text}`, {
    ref: ref(transfer.id),
    no: transfer.no,
  })
  return change(ctx, transfer, {
    state: 'received',
    received_by: me?.personId ?? null,
    to_place_id: place.id,
    to_place_text: place.text,
  })
}

export const bookTransfer: H['bookTransfer'] = async (ctx, input) => {
  const { transfer, cards } = await take(ctx, input, 'book')
  await signAs(
    ctx,
    transfer,
    '资产管理员',
    `已在资产账上由${transfer.from_unit_text}转到${transfer.to_unit_text}`,
    input.strokes,
  )
  const ids = cards.map(card => card.id)
  await changeCards(ctx, ids, { transfer_id: null })
  await tell(ctx, ids, '调拨入账', '', { ref: ref(transfer.id), no: transfer.no })
  const done = await change(ctx, transfer, {
    state: 'booked',
    booked_by: userOf(ctx)?.personId ?? null,
    booked_on: ctx.today,
  })
  if (transfer.to_keeper_id && transfer.received_by !== transfer.to_keeper_id) {
    const keeper = await presentPerson(ctx, transfer.to_keeper_id)
    await offerTo(ctx, await lockCards(ctx, ids), keeper, `调拨单 ${transfer.no}`)
  }
  return done
}

export const cancelTransfer: H['cancelTransfer'] = async (ctx, input) => {
  const { transfer, cards } = await take(ctx, input, 'cancel')
  const me = userOf(ctx)?.personId
  if (transfer.requested_by !== me && !isKeeper(ctx) && !(await mayRelease(ctx, transfer, cards)))
    throw contract.fail('not_releasing', { unit: transfer.from_unit_text })
  const ids = cards.map(card => card.id)
  await changeCards(ctx, ids, { transfer_id: null })
  await voidSignatures(ctx, ref(transfer.id), input.reason)
  await tell(ctx, ids, '撤销调拨', input.reason, { ref: ref(transfer.id), no: transfer.no })
  return change(ctx, transfer, { state: 'cancelled', note: input.reason })
}

/** Released, received and booked by three different people. */
async function signAs(ctx: Ctx, transfer: Transfer, duty: string, statement: string, strokes?: string) {
  const me = userOf(ctx)
  const before = await signaturesOf(ctx, [ref(transfer.id)])
  const own = before.find(mark => mark.personId !== null && mark.personId === me?.personId)
  if (own) throw contract.fail('same_hand', { who: own.name, duty: own.duty, other: duty })
  await sign(ctx, { subject: ref(transfer.id), duty, statement: `${transfer.no} ${statement}`, strokes })
}

async function take(ctx: Ctx, input: { id: string; version: number }, action: TransferAction) {
  const transfer = await ctx.db
    .selectFrom('asset_transfer')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', input.id)
    .forUpdate()
    .executeTakeFirst()
  if (!transfer) throw notFound()
  if (!mayTransit(transferMachine, action, transfer.state))
    throw stateRefusal(transferMachine, action, transfer.state)
  if (transfer.version !== input.version) throw kernelError('kernel.changed', { who: '别人' })
  const cards = await lockCards(ctx, await idsOf(ctx, transfer.id))
  if (action !== 'cancel')
    for (const card of cards)
      refuseBusy(card, transferMachine.transitions[action].title, { document: transfer.id })
  return { transfer, cards }
}

async function idsOf(ctx: Ctx, transferId: string): Promise<string[]> {
  const lines = await ctx.db
    .selectFrom('asset_transfer_line')
    .select('asset_id')
    .where('school_id', '=', ctx.schoolId)
    .where('transfer_id', '=', transferId)
    .execute()
  return lines.map(line => line.asset_id)
}

async function change(ctx: Ctx, transfer: Transfer, set: Updateable<Tables['asset_transfer']>) {
  await ctx.db
    .updateTable('asset_transfer')
    .set({ ...set, version: transfer.version + 1, updated_at: ctx.now })
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', transfer.id)
    .execute()
  ctx.about(ref(transfer.id), transfer.no)
  return { id: transfer.id, version: transfer.version + 1 }
}
