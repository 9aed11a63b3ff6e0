import type { DayContext } from './day.ts'
import { parseItems } from './items.ts'
import { parseMoney } from './money.ts'
import { parseQuantity } from './quantity.ts'
import type { DamageRecord, Guess, RowQuestion } from './reading.ts'
import type { RowCells } from './row-cells.ts'
import { rowDay } from './row-day.ts'
import { isRefusal, type Refusal } from './text.ts'

export interface DamageRow {
  record: DamageRecord
  questions: RowQuestion[]
  guesses: Guess[]
}

/** Nobody was found out, or all of them pay: 责任不明，寝室分摊. */
const SHARED = /不明|分摊|均摊|平摊|共同|集体|全班|全寝|全体|班费/

/** Reads one row of a register of damage and compensation. */
export function readDamageRow(
  cells: RowCells,
  days: DayContext,
  moneyUnit: '元' | '万元',
  previous: string | undefined,
): DamageRow | Refusal {
  const day = rowDay(cells, { day: 'day' }, days, previous)
  if (day === null) return { refusal: '没有写日期，请补上' }
  if (isRefusal(day)) return day
  const amount = parseMoney(rawOf(cells, 'amount'), moneyUnit)
  if (amount === null) return { refusal: '没有写赔偿金额，请补上' }
  if (isRefusal(amount)) return amount
  const quantity = parseQuantity(rawOf(cells, 'quantity'))
  if (quantity !== null && isRefusal(quantity)) return quantity
  const item = cells.text('item')
  if (item === '') return { refusal: '没有写损坏了什么，请补上' }
  const questions = [...day.questions]
  if (amount.fen === 0)
    questions.push({ topic: 'money', text: '0', title: '赔偿金额是 0，请确认是不是免赔', options: [] })
  // 玻璃2块 in the item column, where there is no column of quantities.
  const written = parseItems(item)
  const counted = quantity === null && written.length === 1 && written[0]?.qty ? written[0] : undefined
  const [liable, remark] = [cells.words('liable'), cells.words('remark')]
  const measure = quantity?.measure ?? (cells.optional('measure') || counted?.measure)
  return {
    record: {
      ...optional('externalNo', cells.optional('receiptNo') ?? cells.optional('serialNo')),
      day: day.value.day,
      classText: cells.words('classText'),
      liable,
      shared: SHARED.test(liable) || (liable === '' && SHARED.test(remark)),
      item: counted?.text || cells.words('item'),
      ...optional('qty', quantity?.value ?? counted?.qty ?? undefined),
      ...optional('measure', measure),
      amountFen: amount.fen,
      ...optional('receiptNo', cells.optional('receiptNo')),
      ...optional('remark', remark || undefined),
    },
    questions,
    guesses: day.guesses,
  }
}

function rawOf(cells: RowCells, field: string) {
  const { cell, from } = cells.get(field)
  // One sum over several rows is one payment; it must not be counted for each row.
  if (from === 'merged') return null
  return typeof cell.raw === 'object' ? cell.text || null : cell.raw
}

const optional = <K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } =>
  (value === undefined ? {} : { [key]: value }) as { [P in K]?: V }
