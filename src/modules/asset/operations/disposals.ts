import type { Selectable, Updateable } from 'kysely'
import { kernelError, notFound } from '../../../kernel/pure/errors.ts'
import { formatFen } from '../../../kernel/pure/money.ts'
import { mayTransit, stateRefusal } from '../../../kernel/pure/state.ts'
import { actorName, type Ctx, userOf } from '../../../kernel/server/ctx.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import type { Tables } from '../../../kernel/server/tables.ts'
import { startApproval, withdrawApproval } from '../../../mechanisms/approval/index.ts'
import { readParameter } from '../../../mechanisms/parameter/index.ts'
import { sign, signaturesOf } from '../../../mechanisms/signature/index.ts'
import { receiveIncome } from '../../budget/index.ts'
import { contract } from '../contract.ts'
import { BUREAU_YUAN } from '../parameters.ts'
import {
  type CardState,
  DISPOSE_MODES,
  type DisposalAction,
  disposalMachine,
  monthsText,
  monthsUsed,
} from '../rules.ts'
import { type Card, changeCards, lockCards, refuseBusy, refuseState, sumOf, tell } from '../store.ts'
import { writeOff } from '../writing-off.ts'

type H = Handlers<typeof contract>
export const DISPOSAL = 'asset.disposal'
export type Disposal = Selectable<Tables['asset_disposal']>
const ref = (id: string) => ({ kind: DISPOSAL, id })

export const proposeDisposal: H['proposeDisposal'] = async (ctx, input) => {
  const cards = await lockCards(ctx, input.assetIds)
  for (const card of cards) {
    refuseBusy(card, '申请处置', { document: card.custody_id ?? '' })
    refuseState(card, 'propose')
    if (input.ground === 'over_age') refuseYoung(ctx, card)
  }
  const sums = sumOf(cards)
  const id = ctx.id()
  const no = await ctx.number('CZ')
  const units = new Map(cards.map(card => [card.unit_id, card.unit_text]))
  const [unitId = null, unitText = ''] = units.size === 1 ? ([...units][0] as [string | null, string]) : []
  await ctx.db
    .insertInto('asset_disposal')
    .values({
      school_id: ctx.schoolId,
      id,
      no,
      state: 'proposed',
      mode: input.mode,
      ground: input.ground,
      reason: input.reason,
      estimate_fen: input.estimateFen,
      unit_id: unitId,
      unit_text: unitText || `${units.size} 个部门`,
      cards: sums.cards,
      quantity: sums.quantity,
      value_fen: sums.valueFen,
      depreciated_fen: sums.depreciatedFen,
      proposed_by: userOf(ctx)?.personId ?? null,
      proposed_name: actorName(ctx.actor),
      proposed_at: ctx.now,
      checked_by: null,
      checked_at: null,
      executed_on: null,
      executed_by: null,
      updated_at: ctx.now,
    })
    .execute()
  await ctx.db
    .insertInto('asset_disposal_line')
    .values(
      cards.map(card => ({
        school_id: ctx.schoolId,
        id: ctx.id(),
        disposal_id: id,
        asset_id: card.id,
        state_before: card.state,
        from_place_text: card.place_text,
        from_keeper_name: card.keeper_name,
        value_fen: card.value_fen,
        depreciated_fen: card.depreciated_fen,
        months_used: monthsUsed(card.acquired_on, ctx.today),
        life_months: card.life_months,
      })),
    )
    .execute()
  if (userOf(ctx))
    await sign(ctx, {
      subject: ref(id),
      duty: '申请人',
      statement: `${no} 申请${DISPOSE_MODES[input.mode]} ${cards.length} 件，原值 ${formatFen(sums.valueFen)}`,
      strokes: input.strokes,
    })
  const ids = cards.map(card => card.id)
  await changeCards(ctx, ids, { state: 'disposing', disposal_id: id })
  await tell(ctx, ids, `申请${DISPOSE_MODES[input.mode]}`, input.reason, { ref: ref(id), no })
  ctx.about(ref(id), no)
  return { id, no, version: 1 }
}

