import { kernelError, notFound } from '../../../kernel/pure/errors.ts'
import { formatFen } from '../../../kernel/pure/money.ts'
import type { ParsedOf } from '../../../kernel/pure/operation.ts'
import { mayTransit, stateRefusal } from '../../../kernel/pure/state.ts'
import { type Ctx, hasRole } from '../../../kernel/server/ctx.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import { attach } from '../../../mechanisms/attachment/index.ts'
import { notify } from '../../../mechanisms/notification/index.ts'
import { readParameter } from '../../../mechanisms/parameter/index.ts'
import { sign, voidSignatures } from '../../../mechanisms/signature/index.ts'
import { itemNames } from '../../stock/index.ts'
import { contract, type procurement } from '../contract.ts'
import { acceptanceMachine, orderMachine } from '../machines.ts'
import { COMMITTEE } from '../parameters.ts'
import { lineAmount, tidyQuantity } from '../rules.ts'
import { change, lock, lockFor, me, note, type RowOf } from '../store.ts'
import { type Category, usualMismatch } from '../words.ts'
import { countBack } from './finishing.ts'
import { cardReasonOf } from './low-value.ts'
import { takeIn } from './taking-in.ts'

export const ACCEPTANCE_REF = 'procurement.acceptance'
type H = Handlers<typeof contract>
type Input = ParsedOf<typeof procurement.receive>
type Order = RowOf<'procurement_order'>
type OrderLine = RowOf<'procurement_order_line'>

/** A delivery is counted. It counts once all of the committee have signed: at once where there is only one. */
export const receive: H['receive'] = async (ctx, input) => {
  const order = await lock(ctx, 'procurement_order', input.orderId)
  const acceptor = me(ctx)
  await mustBeAcceptor(ctx, order)
  if (!mayTransit(orderMachine, 'receive', order.state))
    throw stateRefusal(orderMachine, 'receive', order.state)
  if (order.version !== input.version) throw kernelError('kernel.changed', { who: '别人' })
  const lines = await countedLines(ctx, order, input)
  const memberIds = [...new Set([acceptor.personId, ...input.memberIds])]
  const names = await membersOf(ctx, order, memberIds)
  const amountFen = lines.reduce((sum, l) => sum + l.amountFen, 0)
  await mustBeEnough(ctx, amountFen, memberIds.length)
  if (lines.some(l => l.target === 'store' && l.accepted > 0) && !input.storeId)
    throw contract.fail('needs_store')
  const id = ctx.id()
  const no = await ctx.number('YS')
  await ctx.db
    .insertInto('procurement_acceptance')
    .values({
      school_id: ctx.schoolId,
      id,
      no,
      order_id: order.id,
      state: 'signing',
      arrived_on: input.arrivedOn ?? ctx.today,
      accepted_on: null,
      store_id: input.storeId ?? null,
      place_ok: input.placeOk,
      papers: input.papers,
      installed: input.installed,
      note: input.note,
      amount_fen: amountFen,
      made_by: acceptor.personId,
      made_by_name: acceptor.name,
      created_at: ctx.now,
      updated_at: ctx.now,
    })
    .execute()
  for (const l of lines) await writeLine(ctx, id, l)
  await ctx.db
    .insertInto('procurement_acceptance_member')
    .values(
      memberIds.map((personId, at) => ({
        school_id: ctx.schoolId,
        id: ctx.id(),
        acceptance_id: id,
        person_id: personId,
        name: names.get(personId) as string,
        duty: at === 0 ? '验收人' : '验收组成员',
        signed_at: null,
      })),
    )
    .execute()
  await attach(ctx, { kind: ACCEPTANCE_REF, id }, input.photoIds, 'other')
  await noteMismatches(ctx, order, { id, lines, input })
  await note(ctx, 'acceptance', id, '点收', formatFen(amountFen))
  await change(ctx, 'procurement_order', order, order.state, {
    action: '到货点收',
    note: no,
    set: { arrived_on: order.arrived_on ?? input.arrivedOn ?? ctx.today },
  })
  await notify(ctx, {
    personIds: memberIds.slice(1),
    topic: 'procurement.sign',
    title: `请签验收单 ${no}：${order.title}`,
    link: `/acceptances/${id}`,
    subject: { kind: ACCEPTANCE_REF, id },
  })
  return signBy(ctx, id, 1, input.strokes)
}

export const signAcceptance: H['signAcceptance'] = async (ctx, input) =>
  signBy(ctx, input.id, input.version, input.strokes)

