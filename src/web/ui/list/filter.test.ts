import { expect, test } from 'vitest'
import { type FilterPart, filterSentence, partText, toggleChoice } from './filter.ts'

const trade: FilterPart = {
  key: 'trade',
  label: '工种',
  value: [],
  multiple: true,
  options: ['电工', '水工', '木工'].map(label => ({ value: label, label })),
}
const term: FilterPart = {
  key: 'term',
  label: '学期',
  value: ['2025-1'],
  options: [{ value: '2025-1', label: '2025年秋季学期' }],
}

test.each([
  [[], '不限工种'],
  [['电工'], '电工'],
  [['电工', '水工'], '电工、水工'],
  [['电工', '水工', '木工'], '电工等3项'],
  [['瓦工'], '瓦工'],
])('%j reads %s', (value, text) => {
  expect(partText({ ...trade, value })).toBe(text)
})

test('the sentence leaves out what is not limited and ends with the search', () => {
  expect(filterSentence([trade, term])).toBe('2025年秋季学期')
  expect(filterSentence([{ ...trade, value: ['电工'] }, term], ' 灯管 ')).toBe(
    '电工 · 2025年秋季学期 · 含“灯管”',
  )
  expect(filterSentence([trade])).toBe('全部')
})

test('a choice toggles; a single choice replaces', () => {
  expect(toggleChoice(trade, '电工')).toEqual(['电工'])
  expect(toggleChoice({ ...trade, value: ['电工', '水工'] }, '电工')).toEqual(['水工'])
  expect(toggleChoice({ ...trade, multiple: false, value: ['电工'] }, '水工')).toEqual(['水工'])
  expect(toggleChoice(term, '2025-1')).toEqual([])
})
