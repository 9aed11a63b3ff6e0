import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { figuresIn, linesOf, lineText, say } from '../doc.ts'
import { autumn, figure, part, spring } from '../testing.ts'
import * as patterns from './index.ts'

const said = (result: patterns.PatternResult): string =>
  result.blocks.flatMap(block => linesOf(block).map(lineText)).join('\n')
const notes = (result: patterns.PatternResult): string => result.missing.map(({ text }) => text).join('\n')

const plumber = {
  key: 'plumber',
  opening: '本学期水道工承接报修单共',
  noun: '水道工报修',
  total: figure('水道工报修次数', 562, '次'),
  parts: [
    patterns.sumPart('地漏、拖把池', [part('疏通', '地漏', 205, '次'), part('疏通', '拖把池', 140, '次')]),
    part('更换', '台盆水管', 170, '根'),
    part('更换', '水龙头', 47, '只'),
  ],
  aside: [part('修补', '侧石', 38, '米')],
}

describe('a total with its parts', () => {
  it('tells a term of the plumber, the electrician and the carpenter', () => {
    expect(said(patterns.totalWithParts(plumber))).toBe(
      '本学期水道工承接报修单共562次，其中疏通地漏、拖把池345次，更换台盆水管170根，水龙头47只；另修补侧石38米。',
    )
    const electrician = patterns.totalWithParts({
      key: 'electrician',
      opening: '电工接报维修',
      noun: '电工报修',
      total: figure('电工报修次数', 417, '次'),
      parts: [
        patterns.sumPart('灯具及开关、插座', [
          part('修理更换', '灯具', 168, '只'),
          part('修理更换', '开关', 72, '只'),
          part('修理更换', '插座', 75, '只'),
        ]),
        patterns.sumPart('停电切换、跳闸等故障', [
          part('处理', '停电切换电源', 6, '次'),
          part('处理', '跳闸', 30, '次'),
        ]),
        patterns.sumPart('电热水器、电水壶', [
          part('修理', '电热水器', 4, '次'),
          part('修理', '电水壶', 6, '次'),
        ]),
        patterns.sumPart('立式、挂壁式空调', [
          part('修理', '立式空调', 18, '次'),
          part('修理', '挂壁式空调', 38, '次'),
        ]),
      ],
    })
    expect(said(electrician)).toBe(
      '电工接报维修417次，其中修理更换灯具及开关、插座315只，处理停电切换、跳闸等故障36次，修理电热水器、电水壶10次，立式、挂壁式空调56次。',
    )
    const doors = [
      part('修理', '门', 70, '扇'),
      part('修理', '门拉手', 52, '扇'),
      part('修理', '橱门', 40, '扇'),
    ] as const
    const carpenter = patterns.totalWithParts({
      key: 'carpenter',
      opening: '木工接报维修',
      noun: '木工报修',
      total: figure('木工报修次数', 697, '次'),
      parts: [
        patterns.sumPart('门、门拉手、橱门', [...doors]),
        patterns.sumPart('修锁、换锁', [part('', '修锁', 60, '把'), part('', '换锁', 85, '把')]),
        part('更换', '移门滑轮', 260, '只'),
        part('更换', '移门铜条', 45, '根'),
        part('配换', '玻璃', 55, '块'),
        part('修理', '凳子', 15, '只'),
        part('修理', '讲台', 3, '只'),
        part('修理', '办公桌', 12, '只'),
      ],
    })
    expect(said(carpenter)).toBe(
      '木工接报维修697次，其中修理门、门拉手、橱门162扇，修锁、换锁145把，更换移门滑轮260只，移门铜条45根，配换玻璃55块，修理凳子15只，讲台3只，办公桌12只。',
    )
    for (const result of [electrician, carpenter]) expect(result.missing).toEqual([])
  })

  it('names what its parts leave over', () => {
    const result = patterns.totalWithParts({ ...plumber, parts: plumber.parts.slice(0, 2), aside: [] })
    expect(said(result)).toBe(
      '本学期水道工承接报修单共562次，其中疏通地漏、拖把池345次，更换台盆水管170根，其他47次。',
    )
    const other = figuresIn(result.blocks).at(-1)
    expect(other).toMatchObject({
      value: 47,
      derived: { how: 'remainder' },
      metricId: 'test.count:remainder',
    })
    expect(said(patterns.totalWithParts({ ...plumber, limit: 1, otherLabel: '其余' }))).toContain(
      '，其余217次；另',
    )
    const oneMore = { ...plumber, total: figure('水道工报修次数', 563, '次') }
    expect(said(patterns.totalWithParts(oneMore))).toContain('，水龙头47只，其他1次；另')
  })

  it('prints no parts that exceed their total, and says so to the writer', () => {
    const result = patterns.totalWithParts({ ...plumber, total: figure('水道工报修次数', 500, '次') })
    expect(said(result)).toBe('本学期水道工承接报修单共500次；另修补侧石38米。')
    expect(notes(result)).toContain('分项合计562，大于总数500次')
  })

  it('reads well with one part, none, or nothing at all', () => {
    const total = figure('水道工报修次数', 5, '次')
    const one = { ...plumber, total, aside: [] }
    expect(said(patterns.totalWithParts({ ...one, parts: [part('疏通', '地漏', 5, '次')] }))).toMatch(
      /共5次，均为疏通地漏。$/,
    )
    expect(said(patterns.totalWithParts({ ...one, parts: [part('更换', '水管', 5, '根')] }))).toMatch(
      /共5次，均为更换水管5根。$/,
    )
    expect(said(patterns.totalWithParts({ ...one, parts: [] }))).toMatch(/共5次。$/)
    const nothing = patterns.totalWithParts({ ...one, total: figure('水道工报修次数', 0, '次'), parts: [] })
    expect(said(nothing)).toBe('本学期没有水道工报修的记录。')
  })

  it('always adds up on paper', () => {
    const anyParts = fc.array(
      fc.record({ n: fc.integer({ min: 0, max: 400 }), unit: fc.constantFrom('次', '只', '根') }),
      {
        maxLength: 12,
      },
    )
    fc.assert(
      fc.property(
        anyParts,
        fc.integer({ min: 1, max: 3000 }),
        fc.integer({ min: 1, max: 12 }),
        (list, n, limit) => {
          const result = patterns.totalWithParts({
            ...plumber,
            total: figure('总数', n, '次'),
            parts: list.map(({ n, unit }, index) => part('修', `物件${index}`, n, unit)),
            aside: [],
            limit,
          })
          const [total, ...printed] = figuresIn(result.blocks)
          expect(total?.value).toBe(n)
          const sum = printed.reduce((all, { value }) => all + value, 0)
          // One part that is the whole is named without repeating its number.
          if (printed.length > 0) expect(sum).toBe(n)
          expect(printed.every(({ value }) => value > 0)).toBe(true)
          if (list.reduce((all, { n }) => all + n, 0) > n) expect(result.missing).toHaveLength(1)
        },
      ),
    )
  })
})