/** Counted wrongly, or the committee does not agree: the sheet goes, and the goods are counted anew. */
export const voidAcceptance: H['voidAcceptance'] = async (ctx, input) => {
  const row = await lockFor(ctx, 'procurement_acceptance', acceptanceMachine, 'void', input)
  const isMember = (await membersRows(ctx, row.id)).some(m => m.person_id === me(ctx).personId)
  if (!isMember && !hasRole(ctx, 'director', 'clerk')) throw contract.fail('not_member')
  const lines = await linesOf(ctx, row.id)
  for (const l of lines) await countBack(ctx, l, { rejected: 0 })
  await ctx.db
    .deleteFrom('procurement_mismatch')
    .where('school_id', '=', ctx.schoolId)
    .where('acceptance_id', '=', row.id)
    .where('state', '=', 'open')
    .execute()
  await voidSignatures(ctx, { kind: ACCEPTANCE_REF, id: row.id }, input.reason)
  const done = await change(ctx, 'procurement_acceptance', row, 'void', {
    action: '作废',
    note: input.reason,
    set: { void_reason: input.reason },
  })
  return { ...done, no: row.no }
}

async function signBy(ctx: Ctx, id: string, version: number, strokes: string | undefined) {
  const row = await lockFor(ctx, 'procurement_acceptance', acceptanceMachine, 'sign', { id, version })
  const member = (await membersRows(ctx, id)).find(m => m.person_id === me(ctx).personId)
  if (!member) throw contract.fail('not_member')
  await sign(ctx, {
    subject: { kind: ACCEPTANCE_REF, id },
    duty: member.duty,
    statement: statementOf(row),
    strokes,
  })
  await ctx.db
    .updateTable('procurement_acceptance_member')
    .set({ signed_at: ctx.now })
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', member.id)
    .execute()
  const waiting = (await membersRows(ctx, id)).filter(m => m.signed_at === null)
  if (waiting.length > 0) {
    const done = await change(ctx, 'procurement_acceptance', row, 'signing', { action: '签字' })
    return { ...done, no: row.no }
  }
  await takeIn(ctx, row, await linesOf(ctx, id))
  const done = await change(ctx, 'procurement_acceptance', row, 'accepted', {
    action: '验收完成',
    note: formatFen(row.amount_fen),
    set: { accepted_on: ctx.today },
  })
  return { ...done, no: row.no }
}

export const statementOf = (row: { no: string; amount_fen: number }): string =>
  `${row.no} 所列货物已逐项清点，合格的共 ${formatFen(row.amount_fen)}，同意验收。`

export const linesOf = (ctx: Ctx, acceptanceId: string) =>
  ctx.db
    .selectFrom('procurement_acceptance_line')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('acceptance_id', '=', acceptanceId)
    .orderBy('id')
    .execute()

export const membersRows = (ctx: Ctx, acceptanceId: string) =>
  ctx.db
    .selectFrom('procurement_acceptance_member')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('acceptance_id', '=', acceptanceId)
    .orderBy('id')
    .execute()

/** Keepers and the office receive anything; whoever asked for something receives that. */
async function mustBeAcceptor(ctx: Ctx, order: Order): Promise<void> {
  if (hasRole(ctx, 'storekeeper', 'asset_keeper', 'director', 'clerk', 'auditor', 'buyer')) return
  const mine = await ctx.db
    .selectFrom('procurement_order_line as o')
    .innerJoin('procurement_request_line as l', join =>
      join.onRef('l.school_id', '=', 'o.school_id').onRef('l.batch_line_id', '=', 'o.batch_line_id'),
    )
    .innerJoin('procurement_request as r', join =>
      join.onRef('r.school_id', '=', 'l.school_id').onRef('r.id', '=', 'l.request_id'),
    )
    .select('r.id')
    .where('o.school_id', '=', ctx.schoolId)
    .where('o.order_id', '=', order.id)
    .where('r.asker_id', '=', me(ctx).personId)
    .executeTakeFirst()
  if (!mine) throw notFound()
}

/** Names of the committee; nobody who had a hand in the buying. */
async function membersOf(ctx: Ctx, order: Order, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await ctx.db
    .selectFrom('people_person')
    .select(['id', 'name'])
    .where('school_id', '=', ctx.schoolId)
    .where('id', 'in', ids)
    .where('left_on', 'is', null)
    .execute()
  const names = new Map(rows.map(row => [row.id, row.name]))
  if (ids.some(id => !names.has(id))) throw notFound()
  const buyers = new Set([order.buyer_id])
  const batch = await lock(ctx, 'procurement_batch', order.batch_id)
  buyers.add(batch.buyer_id)
  if (order.sheet_id) buyers.add((await lock(ctx, 'procurement_sheet', order.sheet_id)).asked_by)
  const bought = ids.find(id => buyers.has(id))
  if (bought) throw contract.fail('buyer_accepts', { name: names.get(bought) as string })
  return names
}

