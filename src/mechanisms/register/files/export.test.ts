import ExcelJS from 'exceljs'
import { describe, expect, it } from 'vitest'
import { exportRows } from './export.ts'

interface Order {
  no: string
  on: string
  at: Date
  fen: number
  count: number | null
}

const order: Order = {
  no: 'BX-2025-000001',
  on: '2025-09-03',
  at: new Date('2025-09-03T16:30:00Z'),
  fen: 123_450,
  count: 2,
}

const request = {
  title: '报修单',
  columns: [
    { title: '编号', value: (o: Order) => o.no },
    { title: '日期', value: (o: Order) => o.on, kind: 'day' as const },
    { title: '完成', value: (o: Order) => o.at, kind: 'instant' as const },
    { title: '费用', value: (o: Order) => o.fen, kind: 'money' as const, sum: true },
    { title: '次数', value: (o: Order) => o.count, kind: 'number' as const, sum: true },
  ],
  filterText: '未完成的 · 电工',
  school: '江城市第一职业学校',
  zone: 'Asia/Shanghai',
  now: new Date('2025-09-30T23:00:00Z'),
}

async function read(body: unknown): Promise<ExcelJS.Worksheet> {
  const workbook = new ExcelJS.Workbook()
  await workbook.xlsx.load(body as ExcelJS.Buffer)
  return workbook.worksheets[0] as ExcelJS.Worksheet
}

describe('exportRows', () => {
  it('writes what is seen: filter in the head, real dates and amounts, sums in the foot', async () => {
    const file = await exportRows({ ...request, rows: [order, { ...order, count: null }] })
    expect(file.fileName).toBe('报修单-2025-10-01.xlsx')
    const sheet = await read(file.body)
    expect(sheet.getCell('A2').text).toBe('江城市第一职业学校　未完成的 · 电工　2025-10-01 07:00 导出')
    expect(sheet.getRow(3).values).toEqual([undefined, '编号', '日期', '完成', '费用（元）', '次数'])
    expect(sheet.getCell('B4').value).toEqual(new Date('2025-09-03T00:00:00Z'))
    expect(sheet.getCell('B4').numFmt).toBe('yyyy-mm-dd')
    expect(sheet.getCell('C4').value).toEqual(new Date('2025-09-04T00:30:00Z'))
    expect(sheet.getCell('D4').value).toBe(1234.5)
    expect(sheet.getCell('E5').value).toBeNull()
    expect(sheet.getRow(6).values).toEqual([undefined, '合计 2 行', undefined, undefined, 2469, 2])
  })

  it('keeps a formula that somebody typed as text', async () => {
    const file = await exportRows({ ...request, rows: [{ ...order, no: '=1+1' }] })
    const cell = (await read(file.body)).getCell('A4')
    expect(cell.type).toBe(ExcelJS.ValueType.String)
    expect(cell.value).toBe('=1+1')
  })

  it('says so when it stops before the end', async () => {
    async function* many() {
      for (let i = 0; i < 12; i++) yield { ...order, no: String(i) }
    }
    const sheet = await read((await exportRows({ ...request, rows: many(), maxRows: 10 })).body)
    expect(sheet.rowCount).toBe(3 + 10 + 2)
    expect(sheet.getCell('A15').text).toContain('只导出了前 10 行')
  })

  it('takes 20,000 rows', async () => {
    const sheet = await read(
      (await exportRows({ ...request, rows: Array.from({ length: 20_000 }, () => order) })).body,
    )
    expect(sheet.getCell('E20004').value).toBe(40_000)
  })
})
