import { expect, test } from 'vitest'
import { mergeProposal } from './merging.ts'

const template = [
  { name: '课桌', measure: '张', quantity: 48 },
  { name: '扫把', measure: '把', quantity: 6 },
]
const card = (no: string, name: string, measure = '张') => ({ id: no, no, name, measure, quantity: 1 })
const said = (lines: ReturnType<typeof mergeProposal>) =>
  lines.map(l => [l.name, l.quantity, l.measure, l.asset_no, l.note])

test('a new room begins with the list, the standard and its cards', () => {
  const lines = mergeProposal({
    previous: undefined,
    template,
    standard: [
      { name: '扫把', measure: '把', quantity: 3 },
      { name: '簸箕', measure: '只', quantity: 2 },
    ],
    cards: [card('ZC1', '课桌'), card('ZC2', '课桌'), card('ZC3', '投影仪', '台')],
  })
  expect(said(lines)).toEqual([
    ['课桌', 2, '张', 'ZC1 等2件', ''],
    ['扫把', 3, '把', '', ''],
    ['簸箕', 2, '只', '', ''],
    ['投影仪', 1, '台', 'ZC3', ''],
  ])
  expect(lines[3]?.asset_id).toBe('ZC3')
})

test('what was counted last term stays; the book is noted where it says otherwise', () => {
  const previous = [
    { name: '课桌', measure: '张', quantity: 46, broken: 1, note: '', asset_id: null, asset_no: '' },
    { name: '花架', measure: '个', quantity: 1, broken: 0, note: '', asset_id: null, asset_no: '' },
  ]
  const lines = mergeProposal({
    previous,
    template,
    standard: template,
    cards: [...Array.from({ length: 48 }, (_, i) => card(`ZC${i}`, '课桌')), card('ZC99', '花架', '个')],
  })
  expect(said(lines)).toEqual([
    ['课桌', 46, '张', 'ZC0 等48件', '资产账 48张'],
    ['花架', 1, '个', 'ZC99', ''],
  ])
  expect(lines[0]?.broken).toBe(1)
  expect(previous[0]?.note).toBe('')
})
