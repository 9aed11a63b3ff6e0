export interface ChartSeries {
  key: string
  name: string
  /** null: not measured. Never drawn as zero. */
  values: readonly (number | null)[]
  /** The same period before, drawn as a pale line behind. */
  last?: boolean
}

export interface ChartData {
  /** 用水量 */
  title: string
  /** 吨 */
  unit: string
  categories: readonly string[]
  series: readonly ChartSeries[]
}

/** What is drawn as the table it came from; empty cells where nothing was measured. */
export function chartCsv({ title, unit, categories, series }: ChartData): string {
  const head = ['', ...series.map(s => `${s.name}（${unit}）`)]
  const rows = categories.map((c, i) => [c, ...series.map(s => s.values[i] ?? '')])
  // The mark makes spreadsheet programs read the file as UTF-8.
  return `\uFEFF${[[title], head, ...rows].map(cells => cells.map(quote).join(',')).join('\r\n')}\r\n`
}

const quote = (cell: string | number): string => {
  const text = String(cell)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
