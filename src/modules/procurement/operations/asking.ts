import { kernelError, notFound } from '../../../kernel/pure/errors.ts'
import { formatFen } from '../../../kernel/pure/money.ts'
import type { ParsedOf } from '../../../kernel/pure/operation.ts'
import { type Ctx, hasRole } from '../../../kernel/server/ctx.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import { startApproval, withdrawApproval } from '../../../mechanisms/approval/index.ts'
import { readParameter } from '../../../mechanisms/parameter/index.ts'
import { isAssetClass } from '../../asset/index.ts'
import { lineFacts } from '../../budget/index.ts'
import { unitNames } from '../../org/index.ts'
import { placeById } from '../../place/index.ts'
import { itemNames } from '../../stock/index.ts'
import { contract, type procurement } from '../contract.ts'
import { REQUEST_REF } from '../door.ts'
import { hintsFor } from '../goods.ts'
import { requestMachine } from '../machines.ts'
import { holdFor, settleRequests } from '../money.ts'
import { JUSTIFY_FROM } from '../parameters.ts'
import { lineAmount } from '../rules.ts'
import { change, lock, lockFor, me, note, type RowOf } from '../store.ts'
import { checkSplit, checkYear } from '../year.ts'

type H = Handlers<typeof contract>
type Fields = Omit<ParsedOf<typeof procurement.edit>, 'id' | 'version'>
type Request = RowOf<'procurement_request'>

export const ask: H['ask'] = async (ctx, input) => {
  const asker = me(ctx)
  const id = ctx.id()
  const unitId = input.unitId ?? (await unitOf(ctx, asker.personId))
  const facts = await factsOf(ctx, { ...input, unitId })
  const no = await ctx.number('CG')
  await ctx.db
    .insertInto('procurement_request')
    .values({
      school_id: ctx.schoolId,
      id,
      no,
      state: 'draft',
      source: input.source,
      asker_id: asker.personId,
      asker_name: asker.name,
      asked_on: ctx.today,
      decided_on: null,
      approval_id: null,
      created_at: ctx.now,
      updated_at: ctx.now,
      ...facts,
    })
    .execute()
  await writeLines(ctx, id, input)
  await note(ctx, 'request', id, input.draft ? '起草' : '申请')
  if (input.draft) return { id, no, state: 'draft' as const, version: 1, warnings: [] }
  return send(ctx, await lock(ctx, 'procurement_request', id))
}

export const edit: H['edit'] = async (ctx, input) => {
  const row = await lockFor(ctx, 'procurement_request', requestMachine, 'edit', input)
  mustBeMine(ctx, row, '修改')
  const facts = await factsOf(ctx, { ...input, unitId: input.unitId ?? row.unit_id })
  await ctx.db
    .deleteFrom('procurement_request_line')
    .where('school_id', '=', ctx.schoolId)
    .where('request_id', '=', row.id)
    .execute()
  await writeLines(ctx, row.id, input)
  const done = await change(ctx, 'procurement_request', row, row.state, { action: '修改', set: facts })
  return { ...done, no: row.no, warnings: [] }
}

export const submit: H['submit'] = async (ctx, input) => {
  const row = await lockFor(ctx, 'procurement_request', requestMachine, 'submit', input)
  mustBeMine(ctx, row, '报批')
  return send(ctx, row)
}

/** Everything that must be so before leaders look at it; then money is held and the approval starts. */
async function send(ctx: Ctx, row: Request) {
  const sent = { ...row, asked_on: ctx.today }
  await checkGoods(ctx, row)
  await checkJustified(ctx, row)
  const warnings = await checkYear(ctx, sent)
  const split = await checkSplit(ctx, sent)
  const held = await holdFor(ctx, row, row.amount_fen, '采购申请')
  await ctx.db
    .updateTable('procurement_request_line')
    .set(eb => ({ standing_fen: eb.ref('amount_fen') }))
    .where('school_id', '=', ctx.schoolId)
    .where('request_id', '=', row.id)
    .execute()
  const done = await change(ctx, 'procurement_request', row, 'pending', {
    action: requestMachine.transitions.submit.title,
    note: split.warnings.join(''),
    set: {
      asked_on: ctx.today,
      standing_fen: row.amount_fen,
      committed_fen: held,
      ladder_fen: split.ladderFen,
    },
  })
  const { approvalId } = await startApproval(ctx, {
    subject: { kind: REQUEST_REF, id: row.id },
    no: row.no,
    title: row.title,
    href: `/procurement/requests/${row.id}`,
    amountFen: split.ladderFen,
    category: row.category,
    askerId: row.asker_id,
    ...(row.unit_id ? { unitId: row.unit_id } : {}),
    ...(row.funding ? { funding: row.funding } : {}),
  })
  await ctx.db
    .updateTable('procurement_request')
    .set({ approval_id: approvalId })
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', row.id)
    .execute()
  if (!row.line_id) warnings.push('还没有定经费，总务处或会计定了才能采购。')
  const now = await lock(ctx, 'procurement_request', row.id)
  return {
    ...done,
    state: now.state,
    version: now.version,
    no: row.no,
    warnings: [...warnings, ...split.warnings],
  }
}

