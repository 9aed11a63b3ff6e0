import { expect, test } from 'vitest'
import { chartCsv } from './chart-data.ts'

test('the drawn data as a table, gaps left open', () => {
  const csv = chartCsv({
    title: '用水量',
    unit: '吨',
    categories: ['9月', '10月'],
    series: [
      { key: 'now', name: '本学期', values: [1200, null] },
      { key: 'last', name: '去年, 同期', values: [0, 900.5], last: true },
    ],
  })
  expect(csv).toBe('\uFEFF用水量\r\n,本学期（吨）,"去年, 同期（吨）"\r\n9月,1200,0\r\n10月,,900.5\r\n')
})
