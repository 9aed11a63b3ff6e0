import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type PlaceNode, placeMatcher } from './place-matcher.ts'
import { normaliseBuilding, splitPlace } from './place-text.ts'

describe('building and room apart', () => {
  it.each([
    ['学5幢-103', '学5幢', '103'],
    ['高职D楼 517', '高职D楼', '517'],
    ['学生宿舍11号楼608', '学生宿舍11号楼', '608'],
    ['行政楼407室', '行政楼', '407'],
    ['寝室7#617', '寝室7#', '617'],
    ['宿舍7# 228', '宿舍7#', '228'],
    ['三校部2号教学楼-506', '三校部2号教学楼', '506'],
    ['三校 2号教学楼 506', '三校 2号教学楼', '506'],
    ['教师公寓 225', '教师公寓', '225'],
    ['图书馆122', '图书馆', '122'],
    ['食堂－５１９', '食堂', '519'],
    ['高职D517', '高职D', '517'],
    ['5-103', '5', '103'],
    ['学5楼103', '学5楼', '103'],
    ['5号103', '5', '103'],
    ['学5幢3楼', '学5幢', '3楼'],
    ['行政楼三楼会议室', '行政楼', '三楼会议室'],
    ['学5幢103卫生间', '学5幢', '103卫生间'],
    ['图书馆（三楼）', '图书馆', '三楼'],
    ['实验楼东楼201', '实验楼东楼', '201'],
  ])('%s', (text, building, room) => {
    expect(splitPlace(text)).toEqual({ building, room })
  })

  it.each(['学5幢', '操场', '食堂', '三校部2号楼教学楼', '南门', '体育馆'])('%s has no room', text => {
    expect(splitPlace(text)).toEqual({ building: text })
  })

  it('finds the room again, whatever stands between', () => {
    const building = fc.constantFrom(
      '学5幢',
      '宿舍11#',
      '高职A楼',
      '三校部3号教学楼',
      '图书馆',
      '食堂',
      '教师公寓',
      '学生宿舍7号楼',
    )
    fc.assert(
      fc.property(
        building,
        fc.integer({ min: 101, max: 1999 }),
        fc.constantFrom('', '-', ' ', ' - ', '—', '/'),
        (name, room, gap) => {
          expect(splitPlace(`${name}${gap}${room}`)).toEqual({ building: name, room: String(room) })
        },
      ),
    )
  })
})

const DORMS = [
  (n: number) => `学${n}幢`,
  (n: number) => `学${n}#`,
  (n: number) => `学${n}号楼`,
  (n: number) => `宿舍${n}＃`,
  (n: number) => `宿舍${n}幢`,
  (n: number) => `寝室${n}号楼`,
  (n: number) => `寝室${n}栋`,
  (n: number) => `学生宿舍${n}号楼`,
  (n: number) => `学生公寓 ${n} 号楼`,
  (n: number) => `${n}号宿舍楼`,
  (n: number) => `学生宿舍${'一二三四五六七八九十'[n - 1] ?? n}号楼`,
  (n: number) => `宿舍${n <= 20 ? String.fromCharCode(0x245f + n) : n}幢`,
]

