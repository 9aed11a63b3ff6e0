import { addDays } from '../../kernel/pure/calendar/day.ts'
import { notFound } from '../../kernel/pure/errors.ts'
import { mayTransit, stateRefusal } from '../../kernel/pure/state.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import type { Handlers } from '../../kernel/server/module.ts'
import { sign, signAs } from '../../mechanisms/signature/index.ts'
import { classesOn } from '../org/index.ts'
import { personsWithRole } from '../people/index.ts'
import { contract } from './contract.ts'
import { lockHeld, takeOut } from './held.ts'
import { statementOf } from './issuing.ts'
import { itemOf, itemsById, lockRow, me, mustBeDistinct, mustBeOnce, storeById, titleOf } from './lookup.ts'
import { DOCUMENT_REF, type PaperLine, postPaper, SHEET_REF } from './paper.ts'
import { costOf } from './pool.ts'
import {
  demandOf,
  fromMilli,
  milli,
  minus,
  type SheetAction,
  type SheetState,
  sheetMachine,
} from './rules.ts'
import { documentLines } from './stored.ts'

type H = Handlers<typeof contract>

export const KIT_RECEIVER = '班级签收'

export const saveKit: H['saveKit'] = async (ctx, input) => {
  mustBeOnce(
    await itemsById(
      ctx,
      input.lines.map(l => l.itemId),
    ),
    input.lines,
  )
  const latest = await ctx.db
    .selectFrom('stock_kit')
    .select(['id', 'version_no', 'valid_from'])
    .where('school_id', '=', ctx.schoolId)
    .where('title', '=', input.title)
    .orderBy('version_no', 'desc')
    .limit(1)
    .forUpdate()
    .executeTakeFirst()
  if (latest && latest.valid_from >= input.validFrom)
    throw contract.fail('kit_past', { title: input.title, day: latest.valid_from })
  if (latest)
    await ctx.db
      .updateTable('stock_kit')
      .set({ valid_to: addDays(input.validFrom, -1) })
      .where('school_id', '=', ctx.schoolId)
      .where('id', '=', latest.id)
      .execute()
  const id = ctx.id()
  const versionNo = (latest?.version_no ?? 0) + 1
  await ctx.db
    .insertInto('stock_kit')
    .values({
      school_id: ctx.schoolId,
      id,
      title: input.title,
      class_match: input.classMatch,
      version_no: versionNo,
      valid_from: input.validFrom,
      valid_to: null,
      source: input.source,
      created_at: ctx.now,
    })
    .execute()
  await ctx.db
    .insertInto('stock_kit_line')
    .values(
      input.lines.map(l => ({
        school_id: ctx.schoolId,
        id: ctx.id(),
        kit_id: id,
        item_id: l.itemId,
        quantity: l.quantity,
      })),
    )
    .execute()
  ctx.about({ kind: 'stock.kit', id }, `${input.title} 第${versionNo}版`)
  return { id, versionNo }
}

/** Classes × standard; the more particular standard (a longer match) goes before the general one. */
export const makeSheet: H['makeSheet'] = async (ctx, input) => {
  const store = await storeById(ctx, input.storeId)
  const kits = await ctx.db
    .selectFrom('stock_kit as k')
    .innerJoin('stock_kit_line as l', join =>
      join.onRef('l.school_id', '=', 'k.school_id').onRef('l.kit_id', '=', 'k.id'),
    )
    .select(['k.id', 'k.class_match', 'l.item_id', 'l.quantity'])
    .where('k.school_id', '=', ctx.schoolId)
    .where('k.valid_from', '<=', input.day)
    .where(eb => eb.or([eb('k.valid_to', 'is', null), eb('k.valid_to', '>=', input.day)]))
    .execute()
  if (kits.length === 0) throw contract.fail('no_kit')
  const classes = await classesOn(ctx, input.day)
  if (classes.length === 0) throw contract.fail('no_classes')
  const lines = classes.flatMap(unit => {
    const fitting = kits.filter(k => unit.name.includes(k.class_match))
    const best = Math.max(...fitting.map(k => k.class_match.length), -1)
    const chosen = fitting.filter(k => k.class_match.length === best)
    return [...new Map(chosen.map(k => [k.item_id, k])).values()].map(k => ({ unit, kit: k }))
  })
  if (lines.length === 0) throw contract.fail('no_kit')
  const id = ctx.id()
  const no = await ctx.number('KX', Number(input.day.slice(0, 4)))
  await ctx.db
    .insertInto('stock_sheet')
    .values({
      school_id: ctx.schoolId,
      id,
      no,
      title: input.title,
      state: 'draft',
      store_id: store.id,
      day: input.day,
      created_at: ctx.now,
      updated_at: ctx.now,
    })
    .execute()
  await ctx.db
    .insertInto('stock_sheet_line')
    .values(
      lines.map(({ unit, kit }) => ({
        school_id: ctx.schoolId,
        id: ctx.id(),
        sheet_id: id,
        unit_id: unit.id,
        item_id: kit.item_id,
        kit_id: kit.id,
        standard: kit.quantity,
        demand: kit.quantity,
      })),
    )
    .execute()
  ctx.about({ kind: SHEET_REF, id }, `${no} ${input.title}`)
  return { id, no, version: 1 }
}

