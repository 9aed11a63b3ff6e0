import fc from 'fast-check'
import { create } from 'qrcode'
import { renderToStaticMarkup as html } from 'react-dom/server'
import { expect, test } from 'vitest'
import type { Tone } from '../../../kernel/pure/state.ts'
import { FixedNow } from '../time/Now.tsx'
import { DueMark } from './DueMark.tsx'
import { Glyph } from './Glyph.tsx'
import { figureText, LiveFigure } from './LiveFigure.tsx'
import { Money } from './Money.tsx'
import { PersonChip, surname } from './PersonChip.tsx'
import { qrPath } from './QrCode.tsx'
import { Seal } from './Seal.tsx'
import { StateTag } from './StateTag.tsx'
import { sealTilt } from './seal-tilt.ts'
import { stateTag } from './states.ts'
import { When } from './When.tsx'

const NOW = new Date('2026-11-22T14:30:00+08:00')
const TONES: Tone[] = ['waiting', 'doing', 'done', 'late', 'off']

test('the five glyphs differ in outline, not in colour alone', () => {
  const outlines = TONES.map(tone => html(<Glyph tone={tone} />).replace(/data-tone="\w+"/, ''))
  expect(new Set(outlines).size).toBe(5)
})

test('a state says its word beside its glyph', () => {
  const machine = { states: { new: { label: '待派工', tone: 'waiting' } } } as const
  expect(stateTag(machine, 'new')).toEqual({ tone: 'waiting', label: '待派工' })
  expect(html(<StateTag tone="late" label="整改超期" />)).toContain('整改超期')
})

test('a figure nobody has recorded is a dash, never a zero', () => {
  expect(figureText(undefined)).toBe('—')
  expect(figureText(0)).toBe('0')
  expect(figureText(1286)).toBe('1,286')
  expect(figureText('3.8万元')).toBe('3.8万元')
})

test('a live figure tells screen readers what it counts and as at when, and takes the focus', () => {
  const markup = html(
    <FixedNow now={NOW}>
      <LiveFigure
        value={37}
        unit="件"
        title="没有办结的报修单"
        asAt="2026-11-22T14:00:00+08:00"
        onOpen={() => {}}
      />
    </FixedNow>,
  )
  expect(markup).toContain('aria-label="没有办结的报修单：37件，截至今天 14:00，打开明细"')
  expect(markup).toContain('tabindex="0"')
  expect(markup).toContain('role="button"')
})

test('a seal names role, person and day; an empty place says who is awaited', () => {
  const place = { name: '陈国栋', role: '总务主任' }
  const signed = html(<Seal {...place} signedAt="2026-11-22T16:30:00Z" />)
  expect(signed).toContain('aria-label="总务主任陈国栋已签，2026.11.23"')
  const empty = html(<Seal {...place} />)
  expect(empty).toContain('aria-label="等总务主任陈国栋签"')
  expect(empty).not.toContain('rotate')
})

test('a hand stamps a little askew, always the same for the same person', () => {
  fc.assert(
    fc.property(fc.string(), name => {
      expect(Math.abs(sealTilt(name))).toBeLessThanOrEqual(7)
      expect(sealTilt(name)).toBe(sealTilt(name))
    }),
  )
  expect(new Set(['陆建华维修人', '王丽报修人', '陈国栋总务主任'].map(sealTilt)).size).toBeGreaterThan(1)
})

test('the path of a QR code covers exactly its dark modules', () => {
  const value = 'https://zw.example.edu.cn/r/BX-2026-000123'
  const { side, path } = qrPath(value)
  const drawn = new Set<string>()
  for (const [, x, y, run] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g))
    for (let i = 0; i < Number(run); i++) drawn.add(`${Number(x) + i},${y}`)
  const { modules } = create(value, { errorCorrectionLevel: 'M' })
  const dark = new Set<string>()
  for (let y = 0; y < modules.size; y++)
    for (let x = 0; x < modules.size; x++) if (modules.get(y, x)) dark.add(`${x},${y}`)
  expect(side).toBe(modules.size)
  expect(drawn).toEqual(dark)
})

test.each([
  ['老陆', '陆'],
  ['小黄', '黄'],
  ['谭师傅', '谭'],
  ['陈国栋', '陈'],
  ['老', '老'],
])('%s is marked %s', (name, mark) => {
  expect(surname(name)).toBe(mark)
})

test('what is missing is a dash or the given word', () => {
  expect(html(<Money fen={undefined} />)).toContain('—')
  expect(html(<Money fen={123450} />)).toContain('¥1,234.50')
  expect(html(<Money fen={3_800_000} short />)).toContain('3.8万元')
  expect(html(<When at={undefined} />)).toContain('—')
  expect(html(<PersonChip name={undefined} nobody="还没派" />)).toContain('还没派')
})

test('times carry their exact form for machines and for hovering', () => {
  const markup = html(
    <FixedNow now={NOW}>
      <When at="2026-11-22T14:20:00+08:00" />
      <DueMark dueAt="2026-11-20" />
    </FixedNow>,
  )
  expect(markup).toContain('dateTime="2026-11-22T06:20:00.000Z"')
  expect(markup).toContain('今天 14:20')
  expect(markup).toContain('data-level="late"')
  expect(markup).toContain('晚了2天')
  expect(markup).toContain('期限 2026年11月20日 星期五')
})
