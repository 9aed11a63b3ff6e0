import { sql } from 'kysely'
import { formatFen } from '../../kernel/pure/money.ts'
import { stateRefusal } from '../../kernel/pure/state.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import type { Handlers } from '../../kernel/server/module.ts'
import { sign, signAs } from '../../mechanisms/signature/index.ts'
import { addIssuedMaterial } from '../../mechanisms/workorder/index.ts'
import { personNames } from '../people/index.ts'
import { contract } from './contract.ts'
import { type ItemFacts, lockHeld, type StoreFacts, takeOut } from './held.ts'
import { dayOf, me, titleOf } from './lookup.ts'
import { lockNeed, moveNeed, mustBeAble, type NeedRow, tellAsker } from './needs.ts'
import { DOCUMENT_REF, NEED_REF, type PaperLine, postPaper } from './paper.ts'
import { averageFen } from './pool.ts'
import { minus, needMachine, plus, quantityText } from './rules.ts'

type H = Handlers<typeof contract>

interface Line {
  id: string
  item: ItemFacts
  quantity: number
  picked: number
  issued: number
}

export interface Handed {
  lineId: string
  quantity: number
  oldIn?: boolean | undefined
  note: string
}

export const RECEIVER = '领用人'
export const KEEPER = '保管员'

export const pick: H['pick'] = async (ctx, input) => {
  const row = await lockNeed(ctx, input)
  mustBeApproved(row)
  mustBeAble('pick', row.state)
  const keeper = me(ctx)
  if (keeper.personId === row.asker_id) throw contract.fail('own_issue')
  const lines = await linesOf(ctx, row.id)
  const chosen = chosenOf(lines, input.lines)
  if (chosen.length === 0) throw contract.fail('nothing')
  const store = await storeOf(ctx, row.store_id)
  const held = await lockHeld(
    ctx,
    [store.id],
    chosen.map(c => c.line.item.id),
  )
  takeOut(
    ctx,
    held,
    chosen.map(c => ({ item: c.line.item, quantity: c.quantity })),
    store,
  )
  await writeQuantities(ctx, lines, new Map(chosen.map(c => [c.line.id, { picked: c.quantity, issued: 0 }])))
  const changed = await moveNeed(ctx, row, 'picked', { picked_by: keeper.personId, picked_text: keeper.name })
  await tellAsker(ctx, row, 'ready', `您领的东西备好了，请到${store.name}来取`, `领用单 ${row.no}`)
  return changed
}

export const collect: H['collect'] = async (ctx, input) => {
  const row = await lockNeed(ctx, input)
  if (row.state !== 'picked') throw stateRefusal(needMachine, 'issue', row.state)
  const receiver = me(ctx)
  if (receiver.personId !== row.asker_id) {
    const name = (await personNames(ctx, [row.asker_id])).get(row.asker_id) ?? ''
    throw contract.fail('not_asker', { name })
  }
  const lines = await linesOf(ctx, row.id)
  const handed = lines
    .filter(l => l.picked > 0)
    .map(l => ({
      lineId: l.id,
      quantity: l.picked,
      oldIn: input.oldIn[l.id]?.back,
      note: input.oldIn[l.id]?.note ?? '',
    }))
  const made = await handOut(ctx, row, lines, handed, ctx.today, {
    name: receiver.name,
    by: { by_id: row.picked_by, by_text: row.picked_text },
  })
  await sign(ctx, {
    subject: { kind: DOCUMENT_REF, id: made.id },
    duty: RECEIVER,
    statement: made.statement,
    strokes: input.strokes,
  })
  return { id: made.id, no: made.no, version: 1 }
}