export const editSheet: H['editSheet'] = async (ctx, input) => {
  mustBeDistinct(input.lines)
  const row = await lockSheet(ctx, input, 'edit')
  const lines = await sheetLines(ctx, row.id)
  for (const change of input.lines) {
    const line = lines.find(l => l.id === change.lineId)
    if (!line) throw notFound()
    await ctx.db
      .updateTable('stock_sheet_line')
      .set({ has: change.has, demand: change.demand ?? demandOf(line.standard, change.has) })
      .where('school_id', '=', ctx.schoolId)
      .where('id', '=', line.id)
      .execute()
  }
  return moveSheet(ctx, row, 'draft', '修改')
}

/** Everything goes out at once; a paper for each class waits for its signature. */
export const issueSheet: H['issueSheet'] = async (ctx, input) => {
  const row = await lockSheet(ctx, input, 'issue')
  const store = await storeById(ctx, row.store_id)
  const lines = (await sheetLines(ctx, row.id)).filter(l => l.demand > 0)
  if (lines.length === 0) throw contract.fail('nothing_due')
  const items = await itemsById(
    ctx,
    lines.map(l => l.itemId),
  )
  const held = await lockHeld(ctx, [store.id], [...items.keys()])
  const sums = new Map<string, number>()
  for (const l of lines) sums.set(l.itemId, fromMilli(milli(sums.get(l.itemId) ?? 0) + milli(l.demand)))
  const takes = takeOut(
    ctx,
    held,
    [...sums].map(([itemId, quantity]) => ({ item: itemOf(items, itemId), quantity })),
    store,
  )
  const pools = takes.map(t => ({ ...t, left: { quantity: t.quantity, amountFen: t.amountFen } }))
  const names = new Map((await classesOn(ctx, row.day)).map(c => [c.id, c.name]))
  const day = row.day > ctx.today ? ctx.today : row.day
  const units = [...new Set(lines.map(l => l.unitId))]
  for (const [i, unitId] of units.entries()) {
    const name = names.get(unitId) ?? ''
    const paperLines = lines
      .filter(l => l.unitId === unitId)
      .flatMap(l =>
        deal(
          pools.filter(p => p.item.id === l.itemId),
          l.demand,
        ),
      )
    await postPaper(
      ctx,
      {
        id: ctx.id(),
        no: `${row.no}-${String(i + 1).padStart(2, '0')}`,
        kind: 'kit',
        day,
        storeId: store.id,
        unitId,
        note: `${row.title} ${name}`,
      },
      paperLines,
      { sheet_id: row.id, unit_text: name, reason: row.title, source_no: row.no },
    )
  }
  const changed = await moveSheet(ctx, row, 'issued', `一次发给 ${units.length} 个班`)
  return { ...changed, classes: units.length }
}

interface Pool {
  item: { id: string; name: string; spec: string }
  held: { batchId: string | null }
  left: { quantity: number; amountFen: number }
}

/** One class's share out of what was taken for all. */
function deal(pools: readonly Pool[], quantity: number): PaperLine[] {
  const lines: PaperLine[] = []
  let wanted = quantity
  for (const pool of pools) {
    const part = Math.min(wanted, pool.left.quantity)
    if (part <= 0) continue
    const amountFen = costOf(pool.left, part)
    pool.left = { quantity: minus(pool.left.quantity, part), amountFen: pool.left.amountFen - amountFen }
    wanted = minus(wanted, part)
    const { item, held } = pool
    lines.push({ itemId: item.id, itemName: titleOf(item), batchId: held.batchId, quantity: part, amountFen })
  }
  return lines
}

