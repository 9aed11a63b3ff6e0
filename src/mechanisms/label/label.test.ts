import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import fc from 'fast-check'
import QRCode from 'qrcode'
import { describe, expect, it } from 'vitest'
import { fitText, widthOf, wrap } from './fit.ts'
import { type Label, layOut, POINTS_PER_MM, rightEdge } from './layout.ts'
import { labelsPdf } from './pdf.ts'
import { pagesFor, perPage, TEMPLATE_IDS, TEMPLATES, type Template } from './templates.ts'

const name = fc
  .oneof(
    fc.constantFrom(
      '311',
      '湖边观景台',
      '洗衣房（东）',
      'B102-1',
      '电子阅览室兼多媒体教室',
      '1012室',
      '二楼西侧男卫生间隔壁',
    ),
    fc.string({
      unit: fc.constantFrom(...'学生宿舍楼号层室第0123456789ABCW（）-# 龘'),
      minLength: 1,
      maxLength: 40,
    }),
  )
  .filter(text => text.trim() !== '')
const label: fc.Arbitrary<Label> = fc.record({
  url: fc.constantFrom(
    'https://zw.example.edu.cn/q/abcd2345',
    `https://zongwu.${'long'.repeat(12)}.edu.cn/q/abcd2345`,
  ),
  code: fc.constant('wmwm2345'),
  lead: fc.oneof(fc.constant(''), name),
  name,
  school: fc.constantFrom('一职校', '江城市第一职业技术学校附属中学东校'),
  hint: fc.constantFrom('扫码报修', '扫码登记位置'),
})
const templateId = fc.constantFrom(...TEMPLATE_IDS)

describe('text in a box', () => {
  const box = fc.record({
    width: fc.integer({ min: 20, max: 200 }),
    height: fc.integer({ min: 6, max: 80 }),
    maxSize: fc.integer({ min: 6, max: 30 }),
    minSize: fc.constant(4.5),
    maxLines: fc.integer({ min: 1, max: 3 }),
  })

  it('sets a single letter smaller where it is wider than the line', () => {
    const { size } = fitText('学', { width: 20, height: 21, maxSize: 21, minSize: 4.5, maxLines: 1 })
    expect(size).toBe(20)
  })

  it('never is wider or higher than the box', () => {
    fc.assert(
      fc.property(name, box, (text, b) => {
        const { size, lines } = fitText(text, b)
        expect(lines.length).toBeLessThanOrEqual(b.maxLines)
        for (const line of lines) expect(widthOf(line) * size).toBeLessThanOrEqual(b.width + 0.001)
        expect(size * (1 + (lines.length - 1) * 1.22)).toBeLessThanOrEqual(b.height + 0.001)
      }),
    )
  })

  it('loses nothing unless it says so with …', () => {
    fc.assert(
      fc.property(name, box, (text, b) => {
        const shown = fitText(text, b).lines.join('').replace(/ /g, '')
        if (!shown.endsWith('…')) expect(shown).toBe(text.replace(/ /g, ''))
      }),
    )
  })

  it('breaks where people would', () => {
    expect(wrap('学生宿舍5号楼', 6)).toEqual(['学生宿舍', '5号楼'])
    expect(wrap('实验楼 B102-1', 5)).toEqual(['实验楼', 'B102-1'])
    expect(fitText('三校部2号教学楼', { width: 60, height: 40, maxSize: 12, minSize: 6 }).lines).toEqual([
      '三校部2号',
      '教学楼',
    ])
  })
})

describe('labels on a page', () => {
  it('stay on their own label, and text stays clear of the code', () => {
    fc.assert(
      fc.property(
        fc.array(label, { minLength: 1, maxLength: 30 }),
        templateId,
        fc.nat({ max: 23 }),
        (labels, id, skip) => {
          const template: Template = TEMPLATES[id]
          const pages = layOut(labels, template, skip)
          const [w, h] = [template.label.width * POINTS_PER_MM, template.label.height * POINTS_PER_MM]
          for (const page of pages)
            for (const code of page.qrs) {
              const slot = slotOf(template, code.x, code.y)
              expect(code.x + code.side).toBeLessThan(slot.x + w)
              expect(code.y + code.side).toBeLessThan(slot.y + h)
            }
          for (const page of pages)
            for (const mark of page.texts) {
              const slot = slotOf(template, mark.x, mark.y)
              expect(rightEdge(mark)).toBeLessThanOrEqual(slot.x + w)
              expect(mark.y + mark.size).toBeLessThanOrEqual(slot.y + h)
              const code = page.qrs.find(q => slotOf(template, q.x, q.y).index === slot.index)!
              const beside = mark.x >= code.x + code.side + (4 / 29) * code.side - 0.001
              expect(beside || mark.y + mark.size <= code.y + 0.001).toBe(true)
            }
          expect(pages.flatMap(p => p.qrs)).toHaveLength(labels.length)
          expect(pages).toHaveLength(pagesFor(labels.length, skip % perPage(template), template))
        },
      ),
    )
  })
})

