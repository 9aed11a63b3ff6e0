import { describe, expect, it } from 'vitest'
import { type Doc, say } from '../doc.ts'
import { questionsOf } from '../figure.ts'
import { autumn, figure, READ_AT } from '../testing.ts'
import { evidenceNote } from './evidence.ts'
import { toJson } from './json.ts'
import { toMarkdown } from './markdown.ts'
import { chineseNumber, numbered } from './numbering.ts'
import { toPlainText } from './text.ts'

const orders = figure('水道工报修次数', 562, '次')
const pay = figure('赔款', 3186, '元', { kind: 'round' })
const doc: Doc = {
  title: '2025年秋季学期工作总结',
  org: '第一中学总务处',
  period: autumn,
  asAt: READ_AT,
  blocks: [
    { kind: 'heading', level: 1, text: '常规服务', section: 'service' },
    { kind: 'heading', level: 2, text: '维修', section: 'service' },
    {
      kind: 'para',
      inlines: say`承接报修单${orders}，上门${{ kind: 'own', text: '30余次' }}。`,
      section: 'service',
    },
    { kind: 'heading', level: 2, text: '水电', section: 'service' },
    { kind: 'heading', level: 3, text: '抄表', section: 'service' },
    { kind: 'heading', level: 3, text: '查漏', section: 'service' },
    { kind: 'heading', level: 1, text: '校产*管理*', section: 'assets' },
    { kind: 'list', items: [say`赔款${pay}；`, say`[登记](x)。`], section: 'assets' },
    { kind: 'heading', level: 2, text: '盘点', section: 'assets' },
  ],
  signOff: {
    org: '第一中学总务处',
    on: '2026-01-31',
    signatures: [{ role: '总务主任', name: '王平', on: '2026-01-31' }],
  },
}

describe('numbering', () => {
  it('counts 一、（一）1、 and begins anew under each heading', () => {
    expect(numbered(doc).map(({ label }) => label)).toEqual([
      '一、',
      '（一）',
      '',
      '（二）',
      '1、',
      '2、',
      '二、',
      '',
      '（一）',
    ])
    expect([1, 10, 11, 20, 23, 99].map(chineseNumber)).toEqual([
      '一',
      '十',
      '十一',
      '二十',
      '二十三',
      '九十九',
    ])
  })
})

describe('renderers', () => {
  it('write plain text', () => {
    expect(toPlainText(doc)).toBe(`2025年秋季学期工作总结

　　一、常规服务
　　（一）维修
　　承接报修单562次，上门30余次※。
　　（二）水电
　　1、抄表
　　2、查漏
　　二、校产*管理*
　　(1)赔款3000余元；
　　(2)[登记](x)。
　　（一）盘点

第一中学总务处
总务主任：王平（2026年1月31日签）
2026年1月31日

※ 撰写人自述，不是系统记录。
`)
  })

  it('write Markdown with links and notes, and no markup of others', () => {
    const text = toMarkdown(doc, { linkOf: f => `/metric?of=${questionsOf(f)[0]?.params.of}` })
    expect(text).toContain('# 2025年秋季学期工作总结\n\n## 一、常规服务\n\n### （一）维修\n')
    expect(text).toContain('承接报修单[562次](</metric?of=水道工报修次数>)，上门30余次※。[^1]')
    expect(text).toContain('[^1]: 依据：水道工报修次数562次（562条记录）。截至2026年1月31日。')
    expect(text).toContain('## 二、校产\\*管理\\*')
    expect(text).toContain('(2) \\[登记\\](x)。')
    expect(text).toContain('※ 撰写人自述')
    expect(toMarkdown(doc, { notes: false })).not.toContain('[^1]')
    expect(toMarkdown(doc)).toContain('承接报修单562次，')
  })

  it('write JSON for scripts', () => {
    const json = toJson(doc, { term: '2025-autumn' })
    expect(json).toMatchObject({ term: '2025-autumn', period: autumn, title: doc.title })
    expect(json.figures).toEqual([
      {
        metric: 'test.count',
        title: '水道工报修次数',
        params: { of: '水道工报修次数' },
        value: 562,
        unit: '次',
        display: '562次',
        records: 562,
        section: 'service',
        asAt: READ_AT,
        derived: null,
      },
      expect.objectContaining({ value: 3186, display: '3000余元', unit: '元', section: 'assets' }),
    ])
    expect(json.text).toBe(toPlainText(doc))
    expect(JSON.parse(JSON.stringify(json))).toEqual(json)
  })

  it('name the records of a sentence once each', () => {
    expect(evidenceNote(say`甲${orders}，再${orders}，赔${pay}`)).toBe(
      '依据：水道工报修次数562次（562条记录）；赔款3000余元（3186条记录）。截至2026年1月31日。',
    )
    expect(evidenceNote(say`没有数字`)).toBeUndefined()
  })
})
