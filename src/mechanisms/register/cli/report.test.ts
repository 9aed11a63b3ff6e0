import { expect, it } from 'vitest'
import { type Report, reportOf, reportText } from './report.ts'

const empty = reportOf(null, {
  kind: 'repair',
  file: '登记.xlsx',
  committed: false,
  mode: 'good-rows',
  importId: null,
  elapsedMs: 1,
  error: null,
})
const told = (part: Partial<Report>): string => reportText({ ...empty, ...part })

it('counts no rows of a file that could not be read', () => {
  const error = { code: 'register.unreadable', message: '没有找到文件 登记.xlsx。' }
  expect(told({ error })).toBe('没有找到文件 登记.xlsx。\n')
})

it('says which option settles days without a year', () => {
  const row = { sheet: '水工', row: 3, status: 'refused' }
  const undated = { ...row, reason: '日期“9月1日”没有写年份，请先选定学期，或写成 2025-09-03' }
  expect(told({ reasons: [undated] })).toContain('--term 2025-autumn')
  expect(told({ reasons: [{ ...row, reason: '没有写报修内容，请补上' }] })).not.toContain('--term')
})

it('does not print a whole cell of text', () => {
  const question = { topic: 'fault', title: '这是哪一项维修？', rows: 1, otherwise: '照原文记', answer: null }
  const text = told({ questions: [{ ...question, text: '坏'.repeat(32_000) }] })
  expect(text).toContain('坏…”')
  expect(text.length).toBeLessThan(300)
})
