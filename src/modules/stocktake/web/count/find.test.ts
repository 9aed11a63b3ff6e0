import { expect, test } from 'vitest'
import { isWhole, matchesOf } from './find.ts'
import { codeFrom } from './seen.ts'
import type { TaskLine } from './use-task.ts'

const line = (code: string, areaId: string | null = 'room1'): TaskLine => ({
  id: code,
  code,
  labels: [],
  name: '课桌',
  spec: '',
  measure: '张',
  round: 1,
  areaId,
  bookQuantity: 1,
  counted: false,
})
const lines = [line('ZC-2026-000012'), line('ZC-2026-001012', 'room2'), line('WP0007/XD2402', null)]
const codes = (code: string, areaId = 'room1') => matchesOf(code, lines, areaId).found.map(l => l.code)

test('the last figures of a number are enough', () => {
  expect(codes('0012')).toEqual(['ZC-2026-000012'])
  expect(codes('1012')).toEqual(['ZC-2026-001012'])
  expect(codes('0007')).toEqual(['WP0007/XD2402'])
  expect(codes('XD2402')).toEqual(['WP0007/XD2402'])
})

test('what the book has in this room goes before what ends alike elsewhere', () => {
  expect(codes('012')).toEqual(['ZC-2026-000012'])
  expect(codes('012', 'room2')).toEqual(['ZC-2026-001012'])
  expect(codes('012', 'room3')).toEqual(['ZC-2026-000012', 'ZC-2026-001012'])
})

test('a whole number means one thing', () => {
  expect(matchesOf('ZC-2026-000012', lines, 'room2')).toMatchObject({ exact: true, found: [lines[0]] })
  expect(matchesOf('ZC-2026-999999', lines, 'room1')).toEqual({ exact: true, found: [] })
  expect(matchesOf('9999', lines, 'room1')).toEqual({ exact: false, found: [] })
  const twice = [line('WP0001', 'store1'), line('WP0001', 'store2')]
  expect(matchesOf('WP0001', twice, 'store2').found).toEqual([twice[1]])
})

test('only what may be a whole number is asked of the school', () => {
  expect(isWhole('ZC-2026-000012')).toBe(true)
  expect(isWhole('GZ201701')).toBe(true)
  expect(isWhole('0012')).toBe(false)
})

test('a label is the thing it sticks on, wherever that hangs', () => {
  const labelled = [...lines, { ...line('ZC-2026-000013', 'room2'), labels: ['abcd2345', 'zzzz9999'] }]
  const found = matchesOf(codeFrom('https://zw.example.edu.cn/q/enshi/abcd2345'), labelled, 'room1')
  expect(found).toMatchObject({ exact: true, found: [{ code: 'ZC-2026-000013' }] })
})