export const setLine: H['setLine'] = async (ctx, input) => {
  const row = await lock(ctx, 'procurement_request', input.id)
  if (row.version !== input.version) throw kernelError('kernel.changed', { who: '别人' })
  if (row.line_id && row.committed_fen > 0) throw contract.fail('line_set')
  const line = (await lineFacts(ctx, [input.lineId])).get(input.lineId)
  if (!line) throw notFound()
  const next = { ...row, line_id: input.lineId }
  const live = row.state === 'pending' || row.state === 'approved'
  if (live) await checkYear(ctx, next)
  const held = live ? await holdFor(ctx, next, row.standing_fen, '采购申请') : 0
  return change(ctx, 'procurement_request', row, row.state, {
    action: '定经费',
    note: `${line.code} ${line.title}`,
    set: { line_id: input.lineId, funding: line.source, committed_fen: held },
  })
}

export const withdraw: H['withdraw'] = async (ctx, input) => {
  const row = await lockFor(ctx, 'procurement_request', requestMachine, 'withdraw', input)
  mustBeMine(ctx, row, '撤回')
  if (row.state === 'pending') {
    await withdrawApproval(ctx, { kind: REQUEST_REF, id: row.id }, input.reason)
    const now = await lock(ctx, 'procurement_request', row.id)
    return { id: now.id, state: now.state, version: now.version }
  }
  await letGo(ctx, row, '撤回')
  return change(ctx, 'procurement_request', row, 'withdrawn', {
    action: '撤回',
    note: input.reason,
    set: { decision: input.reason, standing_fen: 0, committed_fen: 0 },
  })
}

/** What has not been put into a purchase will not be bought; the budget gets it back. */
export const closeRest: H['closeRest'] = async (ctx, input) => {
  const row = await lockFor(ctx, 'procurement_request', requestMachine, 'close', input)
  const lines = await ctx.db
    .selectFrom('procurement_request_line')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('request_id', '=', row.id)
    .execute()
  const free = lines.filter(
    l => l.batch_line_id === null && Number(l.accepted) + Number(l.called_off) < Number(l.quantity),
  )
  if (free.length === 0) throw contract.fail('nothing_left')
  for (const l of free)
    await ctx.db
      .updateTable('procurement_request_line')
      .set({ called_off: Number(l.quantity) - Number(l.accepted), standing_fen: 0 })
      .where('school_id', '=', ctx.schoolId)
      .where('id', '=', l.id)
      .execute()
  await settleRequests(ctx, [row.id], '不再采购')
  const open = lines.some(
    l => l.batch_line_id !== null && Number(l.accepted) + Number(l.called_off) < Number(l.quantity),
  )
  const got = lines.some(l => Number(l.accepted) > 0)
  const state = open ? 'buying' : got ? 'done' : 'closed'
  return change(ctx, 'procurement_request', row, state, {
    action: requestMachine.transitions.close.title,
    note: input.reason,
    set: { decision: input.reason },
  })
}

/** The line gets back what it held for the request. */
export async function letGo(ctx: Ctx, row: Request, why: string): Promise<void> {
  await holdFor(ctx, row, 0, why)
  await ctx.db
    .updateTable('procurement_request_line')
    .set({ standing_fen: 0 })
    .where('school_id', '=', ctx.schoolId)
    .where('request_id', '=', row.id)
    .execute()
}

function mustBeMine(ctx: Ctx, row: Request, action: string): void {
  if (row.asker_id !== me(ctx).personId && !hasRole(ctx, 'director', 'clerk'))
    throw contract.fail('not_yours', { who: row.asker_name, action })
}

