import type { DayContext } from './day.ts'
import { faultItem, type TradeCode } from './dictionary/index.ts'
import { type LinesResult, linesOf, type Matcher } from './lines.ts'
import { learnKey, namesFault } from './match-fault.ts'
import type { PlaceMatcher } from './place-matcher.ts'
import { type PlaceParts, plainRoom, splitPlace } from './place-text.ts'
import { parseQuantity, type Quantity } from './quantity.ts'
import type { Guess, Material, RepairRecord, RowQuestion } from './reading.ts'
import { causeIn, parseRating } from './remarks.ts'
import type { RowCells } from './row-cells.ts'
import { rowDay } from './row-day.ts'
import { isRefusal, type Refusal, tightText } from './text.ts'
import { tradeOf } from './trade.ts'

export interface RepairRowContext {
  days: DayContext
  /** Of the sheet or the section. */
  trade?: TradeCode
  itemColumns: Readonly<Record<number, string>>
  matcher: Matcher
  places?: PlaceMatcher
  /** Text → place, as answered before. */
  learnedPlaces: Readonly<Record<string, string>>
  /** From the row above. */
  previous: { day?: string; building?: string }
}

export interface RepairRow {
  record: RepairRecord
  building: string
  questions: RowQuestion[]
  guesses: Guess[]
}

/** Reads one row of a register of repairs; a refusal says what is wrong with it. */
export function readRepairRow(cells: RowCells, context: RepairRowContext): RepairRow | Refusal {
  const day = rowDay(cells, { day: 'reportedOn', time: 'reportedTime' }, context.days, context.previous.day)
  if (day === null) return { refusal: '没有写报修日期，请补上' }
  if (isRefusal(day)) return day
  const questions = [...day.questions]
  const guesses = [...day.guesses]
  const worked = workOf(cells, context, questions)
  if (isRefusal(worked)) return worked
  questions.push(...worked.questions)
  guesses.push(...worked.guesses)
  const place = placeOf(cells, context, questions, guesses)
  const done = doneOf(cells, context, day.value.day, questions)
  const trade = rowTrade(cells, context) ?? tradeOfLines(worked)
  const others = new Set(rowTrade(cells, context) ? [] : worked.lines.flatMap(lineTrade))
  if (others.size > 1)
    guesses.push({
      topic: 'fault',
      text: faultText(cells),
      taken: `一张单，记在第一项的工种名下（写了 ${others.size} 个工种的活，要分开计请拆成几行）`,
    })
  if (!trade)
    questions.push({
      topic: 'trade',
      text: cells.text('fault'),
      title: '看不出是哪个工种的活，请选择工种',
      options: [],
    })
  const record: RepairRecord = {
    trade: trade ?? null,
    externalNo: cells.optional('externalNo') ?? cells.optional('serialNo'),
    reportedOn: day.value,
    reporter: reporterOf(cells),
    phone: cells.optional('phone'),
    ...place.record,
    faultText: faultText(cells) || worked.lines.map(line => line.itemName).join('、'),
    handling: cells.optional('handling'),
    lines: worked.lines,
    materials: materialsOf(cells.text('materials'), context.matcher),
    worker: cells.optional('worker'),
    ...done,
    rating: ratingOf(cells, questions),
    cause: causeIn(cells.text('cause'), cells.text('remark'), faultText(cells)),
    remark: cells.optional('remark'),
    confirmedBy: cells.optional('confirmedBy'),
  }
  return { record: defined(record), building: place.building, questions, guesses }
}

function faultText(cells: RowCells): string {
  const [category, fault] = [cells.words('category'), cells.words('fault')]
  return category && fault && category !== fault ? `${category}：${fault}` : category || fault
}

