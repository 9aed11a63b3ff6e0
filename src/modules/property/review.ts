import { kernelError, notFound } from '../../kernel/pure/errors.ts'
import { actorName, type Ctx } from '../../kernel/server/ctx.ts'
import type { Handlers } from '../../kernel/server/module.ts'
import { sign } from '../../mechanisms/signature/index.ts'
import { damage } from '../damage/index.ts'
import { contract } from './contract.ts'
import { chargeable, differenceText, differs } from './rules.ts'
import {
  change,
  countedOf,
  type Line,
  linesOf,
  load,
  note,
  REVIEW,
  reviewStatement,
  SHEET,
  type Sheet,
} from './store.ts'

type H = Handlers<typeof contract>

export const startReview: H['startReview'] = async (ctx, input) =>
  change(ctx, await load(ctx, input, 'startReview'), 'startReview', 'reviewing')

export const startReviews: H['startReviews'] = async (ctx, input) => {
  const rows = await ctx.db
    .updateTable('property_sheet')
    .set(eb => ({ state: 'reviewing' as const, version: eb('version', '+', 1), updated_at: ctx.now }))
    .where('school_id', '=', ctx.schoolId)
    .where('term_code', '=', input.termCode)
    .where('kind', '=', input.kind)
    .where('state', '=', 'registered')
    .returning('id')
    .execute()
  if (rows.length === 0) throw contract.fail('nothing_to_review')
  for (const row of rows) await note(ctx, row.id, '开始复查', '')
  ctx.about({ kind: 'calendar.term', id: ctx.schoolId }, `${input.termCode} 复查 ${rows.length} 张`)
  return { started: rows.length }
}

export const saveReview: H['saveReview'] = async (ctx, input) => {
  const sheet = await load(ctx, input, 'review')
  const known = new Map((await linesOf(ctx, sheet.id)).map(line => [line.id, line]))
  for (const { id, found, foundBroken, note: text } of input.lines) {
    const line = known.get(id)
    if (!line) throw contract.fail('foreign_line')
    if (found !== null && foundBroken > found)
      throw contract.fail('broken_too_many', { name: line.name, quantity: found, measure: line.measure })
    await ctx.db
      .updateTable('property_line')
      .set({ found, found_broken: found === null ? null : foundBroken, review_note: text })
      .where('school_id', '=', ctx.schoolId)
      .where('id', '=', id)
      .execute()
  }
  return change(ctx, sheet, 'review', 'reviewing', { note: `点了 ${input.lines.length} 种` })
}

export const finishReview: H['finishReview'] = async (ctx, input) => {
  const sheet = await load(ctx, input, 'finishReview')
  const lines = await linesOf(ctx, sheet.id)
  const open = lines.filter(line => line.found === null)
  if (open[0]) throw contract.fail('not_counted', { count: open.length, name: open[0].name })
  const different = lines.filter(line => differs(countedOf(line)))
  await sign(ctx, {
    subject: { kind: REVIEW, id: sheet.id },
    duty: '复查人',
    statement: reviewStatement(sheet, different.length),
    strokes: input.strokes,
  })
  const done = different.length === 0
  const changed = await change(ctx, sheet, 'finishReview', done ? 'closed' : 'settling', {
    note: done ? '和期初登记一致' : different.map(line => `${line.name}${textOf(line)}`).join('；'),
    set: { reviewed_on: ctx.today, ...(done ? { closed_on: ctx.today } : {}) },
  })
  return { ...changed, differences: different.length }
}

export const explain: H['explain'] = async (ctx, input) => {
  const sheet = await load(ctx, input, 'settle')
  const line = await lineToSettle(ctx, sheet, input.lineId)
  if (input.cause === 'human') throw contract.fail('human_is_charged')
  await settleLine(ctx, line, { cause: input.cause, explanation: input.explanation })
  return change(ctx, sheet, 'settle', 'settling', {
    note: `${line.name}${textOf(line)}：${input.explanation}`,
  })
}

export const charge: H['charge'] = async (ctx, input) => {
  const sheet = await load(ctx, input, 'settle')
  const line = await lineToSettle(ctx, sheet, input.lineId)
  const most = chargeable(countedOf(line))
  if (input.quantity > most)
    throw contract.fail('charge_too_many', { name: line.name, most, measure: line.measure })
  const opened = await ctx.asSystem(actorName(ctx.actor), system =>
    system.run(damage.open, {
      item: line.name,
      quantity: input.quantity,
      occurredOn: ctx.today,
      placeId: sheet.place_id,
      placeText: sheet.place_text,
      unitId: sheet.kind === 'class' ? sheet.unit_id : null,
      unitText: sheet.title,
      intent: input.intent,
      liableKind: input.liableKind,
      liableName: input.liableName,
      note: [`期末复查 ${sheet.no}：${textOf(line)}`, input.note].filter(Boolean).join('。'),
    }),
  )
  await settleLine(ctx, line, {
    cause: 'human',
    explanation: input.note,
    charged_quantity: input.quantity,
    case_id: opened.id,
    case_no: opened.no,
  })
  const changed = await change(ctx, sheet, 'settle', 'settling', {
    note: `${line.name} ${input.quantity}${line.measure} 转损坏赔偿 ${opened.no}`,
  })
  return { ...changed, caseId: opened.id, caseNo: opened.no }
}

export const close: H['close'] = async (ctx, input) => {
  const sheet = await load(ctx, input, 'close')
  const lines = await linesOf(ctx, sheet.id)
  const open = lines.filter(line => differs(countedOf(line)) && line.cause === null)
  if (open[0]) throw contract.fail('unsettled', { count: open.length, name: open[0].name })
  ctx.about({ kind: SHEET, id: sheet.id })
  return change(ctx, sheet, 'close', 'closed', { set: { closed_on: ctx.today } })
}

async function lineToSettle(ctx: Ctx, sheet: Sheet, lineId: string): Promise<Line> {
  const line = (await linesOf(ctx, sheet.id)).find(l => l.id === lineId)
  if (!line) throw notFound()
  if (line.case_id) throw contract.fail('already_charged', { name: line.name, no: line.case_no })
  if (!differs(countedOf(line))) throw contract.fail('no_difference', { name: line.name })
  return line
}

async function settleLine(
  ctx: Ctx,
  line: Line,
  set: Partial<Pick<Line, 'cause' | 'explanation' | 'case_id' | 'case_no'>> & { charged_quantity?: number },
): Promise<void> {
  const done = await ctx.db
    .updateTable('property_line')
    .set({ ...set, settled_by: actorName(ctx.actor) })
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', line.id)
    .where('case_id', 'is', null)
    .executeTakeFirst()
  if (done.numUpdatedRows === 0n) throw kernelError('kernel.changed', { who: '别人' })
}

const textOf = (line: Line): string => differenceText({ ...countedOf(line), measure: line.measure })
