import { notFound } from '../../../kernel/pure/errors.ts'
import { mayTransit } from '../../../kernel/pure/state.ts'
import type { Ctx } from '../../../kernel/server/ctx.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import { approversOf } from '../approvals.ts'
import { contract } from '../contract.ts'
import { batchMachine, requestMachine } from '../machines.ts'
import { lineAmount, tidyQuantity } from '../rules.ts'
import { change, lock, lockFor, me, note, type RowOf } from '../store.ts'

type H = Handlers<typeof contract>
type RequestLine = RowOf<'procurement_request_line'>

/** 三统一: lines of approved requests become one purchase; the same thing from several is one line. */
export const merge: H['merge'] = async (ctx, input) => {
  const buyer = me(ctx)
  const lines = await ctx.db
    .selectFrom('procurement_request_line')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('id', 'in', [...new Set(input.lineIds)])
    .orderBy('id')
    .forUpdate()
    .execute()
  if (lines.length < new Set(input.lineIds).size) throw notFound()
  const requests = new Map<string, RowOf<'procurement_request'>>()
  for (const id of [...new Set(lines.map(l => l.request_id))].sort())
    requests.set(id, await lock(ctx, 'procurement_request', id))
  for (const l of lines) await mustBeFree(ctx, l, requests.get(l.request_id) as RowOf<'procurement_request'>)
  const [first] = [...requests.values()]
  if (!first) throw notFound()
  for (const r of requests.values()) {
    if (r.category !== first.category || r.channel !== first.channel) throw contract.fail('mixed')
    if ((await approversOf(ctx, r.id)).includes(buyer.personId))
      throw contract.fail('approver_buys', { no: r.no })
  }
  const groups = groupOf(lines)
  const id = ctx.id()
  const no = await ctx.number('CP')
  await ctx.db
    .insertInto('procurement_batch')
    .values({
      school_id: ctx.schoolId,
      id,
      no,
      state: 'open',
      title: input.title || titleOf(groups),
      category: first.category,
      channel: first.channel,
      amount_fen: lines.reduce((sum, l) => sum + lineAmount(l.price_fen, openOf(l)), 0),
      buyer_id: buyer.personId,
      buyer_name: buyer.name,
      made_on: ctx.today,
      note: input.note,
      created_at: ctx.now,
      updated_at: ctx.now,
    })
    .execute()
  for (const [sort, group] of groups.entries()) await writeGroup(ctx, id, sort, group)
  for (const r of requests.values())
    await change(ctx, 'procurement_request', r, 'buying', { action: '并入采购批', note: no })
  await note(ctx, 'batch', id, '并批', [...requests.values()].map(r => r.no).join('、'))
  return { id, no, state: 'open' as const, version: 1 }
}

export const takeOut: H['takeOut'] = async (ctx, input) => {
  const batch = await lockFor(ctx, 'procurement_batch', batchMachine, 'cancel', input)
  const line = await ctx.db
    .selectFrom('procurement_request_line as l')
    .innerJoin('procurement_batch_line as b', join =>
      join.onRef('b.school_id', '=', 'l.school_id').onRef('b.id', '=', 'l.batch_line_id'),
    )
    .selectAll('l')
    .where('l.school_id', '=', ctx.schoolId)
    .where('l.id', '=', input.lineId)
    .where('b.batch_id', '=', batch.id)
    .executeTakeFirst()
  if (!line) throw notFound()
  await free(ctx, [line])
  const { sum, left } = await ctx.db
    .selectFrom('procurement_request_line as l')
    .innerJoin('procurement_batch_line as b', join =>
      join.onRef('b.school_id', '=', 'l.school_id').onRef('b.id', '=', 'l.batch_line_id'),
    )
    .select(eb => [
      eb.fn.coalesce(eb.fn.sum<string>('l.standing_fen'), eb.lit(0)).as('sum'),
      eb.fn.countAll<number>().as('left'),
    ])
    .where('l.school_id', '=', ctx.schoolId)
    .where('b.batch_id', '=', batch.id)
    .executeTakeFirstOrThrow()
  const done = await change(ctx, 'procurement_batch', batch, left === 0 ? 'cancelled' : 'open', {
    action: '退出采购批',
    note: line.name,
    set: { amount_fen: Number(sum) },
  })
  return { ...done, no: batch.no }
}

export const cancelBatch: H['cancelBatch'] = async (ctx, input) => {
  const batch = await lockFor(ctx, 'procurement_batch', batchMachine, 'cancel', input)
  const lines = await linesOfBatch(ctx, batch.id)
  await free(ctx, lines)
  const done = await change(ctx, 'procurement_batch', batch, 'cancelled', {
    action: batchMachine.transitions.cancel.title,
    note: input.reason,
  })
  return { ...done, no: batch.no }
}

export const linesOfBatch = (ctx: Ctx, batchId: string): Promise<RequestLine[]> =>
  ctx.db
    .selectFrom('procurement_request_line as l')
    .innerJoin('procurement_batch_line as b', join =>
      join.onRef('b.school_id', '=', 'l.school_id').onRef('b.id', '=', 'l.batch_line_id'),
    )
    .selectAll('l')
    .where('l.school_id', '=', ctx.schoolId)
    .where('b.batch_id', '=', batchId)
    .orderBy('l.id')
    .execute()

