import { deflateRawSync } from 'node:zlib'
import ExcelJS from 'exceljs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Book, columnLetters, ReadError, type ReadLimits, readWorkbook } from './index.ts'
import { packStored, readZipDirectory, unpackEntry } from './zip.ts'

async function xlsx(
  fill: (sheet: ExcelJS.Worksheet, book: ExcelJS.Workbook) => void,
  date1904 = false,
): Promise<Buffer> {
  const book = new ExcelJS.Workbook()
  book.properties.date1904 = date1904
  fill(book.addWorksheet('报修'), book)
  return Buffer.from(await book.xlsx.writeBuffer())
}

const texts = (book: Book, sheet = 0) => book.sheets[sheet]?.rows.map(row => row.map(cell => cell.text))
const read = (bytes: Uint8Array, name = '报修.xlsx', limits: Partial<ReadLimits> = {}) =>
  readWorkbook(bytes, name, limits)

async function failure(
  bytes: Uint8Array,
  name = '报修.xlsx',
  limits: Partial<ReadLimits> = {},
): Promise<ReadError> {
  try {
    await read(bytes, name, limits)
  } catch (error) {
    if (error instanceof ReadError) return error
    throw error
  }
  throw new Error('was read')
}

/** A workbook whose parts are changed before it is read. */
async function altered(
  bytes: Buffer,
  change: (name: string, text: string) => string | null,
  more: Record<string, string> = {},
) {
  const files = new Map<string, Buffer>()
  for (const entry of readZipDirectory(bytes)) {
    const text = change(entry.name, (await unpackEntry(bytes, entry)).toString())
    if (text !== null) files.set(entry.name, Buffer.from(text))
  }
  for (const [name, text] of Object.entries(more)) files.set(name, Buffer.from(text))
  return packStored(files)
}

describe('cells of a workbook', () => {
  it('come as people see them', async () => {
    const book = await read(
      await xlsx(sheet => {
        sheet.addRow([1, 0.1 + 0.2, ' 学5幢 ', true, null, 13_800_001_234])
        sheet.addRow([
          { richText: [{ text: '疏通' }, { text: '地漏', font: { bold: true } }] },
          { text: '链接', hyperlink: 'http://127.0.0.1/' },
          { formula: 'A1+1', result: 2 },
          { formula: 'A1&"次"', result: '1次' },
        ])
        const room = sheet.getCell('A3')
        room.value = 8
        room.numFmt = '000'
      }),
    )
    expect(texts(book)).toEqual([
      ['1', '0.3', '学5幢', 'TRUE', '', '13800001234'],
      ['疏通地漏', '链接', '2', '1次', '', ''],
      ['008', '', '', '', '', ''],
    ])
    expect(book.sheets[0]?.rows[0]?.[0]).toEqual({ raw: 1, text: '1', row: 1, col: 0 })
  })

  it('hold dates without a time zone', async () => {
    for (const is1904 of [false, true]) {
      const book = await read(
        await xlsx(sheet => {
          sheet.addRow([
            new Date(Date.UTC(2025, 8, 3)),
            new Date(Date.UTC(2025, 8, 2, 17, 48)),
            new Date(Date.UTC(2025, 11, 31, 23, 59, 59, 900)),
          ])
          sheet.getRow(1).eachCell(cell => {
            cell.numFmt = 'm"月"d"日"'
          })
        }, is1904),
      )
      expect(texts(book)?.[0]?.slice(0, 2)).toEqual(['2025-09-03', '2025-09-02 17:48'])
      expect(book.sheets[0]?.rows[0]?.[0]?.raw).toEqual({ y: 2025, m: 9, d: 3, h: 0, mi: 0 })
      expect(texts(book)?.[0]?.[2]).toBe('2026-01-01')
    }
  })

  it('say when they have no value', async () => {
    const bytes = await xlsx(sheet => {
      sheet.addRow([{ error: '#REF!' }, { formula: 'SUM(A2:A3)' }, 'x'])
    })
    const cells = (await read(bytes)).sheets[0]?.rows[0]
    expect(cells?.[0]).toMatchObject({ text: '#REF!', problem: expect.stringContaining('#REF!') })
    expect(cells?.[1]).toMatchObject({ raw: null, text: '', problem: expect.stringContaining('打开后保存') })
    expect(cells?.[2]).not.toHaveProperty('problem')
  })

  it('carry the value of the merged range they lie in', async () => {
    const book = await read(
      await xlsx(sheet => {
        sheet.addRow(['标题', null, 'c'])
        sheet.addRow(['9月', 'x', 'y'])
        sheet.addRow([null, 'x', 'y'])
        sheet.mergeCells('A1:B1')
        sheet.mergeCells('A2:A3')
      }),
    )
    const cells = book.sheets[0]?.rows.map(row => row.map(cell => [cell.text, cell.merged]))
    expect(cells).toEqual([
      [
        ['标题', 'origin'],
        ['标题', 'covered'],
        ['c', undefined],
      ],
      [
        ['9月', 'origin'],
        ['x', undefined],
        ['y', undefined],
      ],
      [
        ['9月', 'covered'],
        ['x', undefined],
        ['y', undefined],
      ],
    ])
    expect(book.sheets[0]?.rows[2]?.[0]).toMatchObject({ row: 3, col: 0 })
  })

  it('in hidden rows and sheets are read too', async () => {
    const book = await read(
      await xlsx((sheet, all) => {
        sheet.addRow(['a'])
        sheet.addRow(['b']).hidden = true
        const other = all.addWorksheet('旧')
        other.state = 'veryHidden'
        other.addRow(['c'])
      }),
    )
    expect(book.sheets.map(s => [s.name, s.hidden, s.rows.length])).toEqual([
      ['报修', false, 2],
      ['旧', true, 1],
    ])
  })

  it('keep their row numbers over blank rows; nothing below the last content is read', async () => {
    const book = await read(
      await xlsx(sheet => {
        sheet.getCell('B2').value = 'x'
        sheet.getCell('A5').value = 'y'
        for (let row = 6; row < 400; row++) sheet.getCell(`C${row}`).border = { top: { style: 'thin' } }
      }),
    )
    expect(texts(book)).toEqual([
      ['', ''],
      ['', 'x'],
      ['', ''],
      ['', ''],
      ['y', ''],
    ])
  })
})

