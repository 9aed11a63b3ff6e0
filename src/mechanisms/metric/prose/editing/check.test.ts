import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Block, Doc, figuresIn, type Inline, lineText, say } from '../doc.ts'
import type { Figure } from '../figure.ts'
import { comparison, totalWithParts } from '../patterns/index.ts'
import { autumn, figure, part, READ_AT } from '../testing.ts'
import { checkEdited, markOwn } from './check.ts'

const docOf = (...blocks: Block[]): Doc => ({
  title: '总结',
  org: '第一中学',
  period: autumn,
  asAt: READ_AT,
  blocks,
})
const para = (inlines: Inline[]): Block => ({ kind: 'para', key: 'p', inlines })
const orders = figure('水道工报修次数', 562, '次')
const pay = figure('赔款', 3186, '元', { kind: 'round' })
const generated = docOf(para(say`本学期水道工承接报修单共${orders}，赔款${pay}。`))
const allowed = figuresIn(generated.blocks)
const reasons = (doc: Doc) => checkEdited(doc, allowed, generated).problems.map(({ reason }) => reason)

describe('an edited summary', () => {
  it('may put the system’s figures anywhere', () => {
    expect(checkEdited(generated, allowed)).toEqual({ ok: true, problems: [], own: [] })
    expect(reasons(docOf(para(say`辛苦一学期，落实赔款${pay}，报修${orders}，节约${pay}。`)))).toEqual([])
  })

  it('may not overtype them', () => {
    const typed = (change: Partial<Figure>) => reasons(docOf(para(say`报修${{ ...orders, ...change }}。`)))
    expect(typed({ value: 600 })).toEqual(['altered'])
    expect(typed({ display: '600次' })).toEqual(['altered'])
    expect(typed({ records: 9 })).toEqual(['altered'])
    expect(typed({ id: 'other' })).toEqual(['unknown'])
    expect(typed({})).toEqual([])
  })

  it('may not bend them with what stands beside them', () => {
    for (const before of ['1', '共近', '约', '超过', '至少 ', '１'])
      expect(reasons(docOf(para(say`报修${before}${orders}。`))), before).toEqual(['bent'])
    for (const after of ['以上', '左右', '0', '余'])
      expect(reasons(docOf(para(say`报修${orders}${after}。`))), after).toEqual(['bent'])
    const { problems } = checkEdited(docOf(para(say`报修近${orders}。`)), allowed)
    expect(problems[0]?.text).toBe(
      '“近”紧挨着系统数字“562次”，会改变它的意思。请删去“近”，或把数字改成自己的话。',
    )
  })

  it('shows the numbers that people typed as their own', () => {
    const edited = docOf(
      { kind: 'heading', level: 1, text: '一个重点、两项突破' },
      para(say`报修${orders}，上门30余次，由5名师傅完成。`),
      { kind: 'list', items: [say`培训教工40人`, say`没有数字`] },
    )
    const { ok, own } = checkEdited(edited, allowed, generated)
    expect(ok).toBe(true)
    expect(own.map(({ text, block, line, inline }) => [text, block, line, inline])).toEqual([
      ['两项', 0, 0, null],
      ['30余次', 1, 0, 2],
      ['5名', 1, 0, 2],
      ['40人', 2, 0, 0],
    ])
    const marked = markOwn(edited, own)
    expect(Doc.parse(marked)).toEqual(marked)
    expect(marked.blocks[1]).toMatchObject({
      inlines: [
        { kind: 'text', text: '报修' },
        { kind: 'figure' },
        { kind: 'text', text: '，上门' },
        { kind: 'own', text: '30余次' },
        { kind: 'text', text: '，由' },
        { kind: 'own', text: '5名' },
        { kind: 'text', text: '师傅完成。' },
      ],
    })
    expect(checkEdited(marked, allowed).own.filter(span => span.inline !== null)).toEqual([])
  })

  it('does not suspect the words of the system', () => {
    const names = docOf(para(say`更换5匹空调${figure('空调', 3, '台')}。`))
    expect(checkEdited(names, figuresIn(names.blocks), names).own).toEqual([])
    expect(checkEdited(names, figuresIn(names.blocks)).own).toHaveLength(1)
  })

  const word = fc.constantFrom('认真维修', '，', '562次', '约', '三十台', '2025年9月', '7号楼', '。', ' ')
  const inline: fc.Arbitrary<Inline> = fc.oneof(
    word.map((text): Inline => ({ kind: 'text', text })),
    word.map((text): Inline => ({ kind: 'own', text })),
    fc.constantFrom(orders, pay).map((f): Inline => ({ kind: 'figure', figure: f })),
  )

  it('reads the same after marking, and has nothing left to mark', () => {
    fc.assert(
      fc.property(fc.array(inline, { maxLength: 12 }), inlines => {
        const doc = docOf(para(inlines))
        const { own } = checkEdited(doc, allowed)
        const marked = markOwn(doc, own)
        const read = (d: Doc) => d.blocks.map(b => (b.kind === 'para' ? lineText(b.inlines) : '')).join('')
        expect(read(marked)).toBe(read(doc))
        expect(figuresIn(marked.blocks)).toEqual(figuresIn(doc.blocks))
        const typed = inlines.some(i => i.kind === 'text' && ['562次', '三十台'].includes(i.text))
        expect(own.length > 0).toBe(typed)
      }),
      { numRuns: 300 },
    )
  })

  it('finds nothing to object to in what the system wrote', () => {
    const parts = fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 6 })
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1000 }),
        fc.integer({ min: 0, max: 1000 }),
        parts,
        (n, before, list) => {
          const total = figure('报修', n, '次')
          const previous = figure('上学期报修', before, '次')
          const { inlines } = comparison({ key: 'c', current: total, previous, than: '上学期' })
          const { blocks } = totalWithParts({
            key: 'p',
            opening: '本学期承接报修单共',
            noun: '报修',
            total,
            parts: list.map((count, index) =>
              part(index % 2 ? '更换' : '修理', `水管${'甲乙丙丁戊己'[index]}`, count, '根'),
            ),
            aside: [part('修补', '侧石', 38, '米')],
            remark: inlines,
          })
          expect(checkEdited(docOf(...blocks), figuresIn(blocks))).toEqual({
            ok: true,
            problems: [],
            own: [],
          })
        },
      ),
    )
  })

  it('lets no changed number through', () => {
    const change = fc.record(
      { value: fc.integer(), display: fc.string(), unit: fc.string(), hedge: fc.constant('约' as const) },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(change, changed => {
        const chip: Figure = { ...orders, ...changed }
        const same = Object.entries(changed).every(([key, value]) => orders[key as keyof Figure] === value)
        expect(checkEdited(docOf(para(say`报修${chip}。`)), allowed).ok).toBe(same)
      }),
    )
  })
})