function workOf(cells: RowCells, context: RepairRowContext, questions: RowQuestion[]): LinesResult | Refusal {
  const perColumn = columnLines(cells, context.itemColumns)
  if (isRefusal(perColumn)) return perColumn
  const category = cells.text('category')
  const handling = cells.text('handling')
  const fault = cells.text('fault') || category || (namesFault(handling) ? handling : '')
  if (fault === '') return perColumn.lines.length > 0 ? perColumn : { refusal: '没有写报修内容，请补上' }
  const quantity = quantityOf(cells, questions)
  if (quantity !== null && isRefusal(quantity)) return quantity
  const dashed = /-\d+(?:\.\d+)? ?[只把扇个次根块台件套张]/.exec(fault)
  if (dashed && !/\d$/.test(fault.slice(0, dashed.index)))
    questions.push({
      topic: 'quantity',
      text: fault,
      title: `“${fault}”里的“${dashed[0]}”按 ${dashed[0].slice(1)} 读，请核对不是负数`,
      options: [],
    })
  const lines = linesOf({
    fault,
    category: category || undefined,
    handling: cells.optional('handling'),
    quantity,
    measure: cells.optional('measure'),
    trade: rowTrade(cells, context),
    matcher: context.matcher,
  })
  if (perColumn.lines.length === 0) return lines
  return { ...perColumn, questions: [...perColumn.questions] }
}

/** A table with a column per item holds only quantities. */
function columnLines(cells: RowCells, itemColumns: Readonly<Record<number, string>>): LinesResult | Refusal {
  const result: LinesResult = { lines: [], questions: [], guesses: [] }
  for (const [col, code] of Object.entries(itemColumns)) {
    const { cell, from } = cells.at(Number(col))
    if (from === 'merged') continue
    const quantity = parseQuantity(typeof cell.raw === 'object' ? cell.text || null : cell.raw)
    if (quantity === null) continue
    if (isRefusal(quantity)) return quantity
    const item = faultItem(code)
    if (!item || quantity.value === 0) continue
    result.lines.push({
      itemCode: code,
      itemName: item.name,
      qty: quantity.value,
      measure: quantity.measure ?? item.measure,
      countsAsOrder: item.countsAsOrder,
    })
  }
  return result
}

function quantityOf(cells: RowCells, questions: RowQuestion[]): Quantity | Refusal | null {
  const { cell, from } = cells.get('quantity')
  const quantity = parseQuantity(typeof cell.raw === 'object' ? cell.text || null : cell.raw)
  if (quantity === null || isRefusal(quantity)) return quantity
  if (from === 'merged') {
    questions.push({
      topic: 'quantity',
      text: cell.text,
      title: `数量“${cell.text}”与上一行合并在一格，分不清各是多少，本行暂按 1 计`,
      options: [],
    })
    return null
  }
  if (quantity.question)
    questions.push({ topic: 'quantity', text: cell.text, title: quantity.question, options: [] })
  return quantity
}

function rowTrade(cells: RowCells, context: RepairRowContext): TradeCode | undefined {
  return tradeOf(cells.text('trade')) ?? context.trade
}

const lineTrade = ({ itemCode }: { itemCode: string | null }): TradeCode[] => {
  const trade = faultItem(itemCode ?? '')?.trade
  return trade ? [trade] : []
}

const tradeOfLines = ({ lines }: LinesResult): TradeCode | undefined => lines.flatMap(lineTrade)[0]

/** A row that leaves the date and the number out goes on with the slip above. */
const continues = (cells: RowCells): boolean =>
  cells.get('reportedOn').from === 'above' && cells.text('externalNo') === '' && cells.text('serialNo') === ''

function reporterOf(cells: RowCells): string | undefined {
  const isCarried = cells.get('reporter').from === 'above' && !continues(cells)
  const [unit, person] = [cells.words('reporterUnit'), isCarried ? '' : cells.words('reporter')]
  return [unit, person].filter(Boolean).join(' ') || undefined
}

interface PlaceFound {
  building: string
  record: { placeText: string; placeId?: string; room?: string }
}

