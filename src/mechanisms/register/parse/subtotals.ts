/** What a data row adds to the sums of a sheet. */
export interface Addend {
  rowNo: number
  month: number | null
  /** Counts toward the number of orders (or fen of money). */
  counted: number
  /** Measured work that stands outside the number: 修补侧石 38 米. */
  outside: { name: string; value: number; measure: string }[]
  /** The row is in the sheet but not taken in: a duplicate or a refused row. */
  left?: 'duplicate' | 'refused'
}

export interface SubtotalRow {
  rowNo: number
  label: string
  claimed: number | null
}

export interface SubtotalCheck {
  /** Row number as the spreadsheet shows it. */
  row: number
  label: string
  claimed: number
  computed: number
  agrees: boolean
  /** What the claimed sum leaves out or takes in beyond what counts. */
  excludedReason?: string
}

/** Whether the sums that stand in a sheet agree with its rows. A sum that claims no number is not checked. */
export function checkSubtotals(sums: readonly SubtotalRow[], addends: readonly Addend[]): SubtotalCheck[] {
  const checks: SubtotalCheck[] = []
  let from = 0
  for (const sum of sums) {
    const isWhole = isGrand(sum.label)
    const within = addends.filter(a => a.rowNo < sum.rowNo && (isWhole || a.rowNo > from))
    if (!isWhole) from = sum.rowNo
    if (sum.claimed === null) continue
    const month = monthOf(sum.label)
    const ofMonth = month === null ? [] : addends.filter(a => a.month === month)
    const first = check(sum, within, sum.claimed)
    checks.push(
      first.agrees || ofMonth.length === 0 ? first : better(first, check(sum, ofMonth, sum.claimed)),
    )
  }
  return checks
}

/** 合计 and 总计 add up the sheet; 小计, 9月合计 and 本页合计 what stands since the one before. */
const isGrand = (label: string): boolean => {
  const tight = label.replace(/\s/g, '')
  return (
    /总计|累计|总数/.test(tight) ||
    (/合计|共计/.test(tight) && !/[\d一二三四五六七八九十]月|本[页月周]|第.{1,3}页/.test(tight))
  )
}

function monthOf(label: string): number | null {
  const digits = /(\d{1,2})月/.exec(label)?.[1]
  if (digits) return Number(digits)
  const words = /([一二三四五六七八九十]{1,2})月/.exec(label)?.[1]
  return words ? '一二三四五六七八九十'.indexOf(words) + 1 || (words === '十一' ? 11 : 12) : null
}

function check(sum: SubtotalRow, addends: readonly Addend[], claimed: number): SubtotalCheck {
  const taken = addends.filter(a => a.left === undefined)
  const outside = taken.flatMap(a => a.outside)
  const base = { row: sum.rowNo, label: sum.label, claimed }
  const computed = round(total(taken))
  if (computed === claimed)
    return {
      ...base,
      computed,
      agrees: true,
      ...(outside.length > 0 ? { excludedReason: `不含${listed(outside)}` } : {}),
    }
  const withOutside = round(computed + outside.reduce((all, one) => all + one.value, 0))
  if (outside.length > 0 && withOutside === claimed)
    return { ...base, computed: withOutside, agrees: true, excludedReason: `含不计次数的${listed(outside)}` }
  if (taken.length === claimed)
    return { ...base, computed: taken.length, agrees: true, excludedReason: '按行数计' }
  const duplicates = addends.filter(a => a.left === 'duplicate')
  if (duplicates.length > 0 && round(computed + total(duplicates)) === claimed)
    return {
      ...base,
      computed,
      agrees: false,
      excludedReason: `表上的数含重复登记的 ${duplicates.length} 行`,
    }
  const refused = addends.filter(a => a.left === 'refused').length
  return {
    ...base,
    computed,
    agrees: false,
    ...(refused > 0 ? { excludedReason: `有 ${refused} 行不能导入，没有算在内` } : {}),
  }
}

const better = (a: SubtotalCheck, b: SubtotalCheck): SubtotalCheck => (b.agrees ? b : a)

const total = (addends: readonly Addend[]): number => addends.reduce((sum, a) => sum + a.counted, 0)
const round = (value: number): number => Math.round(value * 1000) / 1000

function listed(outside: Addend['outside']): string {
  const sums = new Map<string, number>()
  for (const { name, value, measure } of outside) {
    const key = `${name}\t${measure}`
    sums.set(key, round((sums.get(key) ?? 0) + value))
  }
  return [...sums].map(([key, value]) => key.replace('\t', ` ${value} `)).join('、')
}
