import { expect, test } from 'vitest'
import { currentItem, type MenuGroup, tabItems } from './menu.ts'

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
  ['/assets', 'desk'],
  ['/', 'desk'],
])('%s lies in %s', (path, key) => {
  expect(currentItem(GROUPS, path)?.key).toBe(key)
})

test('the bottom bar takes the named entries in their order, at most four', () => {
  expect(tabItems(GROUPS, ['count', 'desk', 'gone']).map(i => i.key)).toEqual(['count', 'desk'])
  expect(tabItems(GROUPS, undefined)).toHaveLength(4)
})