function refuseYoung(ctx: Ctx, card: Card): void {
  const used = monthsUsed(card.acquired_on, ctx.today)
  if (card.life_months !== null && used < card.life_months)
    throw contract.fail('over_age_not', {
      no: card.no,
      name: card.name,
      used: monthsText(used),
      life: monthsText(card.life_months),
    })
}

/** The opinion is another person's than the request; with it the paper goes up the ladder. */
export const checkDisposal: H['checkDisposal'] = async (ctx, input) => {
  const disposal = await take(ctx, input, 'check')
  const me = userOf(ctx)
  if (disposal.proposed_by !== null && disposal.proposed_by === me?.personId) throw contract.fail('own_check')
  await signOnce(ctx, disposal, '技术鉴定', `${disposal.no} 鉴定意见：${input.opinion}`, input.strokes)
  const changed = await change(ctx, disposal, {
    state: 'approving',
    opinion: input.opinion,
    checked_by: me?.personId ?? null,
    checked_name: actorName(ctx.actor),
    checked_at: ctx.now,
  })
  await startApproval(ctx, {
    subject: ref(disposal.id),
    no: disposal.no,
    title: `${DISPOSE_MODES[disposal.mode]} ${disposal.quantity} 件，原值 ${formatFen(disposal.value_fen)}`,
    href: `/asset-disposals/${disposal.id}`,
    amountFen: disposal.value_fen,
    category: disposal.mode,
    ...(disposal.unit_id ? { unitId: disposal.unit_id } : {}),
    askerId: (disposal.proposed_by ?? me?.personId) as string,
    barred: me ? [{ personId: me.personId, reason: '写过鉴定意见' }] : [],
  })
  return { ...changed, state: 'approving' as const }
}

/** A paper that was sent back is checked anew; whoever signed it before need not sign twice. */
async function signOnce(ctx: Ctx, disposal: Disposal, duty: string, statement: string, strokes?: string) {
  const me = userOf(ctx)?.personId
  const marks = await signaturesOf(ctx, [ref(disposal.id)])
  if (marks.some(mark => mark.duty === duty && mark.personId === me)) return
  await sign(ctx, { subject: ref(disposal.id), duty, statement, strokes })
}

export const executeDisposal: H['executeDisposal'] = async (ctx, input) => {
  const disposal = await take(ctx, input, 'execute')
  const me = userOf(ctx)
  if (disposal.checked_by !== null && disposal.checked_by === me?.personId)
    throw contract.fail('own_execute', { who: disposal.checked_name })
  if (input.on > ctx.today)
    throw contract.fail('future', { what: '处置日期', day: input.on }, { on: '还没有到' })
  const limit = (await readParameter(ctx, BUREAU_YUAN, input.on)) * 100
  if (disposal.value_fen >= limit && input.approvalNo === '')
    throw contract.fail(
      'needs_decision',
      { value: formatFen(disposal.value_fen), limit: formatFen(limit) },
      { approvalNo: '请填批复文号' },
    )
  if (input.proceedsFen > 0 && (disposal.mode === 'allocate' || disposal.mode === 'donate'))
    throw contract.fail('donate_nothing', { mode: DISPOSE_MODES[disposal.mode] }, { proceedsFen: '应为 0' })
  if (input.proceedsFen > 0 && input.receiptNo === '')
    throw contract.fail(
      'proceeds_receipt',
      { fen: formatFen(input.proceedsFen) },
      { receiptNo: '请填收据号' },
    )
  const cards = await lockCards(ctx, await idsOf(ctx, disposal.id))
  for (const card of cards) refuseBusy(card, '核销', { document: disposal.id })
  const document = { ref: ref(disposal.id), no: disposal.no }
  const note = `${DISPOSE_MODES[disposal.mode]}，${input.receiver}`
  await writeOff(ctx, cards, { day: input.on, mode: disposal.mode, document, note })
  if (input.proceedsFen > 0)
    await receiveIncome(ctx, {
      kind: 'scrap',
      amountFen: input.proceedsFen,
      document: document.ref,
      no: disposal.no,
      day: input.on,
      note: `${disposal.no} 处置收入，收据 ${input.receiptNo}`,
      payer: input.receiver,
    })
  await signOnce(
    ctx,
    disposal,
    '经办',
    `${disposal.no} 已交${input.receiver}，核销 ${cards.length} 件`,
    input.strokes,
  )
  // What was depreciated while the paper went its way counts as well.
  const sums = sumOf(cards)
  return change(ctx, disposal, {
    state: 'executed',
    executed_on: input.on,
    executed_by: me?.personId ?? null,
    receiver: input.receiver,
    proceeds_fen: input.proceedsFen,
    receipt_no: input.receiptNo,
    approval_no: input.approvalNo,
    value_fen: sums.valueFen,
    depreciated_fen: sums.depreciatedFen,
  })
}

