import { describe, expect, it } from 'vitest'
import { assemble, type Contribution } from './assemble.ts'
import { Doc, figuresIn, lineText, say } from './doc.ts'
import { checkEdited } from './editing/check.ts'
import { nothingRecorded, sentence, totalWithParts } from './patterns/index.ts'
import { toPlainText } from './render/text.ts'
import { DEPARTMENT_SECTIONS } from './sections.ts'
import { autumn, figure, part, READ_AT, spring } from './testing.ts'

const repair: Contribution = {
  section: 'service',
  obligation: 'service.repair',
  title: '维修服务',
  order: 2,
  ...totalWithParts({
    key: 'repair.plumber',
    opening: '本学期水道工承接报修单共',
    noun: '水道工报修',
    total: figure('水道工报修次数', 562, '次'),
    parts: [part('疏通', '地漏', 345, '次'), part('更换', '水管', 200, '根')],
  }),
}
const damage: Contribution = {
  section: 'assets',
  obligation: 'assets.damage',
  title: '损坏赔偿',
  ...nothingRecorded('damage', autumn, '损坏赔偿'),
  missing: [{ key: 'damage', text: '没有评价。' }],
}
const opening: Contribution = {
  section: 'service',
  title: '开学准备',
  order: 1,
  blocks: [sentence('opening.kits', 'own', say`开学前一天备齐用品。`)],
  missing: [],
}
const build = (...contributions: Contribution[]) =>
  assemble({
    title: '2025年秋季学期总务后勤工作总结',
    org: '第一中学总务处',
    period: autumn,
    asAt: READ_AT,
    sections: DEPARTMENT_SECTIONS,
    contributions,
  })

describe('assembling a summary', () => {
  it('keeps the sections’ order and names the silent ones in one sentence', () => {
    const { doc } = build(damage, repair, opening)
    expect(Doc.parse(doc)).toEqual(doc)
    expect(toPlainText(doc)).toBe(`2025年秋季学期总务后勤工作总结

　　现将本学期总务后勤工作总结如下。
　　一、常规服务工作
　　（一）开学准备
　　开学前一天备齐用品。
　　（二）维修服务
　　本学期水道工承接报修单共562次，其中疏通地漏345次，更换水管200根，其他17次。
　　二、校产管理工作
　　本学期没有损坏赔偿的记录。
　　本学期本系统没有以下方面的记录：思想与队伍建设、财务与收费管理、绿化美化工作、食堂与学生生活、安全保卫工作、硬件建设与工程。

第一中学总务处
`)
    expect(checkEdited(doc, figuresIn(doc.blocks), doc)).toEqual({ ok: true, problems: [], own: [] })
  })

  it('lists what is missing by section, and what nobody told', () => {
    const { missing, uncovered } = build(damage, repair)
    expect(missing.map(({ sectionTitle, text }) => `${sectionTitle} ${text}`)).toEqual([
      '校产管理工作 没有评价。',
      '存在问题及对策 没有可用的记录，请撰写人自己写“存在问题及对策”。',
      '下一步打算 没有可用的记录，请撰写人自己写“下一步打算”。',
    ])
    const codes = uncovered.map(({ code }) => code)
    expect(codes).toContain('service.utilities')
    expect(codes).not.toContain('service.repair')
  })

  it('gives each block a key and a section', () => {
    const { doc } = build(repair, { ...repair, title: '再一次' })
    const keys = doc.blocks.map(({ key }) => key)
    expect(new Set(keys).size).toBe(doc.blocks.length)
    expect(keys).toContain('repair.plumber#2')
    expect(doc.blocks.filter(({ section }) => section === 'service')).toHaveLength(5)
    expect(() => build({ ...repair, section: 'nowhere' })).toThrow(RangeError)
  })

  it('asks that figures of another time say so', () => {
    const old = figure('水道工报修次数', 514, '次', undefined, spring)
    const told = (words: string): Contribution => ({
      section: 'service',
      blocks: [sentence('old', 'P1', say`${words}${old}。`)],
      missing: [],
    })
    expect(build(told('报修')).missing[0]?.text).toContain('说的是上学期')
    expect(build(told('上学期报修')).missing.filter(({ key }) => key === 'old')).toEqual([])
  })

  it('names together what has no records beside what has, and says a shared heading once', () => {
    const tell = (title: string, text: string, pattern: string, order: number): Contribution => ({
      section: 'assets',
      title,
      order,
      blocks: [sentence(`k${order}`, pattern, say`${text}`)],
      missing: [],
    })
    const { doc } = build(
      tell('固定资产', '新增1台。', 'P2', 1),
      tell('固定资产', '报废2台。', 'P2', 2),
      tell('盘点', '本学期没有盘点的记录。', 'none', 3),
      tell('损坏与赔偿', '本学期没有损坏赔偿的记录。', 'none', 4),
      tell('借用', '借出3件。', 'P2', 5),
    )
    const lines = doc.blocks
      .filter(({ section }) => section === 'assets')
      .map(block =>
        block.kind === 'heading' ? `#${block.text}` : block.kind === 'para' ? lineText(block.inlines) : '',
      )
    expect(lines).toEqual([
      '#校产管理工作',
      '#固定资产',
      '新增1台。',
      '报废2台。',
      '#借用',
      '借出3件。',
      '本学期没有盘点、损坏赔偿的记录。',
    ])
  })
})
