import { inflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { type Doc, say } from './doc.ts'
import { toDocx } from './docx.ts'
import { autumn, figure, READ_AT } from './testing.ts'

const doc: Doc = {
  title: '工作总结',
  org: '第一中学总务处',
  period: autumn,
  asAt: READ_AT,
  blocks: [
    { kind: 'heading', level: 1, text: '常规服务' },
    { kind: 'heading', level: 2, text: '维修<b>&' },
    {
      kind: 'para',
      inlines: say`承接报修单${figure('水道工报修次数', 562, '次')}，上门${{ kind: 'own', text: '30余次' }}\u0001\ud800。`,
    },
    { kind: 'list', items: [say`赔款${figure('赔款', 3186, '元', { kind: 'round' })}`] },
  ],
  signOff: {
    org: '第一中学总务处',
    on: '2026-01-31',
    signatures: [{ role: '总务主任', name: '王平', on: '2026-01-30' }],
  },
}
const linkOf = () => 'https://school.example/metric?a="1"&b=2'

describe('the summary as Word', () => {
  it('reads as the text does, numbered and signed', async () => {
    const parts = unzip(await toDocx(doc, { linkOf }))
    const text = words(parts['word/document.xml'])
    expect(text).toBe(
      [
        '工作总结',
        '一、常规服务',
        '（一）维修&lt;b&gt;&amp;',
        '承接报修单562次，上门30余次※。',
        '(1)赔款3000余元',
        '',
        '第一中学总务处',
        '总务主任：【王平  2026年1月30日签】',
        '2026年1月31日',
        '※ 撰写人自述，不是系统记录。',
      ].join('\n'),
    )
    expect(words(parts['word/header1.xml'])).toBe('第一中学总务处')
    expect(parts['word/footer1.xml']).toMatch(/PAGE.*NUMPAGES/s)
  })

  it('leads from each figure to its records, in a link and in a note', async () => {
    const parts = unzip(await toDocx(doc, { linkOf }))
    expect(parts['word/document.xml']?.match(/<w:hyperlink /g)).toHaveLength(2)
    expect(parts['word/_rels/document.xml.rels']).toContain(
      'https://school.example/metric?a=&quot;1&quot;&amp;b=2',
    )
    expect(words(parts['word/footnotes.xml'])).toContain(
      '依据：水道工报修次数562次（562条记录）。截至2026年1月31日。',
    )
    expect(parts['word/document.xml']?.match(/<w:footnoteReference /g)).toHaveLength(2)
  })

  it('does without links and notes', async () => {
    const parts = unzip(await toDocx(doc, { notes: false }))
    expect(parts['word/document.xml']).not.toMatch(/<w:hyperlink|<w:footnoteReference/)
    expect(words(parts['word/document.xml'])).toContain('承接报修单562次')
  })

  it('names the Chinese faces of official papers', async () => {
    const styles = unzip(await toDocx(doc))['word/styles.xml'] ?? ''
    for (const face of ['方正小标宋简体', '仿宋_GB2312', '黑体', '楷体_GB2312'])
      expect(styles).toContain(`w:eastAsia="${face}"`)
    expect(styles).toContain('w:firstLineChars="200"')
  })
})

/** A line for each paragraph. */
const words = (xml = ''): string =>
  [...xml.matchAll(/<w:p[ >].*?<\/w:p>|<w:p\/>/gs)]
    .map(([paragraph]) =>
      [...paragraph.matchAll(/<w:t[ >][^<]*<\/w:t>|<w:t>[^<]*<\/w:t>/g)]
        .map(([t]) => t.replace(/<[^>]*>/g, ''))
        .join(''),
    )
    .join('\n')

/** The files of a zip, by its central directory. */
function unzip(zip: Buffer): Record<string, string> {
  const files: Record<string, string> = {}
  let at = zip.readUInt32LE(zip.lastIndexOf('PK\u0005\u0006') + 16)
  while (zip.readUInt32LE(at) === 0x02014b50) {
    const [size, nameLength, extra, comment] = [20, 28, 30, 32].map((offset, index) =>
      index === 0 ? zip.readUInt32LE(at + offset) : zip.readUInt16LE(at + offset),
    ) as [number, number, number, number]
    const name = zip.toString('utf8', at + 46, at + 46 + nameLength)
    const local = zip.readUInt32LE(at + 42)
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
    const data = zip.subarray(start, start + size)
    files[name] = (zip.readUInt16LE(at + 10) === 8 ? inflateRawSync(data) : data).toString('utf8')
    at += 46 + nameLength + extra + comment
  }
  return files
}
