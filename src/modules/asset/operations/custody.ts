import { kernelError, notFound } from '../../../kernel/pure/errors.ts'
import { mayTransit, stateRefusal } from '../../../kernel/pure/state.ts'
import { type Ctx, userOf } from '../../../kernel/server/ctx.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import { notify } from '../../../mechanisms/notification/index.ts'
import { sign } from '../../../mechanisms/signature/index.ts'
import { contract } from '../contract.ts'
import { CUSTODY, offerTo } from '../custody.ts'
import { actsForUnit, isDesk, presentPerson } from '../outside.ts'
import { type CustodyAction, type CustodyState, custodyMachine } from '../rules.ts'
import { type Card, changeCards, lockCards, refuseBusy, tell } from '../store.ts'

type H = Handlers<typeof contract>

export const offerCustody: H['offerCustody'] = async (ctx, input) => {
  const keeper = await presentPerson(ctx, input.keeperId)
  const cards = await lockCards(ctx, input.assetIds)
  for (const card of cards) {
    refuseBusy(card, '移交')
    if (card.keeper_id === keeper.id)
      throw contract.fail('own_custody', { no: card.no, name: card.name, keeper: keeper.name })
    await refuseStranger(ctx, card)
  }
  const id = await offerTo(ctx, cards, keeper, input.note)
  ctx.about({ kind: CUSTODY, id }, `${cards.length} 件交给${keeper.name}`)
  return { id, cards: cards.length }
}

/** The office hands over anything; others what they keep themselves or what is their unit's. */
async function refuseStranger(ctx: Ctx, card: Card): Promise<void> {
  if (isDesk(ctx) || card.keeper_id === userOf(ctx)?.personId) return
  if (card.unit_id !== null && (await actsForUnit(ctx, card.unit_id))) return
  throw contract.fail('not_ours', { no: card.no, name: card.name, unit: card.unit_text || '别的部门' })
}

export const acceptCustody: H['acceptCustody'] = async (ctx, input) => {
  const { custody, ids } = await take(ctx, input, 'accept')
  await answer(ctx, custody, 'accepted', '')
  await sign(ctx, {
    subject: { kind: CUSTODY, id: custody.id },
    duty: '保管人',
    statement: `本人已核对并接收 ${ids.length} 件资产，负责保管`,
    strokes: input.strokes,
  })
  await changeCards(ctx, ids, {
    keeper_id: custody.keeper_id,
    keeper_name: custody.keeper_name,
    custody_id: null,
  })
  await tell(ctx, ids, '签收保管', custody.keeper_name)
  if (custody.offered_by)
    await notify(ctx, {
      personIds: [custody.offered_by],
      topic: 'asset.custody_accepted',
      title: `${custody.keeper_name}已签收 ${ids.length} 件资产`,
      link: `/asset-custody/${custody.id}`,
    })
  return { id: custody.id, version: custody.version + 1 }
}

export const declineCustody: H['declineCustody'] = async (ctx, input) => {
  const { custody, ids } = await take(ctx, input, 'decline')
  await answer(ctx, custody, 'declined', input.reason)
  await changeCards(ctx, ids, { custody_id: null })
  await tell(ctx, ids, '不接受移交', `${custody.keeper_name}：${input.reason}`)
  if (custody.offered_by)
    await notify(ctx, {
      personIds: [custody.offered_by],
      topic: 'asset.custody_declined',
      title: `${custody.keeper_name}没有接受 ${ids.length} 件资产：${input.reason}`,
      link: `/asset-custody/${custody.id}`,
    })
  return { id: custody.id, version: custody.version + 1 }
}

export const withdrawCustody: H['withdrawCustody'] = async (ctx, input) => {
  const { custody, ids } = await take(ctx, input, 'withdraw')
  await answer(ctx, custody, 'withdrawn', '')
  await changeCards(ctx, ids, { custody_id: null })
  await tell(ctx, ids, '收回移交')
  return { id: custody.id, version: custody.version + 1 }
}

type Custody = Awaited<ReturnType<typeof load>>

async function load(ctx: Ctx, id: string) {
  const custody = await ctx.db
    .selectFrom('asset_custody')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!custody) throw notFound()
  return custody
}

async function take(ctx: Ctx, input: { id: string; version: number }, action: CustodyAction) {
  const custody = await load(ctx, input.id)
  const me = userOf(ctx)?.personId
  if (action === 'withdraw' ? custody.offered_by !== me && !isDesk(ctx) : custody.keeper_id !== me) {
    if (custody.offered_by !== me && !isDesk(ctx)) throw notFound()
    throw contract.fail('not_keeper', { name: custody.keeper_name })
  }
  if (!mayTransit(custodyMachine, action, custody.state))
    throw stateRefusal(custodyMachine, action, custody.state)
  if (custody.version !== input.version) throw kernelError('kernel.changed', { who: '别人' })
  const lines = await ctx.db
    .selectFrom('asset_custody_line')
    .select('asset_id')
    .where('school_id', '=', ctx.schoolId)
    .where('custody_id', '=', custody.id)
    .execute()
  const cards = await lockCards(
    ctx,
    lines.map(line => line.asset_id),
  )
  return { custody, ids: cards.filter(card => card.custody_id === custody.id).map(card => card.id) }
}

async function answer(ctx: Ctx, custody: Custody, state: CustodyState, text: string): Promise<void> {
  await ctx.db
    .updateTable('asset_custody')
    .set({ state, answer: text, answered_at: ctx.now, version: custody.version + 1 })
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', custody.id)
    .execute()
  ctx.about({ kind: CUSTODY, id: custody.id }, text)
}
