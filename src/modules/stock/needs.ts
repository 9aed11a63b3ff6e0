import { kernelError } from '../../kernel/pure/errors.ts'
import type { ParsedOf } from '../../kernel/pure/operation.ts'
import { mayTransit, stateRefusal } from '../../kernel/pure/state.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import type { Handlers } from '../../kernel/server/module.ts'
import { startApproval, withdrawApproval } from '../../mechanisms/approval/index.ts'
import { notify } from '../../mechanisms/notification/index.ts'
import { orderForMaterial } from '../../mechanisms/workorder/index.ts'
import { contract, stock } from './contract.ts'
import { averages } from './facts.ts'
import {
  askingUnits,
  itemOf,
  itemsById,
  lockRow,
  me,
  mustBeOnce,
  storeById,
  unitText,
  usualStore,
} from './lookup.ts'
import { NEED_REF } from './paper.ts'
import { mustBeWithinQuota } from './quotas.ts'
import { amountOf, type NeedAction, type NeedState, needMachine, quantityText } from './rules.ts'

type H = Handlers<typeof contract>
type Asked = Omit<ParsedOf<typeof stock.request>, never>
export type NeedRow = Awaited<ReturnType<typeof lockNeed>>

export const lockNeed = (ctx: Ctx, input: { id: string; version?: number }) =>
  lockRow(ctx, 'stock_need', input)

export function mustBeAble(action: NeedAction, state: NeedState): void {
  if (!mayTransit(needMachine, action, state)) throw stateRefusal(needMachine, action, state)
}

export const request: H['request'] = async (ctx, input) => {
  const asker = me(ctx)
  const store = input.storeId ? await storeById(ctx, input.storeId) : await usualStore(ctx)
  const facts = await factsOf(ctx, input, asker.personId)
  const id = ctx.id()
  let no = ''
  const write = async (): Promise<string> => {
    no = await ctx.number('LL')
    await ctx.db
      .insertInto('stock_need')
      .values({
        school_id: ctx.schoolId,
        id,
        no,
        state: 'pending',
        store_id: store.id,
        asker_id: asker.personId,
        asker_text: asker.name,
        ...facts.columns,
        asked_on: ctx.today,
        created_at: ctx.now,
        updated_at: ctx.now,
      })
      .execute()
    await writeLines(ctx, id, input)
    return no
  }
  await ask(ctx, { id, no: write }, asker.personId, facts)
  ctx.about({ kind: NEED_REF, id }, `${no} ${facts.what}`)
  return { id, no, version: 1 }
}

export const resubmit: H['resubmit'] = async (ctx, input) => {
  const asker = me(ctx)
  const row = await lockNeed(ctx, input)
  mustBeAble('resubmit', row.state)
  if (row.asker_id !== asker.personId) throw kernelError('kernel.forbidden', { operation: '改好再报' })
  const store = input.storeId ? await storeById(ctx, input.storeId) : { id: row.store_id }
  const facts = await factsOf(ctx, input, asker.personId, row.id)
  await ctx.db
    .deleteFrom('stock_need_line')
    .where('school_id', '=', ctx.schoolId)
    .where('need_id', '=', row.id)
    .execute()
  await writeLines(ctx, row.id, input)
  const changed = await moveNeed(ctx, row, 'pending', { ...facts.columns, store_id: store.id, decision: '' })
  await ask(ctx, row, asker.personId, facts)
  return changed
}

export const withdraw: H['withdraw'] = async (ctx, input) => {
  const row = await lockNeed(ctx, input)
  mustBeAble('withdraw', row.state)
  if (row.asker_id !== me(ctx).personId)
    throw kernelError('kernel.forbidden', { operation: '撤回别人的领用单' })
  if (row.state !== 'pending') return moveNeed(ctx, row, 'withdrawn', { decision: input.reason })
  // The approval tells the need that it is over, as it does with any other end.
  await withdrawApproval(ctx, { kind: NEED_REF, id: row.id }, input.reason)
  ctx.about({ kind: NEED_REF, id: row.id }, input.reason)
  return { id: row.id, version: row.version + 1 }
}

export const closeNeed: H['closeNeed'] = async (ctx, input) => {
  const row = await lockNeed(ctx, input)
  mustBeAble('close', row.state)
  const changed = await moveNeed(ctx, row, 'closed', { decision: input.reason })
  await tellAsker(ctx, row, 'closed', `领用单 ${row.no} 没发的不再发放`, input.reason)
  return changed
}

/** What the approval decided, in its transaction. */
export async function needDecided(
  ctx: Ctx,
  id: string,
  result: { outcome: 'approved' | 'refused' | 'returned' | 'withdrawn'; note: string; byName: string },
): Promise<void> {
  const row = await lockNeed(ctx, { id })
  const action = {
    approved: 'approve',
    refused: 'refuse',
    returned: 'sendBack',
    withdrawn: 'withdraw',
  } as const
  mustBeAble(action[result.outcome], row.state)
  await moveNeed(ctx, row, result.outcome, {
    decision: result.note && `${result.byName}：${result.note}`,
  })
  if (result.outcome === 'approved') await tellKeeper(ctx, row)
}

