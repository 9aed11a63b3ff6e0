import type { Outcome } from '../engine/process.ts'
import type { ImportMode, ImportResult, SheetResult, Total } from '../shapes.ts'

export interface Report {
  kind: string
  file: string
  committed: boolean
  mode: ImportMode
  importId: string | null
  sheets: SheetReport[]
  rowsRead: number
  imported: number
  refused: number
  skipped: number
  /** Per group (trade) what counts, and every item's quantity. */
  totals: {
    counted: Record<string, number>
    items: Record<string, number>
    uncounted: Record<string, number>
  }
  duplicates: ImportResult['duplicates']
  unsure: ImportResult['unsure']
  questions: {
    topic: string
    title: string
    text: string
    rows: number
    otherwise: string
    answer: string | null
  }[]
  reasons: { sheet: string; row: number; status: string; reason: string }[]
  notes: string[]
  elapsedMs: number
  /** Why nothing was written. */
  error: { code: string; message: string } | null
}

interface SheetReport {
  name: string
  kind: string | null
  trade: string | null
  rowsRead: number
  imported: number
  refused: number
  skipped: number
  totals: Report['totals']
  subtotalChecks: SheetResult['subtotalChecks']
  notes: string[]
}

interface Head {
  kind: string
  file: string
  committed: boolean
  mode: ImportMode
  importId: string | null
  elapsedMs: number
  error: Report['error']
}

export function reportOf(outcome: Outcome | null, head: Head): Report {
  const result = outcome?.result
  const counts = outcome?.counts ?? { rowsRead: 0, imported: 0, refused: 0, skipped: 0 }
  return {
    ...head,
    sheets: (result?.sheets ?? []).map(sheetReport),
    ...counts,
    totals: totalsOf(result?.sheets.flatMap(sheet => sheet.totals) ?? []),
    duplicates: result?.duplicates ?? [],
    unsure: result?.unsure ?? [],
    questions: (outcome?.questions ?? []).map(({ topic, title, text, rows, otherwise, answer }) => ({
      topic,
      title,
      text,
      rows,
      otherwise,
      answer,
    })),
    reasons: (outcome?.rows ?? []).flatMap(({ row, status, reason }) =>
      status === 'refused' || status === 'skipped'
        ? [{ sheet: row.sheet, row: row.row, status, reason: reason ?? '' }]
        : [],
    ),
    notes: result?.notes ?? [],
  }
}

const sheetReport = (sheet: SheetResult): SheetReport => ({
  name: sheet.name,
  kind: sheet.kind,
  trade: sheet.values.trade ?? null,
  rowsRead: sheet.rowsRead,
  imported: sheet.imported,
  refused: sheet.refused,
  skipped: sheet.skipped,
  totals: totalsOf(sheet.totals),
  subtotalChecks: sheet.subtotalChecks,
  notes: sheet.notes,
})

function totalsOf(totals: readonly Total[]): Report['totals'] {
  const sums: Report['totals'] = { counted: {}, items: {}, uncounted: {} }
  const add = (where: Record<string, number>, key: string, quantity: number): void => {
    where[key] = Math.round(((where[key] ?? 0) + quantity) * 1000) / 1000
  }
  for (const { group, item, quantity, counts } of totals) {
    add(counts ? sums.items : sums.uncounted, item, quantity)
    if (counts) add(sums.counted, group, quantity)
  }
  return sums
}

const SHOWN_ROWS = 20

/** The report as somebody at a terminal reads it. */
export function reportText(report: Report): string {
  const lines: string[] = []
  const verb = report.committed ? '已导入' : '可导入'
  // Of a file that could not be read at all there is nothing to count.
  if (report.error && report.sheets.length === 0) return `${report.error.message}\n`
  lines.push(
    `${report.file}：读到 ${report.rowsRead} 行，${verb} ${report.imported} 行，不能导入 ${report.refused} 行，跳过 ${report.skipped} 行。`,
  )
  for (const sheet of report.sheets) lines.push(...sheetText(sheet, verb))
  if (report.duplicates.length > 0) {
    lines.push('', `重复 ${report.duplicates.length} 行，没有再写：`)
    lines.push(...shown(report.duplicates.map(d => `  ${d.sheet} 第 ${d.row} 行，同${d.of}`)))
  }
  const refused = report.reasons.filter(reason => reason.status === 'refused')
  if (refused.length > 0) {
    lines.push('', '不能导入的行：')
    lines.push(...shown(refused.map(r => `  ${r.sheet} 第 ${r.row} 行：${r.reason}`)))
  }
  if (refused.some(({ reason }) => reason.includes('先选定学期')))
    lines.push('', '日期没有写年份的，加 --term 指明学期，例如 --term 2025-autumn。')
  const open = report.questions.filter(question => question.answer === null)
  if (open.length > 0) {
    lines.push('', '拿不准的内容（可在网页上回答，答过一次下次不再问）：')
    lines.push(...shown(open.map(q => `  ${q.title}“${clipped(q.text)}”（${q.rows} 行）：${q.otherwise}`)))
  }
  for (const note of report.notes) lines.push('', note)
  lines.push('')
  if (report.error) lines.push(report.error.message)
  else if (report.committed) lines.push(`写入完毕，用时 ${(report.elapsedMs / 1000).toFixed(1)} 秒。`)
  else lines.push('这是预演，什么也没有写入。确认后加 --commit 写入。')
  return `${lines.join('\n')}\n`
}

function sheetText(sheet: SheetReport, verb: string): string[] {
  const head = [sheet.name, sheet.trade && sheet.trade !== sheet.name ? `（${sheet.trade}）` : ''].join('')
  if (sheet.kind === null) return ['', `${head}：${sheet.notes.join('；')}`]
  const lines = [
    '',
    `${head}：${sheet.rowsRead} 行，${verb} ${sheet.imported}，不能导入 ${sheet.refused}，跳过 ${sheet.skipped}`,
  ]
  for (const [group, quantity] of Object.entries(sheet.totals.counted))
    lines.push(`  ${group}合计 ${quantity}`)
  const items = Object.entries({ ...sheet.totals.items, ...sheet.totals.uncounted })
  if (items.length > 1)
    lines.push(`  其中 ${items.map(([item, quantity]) => `${item} ${quantity}`).join('，')}`)
  for (const check of sheet.subtotalChecks)
    lines.push(
      check.ok
        ? `  第 ${check.row} 行“${check.label}”${check.stated}，核对相符${check.note ? `（${check.note}）` : ''}`
        : `  第 ${check.row} 行“${check.label}”写的是 ${check.stated}，各行加起来是 ${check.computed}，请核对${check.note ? `（${check.note}）` : ''}`,
    )
  for (const note of sheet.notes) lines.push(`  ${note}`)
  return lines
}

const clipped = (text: string): string => (text.length <= 60 ? text : `${text.slice(0, 60)}…`)

const shown = (lines: readonly string[]): string[] =>
  lines.length <= SHOWN_ROWS
    ? [...lines]
    : [...lines.slice(0, SHOWN_ROWS), `  ……还有 ${lines.length - SHOWN_ROWS} 行，加 --json 可看全部`]