async function checkGoods(ctx: Ctx, row: Request): Promise<void> {
  const lines = await ctx.db
    .selectFrom('procurement_request_line')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('request_id', '=', row.id)
    .orderBy('sort')
    .execute()
  const hints = await hintsFor(
    ctx,
    lines.map(l => ({ name: l.name, itemId: l.item_id })),
    row.kind === 'equipment',
  )
  for (const [at, l] of lines.entries()) {
    const hint = hints[at]
    if (!hint || row.kind === 'service') continue
    const enough = hint.onhand !== null && hint.onhand >= Number(l.quantity)
    if (enough && !l.stock_reason)
      throw contract.fail('in_stock', { name: l.name, onhand: `${hint.onhand}${hint.measure}` })
    const idleText = hint.idle.map(a => `${a.name}（${a.no}，${a.where || '未注明地点'}）`).join('、')
    if (idleText && !l.idle_reason) throw contract.fail('idle_first', { list: idleText })
    await ctx.db
      .updateTable('procurement_request_line')
      .set({ onhand: hint.onhand, idle_text: idleText.slice(0, 500) })
      .where('school_id', '=', ctx.schoolId)
      .where('id', '=', l.id)
      .execute()
  }
}

async function checkJustified(ctx: Ctx, row: Request): Promise<void> {
  if (row.kind !== 'equipment') return
  const limit = await readParameter(ctx, JUSTIFY_FROM)
  if (row.amount_fen < limit * 100) return
  const parts = [row.just_need, row.just_alternatives, row.just_utilisation, row.just_opinion]
  if (parts.some(part => part.trim() === ''))
    throw contract.fail('needs_justification', {
      amount: formatFen(row.amount_fen),
      limit: formatFen(limit * 100),
    })
}

/** What a request says, with the names of what it points to. */
async function factsOf(ctx: Ctx, input: Fields) {
  const line = input.lineId ? (await lineFacts(ctx, [input.lineId])).get(input.lineId) : undefined
  if (input.lineId && !line) throw notFound()
  const unit = input.unitId ? (await unitNames(ctx, [input.unitId])).get(input.unitId) : ''
  if (unit === undefined) throw notFound()
  const place = input.placeId ? await placeById(ctx, input.placeId) : undefined
  if (input.placeId && !place) throw notFound()
  const amount = input.lines.reduce((sum, l) => sum + lineAmount(l.priceFen, l.quantity), 0)
  return {
    kind: input.kind,
    category: input.category,
    channel: input.channel,
    title: input.title || titleFrom(input.lines),
    unit_id: input.unitId,
    unit_text: unit,
    place_id: input.placeId,
    place_text: place?.fullName ?? input.placeText,
    reason: input.reason,
    line_id: input.lineId,
    funding: line?.source ?? '',
    needed_on: input.neededOn,
    just_need: input.justification?.need ?? '',
    just_alternatives: input.justification?.alternatives ?? '',
    just_utilisation: input.justification?.utilisation ?? '',
    just_opinion: input.justification?.opinion ?? '',
    amount_fen: amount,
  }
}

/** 投影仪1台等3种 */
const titleFrom = (lines: Fields['lines']): string => {
  const [first] = lines
  if (!first) return ''
  const one = `${first.name}${first.quantity}${first.measure}`
  return lines.length > 1 ? `${one}等${lines.length}种` : one
}

async function writeLines(ctx: Ctx, requestId: string, input: Fields): Promise<void> {
  const itemIds = input.lines.flatMap(l => (l.itemId ? [l.itemId] : []))
  const items = await itemNames(ctx, itemIds)
  if (itemIds.some(id => !items.has(id))) throw notFound()
  const unknown = input.lines.find(l => l.classCode !== '' && !isAssetClass(l.classCode))
  if (unknown) throw contract.fail('class_unknown', { name: unknown.name, code: unknown.classCode })
  const usual = input.kind === 'equipment' ? 'asset' : input.kind === 'goods' ? 'store' : 'none'
  await ctx.db
    .insertInto('procurement_request_line')
    .values(
      input.lines.map((l, sort) => ({
        school_id: ctx.schoolId,
        id: ctx.id(),
        request_id: requestId,
        sort,
        item_id: l.itemId,
        name: l.name,
        spec: l.spec,
        measure: l.measure,
        quantity: l.quantity,
        price_fen: l.priceFen,
        amount_fen: lineAmount(l.priceFen, l.quantity),
        standing_fen: 0,
        target: l.target ?? usual,
        class_code: l.classCode,
        onhand: null,
        stock_reason: l.stockReason,
        idle_reason: l.idleReason,
        batch_line_id: null,
      })),
    )
    .execute()
}

async function unitOf(ctx: Ctx, personId: string): Promise<string | null> {
  const person = await ctx.db
    .selectFrom('people_person')
    .select('unit_id')
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', personId)
    .executeTakeFirst()
  return person?.unit_id ?? null
}