/** Writes a state over the one that was read under lock. */
export async function moveNeed(
  ctx: Ctx,
  row: { id: string; no: string; version: number },
  state: NeedState,
  more: Record<string, unknown> = {},
): Promise<{ id: string; version: number }> {
  await ctx.db
    .updateTable('stock_need')
    .set({ ...more, state, version: row.version + 1, updated_at: ctx.now })
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', row.id)
    .execute()
  ctx.about({ kind: NEED_REF, id: row.id }, `${row.no}：${needMachine.states[state].label}`)
  return { id: row.id, version: row.version + 1 }
}

export async function tellAsker(
  ctx: Ctx,
  row: { id: string; asker_id: string },
  topic: string,
  title: string,
  body = '',
): Promise<void> {
  await notify(ctx, {
    personIds: [row.asker_id],
    topic: `stock.${topic}`,
    title,
    body,
    link: `/needs/${row.id}`,
    subject: { kind: NEED_REF, id: row.id },
  })
}

async function tellKeeper(
  ctx: Ctx,
  row: { id: string; no: string; store_id: string; purpose: string },
): Promise<void> {
  const store = await ctx.db
    .selectFrom('stock_store')
    .select('keeper_id')
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', row.store_id)
    .executeTakeFirst()
  if (!store?.keeper_id) return
  await notify(ctx, {
    personIds: [store.keeper_id],
    topic: 'stock.to_issue',
    title: `领用单 ${row.no} 批准了，可以备货`,
    body: row.purpose,
    link: `/needs/${row.id}`,
    subject: { kind: NEED_REF, id: row.id },
  })
}

async function factsOf(ctx: Ctx, input: Asked, askerId: string, needId?: string) {
  const items = await itemsById(
    ctx,
    input.lines.map(l => l.itemId),
  )
  mustBeOnce(items, input.lines)
  const unit = await unitFor(ctx, input.unitId, askerId)
  const { id: unitId, text } = unit
  const order = input.orderId ? await orderForMaterial(ctx, input.orderId) : undefined
  if (input.orderId && !order?.open) throw contract.fail('order_unknown')
  const over = await mustBeWithinQuota(ctx, { id: unitId, text }, input.lines, input.overReason, needId)
  const prices = await averages(
    ctx,
    input.lines.map(l => l.itemId),
  )
  const amountFen = input.lines.reduce((sum, l) => sum + amountOf(prices.get(l.itemId) ?? 0, l.quantity), 0)
  const what = input.lines
    .map(l => {
      const item = itemOf(items, l.itemId)
      return `${item.name}${quantityText(l.quantity, item.measure)}`
    })
    .join('、')
  return {
    what,
    columns: {
      unit_id: unitId,
      unit_text: text,
      order_id: order?.id ?? null,
      order_no: order?.no ?? '',
      purpose: input.purpose,
      over_reason: over ? input.overReason : '',
      amount_fen: amountFen,
    },
  }
}

/** Whom it is for: one of the asker's own units; those who keep the stores may ask for any. */
async function unitFor(
  ctx: Ctx,
  wanted: string | null,
  askerId: string,
): Promise<{ id: string | null; text: string }> {
  const own = await askingUnits(ctx, askerId)
  if (wanted === null) return { id: own[0]?.id ?? null, text: own[0]?.name ?? '' }
  const found = own.find(unit => unit.id === wanted)
  if (found) return { id: found.id, text: found.name }
  const text = await unitText(ctx, wanted)
  if (!ctx.may(stock.issue)) throw contract.fail('not_your_unit', { unit: text })
  return { id: wanted, text }
}

export const askFor: H['askFor'] = async ctx => ({ units: await askingUnits(ctx, me(ctx).personId) })

async function ask(
  ctx: Ctx,
  need: { id: string; no: string | (() => Promise<string>) },
  askerId: string,
  { what, columns }: Awaited<ReturnType<typeof factsOf>>,
): Promise<void> {
  await startApproval(ctx, {
    subject: { kind: NEED_REF, id: need.id },
    no: need.no,
    title: [columns.unit_text, what].filter(Boolean).join(' '),
    href: `/needs/${need.id}`,
    amountFen: columns.amount_fen,
    category: columns.order_id ? 'order' : columns.over_reason ? 'over' : 'usual',
    ...(columns.unit_id ? { unitId: columns.unit_id } : {}),
    askerId,
  })
}

async function writeLines(ctx: Ctx, needId: string, input: Asked): Promise<void> {
  await ctx.db
    .insertInto('stock_need_line')
    .values(
      input.lines.map((l, seq) => ({
        school_id: ctx.schoolId,
        id: ctx.id(),
        need_id: needId,
        seq,
        item_id: l.itemId,
        quantity: l.quantity,
        note: l.note,
      })),
    )
    .execute()
}
