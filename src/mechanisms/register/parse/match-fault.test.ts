import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FAULT_ITEMS, faultItem, REPORT_GROUPS, TRADES } from './dictionary/index.ts'
import { learnKey, matchFault } from './match-fault.ts'
import { causeIn, parseRating } from './remarks.ts'
import { tradeIn, tradeOf } from './trade.ts'

describe('the dictionary of faults', () => {
  it('holds each item once, under a trade that exists', () => {
    const codes = FAULT_ITEMS.map(item => item.code)
    expect(new Set(codes).size).toBe(codes.length)
    expect(new Set(FAULT_ITEMS.map(item => item.name)).size).toBe(codes.length)
    for (const item of FAULT_ITEMS) {
      expect(item.code).toMatch(/^[a-z]+\.[a-z_]+$/)
      expect(item.code.length).toBeLessThanOrEqual(40)
      expect(TRADES.map(trade => trade.code)).toContain(item.trade)
    }
    expect(TRADES.every(trade => FAULT_ITEMS.some(item => item.trade === trade.code))).toBe(true)
  })

  it('finds every item by its name and by each of its synonyms', () => {
    const wrong = FAULT_ITEMS.flatMap(item =>
      [item.name.split(/[、（]/)[0] as string, ...item.synonyms].flatMap(word => {
        const found = matchFault(word).item
        return found?.reportGroup === item.reportGroup ? [] : [`${word}: ${found?.name} for ${item.name}`]
      }),
    )
    expect(wrong).toEqual([])
  })

  it('groups items of one trade for the summary', () => {
    for (const group of REPORT_GROUPS) {
      const members = FAULT_ITEMS.filter(item => item.reportGroup === group.title)
      expect(new Set(members.map(item => item.trade))).toEqual(new Set([group.trade]))
    }
    expect(REPORT_GROUPS.find(g => g.title === '灯具及开关、插座')).toEqual({
      trade: 'electrician',
      title: '灯具及开关、插座',
      verb: '修理更换',
      measure: '只',
    })
  })
})

describe('matching faults', () => {
  it.each([
    ['下水慢，通地漏', '疏通地漏'],
    ['卫生间地漏不通', '疏通地漏'],
    ['拖把池下水不通', '疏通拖把池'],
    ['洗脸盆进水管漏', '更换台盆水管'],
    ['台盆软管漏水', '更换台盆水管'],
    ['龙头坏', '水龙头'],
    ['拖把池水龙头坏', '水龙头'],
    ['校道侧石松动，修补侧石', '修补侧石'],
    ['柜机不制冷', '立式空调'],
    ['挂机不启动', '挂壁式空调'],
    ['壁挂空调滴水', '挂壁式空调'],
    ['空调不制冷', '空调（未注明型式）'],
    ['外线停电，切换电源', '停电切换电源'],
    ['雨天漏电跳闸', '跳闸'],
    ['更换空气开关', '跳闸'],
    ['吸顶灯不亮', '灯具'],
    ['灯管坏', '灯具'],
    ['空调插座没电', '插座'],
    ['开关失灵', '开关'],
    ['电水壶坏', '电水壶'],
    ['热水器不热', '电热水器'],
    ['换门锁', '换锁'],
    ['门锁坏', '修锁'],
    ['修门拉手', '修门拉手'],
    ['橱门关不上', '修橱门'],
    ['换移门滑轮', '换移门滑轮'],
    ['门窗玻璃破', '配玻璃'],
    ['教室门坏', '修门'],
    ['大门门轴断', '大门、门轴'],
    ['屋顶漏水', '屋面渗漏'],
    ['投影仪不亮', '投影、一体机、电脑'],
    ['应急灯不亮', '消火栓、报警、应急灯'],
    ['电梯困人', '电梯故障'],
    ['蒸饭柜坏', '厨房设备'],
    ['树枝断落', '树木、枝条'],
  ])('%s → %s, surely', (text, name) => {
    expect(matchFault(text)).toMatchObject({ item: { name }, confidence: 'sure' })
  })

  it.each([
    ['下水慢', '疏通地漏'],
    ['底漏堵', '疏通地漏'],
    ['桌子坏', '课桌椅'],
    ['教室没电', '跳闸'],
    ['走廊照明坏', '灯具'],
  ])('%s → %s, likely', (text, name) => {
    expect(matchFault(text)).toMatchObject({ item: { name }, confidence: 'likely' })
  })

  it.each(['排除故障', '已修好', '修复', '钱科长', '其他', '见附件'])('%s is asked about', text => {
    expect(matchFault(text)).toMatchObject({ item: null, confidence: 'unsure' })
  })

  it('prefers what a person answered before', () => {
    const learned = { [learnKey('老地方又堵了。')]: 'plumber.septic' }
    expect(matchFault('老地方 又堵了', { learned })).toMatchObject({
      item: { code: 'plumber.septic' },
      confidence: 'sure',
    })
    expect(matchFault('老地方又堵了', { learned: { 老地方又堵了: 'no.such' } }).item?.code).not.toBe(
      'no.such',
    )
  })

  it('takes what was done where the report names nothing', () => {
    expect(matchFault('坏了', { handled: '更换插座2只' })).toMatchObject({
      item: { name: '插座' },
      confidence: 'likely',
    })
  })

  it('answers any text at all', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), text => {
        const { item, confidence, alternatives } = matchFault(text)
        expect(item !== null || confidence === 'unsure').toBe(true)
        expect(alternatives.every(other => faultItem(other.code) === other)).toBe(true)
        expect(alternatives).not.toContain(item)
      }),
      { numRuns: 60 },
    )
  })
})