describe('workbooks of other programs', () => {
  const plain = () => xlsx(sheet => sheet.addRow(['疏通地漏', 1]))

  it('with prefixed element names', async () => {
    const prefixed = await altered(await plain(), (name, text) =>
      /worksheets|workbook\.xml$|sharedStrings|styles/.test(name)
        ? text.replace(/<(\/?)(?=[a-zA-Z])/g, '<$1x:').replace('xmlns=', 'xmlns:x=')
        : text,
    )
    expect(texts(await read(prefixed))).toEqual([['疏通地漏', '1']])
  })

  it('with sheets under other names, and parts nobody can read', async () => {
    const odd = await altered(
      await plain(),
      (name, text) => {
        if (name === 'xl/worksheets/sheet1.xml') return null
        if (name.endsWith('workbook.xml.rels'))
          return text.replace('worksheets/sheet1.xml', '/xl/worksheets/报修登记.xml')
        return text
      },
      {
        'xl/worksheets/报修登记.xml':
          '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>灯坏</t></is></c></row></sheetData></worksheet>',
        'xl/drawings/drawing1.xml': '<broken',
        'xl/comments1.xml': '<broken',
      },
    )
    expect(texts(await read(odd))).toEqual([['灯坏']])
  })

  it('with merges that overlap or reach beyond the sheet', async () => {
    const merged = await altered(await plain(), (name, text) =>
      name.includes('sheet1')
        ? text.replace(
            '</sheetData>',
            '</sheetData><mergeCells><mergeCell ref="A1:B1"/><mergeCell ref="B1:C1048576"/></mergeCells>',
          )
        : text,
    )
    expect(texts(await read(merged))).toEqual([['疏通地漏', '疏通地漏']])
  })

  it('with a million formatted rows that hold nothing', async () => {
    const blank = Array.from(
      { length: 200_000 },
      (_, i) => `<row r="${i + 2}"><c r="A${i + 2}" s="1"/></row>`,
    ).join('')
    const padded = await altered(await plain(), (name, text) =>
      name.includes('sheet1') ? text.replace('</sheetData>', `${blank}</sheetData>`) : text,
    )
    expect(texts(await read(padded))).toEqual([['疏通地漏', '1']])
  })
})