async function mustBeEnough(ctx: Ctx, amountFen: number, have: number): Promise<void> {
  const { from, members } = await readParameter(ctx, COMMITTEE)
  if (amountFen >= from * 100 && have < members)
    throw contract.fail('committee', {
      amount: formatFen(amountFen),
      limit: formatFen(from * 100),
      needed: members,
      have,
    })
}

type Counted = Input['lines'][number] & {
  line: OrderLine
  rejected: number
  amountFen: number
  target: OrderLine['target']
}

async function countedLines(ctx: Ctx, order: Order, input: Input): Promise<Counted[]> {
  const known = await ctx.db
    .selectFrom('procurement_order_line')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('order_id', '=', order.id)
    .orderBy('sort')
    .forUpdate()
    .execute()
  const counted = new Set<string>()
  const lines: Counted[] = []
  for (const got of input.lines.filter(l => l.delivered > 0)) {
    const line = known.find(l => l.id === got.orderLineId)
    if (!line || counted.has(line.id)) throw notFound()
    counted.add(line.id)
    lines.push(await countedLine(ctx, order, line, got))
  }
  if (lines.length === 0) throw contract.fail('nothing_counted')
  return lines
}

async function countedLine(
  ctx: Ctx,
  order: Order,
  line: OrderLine,
  got: Input['lines'][number],
): Promise<Counted> {
  const rejected = tidyQuantity(got.delivered - got.accepted)
  const { name, measure } = line
  if (rejected < 0)
    throw contract.fail('delivered_sum', { name, delivered: got.delivered, sum: got.accepted })
  if (rejected > 0 && !got.reason)
    throw contract.fail('reject_reason', { name, rejected: `${rejected}${measure}` })
  const taken = tidyQuantity(Number(line.accepted) + Number(line.counted) + Number(line.called_off))
  const left = tidyQuantity(Number(line.quantity) - taken)
  if (got.accepted > left)
    throw contract.fail('over_ordered', {
      name,
      ordered: `${Number(line.quantity)}${measure}`,
      taken: `${taken}${measure}`,
      left: `${left}${measure}`,
    })
  const target = got.target ?? line.target
  const itemId = got.itemId ?? line.item_id
  if (target === 'store' && got.accepted > 0) {
    if (!itemId) throw contract.fail('needs_item', { name })
    if (!(await itemNames(ctx, [itemId])).has(itemId)) throw notFound()
  }
  const cardReason =
    target === 'asset' && got.accepted > 0
      ? await cardReasonOf(ctx, line, order.category as Category, got.cardReason)
      : ''
  // The last piece carries what rounding left over, so that the whole order costs what was agreed.
  const last = got.accepted === left && Number(line.called_off) === 0 && Number(line.counted) === 0
  const amountFen = last ? line.amount_fen - line.accepted_fen : lineAmount(line.price_fen, got.accepted)
  return { ...got, line, rejected, amountFen, target, cardReason, ...(itemId ? { itemId } : {}) }
}

async function writeLine(ctx: Ctx, acceptanceId: string, l: Counted): Promise<void> {
  await ctx.db
    .insertInto('procurement_acceptance_line')
    .values({
      school_id: ctx.schoolId,
      id: ctx.id(),
      acceptance_id: acceptanceId,
      order_line_id: l.line.id,
      delivered: l.delivered,
      accepted: l.accepted,
      rejected: l.rejected,
      reason: l.reason,
      looks_ok: l.looksOk,
      works_ok: l.worksOk,
      found: l.found,
      serials: l.serials,
      item_id: l.itemId ?? null,
      target: l.target,
      amount_fen: l.amountFen,
      card_reason: l.cardReason,
    })
    .execute()
  await ctx.db
    .updateTable('procurement_order_line')
    .set(eb => ({ counted: eb('counted', '+', String(l.accepted)) }))
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', l.line.id)
    .execute()
}

/** What differs from the paper is written down at once; nothing is paid until it is settled. */
async function noteMismatches(
  ctx: Ctx,
  order: Order,
  { id, lines, input }: { id: string; lines: readonly Counted[]; input: Input },
): Promise<void> {
  const finder = me(ctx)
  for (const l of lines) {
    if (l.rejected <= 0 && l.looksOk && l.worksOk && !l.kind) continue
    const kind = l.kind ?? usualMismatch(l)
    await ctx.db
      .insertInto('procurement_mismatch')
      .values({
        school_id: ctx.schoolId,
        id: ctx.id(),
        order_id: order.id,
        acceptance_id: id,
        order_line_id: l.line.id,
        state: 'open',
        kind,
        name: l.line.name,
        quantity: l.rejected > 0 ? l.rejected : null,
        text: l.reason || l.found || input.note || '与采购单不符',
        found_on: ctx.today,
        found_by: finder.personId,
        found_by_name: finder.name,
        how: null,
        settled_on: null,
        created_at: ctx.now,
      })
      .execute()
  }
}