describe('trades', () => {
  it.each([
    ['水道工', 'plumber'],
    ['水工', 'plumber'],
    ['水', 'plumber'],
    ['管道工', 'plumber'],
    ['电工班', 'electrician'],
    ['木工组', 'carpenter'],
    ['电', 'electrician'],
    ['泥工', 'mason'],
    ['电焊工', 'metalworker'],
    ['多媒体', 'av'],
    ['消防', 'fire'],
  ])('%s', (text, trade) => {
    expect(tradeOf(text)).toBe(trade)
  })

  it('is none for words that name several or none', () => {
    expect(['水电', '综合', '', '维修'].map(tradeOf)).toEqual([undefined, undefined, undefined, undefined])
    expect(tradeIn('后勤部水道工报修登记本')).toBe('plumber')
    expect(tradeIn('水电维修登记')).toBeUndefined()
    expect(tradeIn('水道工、木工报修')).toBeUndefined()
  })
})

describe('remarks', () => {
  it.each([
    ['人为损坏', 'human'],
    ['学生踢坏', 'human'],
    ['自然老化', 'natural'],
    ['非人为', 'natural'],
    ['雷击', 'weather'],
    ['大风刮坏', 'weather'],
    ['雨天漏电', 'weather'],
    ['使用不当', 'misuse'],
    ['用电不当跳闸', 'misuse'],
    ['雨水管堵', undefined],
    ['保修期内', undefined],
    ['', undefined],
  ])('cause of %j', (text, cause) => {
    expect(causeIn(text)).toBe(cause)
  })

  it.each([
    ['满意', 5],
    ['很满意', 5],
    ['很好', 5],
    ['比较满意', 4],
    ['好', 5],
    ['基本满意', 3],
    ['一般', 3],
    ['不太满意', 2],
    ['不满意', 1],
    ['很差', 1],
    ['5星', 5],
    ['四星', 4],
    ['★★★☆☆', 3],
    ['3分', 3],
    ['4', 4],
    ['优', 5],
    ['', null],
    ['-', null],
  ])('rating %j', (text, rating) => {
    expect(parseRating(text)).toBe(rating)
  })

  it('refuses a rating it cannot read', () => {
    expect(parseRating('6')).toHaveProperty('refusal')
    expect(parseRating('王老师')).toHaveProperty('refusal')
  })
})

describe('a whole page of text in one cell', () => {
  const page = `${'看这里'.repeat(10_000)}`

  it('is compared by its beginning, and asked under a key that fits an index', () => {
    // Before: thirty thousand characters against every synonym, seconds for each such cell.
    expect(matchFault(page)).toEqual(matchFault(page.slice(0, 60)))
    expect(learnKey(page).length).toBe(200)
    expect(learnKey('修门、换锁')).toBe('修门换锁')
  })

  it('still finds the thing it names at its end', () => {
    expect(matchFault(`${page}水龙头滴水`).item?.name).toBe('水龙头')
  })

  it('is answered by what was learned', () => {
    expect(matchFault(page, { learned: { [learnKey(page)]: 'carpenter.door' } }).confidence).toBe('sure')
  })
})
