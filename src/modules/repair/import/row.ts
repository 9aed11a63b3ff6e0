import { addDays } from '../../../kernel/pure/calendar/day.ts'
import { toInstant } from '../../../kernel/pure/calendar/zone.ts'
import type { ParsedOf } from '../../../kernel/pure/operation.ts'
import type { Ctx } from '../../../kernel/server/ctx.ts'
import type { OutsideDays, PreparedRow, ReadRequest, Total } from '../../../mechanisms/register/index.ts'
import {
  type DayTime,
  faultItem,
  isExtent,
  learnKey,
  type ReadRow,
  type RepairLine,
  type RepairRecord,
} from '../../../mechanisms/register/parse/index.ts'
import { TRADE_NAMES } from '../catalogue.ts'
import type { contract } from '../contract.ts'
import { answersOn } from './answers.ts'
import type { Asked, Where } from './asked.ts'
import { finishedOn } from './finished.ts'
import type { People } from './people.ts'
import type { PlaceFinder } from './places.ts'
import type { RowSource } from './sources.ts'

export interface RowContext {
  ctx: Ctx
  request: ReadRequest
  places: PlaceFinder
  people: People
  asked: Asked
  outside: OutsideDays
  /** How often a content was met, so that equal rows stay apart. */
  seen: Map<string, number>
}

type Input = Partial<ParsedOf<typeof contract.operations.recordFinished>>
type Guess = { text: string; taken: string }

/** One row of the register as the operation takes it; what could not be told is asked or pointed out. */
export async function repairRow(
  context: RowContext,
  source: RowSource,
  row: ReadRow,
  hasDone: boolean,
): Promise<PreparedRow> {
  const { ctx, request, asked } = context
  const record = row.repair as RepairRecord
  const where = whereOf(source)
  const unsure: Guess[] = row.guesses.map(guess => ({
    text: guess.text,
    taken: guess.topic === 'place' ? context.places.nameOf(guess.taken) : guess.taken,
  }))
  const trade = record.trade ?? answersOn('trade', request.answers)[learnKey(record.faultText)]
  const refused = ask(context, source, row, trade ?? null, unsure)
  if (refused.length > 0) return { ...source, status: 'refused', reason: refused.join('；') }
  if (!trade) {
    asked.trade(learnKey(record.faultText), record.faultText, where)
    return {
      ...source,
      status: 'refused',
      reason: '看不出是哪个工种的活。请选定这张工作表的工种，或在表里加“工种”一列',
    }
  }
  const done = finishedOn(record, hasDone, request.options.blankDone, addDays(ctx.today, -30))
  const placeId = await context.places.resolve(ctx, record.placeId, record.room, record.placeText)
  const content = contentOf(record)
  const input: Input = {
    register: `${request.fileName.replace(/\.[^.]{1,5}$/, '')} · ${source.sheet}`.slice(0, 120),
    ...optional('importId', request.importId ?? undefined),
    ...optional('externalNo', record.externalNo),
    trade,
    reportedOn: record.reportedOn.day,
    ...optional('reportedAt', instantOf(ctx, record.reportedOn)),
    ...optional('reporterId', context.people.reporter(record.reporter)),
    reporter: record.reporter ?? '',
    ...optional('placeId', placeId),
    placeText: record.placeText,
    title: record.faultText.slice(0, 100),
    description: descriptionOf(record),
    lines: record.lines.map(inputLine),
    materials: record.materials.map(material => ({ ...material, unitPriceFen: 0 })),
    ...optional('workerId', context.people.worker(record.worker, where)),
    worker: record.worker ?? '',
    ...optional('doneOn', done.day),
    ...optional('doneAt', done.time ? instantOf(ctx, done as DayTime) : undefined),
    ...optional('rating', record.rating),
    ...optional('cause', record.cause),
    remark: [record.remark, record.confirmedBy && `验收：${record.confirmedBy}`, done.remark]
      .filter(Boolean)
      .join('；'),
    occurrence: occurrenceOf(context.seen, [record.trade ?? '', ...content]),
    content,
  }
  return {
    ...source,
    understood: understood(record, placeId ? context.places.nameOf(placeId) : '', done.day),
    status: 'ready',
    input,
    content: [trade, ...content],
    totals: record.lines.map(line => totalOf(trade, line)),
    unsure: unsure.map(guess => ({ ...guess, text: guess.text.slice(0, 120) })),
  }
}