function slotOf(template: Template, x: number, y: number) {
  const column = Math.floor((x / POINTS_PER_MM - template.left + 0.001) / template.pitch)
  const row = Math.floor((y / POINTS_PER_MM - template.top + 0.001) / template.label.height)
  return {
    index: row * template.columns + column,
    x: (template.left + column * template.pitch) * POINTS_PER_MM,
    y: (template.top + row * template.label.height) * POINTS_PER_MM,
  }
}

describe('the PDF', () => {
  const sample = (n: number): Label => ({
    url: `https://zw.example.edu.cn/q/abcd${2000 + n}`,
    code: `abcd${2000 + n}`,
    ...{ lead: '学生宿舍5号楼', name: String(300 + n), school: '一职校', hint: '扫码报修' },
  })

  it.each(TEMPLATE_IDS)('%s has the size of its paper, all pages and all codes', async id => {
    const template: Template = TEMPLATES[id]
    const labels = Array.from({ length: 26 }, (_, n) => sample(n))
    const pdf = (await labelsPdf(labels, template, { title: '样张', skip: 0, compress: false })).toString(
      'latin1',
    )
    expect(pdf.startsWith('%PDF-')).toBe(true)
    expect(pdf.match(/\/Type \/Page\b(?!s)/g)).toHaveLength(pagesFor(26, 0, template))
    const [, width, height] = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(pdf) as unknown as [
      string,
      string,
      string,
    ]
    expect(Number(width) / POINTS_PER_MM).toBeCloseTo(template.page.width, 1)
    expect(Number(height) / POINTS_PER_MM).toBeCloseTo(template.page.height, 1)
    // Each run of dark modules begins a closed subpath of its own.
    const runs = labels.reduce((sum, l) => sum + runsOf(l.url), 0)
    expect(pdf.match(/^h$/gm)).toHaveLength(runs)
  })

  it('widths by which text is fitted are those of the font', () => {
    const font = readFont('700Bold/NotoSansSC_700Bold')
    const light = readFont('400Regular/NotoSansSC_400Regular')
    for (let code = 0x20; code < 0x7f; code++) {
      expect(widthOf(String.fromCharCode(code))).toBe(Math.max(font(code), light(code)) / 1000)
    }
    for (const char of '学号楼层室（）龘、。·')
      expect(font(char.codePointAt(0)!)).toBeLessThanOrEqual(widthOf(char) * 1000)
  })
})

function runsOf(url: string): number {
  const { modules } = QRCode.create(url, { errorCorrectionLevel: 'M' })
  let runs = 0
  for (let row = 0; row < modules.size; row++)
    for (let column = 0; column < modules.size; column++)
      if (modules.get(row, column) && (column === 0 || !modules.get(row, column - 1))) runs++
  return runs
}

/** Advance width by code point, read from the font file (cmap format 12, hmtx). */
function readFont(file: string): (code: number) => number {
  const require = createRequire(import.meta.url)
  const data = readFileSync(require.resolve(`@expo-google-fonts/noto-sans-sc/${file}.ttf`))
  const table = (tag: string): number => {
    for (let at = 12; ; at += 16)
      if (data.toString('latin1', at, at + 4) === tag) return data.readUInt32BE(at + 8)
  }
  const cmap = table('cmap')
  let groups = 0
  for (let n = 0; n < data.readUInt16BE(cmap + 2); n++) {
    const sub = cmap + data.readUInt32BE(cmap + 4 + n * 8 + 4)
    if (data.readUInt16BE(sub) === 12) groups = sub
  }
  const metrics = data.readUInt16BE(table('hhea') + 34)
  const hmtx = table('hmtx')
  return code => {
    for (let n = 0; n < data.readUInt32BE(groups + 12); n++) {
      const at = groups + 16 + n * 12
      const [from, to, glyph] = [data.readUInt32BE(at), data.readUInt32BE(at + 4), data.readUInt32BE(at + 8)]
      if (code >= from && code <= to)
        return data.readUInt16BE(hmtx + Math.min(glyph + code - from, metrics - 1) * 4)
    }
    throw new Error(`no glyph for U+${code.toString(16)}`)
  }
}
