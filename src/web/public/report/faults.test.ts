import { expect, test } from 'vitest'
import { FAULT_ITEMS } from '../../../mechanisms/register/parse/dictionary/index.ts'
import type { Trade } from '../net/operations.ts'
import { faultsOf, GROUPS } from './faults.ts'

const item = (code: string, name: string, active = true): Trade['items'][number] => ({
  code,
  name,
  trade: code.split('.')[0] ?? '',
  measure: '次',
  counts: true,
  group: '',
  level: 'L2',
  active,
  own: false,
})
const TRADES: Trade[] = [...new Set(FAULT_ITEMS.map(i => i.trade))].map(code => ({
  code,
  name: code,
  items: FAULT_ITEMS.filter(i => i.trade === code).map(i => item(i.code, i.name)),
}))

test('every fault of the catalogue stands under exactly one picture', () => {
  const shown = GROUPS.flatMap(group => faultsOf(TRADES, group.key).map(f => f.code))
  expect([...shown].sort()).toEqual(FAULT_ITEMS.map(i => i.code).sort())
})

test.each([
  ['water', 'plumber.tap'],
  ['water', 'plumber.valve'],
  ['light', 'electrician.lamp'],
  ['air', 'electrician.ac_wall'],
  ['door', 'carpenter.lock_change'],
  ['door', 'metalworker.gate'],
  ['window', 'carpenter.glass'],
  ['seat', 'carpenter.desk'],
  ['net', 'av.network'],
  ['wall', 'mason.roof'],
  ['other', 'garden.tree'],
] as const)('under %s one finds %s', (group, code) => {
  expect(faultsOf(TRADES, group).map(f => f.code)).toContain(code)
})

test('the most reported first, in the words of those who report', () => {
  const [first] = faultsOf(TRADES, 'water')
  expect(first).toEqual({ code: 'plumber.tap', trade: 'plumber', label: '水龙头坏了' })
})

test('what the school has added is there, what it has retired is not', () => {
  const own: Trade[] = [
    {
      code: 'plumber',
      name: '水道工',
      items: [item('plumber.own', '净水机'), item('plumber.tap', '水龙头', false)],
    },
  ]
  expect(faultsOf(own, 'water')).toEqual([{ code: 'plumber.own', trade: 'plumber', label: '净水机' }])
})