function placeOf(
  cells: RowCells,
  context: RepairRowContext,
  questions: RowQuestion[],
  guesses: Guess[],
): PlaceFound {
  const { parts, text } = placeParts(cells, context.previous.building)
  const { building, room } = parts
  const record = { placeText: text, ...(room ? { room } : {}) }
  if (text === '' || !context.places) return { building, record }
  const learned = context.learnedPlaces[learnKey(text)] ?? context.learnedPlaces[learnKey(building)]
  if (learned) return { building, record: { ...record, placeId: learned } }
  const found = context.places.match(cells.has('room') || cells.has('building') ? parts : text)
  const fallback = found.placeId === null && text !== building ? context.places.match(text) : found
  const match = fallback.placeId === null ? found : fallback
  if (match.placeId === null) {
    questions.push({
      topic: 'place',
      key: learnKey(building || text),
      text: building || text,
      title: `“${building || text}”是哪个地点`,
      options: match.alternatives.map(({ id, name }) => ({ value: id, label: name })),
    })
    return { building, record }
  }
  if (match.how === 'fuzzy')
    guesses.push({ topic: 'place', text: building || text, taken: match.name ?? match.placeId })
  return { building, record: { ...record, placeId: match.placeId } }
}

function placeParts(cells: RowCells, above: string | undefined): { parts: PlaceParts; text: string } {
  const [floor, room] = [cells.text('floor'), cells.text('room')]
  const [building, place] = [carried(cells, 'building', room !== ''), carried(cells, 'place', false)]
  const base = building && place && building !== place ? `${building} ${place}` : building || place
  const ditto = /^(?:〃|["“”]|同上)[- ]*(.+)$/.exec(base)
  if (ditto && above) {
    const rest = plainRoom(`${ditto[1]}${room}`)
    return { parts: { building: above, room: rest }, text: `${above} ${rest}` }
  }
  const storey =
    floor && !tightText(room).startsWith(tightText(floor)) ? (/^\d+$/.test(floor) ? `${floor}楼` : floor) : ''
  const rest = plainRoom([/^\d{3,}/.test(room) ? '' : storey, room].filter(Boolean).join(''))
  if (rest === '')
    return {
      parts: splitPlace(base),
      text: building && place ? base : cells.words(place ? 'place' : 'building'),
    }
  return { parts: { building: base, room: rest }, text: base ? `${base} ${rest}` : rest }
}

/** A blank below a place means the same place when the row has a room of its own, or leaves the date out too. */
function carried(cells: RowCells, field: string, hasRoom: boolean): string {
  const { from } = cells.get(field)
  return from === 'above' && !hasRoom && cells.get('reportedOn').from !== 'above' ? '' : cells.text(field)
}

function doneOf(
  cells: RowCells,
  context: RepairRowContext,
  reportedOn: string,
  questions: RowQuestion[],
): Pick<RepairRecord, 'doneOn'> {
  const shown = cells.text('doneOn')
  if (shown === '' || /^[√✓未否无]/.test(shown)) return {}
  const done = rowDay(cells, { day: 'doneOn' }, context.days, reportedOn)
  if (done === null) return {}
  if (isRefusal(done)) {
    questions.push({ topic: 'date', text: shown, title: `完成日期没有读出来：${done.refusal}`, options: [] })
    return {}
  }
  if (done.value.day < reportedOn)
    questions.push({
      topic: 'date',
      text: shown,
      title: `完成日期 ${done.value.day} 早于报修日期 ${reportedOn}，请核对`,
      options: [],
    })
  return { doneOn: done.value }
}

function ratingOf(cells: RowCells, questions: RowQuestion[]): number | undefined {
  const rating = parseRating(cells.text('rating'))
  if (rating === null) return undefined
  if (typeof rating === 'number') return rating
  questions.push({ topic: 'rating', text: cells.text('rating'), title: rating.refusal, options: [] })
  return undefined
}

function materialsOf(text: string, matcher: Matcher): Material[] {
  if (/^[-/无]*$/.test(text)) return []
  return matcher.items(text).map(({ text: name, qty, measure }) => ({
    name: name || text,
    qty: qty ?? 1,
    measure: measure ?? '个',
  }))
}

/** Without the fields that hold nothing. */
const defined = (record: RepairRecord): RepairRecord =>
  Object.fromEntries(
    Object.entries(record).filter(([, value]) => value !== undefined),
  ) as unknown as RepairRecord
