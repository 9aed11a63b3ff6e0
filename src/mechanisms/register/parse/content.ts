import { type Cell, isPlainTime } from '../read/index.ts'
import { parseDay } from './day.ts'
import { isDitto } from './ditto.ts'
import type { FieldKind } from './mapping-types.ts'
import { namesFault } from './match-fault.ts'
import { MEASURES } from './measures.ts'
import { parseMoney } from './money.ts'
import { parseQuantity } from './quantity.ts'
import { parseRating } from './remarks.ts'
import { isRefusal, tightText } from './text.ts'
import { tradeOf } from './trade.ts'

/** Fewer filled cells than this say nothing about a column. */
const ENOUGH = 2

/** Share of a column's cells that look like this kind; null where content cannot tell. */
export function contentShare(kind: FieldKind, cells: readonly Cell[]): number | null {
  const test = TESTS[kind]
  const filled = cells.filter(cell => cell.text !== '' && !isDitto(cell.text))
  if (!test || filled.length < ENOUGH) return null
  return filled.filter(test).length / filled.length
}

const whole = (cell: Cell, from: number, to: number): boolean =>
  /^\d{1,6}$/.test(cell.text) && Number(cell.text) >= from && Number(cell.text) <= to

const TESTS: Partial<Record<FieldKind, (cell: Cell) => boolean>> = {
  serial: cell => /^[A-Za-z\u4e00-\u9fff]{0,6}[-.]?\d{1,12}(?:-\d+)*$/.test(tightText(cell.text)),
  day: isDayCell,
  time: cell => /^(?:上午|下午)?\d{1,2}[:点时]/.test(tightText(cell.text)) && !isDayCell(cell),
  month: cell => whole(cell, 1, 12),
  date: cell => whole(cell, 1, 31),
  quantity: isQuantityCell,
  measure: cell => MEASURES.includes(tightText(cell.text)),
  number: cell => /^-?[\d,]+(?:\.\d+)?$/.test(tightText(cell.text)),
  place: cell => BUILDING.test(tightText(cell.text)),
  building: cell => BUILDING.test(tightText(cell.text)) && !/\d{3}/.test(cell.text),
  room: cell =>
    /^[A-Za-z]?-?\d{2,4}[A-Za-z]?(?:-\d+)?(?:室|房间?|教室)?$|(?:室|厅|间|厕|廊|楼)$/.test(
      tightText(cell.text),
    ),
  person: cell =>
    /^[老小]?[\u4e00-\u9fff·]{1,6}(?:老师|师傅|主任|科长|阿姨)?$/.test(tightText(cell.text)) &&
    tightText(cell.text).length <= 7,
  phone: cell => /^(?:1\d{10}|(?:\d{3,4}-?)?\d{5,8})$/.test(tightText(cell.text)),
  money: isMoneyCell,
  rating: cell => !/^\d+$/.test(tightText(cell.text)) && isRead(parseRating(cell.text)),
  trade: cell => tightText(cell.text).length <= 6 && tradeOf(cell.text) !== undefined,
  fault: cell => namesFault(cell.text),
}

const BUILDING = /号楼|[幢栋#楼馆座]|食堂|公寓|宿舍|寝室|操场|中心|门卫|校区|教室|^[A-Za-z]?\d{1,2}-\d{3}$/

const isRead = (result: object | number | null): boolean =>
  result !== null && (typeof result === 'number' || !isRefusal(result))

function isDayCell({ raw, text }: Cell): boolean {
  if (isPlainTime(raw)) return raw.y > 1905
  if (/^\d{1,3}$/.test(text)) return false
  return isRead(parseDay(raw, { schoolYearHint: 2025 }))
}

function isQuantityCell({ raw, text }: Cell): boolean {
  const quantity = parseQuantity(isPlainTime(raw) ? text : raw)
  if (quantity === null) return false
  if (isRefusal(quantity)) return /负数/.test(quantity.refusal)
  return quantity.measure !== undefined || quantity.value < 100
}

function isMoneyCell({ raw, text }: Cell): boolean {
  return isRead(parseMoney(isPlainTime(raw) ? null : raw)) && !/^0\d/.test(text)
}
