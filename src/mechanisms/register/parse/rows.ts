import type { Cell } from '../read/index.ts'
import { parseDay } from './day.ts'
import type { Mapping } from './mapping.ts'
import { plainNumber } from './numerals.ts'
import { parseQuantity } from './quantity.ts'
import { cleanText, isRefusal, tightText } from './text.ts'

export type RowKind = 'title' | 'header' | 'blank' | 'subtotal' | 'note' | 'data'

export interface RowClass {
  kind: RowKind
  /** What the row says about itself: 9月小计, 二、电工. */
  label: string
}

export interface RowContext {
  mapping: Mapping
  /** Column whose numbers subtotals add up: quantity or amount. */
  sumColumn?: number
  /** Columns that say what the row is about; a text alone in one of them is a row of its own. */
  subjectColumns: readonly number[]
  /** Columns of running numbers; a row with nothing else is an empty line of the form. */
  serialColumns: readonly number[]
  dayColumn?: number
}

/** Tells data from everything that surrounds it in a register kept by hand. */
export function classifyRow(row: readonly Cell[], context: RowContext): RowClass {
  const own = row.filter(cell => (cell.text !== '' || cell.problem) && cell.merged !== 'covered')
  const texts = own.map(cell => tightText(cell.text))
  const label = texts[0] ?? ''
  if (own.every(cell => context.serialColumns.includes(cell.col) && isNumeric(cell)))
    return { kind: 'blank', label }
  const rowNo = row[0]?.row ?? 0
  if (context.mapping.headerRow !== null && rowNo <= context.mapping.headerRow)
    return {
      kind: rowNo > context.mapping.headerRow - context.mapping.headerRows ? 'header' : 'title',
      label,
    }
  if (repeatsHeadings(own, context.mapping)) return { kind: 'header', label }
  const sum = subtotalLabel(own, context)
  if (sum) return { kind: 'subtotal', label: sum }
  if (isNote(texts)) return { kind: 'note', label }
  const only = own.length === 1 ? own[0] : undefined
  if (only && isHeading(only, context)) return { kind: 'title', label }
  return { kind: 'data', label }
}

/** Registers print their headings again on every page. */
function repeatsHeadings(own: readonly Cell[], { headings }: Mapping): boolean {
  const same = own.filter(
    cell => cell.text !== '' && tightText(cell.text) === tightText(headings[cell.col] ?? ''),
  )
  return same.length >= 2 && same.length >= own.length * 0.6
}

const SUM =
  /^(?:第?[\d一二三四五六七八九十]+[月页周]份?|本[页月周期]|本学期|全[年月]|[\u4e00-\u9fff]{0,8}?)?(?:小计|合计|总计|共计|累计|总数|月计|页计|共(?=\d+[次件项单个]$))(?![\u4e00-\u9fff]*[坏漏堵])/
/** The label and nothing else; such a row is a sum even with a date beside it. */
const BARE_SUM = /(?:小计|合计|总计|共计|累计|总数)[:]?$/

/** 9月小计, 合 计, 共计: among the first cells of a row that reports nothing. */
function subtotalLabel(own: readonly Cell[], { dayColumn, sumColumn }: RowContext): string | undefined {
  const at = own.findIndex(
    cell =>
      typeof cell.raw === 'string' && tightText(cell.text).length <= 24 && SUM.test(tightText(cell.text)),
  )
  if (at < 0 || at > 4) return undefined
  const label = tightText((own[at] as Cell).text)
  const hasDay = own.some(cell => cell.col === dayColumn && isDay(cell))
  if (hasDay && !BARE_SUM.test(label)) return undefined
  // A sum stands beside its name; a fault that speaks of 共计 stands among other texts.
  const others = own.filter(
    (cell, i) => i !== at && cell.col !== sumColumn && !isNumeric(cell) && !isDay(cell),
  )
  return others.length <= 2 ? cleanText((own[at] as Cell).text) : undefined
}

function isDay(cell: Cell): boolean {
  const day = parseDay(cell.raw, { schoolYearHint: 2025, month: 1 })
  return day !== null && !isRefusal(day)
}

const isNumeric = (cell: Cell): boolean =>
  typeof cell.raw === 'number' || plainNumber(tightText(cell.text)) !== null

const NOTE =
  /^[([]?(?:备注|说明|注意?|附注?|填表|填报|制表|制单|审核|审批|复核|负责人|主管|领导|登记人|统计人?|经办|打印|单位盖章|盖章|签字|部门负责|总务主任|后勤主任|记录人|分管)[^:]{0,6}[:]/

const isNote = (texts: readonly string[]): boolean => {
  const [first = ''] = texts
  return texts.length <= 4 && (NOTE.test(first) || (/^(?:备注|说明|注)\d*$/.test(first) && texts.length <= 2))
}

/** A lone text outside the columns that name faults heads a section: 十月, 电工班. */
function isHeading(cell: Cell, context: RowContext): boolean {
  if (typeof cell.raw === 'number' || cell.problem) return false
  if (cell.col === context.sumColumn) return false
  return cell.merged === 'origin' || !context.subjectColumns.includes(cell.col)
}

/** The number a subtotal row claims: in the summed column, in its label, or the only number of the row. */
export function claimedSum(
  row: readonly Cell[],
  label: string,
  sumColumn: number | undefined,
): number | null {
  const inColumn = sumColumn === undefined ? undefined : row[sumColumn]
  const own = row.filter(cell => cell.merged !== 'covered')
  const numbers = (inColumn && inColumn.merged !== 'covered' ? [inColumn] : []).concat(
    own.filter(c => c !== inColumn),
  )
  for (const cell of numbers) {
    const value = numberIn(cell)
    if (value !== null) return value
  }
  const behind = /(?:计|总数)[^\d]*?([\d,]+(?:\.\d+)?)/.exec(tightText(label))
  return behind ? plainNumber(behind[1] as string) : null
}

function numberIn(cell: Cell): number | null {
  if (typeof cell.raw === 'number') return cell.raw
  if (typeof cell.raw !== 'string') return null
  const money = /^[¥￥]?([\d,]+(?:\.\d+)?)元?整?$/.exec(tightText(cell.text))
  if (money) return plainNumber(money[1] as string) ?? Number((money[1] as string).replaceAll(',', ''))
  const quantity = parseQuantity(cell.raw)
  return quantity === null || isRefusal(quantity) || /^[√✓]$/.test(cell.text) ? null : quantity.value
}