export const cancelDisposal: H['cancelDisposal'] = async (ctx, input) => {
  const disposal = await take(ctx, input, 'cancel')
  if (disposal.state === 'approving') {
    // The approval answers with `decided`, which gives the things back.
    await withdrawApproval(ctx, ref(disposal.id), input.reason)
    const after = await load(ctx, disposal.id)
    return { id: after.id, version: after.version }
  }
  await giveBack(ctx, disposal, '撤销处置', input.reason)
  return change(ctx, disposal, { state: 'cancelled', decision: input.reason })
}

/** What the approval came to; called by the approval in its own transaction. */
export async function disposalDecided(
  ctx: Ctx,
  id: string,
  result: { outcome: 'approved' | 'refused' | 'returned' | 'withdrawn'; note: string; byName: string },
): Promise<void> {
  const disposal = await load(ctx, id)
  if (disposal.state !== 'approving') return
  const decision = [result.byName, result.note].filter(Boolean).join('：')
  if (result.outcome === 'approved') await change(ctx, disposal, { state: 'approved', decision })
  else if (result.outcome === 'returned') await change(ctx, disposal, { state: 'proposed', decision })
  else {
    const refused = result.outcome === 'refused'
    await giveBack(ctx, disposal, refused ? '处置未批准' : '撤销处置', result.note)
    await change(ctx, disposal, { state: refused ? 'refused' : 'cancelled', decision })
  }
}

async function giveBack(ctx: Ctx, disposal: Disposal, action: string, note: string): Promise<void> {
  const lines = await ctx.db
    .selectFrom('asset_disposal_line')
    .select(['asset_id', 'state_before'])
    .where('school_id', '=', ctx.schoolId)
    .where('disposal_id', '=', disposal.id)
    .execute()
  const ids = lines.map(line => line.asset_id)
  await lockCards(ctx, ids)
  for (const state of ['in_use', 'idle', 'repairing'] as const satisfies CardState[]) {
    const some = lines.filter(line => line.state_before === state).map(line => line.asset_id)
    await changeCards(ctx, some, { state, disposal_id: null })
  }
  await tell(ctx, ids, action, note, { ref: ref(disposal.id), no: disposal.no })
}

async function idsOf(ctx: Ctx, disposalId: string): Promise<string[]> {
  const lines = await ctx.db
    .selectFrom('asset_disposal_line')
    .select('asset_id')
    .where('school_id', '=', ctx.schoolId)
    .where('disposal_id', '=', disposalId)
    .execute()
  return lines.map(line => line.asset_id)
}

async function load(ctx: Ctx, id: string): Promise<Disposal> {
  const disposal = await ctx.db
    .selectFrom('asset_disposal')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!disposal) throw notFound()
  return disposal
}

async function take(ctx: Ctx, input: { id: string; version: number }, action: DisposalAction) {
  const disposal = await load(ctx, input.id)
  if (!mayTransit(disposalMachine, action, disposal.state))
    throw stateRefusal(disposalMachine, action, disposal.state)
  if (disposal.version !== input.version) throw kernelError('kernel.changed', { who: '别人' })
  return disposal
}

async function change(ctx: Ctx, disposal: Disposal, set: Updateable<Tables['asset_disposal']>) {
  await ctx.db
    .updateTable('asset_disposal')
    .set({ ...set, version: disposal.version + 1, updated_at: ctx.now })
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', disposal.id)
    .execute()
  ctx.about(ref(disposal.id), disposal.no)
  return { id: disposal.id, version: disposal.version + 1 }
}