const whereOf = ({ sheet, row, cells }: RowSource): Where => ({
  sheet,
  row,
  text: cells.filter(Boolean).slice(0, 6).join(' ').slice(0, 80),
})

/** Hands on what the reader asks; returns why the row cannot be taken without an answer. */
function ask(
  context: RowContext,
  source: RowSource,
  row: ReadRow,
  trade: string | null,
  unsure: Guess[],
): string[] {
  const { asked, outside, request } = context
  const where = whereOf(source)
  const refused: string[] = []
  for (const question of row.questions) {
    const key = question.key ?? learnKey(question.text)
    if (question.topic === 'fault') {
      asked.fault(key, question.text, question.options, trade, where)
      unsure.push({ text: question.text, taken: '其他' })
    } else if (question.topic === 'place') asked.place(key, question.text, question.options, where)
    else if (question.topic === 'date' && question.key && request.span)
      refused.push(...outside.problem(question.key, request.span, request.answers, where))
    else if (question.topic !== 'trade') unsure.push({ text: question.text, taken: question.title })
  }
  return refused
}

const inputLine = (line: RepairLine): NonNullable<Input['lines']>[number] => ({
  ...(line.itemCode ? { itemCode: line.itemCode } : { text: line.itemName.slice(0, 100) }),
  qty: line.qty,
  measure: line.measure,
  counts: line.countsAsOrder,
})

/** Added up in the item's own measure: 灯具 4只 and 灯具 1次 are five lamps. */
const totalOf = (trade: string, line: RepairLine): Total => ({
  group: TRADE_NAMES.get(trade) ?? trade,
  item: line.itemCode ? line.itemName : '其他',
  quantity: line.qty,
  unit: isExtent(line.measure) ? line.measure : (faultItem(line.itemCode ?? '')?.measure ?? '次'),
  counts: line.countsAsOrder,
})

function descriptionOf({ faultText, handling }: RepairRecord): string {
  return [faultText.length > 100 ? faultText : '', handling ? `处理：${handling}` : '']
    .filter(Boolean)
    .join('\n')
}

/** Everything the row says, in words: a later version of the dictionary must still know it for the same row. */
function contentOf(record: RepairRecord): string[] {
  const { reportedOn, doneOn, placeText, room, reporter, worker, faultText, handling, remark, rating } =
    record
  return [
    record.externalNo,
    reportedOn.day,
    reportedOn.time,
    placeText,
    room,
    reporter,
    worker,
    doneOn?.day,
    doneOn?.time,
    faultText,
    record.lines.map(line => line.qty).join('+'),
    handling,
    record.materials.map(({ name, qty }) => `${name}${qty}`).join('、'),
    rating === undefined ? '' : String(rating),
    remark,
  ].map(part => part ?? '')
}

function occurrenceOf(seen: Map<string, number>, content: readonly string[]): number {
  const key = JSON.stringify(content)
  const nth = (seen.get(key) ?? 0) + 1
  seen.set(key, nth)
  return nth
}

function understood(
  record: RepairRecord,
  place: string,
  done: string | undefined,
): PreparedRow['understood'] {
  const lines = record.lines.map(
    line => `${line.itemName} ${line.qty}${line.measure}${line.countsAsOrder ? '' : '（不计次）'}`,
  )
  return [
    { title: '报修', text: [record.reportedOn.day, record.reportedOn.time].filter(Boolean).join(' ') },
    { title: '地点', text: place || `${record.placeText}（只记文字）` },
    { title: '项目', text: lines.join('，') },
    { title: '报修人', text: record.reporter ?? '' },
    { title: '维修人', text: record.worker ?? '' },
    { title: '完成', text: done ?? '还没修好' },
  ]
}

function instantOf(ctx: Ctx, { day, time }: Partial<DayTime>): string | undefined {
  if (!day || !time) return undefined
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return toInstant(day as `${number}-${number}-${number}`, hours * 60 + minutes, ctx.zone).toISOString()
}

const optional = <K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } =>
  (value === undefined ? {} : { [key]: value }) as { [P in K]?: V }