export const issue: H['issue'] = async (ctx, input) => {
  const row = await lockNeed(ctx, input)
  mustBeApproved(row)
  mustBeAble('issue', row.state)
  if (me(ctx).personId === row.asker_id) throw contract.fail('own_issue')
  const name = input.receiverName || (await personNames(ctx, [row.asker_id])).get(row.asker_id) || ''
  if (!input.strokes) throw contract.fail('needs_signature', { name })
  const lines = await linesOf(ctx, row.id)
  const made = await handOut(ctx, row, lines, input.lines, dayOf(ctx, input.day), { name, by: {} })
  const subject = { kind: DOCUMENT_REF, id: made.id }
  await signAs(ctx, { subject, duty: RECEIVER, statement: made.statement, name, strokes: input.strokes })
  await sign(ctx, { subject, duty: KEEPER, statement: made.statement })
  return { id: made.id, no: made.no, version: 1 }
}

/** Takes the goods out, writes the paper, and says on the need how much of it is done. */
async function handOut(
  ctx: Ctx,
  row: NeedRow,
  lines: readonly Line[],
  handed: readonly Handed[],
  day: string,
  receiver: { name: string; by: { by_id?: string | null; by_text?: string } },
): Promise<{ id: string; no: string; statement: string }> {
  const chosen = chosenOf(lines, handed)
  if (chosen.length === 0) throw contract.fail('nothing')
  for (const { line, oldIn, note } of chosen)
    if (line.item.tradeIn && (oldIn === undefined || (!oldIn && note === '')))
      throw contract.fail('trade_in', { name: line.item.name })
  const store = await storeOf(ctx, row.store_id)
  const held = await lockHeld(
    ctx,
    [store.id],
    chosen.map(c => c.line.item.id),
  )
  const takes = takeOut(
    ctx,
    held,
    chosen.map(c => ({ item: c.line.item, quantity: c.quantity })),
    store,
  )
  const how = new Map(chosen.map(c => [c.line.item.id, c]))
  const paperLines: PaperLine[] = takes.map(take => ({
    itemId: take.item.id,
    itemName: titleOf(take.item),
    batchId: take.held.batchId,
    quantity: take.quantity,
    amountFen: take.amountFen,
    oldIn: take.item.tradeIn ? (how.get(take.item.id)?.oldIn ?? null) : null,
    note: how.get(take.item.id)?.note ?? '',
  }))
  const id = ctx.id()
  const no = `${row.no}-${row.papers + 1}`
  const paper = {
    id,
    no,
    kind: 'issue',
    day,
    storeId: store.id,
    unitId: row.unit_id,
    note: row.purpose,
  } as const
  const more = {
    need_id: row.id,
    person_id: row.asker_id,
    person_text: receiver.name,
    unit_text: row.unit_text,
    order_id: row.order_id,
    source_no: row.order_no,
    ...receiver.by,
  }
  await postPaper(ctx, paper, paperLines, more, held)
  await chargeOrder(ctx, row, id, chosen, paperLines)
  const done = new Map(chosen.map(c => [c.line.id, { picked: 0, issued: c.quantity }]))
  await writeQuantities(ctx, lines, done)
  const all = lines.every(l => plus(l.issued, done.get(l.id)?.issued ?? 0) >= l.quantity)
  await moveNeed(ctx, row, all ? 'issued' : 'part', { papers: row.papers + 1 })
  ctx.about({ kind: NEED_REF, id: row.id }, `${no} 发给${receiver.name}`)
  const statement = statementOf(
    store.name,
    chosen.map(c => ({ ...c.line.item, quantity: c.quantity })),
    paperLines.reduce((sum, l) => sum + l.amountFen, 0),
    row.purpose,
  )
  return { id, no, statement }
}

/** The sentence that the receiver signs. */
export function statementOf(
  storeName: string,
  things: readonly { name: string; quantity: number; measure: string }[],
  amountFen: number,
  purpose: string,
): string {
  const what = things.map(t => `${t.name}${quantityText(t.quantity, t.measure)}`).join('、')
  return `今从${storeName}领到${what}，价值${formatFen(amountFen)}${purpose ? `，用于：${purpose}` : ''}。`
}

