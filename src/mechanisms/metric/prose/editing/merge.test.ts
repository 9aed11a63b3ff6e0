import { describe, expect, it } from 'vitest'
import { type Block, type Doc, figuresIn, type Inline, linesOf, lineText, say } from '../doc.ts'
import { autumn, figure, READ_AT } from '../testing.ts'
import { checkEdited } from './check.ts'
import { mergeEdits } from './merge.ts'

const block = (key: string, inlines: Inline[]): Block => ({ kind: 'para', key, inlines })
const docOf = (...blocks: Block[]): Doc => ({
  title: '总结',
  org: '第一中学',
  period: autumn,
  asAt: READ_AT,
  blocks,
})
const count = (title: string, n: number) => figure(title, n, '次')
const read = (doc: Doc) => doc.blocks.map(b => linesOf(b).map(lineText).join('')).join('|')

const base = docOf(
  block('water', say`水道工报修${count('水道工', 500)}。`),
  block('power', say`电工报修${count('电工', 400)}。`),
  block('wood', say`木工报修${count('木工', 600)}。`),
)
const generated = docOf(
  block('water', say`水道工报修${count('水道工', 562)}，另有零活${count('零活', 3)}。`),
  block('power', say`电工报修${count('电工', 417)}。`),
  block('pay', say`赔款${figure('赔款', 3186, '元')}。`),
)

describe('bringing an edited summary up to date', () => {
  it('refreshes figures, keeps what people wrote, follows what they left alone', () => {
    const edited = docOf(
      block('water', say`水道工报修${count('水道工', 500)}。`),
      block('power', say`电工师傅辛苦了，报修${count('电工', 400)}。`),
      block('wood', say`木工报修${count('木工', 600)}。`),
      { kind: 'para', inlines: say`感谢大家。` },
    )
    const merged = mergeEdits(generated, edited, base)
    expect(read(merged.doc)).toBe('水道工报修562次，另有零活3次。|电工师傅辛苦了，报修417次。|感谢大家。')
    expect(merged.refreshed.map(({ from, to }) => [from, to])).toEqual([
      ['500次', '562次'],
      ['400次', '417次'],
    ])
    expect(merged.gone).toEqual([])
    expect(merged.offered.map(({ key }) => key)).toEqual(['pay'])
    expect(checkEdited(merged.doc, figuresIn(generated.blocks), generated).ok).toBe(true)
  })

  it('keeps a sentence whose records are gone once people have worked on it, and says so', () => {
    const edited = docOf(block('wood', say`木工今年忙，报修${count('木工', 600)}。`))
    const merged = mergeEdits(generated, edited, base)
    expect(read(merged.doc)).toBe('木工今年忙，报修600次。')
    expect(merged.gone.map(({ title }) => title)).toEqual(['木工'])
  })

  it('does not bring back what people took out', () => {
    const merged = mergeEdits(generated, docOf(), base)
    expect(merged.doc.blocks).toEqual([])
    expect(merged.offered.map(({ key }) => key)).toEqual(['pay'])
    expect(mergeEdits(generated, docOf()).offered).toHaveLength(3)
  })

  it('works without the document that was edited', () => {
    const merged = mergeEdits(generated, base)
    expect(read(merged.doc)).toBe('水道工报修562次。|电工报修417次。|木工报修600次。')
  })

  it('changes nothing when nothing has changed', () => {
    for (const known of [undefined, generated])
      expect(mergeEdits(generated, generated, known)).toEqual({
        doc: generated,
        refreshed: [],
        gone: [],
        offered: [],
      })
  })
})
