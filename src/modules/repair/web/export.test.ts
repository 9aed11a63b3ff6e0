import ExcelJS from 'exceljs'
import { describe, expect, it } from 'vitest'
import { contract as workorder } from '../../../mechanisms/workorder/contract.ts'
import { repair } from '../contract.ts'
import { repairSchool } from '../testing.ts'

const { exportList } = workorder.operations

async function textOf(answer: unknown): Promise<string[]> {
  const book = new ExcelJS.Workbook()
  await book.xlsx.load((answer as { body: ExcelJS.Buffer }).body)
  const lines: string[] = []
  book.worksheets[0]?.eachRow(row => lines.push((row.values as unknown[]).filter(Boolean).join('|')))
  return lines
}

describe('the list as a spreadsheet', () => {
  it('has what is seen: the filter in words, the chosen columns, every row and no one else’s', async () => {
    const school = await repairSchool()
    const { office, teacher, places } = school
    for (const description of ['水龙头滴水', '马桶堵了'])
      await teacher.call(repair.report, { placeId: places.room, trade: 'plumber', description })
    await office.call(repair.report, { placeText: '操场', trade: 'electrician', description: '灯不亮' })

    const input = { open: true, columns: ['no', 'what', 'trade'] as const, words: '未完成的' }
    const all = await textOf(await office.call(exportList, { ...input, columns: [...input.columns] }))
    expect(all.some(line => line.includes('未完成的'))).toBe(true)
    expect(all.filter(line => line.startsWith('BX-'))).toHaveLength(3)
    expect(all.find(line => line.startsWith('编号'))).toBe('编号|地点|故障|工种')

    const plumbing = await textOf(
      await office.call(exportList, { ...input, columns: ['no'], trades: ['plumber'] }),
    )
    expect(plumbing.filter(line => line.startsWith('BX-'))).toHaveLength(2)

    const own = await textOf(await teacher.call(exportList, { ...input, columns: ['no'] }))
    expect(own.filter(line => line.startsWith('BX-'))).toHaveLength(2)
  })
})