async function chargeOrder(
  ctx: Ctx,
  row: NeedRow,
  documentId: string,
  chosen: readonly { line: Line; quantity: number }[],
  paperLines: readonly PaperLine[],
): Promise<void> {
  const { order_id: orderId } = row
  if (!orderId) return
  await addIssuedMaterial(
    ctx,
    chosen.map(({ line, quantity }) => {
      const amountFen = paperLines
        .filter(p => p.itemId === line.item.id)
        .reduce((sum, p) => sum + p.amountFen, 0)
      return {
        orderId,
        name: titleOf(line.item),
        quantity,
        measure: line.item.measure,
        unitPriceFen: averageFen({ quantity, amountFen }),
        amountFen,
        document: { kind: DOCUMENT_REF, id: documentId },
      }
    }),
  )
}

function mustBeApproved(row: NeedRow): void {
  if (['pending', 'returned', 'refused', 'withdrawn'].includes(row.state))
    throw contract.fail('not_approver', { state: needMachine.states[row.state].label })
}

/** Lines with something to hand out; no line gives more than was asked for. */
function chosenOf<T extends { lineId: string; quantity: number }>(
  lines: readonly Line[],
  wanted: readonly T[],
): (T & { line: Line })[] {
  const seen = new Set<string>()
  return wanted.flatMap(want => {
    const line = lines.find(l => l.id === want.lineId)
    if (!line || want.quantity === 0) return []
    if (seen.has(line.id)) throw contract.fail('line_twice', { name: line.item.name })
    seen.add(line.id)
    const left = minus(line.quantity, line.issued)
    if (want.quantity > left)
      throw contract.fail('over_asked', {
        name: line.item.name,
        left: quantityText(left, line.item.measure),
        need: quantityText(want.quantity, line.item.measure),
      })
    return [{ ...want, line }]
  })
}

export async function linesOf(ctx: Ctx, needId: string): Promise<Line[]> {
  const rows = await ctx.db
    .selectFrom('stock_need_line as l')
    .innerJoin('stock_item as i', join =>
      join.onRef('i.school_id', '=', 'l.school_id').onRef('i.id', '=', 'l.item_id'),
    )
    .select(['l.id', 'l.item_id', 'l.quantity', 'l.picked', 'l.issued'])
    .select(['i.code', 'i.name', 'i.spec', 'i.measure', 'i.closed', 'i.trade_in', 'i.lendable'])
    .where('l.school_id', '=', ctx.schoolId)
    .where('l.need_id', '=', needId)
    .orderBy('l.seq')
    .execute()
  return rows.map(r => ({
    id: r.id,
    quantity: Number(r.quantity),
    picked: Number(r.picked),
    issued: Number(r.issued),
    item: {
      id: r.item_id,
      code: r.code,
      name: r.name,
      spec: r.spec,
      measure: r.measure,
      closed: r.closed,
      tradeIn: r.trade_in,
      lendable: r.lendable,
    },
  }))
}

async function storeOf(ctx: Ctx, id: string): Promise<StoreFacts> {
  return ctx.db
    .selectFrom('stock_store')
    .select(['id', 'name', 'closed'])
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
}

/** What is laid out replaces what was laid out before; what was handed out adds to what was. */
async function writeQuantities(
  ctx: Ctx,
  lines: readonly Line[],
  done: ReadonlyMap<string, { picked: number; issued: number }>,
): Promise<void> {
  const rows = JSON.stringify(
    lines.map(l => ({ id: l.id, picked: done.get(l.id)?.picked ?? 0, issued: done.get(l.id)?.issued ?? 0 })),
  )
  await sql`update stock_need_line l set picked = x.picked, issued = l.issued + x.issued
    from jsonb_to_recordset(${rows}::jsonb) as x(id uuid, picked numeric, issued numeric)
    where l.school_id = ${ctx.schoolId} and l.id = x.id`.execute(ctx.db)
}