export const openOf = (l: { quantity: string; called_off: string; accepted: string }): number =>
  tidyQuantity(Number(l.quantity) - Number(l.called_off) - Number(l.accepted))

/** The lines wait again to be bought; their batch lines shrink or go. */
async function free(ctx: Ctx, lines: readonly RequestLine[]): Promise<void> {
  for (const l of lines) {
    await ctx.db
      .updateTable('procurement_request_line')
      .set({ batch_line_id: null })
      .where('school_id', '=', ctx.schoolId)
      .where('id', '=', l.id)
      .execute()
    const rest = await ctx.db
      .selectFrom('procurement_request_line')
      .selectAll()
      .where('school_id', '=', ctx.schoolId)
      .where('batch_line_id', '=', l.batch_line_id)
      .execute()
    const quantity = tidyQuantity(rest.reduce((sum, r) => sum + openOf(r), 0))
    if (quantity > 0)
      await ctx.db
        .updateTable('procurement_batch_line')
        .set({ quantity })
        .where('school_id', '=', ctx.schoolId)
        .where('id', '=', l.batch_line_id as string)
        .execute()
    else
      await ctx.db
        .deleteFrom('procurement_batch_line')
        .where('school_id', '=', ctx.schoolId)
        .where('id', '=', l.batch_line_id as string)
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('procurement_quote_line')
                .select('id')
                .where('batch_line_id', '=', l.batch_line_id as string),
            ),
          ),
        )
        .execute()
  }
  for (const id of [...new Set(lines.map(l => l.request_id))].sort()) {
    const request = await lock(ctx, 'procurement_request', id)
    const { inside } = await ctx.db
      .selectFrom('procurement_request_line')
      .select(eb => eb.fn.countAll<number>().as('inside'))
      .where('school_id', '=', ctx.schoolId)
      .where('request_id', '=', id)
      .where('batch_line_id', 'is not', null)
      .executeTakeFirstOrThrow()
    if (request.state === 'buying')
      await change(ctx, 'procurement_request', request, inside > 0 ? 'buying' : 'approved', {
        action: requestMachine.transitions.unmerge.title,
      })
  }
}

async function mustBeFree(ctx: Ctx, l: RequestLine, r: RowOf<'procurement_request'>): Promise<void> {
  if (!mayTransit(requestMachine, 'merge', r.state))
    throw contract.fail('line_not_ready', {
      name: l.name,
      no: r.no,
      state: requestMachine.states[r.state].label,
    })
  if (!r.line_id) throw contract.fail('needs_line')
  if (openOf(l) <= 0) throw contract.fail('nothing_left')
  if (!l.batch_line_id) return
  const batch = await ctx.db
    .selectFrom('procurement_batch_line as l')
    .innerJoin('procurement_batch as b', join =>
      join.onRef('b.school_id', '=', 'l.school_id').onRef('b.id', '=', 'l.batch_id'),
    )
    .select('b.no')
    .where('l.school_id', '=', ctx.schoolId)
    .where('l.id', '=', l.batch_line_id)
    .executeTakeFirst()
  throw contract.fail('line_taken', { name: l.name, batch: batch?.no ?? '' })
}

/** The same item, or else the same name, description and measure. */
function groupOf(lines: readonly RequestLine[]): [RequestLine, ...RequestLine[]][] {
  const groups = new Map<string, [RequestLine, ...RequestLine[]]>()
  for (const l of lines) {
    const key = [l.item_id ?? l.name, l.spec, l.measure, l.target].join('\n')
    const known = groups.get(key)
    if (known) known.push(l)
    else groups.set(key, [l])
  }
  return [...groups.values()]
}

const titleOf = (groups: readonly [RequestLine, ...RequestLine[]][]): string => {
  const names = groups.map(([l]) => l.name)
  return names.length > 3 ? `${names.slice(0, 3).join('、')}等${names.length}种` : names.join('、')
}

async function writeGroup(
  ctx: Ctx,
  batchId: string,
  sort: number,
  group: readonly [RequestLine, ...RequestLine[]],
): Promise<void> {
  const [first] = group
  const quantity = tidyQuantity(group.reduce((sum, l) => sum + openOf(l), 0))
  const amount = group.reduce((sum, l) => sum + l.price_fen * openOf(l), 0)
  const id = ctx.id()
  await ctx.db
    .insertInto('procurement_batch_line')
    .values({
      school_id: ctx.schoolId,
      id,
      batch_id: batchId,
      sort,
      item_id: first.item_id,
      name: first.name,
      spec: first.spec,
      measure: first.measure,
      quantity,
      price_fen: Math.round(amount / quantity),
      target: first.target,
      class_code: first.class_code,
    })
    .execute()
  await ctx.db
    .updateTable('procurement_request_line')
    .set({ batch_line_id: id })
    .where('school_id', '=', ctx.schoolId)
    .where(
      'id',
      'in',
      group.map(l => l.id),
    )
    .execute()
}