describe('keys of buildings', () => {
  it.each([
    [['三校2号教学楼', '三校部2号教学楼', '三校部2号楼教学楼', '三校部二号教学楼']],
    [['高职D楼', '高职D座', '高职d楼', '高职Ｄ楼']],
    [['第二食堂', '2号食堂', '二号食堂']],
  ])('%j are one', names => {
    expect(new Set(names.map(normaliseBuilding)).size).toBe(1)
  })

  it('are the same for every way of writing a dormitory, and never for two numbers', () => {
    const number = fc.integer({ min: 1, max: 60 })
    const way = fc.nat(DORMS.length - 1)
    fc.assert(
      fc.property(number, number, way, way, (a, b, i, j) => {
        const keys = [DORMS[i]?.(a), DORMS[j]?.(b)].map(text => normaliseBuilding(text as string))
        expect(keys[0] === keys[1]).toBe(a === b)
      }),
    )
  })

  it('keep all digits of any text', () => {
    expect(normaliseBuilding('1--1')).toBe(normaliseBuilding('1-1'))
    const piece = fc.constantFrom(
      '学',
      '宿舍',
      '区',
      '号楼',
      '幢',
      '#',
      '楼',
      '东',
      '教学楼',
      '-',
      '第',
      '期',
    )
    fc.assert(
      fc.property(
        fc.array(fc.oneof(piece, fc.integer({ min: 1, max: 99 }).map(String)), { maxLength: 6 }),
        parts => {
          const text = parts.join('')
          const numbers = (t: string) => (t.match(/\d+/g) ?? []).map(Number).sort().join()
          expect(numbers(normaliseBuilding(text))).toBe(numbers(text))
        },
      ),
    )
  })

  it('tell kinds of buildings apart', () => {
    const names = [
      '学5幢',
      '三校部5号教学楼',
      '教师公寓5号楼',
      '5号食堂',
      '实验楼',
      '行政楼',
      '高职A楼',
      '高职B楼',
    ]
    expect(new Set(names.map(normaliseBuilding)).size).toBe(names.length)
  })
})

describe('matching places', () => {
  const node = (id: string, name: string, extra: Partial<PlaceNode> = {}): PlaceNode => ({
    id,
    kind: 'building',
    name,
    fullName: name,
    aliases: [],
    parentId: null,
    ...extra,
  })
  const matcher = placeMatcher([
    node('d5', '学生宿舍5号楼'),
    node('d6', '学生宿舍6号楼'),
    node('t2', '三校部2号教学楼'),
    node('A', '高职A楼'),
    node('can', '食堂', { aliases: ['餐厅'] }),
    node('adm', '行政楼'),
    node('f1', '一层', { kind: 'floor', parentId: 'd5' }),
    node('r103', '103', { kind: 'room', parentId: 'f1', fullName: '学生宿舍5号楼 103' }),
    node('e1', '东区1号楼'),
    node('w1', '西区1号楼'),
  ])

  it.each([
    ['学生宿舍5号楼', 'd5', 'exact', undefined],
    ['餐厅', 'can', 'alias', undefined],
    ['学5幢', 'd5', 'key', undefined],
    ['学5幢-103', 'r103', 'key', undefined],
    ['学5幢-105', 'd5', 'key', '105'],
    ['学生宿舍5号楼 103室', 'r103', 'exact', undefined],
    ['餐厅二楼', 'can', 'alias', '二楼'],
    ['行政办公楼305', 'adm', 'fuzzy', '305'],
    ['高职A教学楼', 'A', 'fuzzy', undefined],
  ])('%s', (text, placeId, how, roomText) => {
    expect(matcher.match(text)).toMatchObject({ placeId, how, ...(roomText ? { roomText } : {}) })
  })

  it('asks where it is unsure, and offers what it may be', () => {
    expect(matcher.match('学7幢')).toEqual({ placeId: null, how: 'none', alternatives: [] })
    expect(matcher.match('1号楼').placeId).toBeNull()
    expect(
      matcher
        .match('1号楼')
        .alternatives.map(a => a.id)
        .sort(),
    ).toEqual(['e1', 'w1'])
    expect(matcher.match('操场').placeId).toBeNull()
  })

  it('takes building and room apart as well', () => {
    expect(matcher.match({ building: '宿舍5#', room: '103' }).placeId).toBe('r103')
    expect(matcher.match({ building: '', room: '103' }).placeId).toBeNull()
  })

  it('never takes a number for another', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.nat(DORMS.length - 1), (n, way) => {
        const { placeId } = matcher.match(DORMS[way]?.(n) as string)
        expect(placeId).toBe(n === 5 ? 'd5' : n === 6 ? 'd6' : null)
      }),
    )
  })
})