describe('files that cannot be read', () => {
  const ole = (stream: string) =>
    Buffer.concat([
      Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
      Buffer.alloc(600),
      Buffer.from(stream, 'utf16le'),
    ])
  const zipOf = (name: string) => packStored(new Map([[name, Buffer.from('x')]]))

  it.each<[string, Uint8Array, string, string]>([
    ['空.xlsx', Buffer.alloc(0), 'empty', '没有任何内容'],
    ['加密.xlsx', ole('EncryptedPackage'), 'encrypted', '取消密码'],
    ['旧.xls', ole('Workbook'), 'old_xls', '另存为'],
    ['文档.xls', ole('WordDocument'), 'other_format', 'Word'],
    [
      '照片.xlsx',
      Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 74, 70, 73, 70, 0, 1]),
      'not_spreadsheet',
      'JPG',
    ],
    [
      '图.xlsx',
      Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]), Buffer.alloc(40)]),
      'not_spreadsheet',
      'PNG',
    ],
    ['通知.xlsx', Buffer.from('%PDF-1.7\n%\u00e2\u00e3'), 'not_spreadsheet', 'PDF'],
    ['导出.xls', Buffer.from('<html><table><tr><td>1</td></tr></table></html>'), 'other_format', '网页'],
    [
      '导出.xls',
      Buffer.from('<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'),
      'other_format',
      'XML',
    ],
    ['包.xlsx', zipOf('readme.txt'), 'not_spreadsheet', '压缩包'],
    ['稿.xlsx', zipOf('word/document.xml'), 'other_format', 'Word'],
    ['表.ods', zipOf('content.xml'), 'other_format', 'ods'],
    ['表.xlsb', zipOf('xl/workbook.bin'), 'other_format', 'xlsb'],
    ['程序.csv', Buffer.from(Array.from({ length: 400 }, (_, i) => i % 9)), 'not_spreadsheet', '其他程序'],
    ['空白.csv', Buffer.from('\r\n , ,\r\n'), 'empty', '没有任何内容'],
  ])('%s', async (name, bytes, code, word) => {
    const error = await failure(bytes, name)
    expect(error.code).toBe(code)
    expect(error.message).toContain(word)
    expect(error.message).toContain(name)
  })

  it('broken: cut off, garbled, or with rubbish in place of a part', async () => {
    const whole = await xlsx(sheet => sheet.addRow(['a', 1]))
    for (const cut of [50, Math.floor(whole.length / 2), whole.length - 30])
      expect((await failure(whole.subarray(0, cut))).code).toBe('broken')
    const noSheet = await altered(whole, (name, text) => (name.includes('sheet1') ? null : text))
    expect((await failure(noSheet)).code).toBe('broken')
    const garbled = await altered(whole, (name, text) =>
      name.includes('sheet1') ? '<worksheet><sheetData><row r="1"><c' : text,
    )
    expect(['broken', 'empty']).toContain((await failure(garbled)).code)
  })

  it('never fails in another way, whatever bytes are wrong', async () => {
    const whole = await xlsx(sheet =>
      sheet.addRows([
        ['日期', '内容'],
        ['9月3日', '灯坏'],
      ]),
    )
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 }),
        async changes => {
          const bytes = Buffer.from(whole)
          for (const [at, value] of changes) bytes[at] = value
          await read(bytes).catch((error: unknown) => expect(error).toBeInstanceOf(ReadError))
        },
      ),
      { numRuns: 60 },
    )
  })

  it('a bomb: seen from the directory before anything is unpacked, or stopped while unpacking', async () => {
    const whole = await xlsx(sheet => sheet.addRow(['a']))
    expect((await failure(whole, 'x.xlsx', { maxUnpackedBytes: 1000 })).code).toBe('bomb')
    const packed = deflateRawSync(Buffer.alloc(5_000_000))
    const entry = {
      name: 'x',
      size: 1000,
      packedSize: packed.length,
      method: 8,
      encrypted: false,
      offset: 0,
      checksum: 0,
    }
    const local = packStored(new Map([['x', packed]]))
    await expect(unpackEntry(local, entry)).rejects.toThrow()
  })

  it('too big, too long, too wide', async () => {
    const rows = await xlsx(sheet => sheet.addRows(Array.from({ length: 30 }, (_, i) => [i])))
    expect((await failure(rows, 'x.xlsx', { maxBytes: 1000 })).message).toContain('最大只能导入')
    const long = await failure(rows, 'x.xlsx', { maxRows: 29 })
    expect(long).toMatchObject({ code: 'too_many_rows', params: { rows: 30, limit: 29, sheet: '报修' } })
    expect(long.message).toContain('拆成几个文件')
    expect(texts(await read(rows, 'x.xlsx', { maxRows: 30 }))).toHaveLength(30)
    const wide = await xlsx(sheet => {
      sheet.getCell('XFD1').value = 'x'
    })
    expect(await failure(wide)).toMatchObject({ code: 'too_wide', params: { column: 'XFD' } })
    const csv = Buffer.from(Array.from({ length: 30 }, (_, i) => `${i},x`).join('\n'))
    expect((await failure(csv, 'x.csv', { maxRows: 29 })).code).toBe('too_many_rows')
  })

  it('counts the rows of all sheets together', async () => {
    const two = await xlsx((sheet, book) => {
      sheet.addRows(Array.from({ length: 20 }, (_, i) => [i]))
      book.addWorksheet('二').addRows(Array.from({ length: 20 }, (_, i) => [i]))
    })
    expect((await failure(two, 'x.xlsx', { maxRows: 30 })).params).toMatchObject({ rows: 40 })
  })
})

