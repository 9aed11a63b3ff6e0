import { createHash } from 'node:crypto'
import type { Ctx } from '../../kernel/server/ctx.ts'
import { contract } from './contract.ts'
import { checkItem, checkTrade } from './creating.ts'
import { announceFinished } from './events.ts'
import { kindOf, placeOf } from './kinds.ts'
import { addMaterials, insertLines, type Line, linesText, type Material } from './lines.ts'
import type { Cause, Level } from './machine.ts'
import { newToken, ORDER_REF, type Order, say } from './store.ts'

/** One row of an old register. */
export interface Entry {
  kind: string
  trade: string
  level: Level | null
  register: string
  importId: string | null
  externalNo: string | null
  reportedOn: string
  reportedAt: Date
  /** The register has the time of day. */
  timed: boolean
  reporter: { personId: string | null; name: string }
  placeId: string | null
  placeText: string
  title: string
  description: string
  lines: readonly Line[]
  materials: readonly Material[]
  worker: { personId: string | null; name: string }
  doneAt: Date | null
  rating: number | null
  cause: Cause | null
  remark: string
  /** What makes the row this row. */
  content: readonly (string | number | null)[]
}

/**
 * Takes an order over from an old register: finished where the register has a day of completion, else
 * still in work. It has no clock, because nobody promised anything by one. The same row is refused a
 * second time, with a pointer to the order it became.
 */
export async function recordOrder(ctx: Ctx, entry: Entry): Promise<{ order: Order; countedQty: number }> {
  await checkTrade(ctx, entry.kind, entry.trade)
  const [first] = entry.lines
  const item = await checkItem(ctx, entry.kind, first?.itemCode ?? null)
  const place = entry.placeId ? await placeOf(ctx, entry.placeId) : null
  if (entry.placeId && !place) throw contract.fail('place_unknown')
  const fingerprint = fingerprintOf(entry)
  const order = await ctx.db
    .insertInto('workorder_order')
    .values({
      school_id: ctx.schoolId,
      id: ctx.id(),
      kind: entry.kind,
      no: await ctx.number(kindOf(ctx, entry.kind).prefix, Number(entry.reportedOn.slice(0, 4))),
      state: entry.doneAt ? 'closed' : 'in_progress',
      trade: entry.trade,
      level: entry.level ?? item?.level ?? 'L2',
      item_code: item?.code ?? null,
      item_name: item?.name ?? '',
      title: entry.title || item?.name || first?.text || '维修',
      description: entry.description,
      source: 'import',
      place_id: place ? entry.placeId : null,
      building_id: place?.buildingId ?? null,
      place_path: [...(place?.path ?? [])],
      place_text: place?.text ?? entry.placeText,
      reporter_person_id: entry.reporter.personId,
      reporter_name: entry.reporter.name,
      reported_at: entry.reportedAt,
      reported_on: entry.reportedOn,
      timed: entry.timed,
      assignee_id: entry.worker.personId,
      assignee_name: entry.worker.name,
      clock_from: entry.reportedAt,
      done_at: entry.doneAt,
      confirmed_at: entry.doneAt,
      closed_at: entry.doneAt ? ctx.now : null,
      cause: entry.cause,
      rating: entry.rating,
      external_no: entry.externalNo,
      register: entry.register,
      import_id: entry.importId,
      fingerprint,
      follow_token: newToken(),
      updated_at: ctx.now,
    })
    // The second of two imports at once waits here. The refusal undoes the number that was drawn.
    .onConflict(conflict =>
      conflict.columns(['school_id', 'fingerprint']).where('fingerprint', 'is not', null).doNothing(),
    )
    .returningAll()
    .executeTakeFirst()
  if (!order) throw await duplicate(ctx, fingerprint)
  const countedQty = await insertLines(ctx, order, entry.lines)
  const cost = await addMaterials(ctx, order.id, entry.materials, entry.doneAt ?? entry.reportedAt)
  if (cost > 0)
    await ctx.db.updateTable('workorder_order').set({ cost_fen: cost }).where('id', '=', order.id).execute()
  const done = await linesText(ctx, entry.kind, entry.lines)
  await say(ctx, order.id, {
    verb: 'record',
    text: [`来自${entry.register}`, entry.externalNo ? `编号 ${entry.externalNo}` : '', done, entry.remark]
      .filter(Boolean)
      .join('，'),
  })
  // Old rows concern others only where the register says why something broke.
  if (entry.doneAt && entry.cause) await announceFinished(ctx, order)
  ctx.about({ kind: ORDER_REF, id: order.id }, `${order.no}：来自${entry.register}`)
  return { order, countedQty }
}

function fingerprintOf(entry: Entry): string {
  const parts = [entry.kind, entry.trade, entry.externalNo, entry.reportedOn, ...entry.content]
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 40)
}

async function duplicate(ctx: Ctx, fingerprint: string) {
  const known = await ctx.db
    .selectFrom('workorder_order')
    .select(['id', 'no', 'register', 'external_no'])
    .where('school_id', '=', ctx.schoolId)
    .where('fingerprint', '=', fingerprint)
    .executeTakeFirst()
  const where = [known?.register, known?.external_no].filter(Boolean).join(' ')
  return contract.fail('duplicate', { no: known?.no ?? '', where: where || '已有记录', id: known?.id ?? '' })
}
