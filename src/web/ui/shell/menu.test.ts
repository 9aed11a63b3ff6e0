import { expect, test } from 'vitest'
import { currentItem, isUnfolded, type MenuGroup, tabItems } from './menu.ts'

const item = (key: string, href: string) => ({ key, href, label: key, icon: null })
const GROUPS: MenuGroup[] = [
  { items: [item('desk', '/'), item('repair', '/repair')] },
  { title: '物', items: [item('asset', '/asset'), item('count', '/asset/count')] },
]

test.each([
  ['/repair', 'repair'],
  ['/repair/BX-2026-000123', 'repair'],
  ['/asset/count/3', 'count'],
  ['/asset/12', 'asset'],
  ['/assets', undefined],
  ['/', 'desk'],
])('%s lies in %s', (path, key) => {
  expect(currentItem(GROUPS, path)?.key).toBe(key)
})

test('the bottom bar takes the named entries in their order, at most four', () => {
  expect(tabItems(GROUPS, ['count', 'desk', 'gone']).map(i => i.key)).toEqual(['count', 'desk'])
  expect(tabItems(GROUPS, undefined)).toHaveLength(4)
})

test('a short menu is open; a long one folds but for the first group and the one with the page', () => {
  expect(GROUPS.map(group => isUnfolded(GROUPS, group, 'desk', {}))).toEqual([true, true])
  const many = (title: string) => ({
    title,
    items: Array.from({ length: 9 }, (_, i) => item(`${title}${i}`, `/${title}${i}`)),
  })
  const long: MenuGroup[] = [{ items: [item('desk', '/')] }, many('work'), many('things'), many('money')]
  const open = (current: string, chosen = {}) => long.map(group => isUnfolded(long, group, current, chosen))
  expect(open('desk')).toEqual([true, true, false, false])
  expect(open('money3')).toEqual([true, true, false, true])
  expect(open('money3', { money: false, things: true })).toEqual([true, true, true, false])
})
