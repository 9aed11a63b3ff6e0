import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  CODE_PATTERN,
  codeUrl,
  floorName,
  floorNumber,
  floorOfRoom,
  fullNameOf,
  looseName,
  makeCode,
  readCode,
  readUse,
  roomKey,
  type Standing,
  sortKeyOf,
} from './rules.ts'

const building: Standing = {
  kind: 'building',
  name: '学生宿舍5号楼',
  fullName: '学生宿舍5号楼',
  sortKey: '2a',
}
const third: Standing = { kind: 'floor', name: '3层', fullName: '学生宿舍5号楼 3层', sortKey: '2a/1000503' }

describe('floors', () => {
  it('are read however they are written', () => {
    for (const name of ['3层', '三层', '3楼', '三楼', 'F3', '3F', '第3层', '第三层', '３层'])
      expect(floorNumber(name)).toBe(3)
    for (const name of ['地下1层', '地下一层', '负1层', '负一楼', 'B1', '-1层'])
      expect(floorNumber(name)).toBe(-1)
    expect(floorNumber('十二层')).toBe(12)
    expect(floorNumber('二十层')).toBe(20)
    expect(floorNumber('十层')).toBe(10)
    for (const name of ['夹层', '屋面', '', '三一层', '东3层']) expect(floorNumber(name)).toBeUndefined()
  })

  it('have a name that reads back', () => {
    fc.assert(
      fc.property(fc.integer({ min: -9, max: 49 }), n => {
        fc.pre(n !== 0)
        expect(floorNumber(floorName(n))).toBe(n)
      }),
    )
  })

  it('follow from a room number of three or four digits, never from a name', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 49 }), fc.integer({ min: 0, max: 99 }), (floor, n) => {
        const number = `${floor}${String(n).padStart(2, '0')}`
        for (const room of [number, `${number}室`, `B${number}`, `${number}-1`, `${number}A`])
          expect(floorOfRoom(room)).toBe(floor)
      }),
    )
    for (const room of ['05', '洗衣房', '12345', '001', 'AB101']) expect(floorOfRoom(room)).toBeUndefined()
  })
})

describe('names', () => {
  it('say the floor only where the number does not', () => {
    expect(fullNameOf('room', '311', [third, building])).toBe('学生宿舍5号楼 311')
    expect(fullNameOf('room', '卫生间', [third, building])).toBe('学生宿舍5号楼 3层 卫生间')
    expect(fullNameOf('room', '411', [third, building])).toBe('学生宿舍5号楼 3层 411')
    expect(fullNameOf('room', '值班室', [building])).toBe('学生宿舍5号楼 值班室')
    expect(fullNameOf('floor', '3层', [building])).toBe('学生宿舍5号楼 3层')
    const campus: Standing = { kind: 'campus', name: '东校区', fullName: '东校区', sortKey: '1x' }
    expect(fullNameOf('building', '行政楼', [campus])).toBe('行政楼')
  })

  it('compare rooms as people mean them', () => {
    for (const room of ['311', '311室', '３１１', '311 号', '311号房间', '311教室', ' -311 '])
      expect(roomKey(room)).toBe('311')
    expect(roomKey('b102')).toBe('B102')
    expect(roomKey('101-2')).not.toBe(roomKey('1012'))
    expect(roomKey('值班室')).toBe('值班室')
  })

  it('compare buildings by spelling, not by meaning', () => {
    for (const name of ['学5幢', '学5#', '学 5 号楼', '学５＃楼', '学5栋'])
      expect(looseName(name)).toBe('学5#')
    expect(looseName('A座')).toBe(looseName('Ａ楼'))
    expect(looseName('宿舍5幢')).not.toBe(looseName('学5幢'))
    expect(looseName('图书馆')).toBe('图书馆')
  })

  it('sort by number: 5号楼 before 10号楼, basement before 1层, 99 before 101', () => {
    const key = (kind: 'building' | 'floor' | 'room', name: string, pinyin = name) =>
      sortKeyOf(kind, name, pinyin, building)
    expect(key('building', '5号楼', '5haolou') < key('building', '10号楼', '10haolou')).toBe(true)
    expect(key('floor', '地下1层') < key('floor', '1层')).toBe(true)
    expect(key('floor', '9层') < key('floor', '10层')).toBe(true)
    expect(key('room', '99') < key('room', '101')).toBe(true)
  })
})

describe('codes', () => {
  it('are read from what is typed or scanned', () => {
    for (const text of [
      'abcd2345',
      ' ABCD-2345 ',
      'abcd 2345',
      'https://zw.example.edu.cn/q/abcd2345',
      codeUrl('https://zw.example.edu.cn', 'yizhi', 'abcd2345'),
      'ＡＢＣＤ２３４５',
    ])
      expect(readCode(text)).toBe('abcd2345')
    for (const text of ['abcd234', 'abcd2345x', 'abcd2341', 'abcdo345', '', 'https://elsewhere.cn/'])
      expect(readCode(text)).toBeUndefined()
  })

  it('are made of what they are read as', () => {
    fc.assert(
      fc.property(fc.infiniteStream(fc.nat()), numbers => {
        const code = makeCode(below => (numbers.next().value as number) % below)
        expect(code).toMatch(CODE_PATTERN)
        expect(readCode(code.toUpperCase())).toBe(code)
      }),
    )
  })
})

it('uses are read from the words of a list', () => {
  expect(readUse('学生寝室')).toBe('dormitory')
  expect(readUse('化学实验室')).toBe('special')
  expect(readUse('教室')).toBe('classroom')
  expect(readUse('男卫生间')).toBe('common')
  expect(readUse('办公')).toBe('office')
  expect(readUse('某某')).toBeUndefined()
  expect(readUse('')).toBeUndefined()
})
