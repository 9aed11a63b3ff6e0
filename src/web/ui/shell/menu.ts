import type { ReactNode } from 'react'

export interface MenuItem {
  key: string
  /** 中文, two to four characters: 报修, 验收. */
  label: string
  href: string
  icon: ReactNode
  /** The letter after g. */
  hotkey?: string
  /** Waiting for me there. */
  badge?: number
}

export interface MenuGroup {
  /** Absent for the first group, which needs no name. */
  title?: string
  items: readonly MenuItem[]
}

/** The place one is in: the item whose address is the longest beginning of the path. Home is only itself. */
export function currentItem(groups: readonly MenuGroup[], path: string): MenuItem | undefined {
  return groups
    .flatMap(g => g.items)
    .filter(i => path === i.href || (i.href !== '/' && path.startsWith(`${i.href}/`)))
    .sort((a, b) => b.href.length - a.href.length)[0]
}

/** The entries of a phone's bottom bar: the named ones in their order, else the first four. */
export function tabItems(groups: readonly MenuGroup[], keys: readonly string[] | undefined): MenuItem[] {
  const all = groups.flatMap(g => g.items)
  if (!keys) return all.slice(0, 4)
  return keys.flatMap(key => all.filter(i => i.key === key)).slice(0, 4)
}

/** More entries than fit a screen: from here on, groups fold. */
const FOLD_FROM = 18

/**
 * Is the group unfolded? What the user chose holds; else a short menu is open, and a long one shows the group
 * without a name, the first named one, and the one with the present page.
 */
export function isUnfolded(
  groups: readonly MenuGroup[],
  group: MenuGroup,
  current: string | undefined,
  chosen: Readonly<Record<string, boolean>>,
): boolean {
  if (!group.title) return true
  const choice = chosen[group.title]
  if (choice !== undefined) return choice
  if (groups.reduce((sum, g) => sum + g.items.length, 0) < FOLD_FROM) return true
  return group === groups.find(g => g.title) || group.items.some(item => item.key === current)
}