describe('delimited text', () => {
  const lines = '日期,地点,内容\r\n9月3日,学5幢-103,"灯坏，\n两只"\r\n\r\n9月4日,高职D楼,换锁'
  const rows = [
    ['日期', '地点', '内容'],
    ['9月3日', '学5幢-103', '灯坏，\n两只'],
    ['', '', ''],
    ['9月4日', '高职D楼', '换锁'],
  ]
  const gbk = Buffer.from('c8d5c6da2cb5d8b5e32cc4dac8dd0d0a39d4c233c8d52cd1a735b4b12cb5c6bbb5', 'hex')

  it('in UTF-8 with and without a mark, and UTF-16 of both kinds', async () => {
    const utf16 = Buffer.from(`\ufeff${lines}`, 'utf16le')
    const swapped = Buffer.from(utf16).swap16()
    for (const bytes of [
      Buffer.from(lines),
      Buffer.from(`\ufeff${lines}`),
      utf16,
      swapped,
      utf16.subarray(2),
    ])
      expect(texts(await read(bytes, '报修.csv'))).toEqual(rows)
  })

  it('in GBK, as Excel saves it', async () => {
    expect(texts(await read(gbk, '报修.csv'))).toEqual([
      ['日期', '地点', '内容'],
      ['9月3日', '学5幢', '灯坏'],
    ])
  })

  it('with tabs or semicolons, rows of different length and stray quotes', async () => {
    expect(texts(await read(Buffer.from('a\tb\n1'), 'x.txt'))).toEqual([
      ['a', 'b'],
      ['1', ''],
    ])
    expect(texts(await read(Buffer.from('a;b\n1;3"管'), 'x.csv'))).toEqual([
      ['a', 'b'],
      ['1', '3"管'],
    ])
  })

  it('is named after the file', async () => {
    expect((await read(Buffer.from('a,b'), 'C:\\表\\9月.报修.csv')).sheets[0]?.name).toBe('9月.报修')
  })

  it('comes back as it was written', async () => {
    const field = fc
      .stringMatching(/^[\u4e00-\u9fa5a-z0-9 ,;"']{1,8}$/)
      .map(text => text.trim())
      .filter(text => text !== '')
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(field, field, field), { minLength: 2, maxLength: 6 }),
        async grid => {
          const text = grid
            .map(row => row.map(cell => `"${cell.replaceAll('"', '""')}"`).join(','))
            .join('\n')
          expect(texts(await read(Buffer.from(text), 'x.csv'))).toEqual(grid)
        },
      ),
      { numRuns: 50 },
    )
  })
})

it('names columns as a spreadsheet does', () => {
  expect([0, 25, 26, 51, 701, 702, 16_383].map(columnLetters)).toEqual([
    'A',
    'Z',
    'AA',
    'AZ',
    'ZZ',
    'AAA',
    'XFD',
  ])
})
