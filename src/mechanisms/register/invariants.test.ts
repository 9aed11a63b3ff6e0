import fc from 'fast-check'
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { inSchool } from '../../kernel/server/run.ts'
import { processBook } from './engine/process.ts'
import { silentPulse } from './engine/pulse.ts'
import type { Cell, Sheet } from './read/index.ts'
import { thingRegister, things } from './testing/thing.ts'

const cellText = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      '水桶',
      '扫把',
      '咒语',
      '旧桶',
      '2025-09-03',
      '9月4日',
      '2024-01-01',
      '3',
      '两把',
      '-3',
      'W1',
      'W2',
    ),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom('', '〃', '合计', '9月小计', '例：水桶', '备注：无', '名称', '日期'),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 30 }) },
)
const rowTexts = fc.array(cellText, { minLength: 4, maxLength: 4 })

function sheetOf(name: string, texts: readonly string[][]): Sheet {
  const rows = [['编号', '名称', '日期', '数量'], ...texts].map((row, r) =>
    row.map((text, col): Cell => ({ raw: text === '' ? null : text, text, row: r + 1, col })),
  )
  return { name, rows, hidden: false }
}

describe('any book', () => {
  it('loses no row: read = imported + refused + skipped, each with its reason, and what is imported is there', async () => {
    const t = await things()
    const scope = { schoolId: t.s.schoolId, actor: t.s.as('director').actor, preview: true }
    await fc.assert(
      fc.asyncProperty(
        fc.array(rowTexts, { maxLength: 25 }),
        fc.array(rowTexts, { maxLength: 10 }),
        async (first, second) => {
          const sheets = [sheetOf('一', first), sheetOf('二', second)]
          const how = {
            kind: 'thing',
            headerRow: 1,
            columns: { no: 0, name: 1, on: 2, count: 3 },
            values: {},
          }
          const hand = {
            kind: thingRegister,
            book: { fileName: '随机.xlsx', sheets },
            fileName: '随机.xlsx',
            settings: { options: {}, sheets: { 一: how, 二: how } },
            choices: {},
            importId: null,
          }
          const { outcome, stored } = await inSchool(t.app, scope, async ctx => {
            const outcome = await processBook(ctx, hand, silentPulse)
            const { rows } = await sql<{ n: number }>`select count(*)::int as n from thing`.execute(ctx.db)
            return { outcome, stored: rows[0]?.n }
          })
          const { counts, rows, result } = outcome
          const filled = sheets
            .flatMap(sheet => sheet.rows.slice(1))
            .filter(row => row.some(cell => cell.text !== ''))
          expect(counts.rowsRead).toBe(filled.length)
          expect(counts.imported + counts.refused + counts.skipped).toBe(counts.rowsRead)
          expect(stored).toBe(counts.imported)
          for (const row of rows)
            expect(row.reason !== null && row.reason !== '').toBe(row.status !== 'imported')
          const perSheet = result.sheets.map(sheet => sheet.rowsRead)
          expect(perSheet[0]! + perSheet[1]!).toBe(counts.rowsRead)
        },
      ),
      { numRuns: 60 },
    )
  })
})