export const signKit: H['signKit'] = async (ctx, input) => {
  const paper = await lockRow(ctx, 'stock_document', { id: input.documentId })
  if (paper.kind !== 'kit' || !paper.sheet_id || paper.state !== 'posted') throw notFound()
  const sheet = await lockRow(ctx, 'stock_sheet', { id: paper.sheet_id })
  mustBeAble('sign', sheet.state)
  const store = await ctx.db
    .selectFrom('stock_store')
    .select('name')
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', paper.store_id)
    .executeTakeFirstOrThrow()
  const statement = await kitStatement(ctx, paper, store.name)
  const subject = { kind: DOCUMENT_REF, id: paper.id }
  const signer = me(ctx)
  const teachers = paper.unit_id ? await personsWithRole(ctx, ['class_teacher'], paper.unit_id) : []
  const own = !input.name && teachers.some(t => t.id === signer.personId)
  const name = own ? signer.name : input.name || (teachers[0]?.name ?? paper.unit_text)
  if (own) {
    await sign(ctx, { subject, duty: KIT_RECEIVER, statement, strokes: input.strokes })
  } else {
    if (!input.strokes || !ctx.may(contract.operations.issueSheet))
      throw contract.fail('not_class_hand', { unit: paper.unit_text })
    await signAs(ctx, { subject, duty: KIT_RECEIVER, statement, name, strokes: input.strokes })
  }
  await ctx.db
    .updateTable('stock_document')
    .set({ person_text: name, updated_at: ctx.now })
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', paper.id)
    .execute()
  const { left } = await ctx.db
    .selectFrom('stock_document')
    .select(eb => eb.fn.countAll<number>().as('left'))
    .where('school_id', '=', ctx.schoolId)
    .where('sheet_id', '=', sheet.id)
    .where('person_text', '=', '')
    .executeTakeFirstOrThrow()
  await moveSheet(ctx, sheet, left === 0 ? 'signed' : 'issued', `${paper.unit_text}签收`)
  return { sheetId: sheet.id, left }
}

export async function kitStatement(
  ctx: Ctx,
  paper: { id: string; amount_fen: number; reason: string },
  storeName: string,
): Promise<string> {
  const lines = await documentLines(ctx, paper.id)
  return statementOf(storeName, lines, paper.amount_fen, paper.reason)
}

export const cancelSheet: H['cancelSheet'] = async (ctx, input) => {
  const row = await lockSheet(ctx, input, 'cancel')
  return moveSheet(ctx, row, 'cancelled', input.reason)
}

export async function sheetLines(ctx: Ctx, sheetId: string) {
  const rows = await ctx.db
    .selectFrom('stock_sheet_line')
    .select(['id', 'unit_id as unitId', 'item_id as itemId', 'standard', 'has', 'demand'])
    .where('school_id', '=', ctx.schoolId)
    .where('sheet_id', '=', sheetId)
    .orderBy('id')
    .execute()
  return rows.map(r => ({ ...r, standard: Number(r.standard), has: Number(r.has), demand: Number(r.demand) }))
}

function mustBeAble(action: SheetAction, state: SheetState): void {
  if (!mayTransit(sheetMachine, action, state)) throw stateRefusal(sheetMachine, action, state)
}

async function lockSheet(ctx: Ctx, input: { id: string; version: number }, action: SheetAction) {
  const row = await lockRow(ctx, 'stock_sheet', input)
  mustBeAble(action, row.state)
  return row
}

async function moveSheet(
  ctx: Ctx,
  row: { id: string; no: string; version: number },
  state: SheetState,
  note: string,
): Promise<{ id: string; version: number }> {
  await ctx.db
    .updateTable('stock_sheet')
    .set({ state, version: row.version + 1, updated_at: ctx.now })
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', row.id)
    .execute()
  ctx.about({ kind: SHEET_REF, id: row.id }, `${row.no}：${note}`)
  return { id: row.id, version: row.version + 1 }
}