describe('other patterns', () => {
  const things = [
    part('', '电脑', 6, '台'),
    part('', '档案柜', 15, '个'),
    part('', '扫帚', 0, '把'),
    part('', '打印机', 2, '台'),
  ]
  const added = { key: 'added', opening: '本学期添置', noun: '添置物品', period: autumn, things }

  it('tell what was added', () => {
    expect(said(patterns.addedThings({ ...added, amount: figure('添置金额', 23_500, '元') }))).toBe(
      '本学期添置电脑6台、档案柜15个、打印机2台，共计2.35万元。',
    )
    expect(said(patterns.addedThings({ ...added, limit: 2 }))).toBe('本学期添置电脑6台、档案柜15个等物品。')
    expect(said(patterns.addedThings({ ...added, things: [] }))).toBe('本学期没有添置物品的记录。')
  })

  it('tell works as a list', () => {
    const works = { key: 'works', opening: '本学期完成的工程项目', noun: '工程项目', period: autumn }
    const paint = say`学生宿舍墙面粉刷，造价${figure('粉刷造价', 38_000, '元')}`
    const list = patterns.worksList({ ...works, works: [paint, say`屋面防水`] })
    expect(said(list)).toBe('本学期完成的工程项目有：\n学生宿舍墙面粉刷，造价3.8万元；\n屋面防水。')
    expect(said(patterns.worksList({ ...works, works: [paint, []] }))).toBe(
      '本学期完成的工程项目有一项：学生宿舍墙面粉刷，造价3.8万元。',
    )
    expect(said(patterns.worksList({ ...works, works: [] }))).toBe('本学期没有工程项目的记录。')
  })

  it('say a zero only where someone looked', () => {
    const looked = (done: number) => ({
      planned: figure('应检查', 100, '次'),
      done: figure('食堂检查', done, '次'),
    })
    const zero = {
      key: 'food',
      incident: '食品安全事故',
      looking: '食堂检查',
      incidents: figure('食品安全事故', 0, '起'),
    }
    const streak = { length: figure('无事故年数', 4, '年'), covered: true }
    const full = patterns.zeroAndStreak({ ...zero, coverage: looked(100), streak })
    expect(said(full)).toBe('本学期按计划完成食堂检查100次，没有发生食品安全事故，已连续4年没有发生。')
    const part = patterns.zeroAndStreak({ ...zero, coverage: looked(99) })
    expect([said(part), notes(part)]).toEqual(['', expect.stringContaining('应有100次，实有99次')])
    expect(said(patterns.zeroAndStreak({ ...zero, coverage: looked(99), leastCoverage: 0.95 }))).toBe(
      '本学期计划食堂检查100次，完成99次，没有发生食品安全事故。',
    )
    expect(said(patterns.zeroAndStreak(zero))).toBe('')
    const nothing = { planned: figure('应检查', 0, '次'), done: figure('食堂检查', 0, '次') }
    expect(said(patterns.zeroAndStreak({ ...zero, coverage: nothing }))).toBe('')
    const doubted = patterns.zeroAndStreak({
      ...zero,
      coverage: looked(100),
      streak: { ...streak, covered: false },
    })
    expect(said(doubted)).not.toContain('连续')
    expect(notes(doubted)).toContain('连续4年')
    expect(said(patterns.zeroAndStreak({ ...zero, incidents: figure('事故', 2, '起') }))).toBe(
      '本学期发生食品安全事故2起。',
    )
  })

  it('tell money with the genre’s hedges', () => {
    const money = { key: 'pay', opening: '本学期落实损坏公物赔偿款', noun: '赔款' }
    const amount = figure('赔款', 3186, '元', { kind: 'round' })
    const cases = { opening: '涉及', figure: figure('赔偿', 68, '起') }
    expect(said(patterns.moneyLine({ ...money, amount, cases }))).toBe(
      '本学期落实损坏公物赔偿款3000余元，涉及68起。',
    )
    expect(said(patterns.moneyLine({ ...money, amount: figure('赔款', 0, '元') }))).toBe(
      '本学期没有赔款的记录。',
    )
  })

  it('tell how fast the service was, where there are times', () => {
    const total = figure('报修', 1676, '次')
    const onTime = figure('按时完成率', 95.5, '%')
    const response = figure('平均响应', 42.4, '分钟', { kind: 'exact', decimals: 0 })
    const line = { key: 'sla', noun: '报修', total, response, onTime }
    expect(said(patterns.serviceLine({ ...line, timed: figure('有时间的报修', 1600, '次') }))).toBe(
      '有时间记录的报修1600次，平均响应42分钟，按时完成率95.5%。',
    )
    expect(said(patterns.serviceLine({ ...line, timed: total }))).toMatch(/^全部报修1676次，/)
    const none = patterns.serviceLine({ ...line, timed: figure('有时间的报修', 0, '次') })
    expect([said(none), none.missing.length]).toEqual(['', 1])
  })

  it('compare with the last term, where there was one', () => {
    const current = figure('报修次数', 562, '次')
    const compare = (previous?: number) =>
      patterns.comparison({
        key: 'than',
        current,
        previous: previous === undefined ? undefined : figure('报修次数', previous, '次', undefined, spring),
        than: '上学期',
      })
    expect(lineText(compare(514).inlines)).toBe('比上学期多48次，增9.3%')
    expect(lineText(compare(600).inlines)).toBe('比上学期少38次，减6.3%')
    expect(lineText(compare(562).inlines)).toBe('与上学期持平')
    expect(lineText(compare(3).inlines)).toBe('比上学期多559次')
    expect(compare().inlines).toEqual([])
    expect(compare(0).missing[0]?.text).toContain('上学期没有这方面的记录')
    expect(said(patterns.totalWithParts({ ...plumber, remark: compare(514).inlines }))).toContain(
      '共562次（比上学期多48次，增9.3%），其中',
    )
    const line = patterns.comparisonLine({
      key: 'line',
      opening: '报修',
      current,
      previous: undefined,
      than: '上学期',
    })
    expect([line.blocks.length, line.missing.length]).toEqual([0, 1])
  })

  it('tell what the reporters think, where they said so', () => {
    const rating = { key: 'rating', by: '报修人', outOf: 5, average: figure('平均评分', 4.8, '分') }
    expect(said(patterns.ratingLine({ ...rating, rated: figure('评价', 312, '次') }))).toBe(
      '报修人评价312次，平均4.8分（满分5分）。',
    )
    expect(patterns.ratingLine({ ...rating, rated: figure('评价', 0, '次') }).missing).toHaveLength(1)
  })
})
