import { type ReactNode, useState } from 'react'
import { useIsPhone } from '../base/media.ts'
import { HotkeyHelp } from '../keys/HotkeyHelp.tsx'
import { useHotkeys } from '../keys/hotkeys.ts'
import { currentItem, type MenuGroup } from './menu.ts'
import { Rail } from './Rail.tsx'
import { type SearchHit, SearchPalette } from './SearchPalette.tsx'
import { TabBar } from './TabBar.tsx'
import { TopBar } from './TopBar.tsx'
import './shell.css'

export interface ShellUser {
  name: string
  /** 总务主任 */
  role: string
}

export interface UserAction {
  key: string
  label: string
  onRun: () => void
}

export interface ShellProps {
  /** 恩施市职业技术学校 */
  school: string
  groups: readonly MenuGroup[]
  /** Keys of the four entries of a phone's bottom bar. */
  tabs?: readonly string[]
  /** The present address, to mark the place. */
  path: string
  /** Of the present page, where no entry of the menu leads to it. */
  title?: string | undefined
  onNavigate: (href: string) => void
  user: ShellUser
  userActions: readonly UserAction[]
  /** Unread notices. */
  unread: number
  onNotices: () => void
  /** Finds anything by name, number, pinyin initials, phone tail. */
  onSearch: (q: string) => Promise<readonly SearchHit[]>
  /** Records made without network that wait to be sent. */
  waiting?: number
  onWaiting?: () => void
  children: ReactNode
}

/** The frame of the whole application: rail and top bar on a desk, bottom bar on a phone, nothing on paper. */
export function Shell(props: ShellProps) {
  const { groups, path, title, onNavigate, onSearch, children } = props
  const phone = useIsPhone()
  const [searching, setSearching] = useState(false)
  const [helping, setHelping] = useState(false)
  const current = currentItem(groups, path)
  useHotkeys([
    { keys: '/', label: '查找', group: '到处都能用', run: () => setSearching(true) },
    { keys: '?', label: '看快捷键', group: '到处都能用', run: () => setHelping(true) },
    ...groups
      .flatMap(g => g.items)
      .filter(i => i.hotkey)
      .map(i => ({ keys: `g ${i.hotkey}`, label: i.label, group: '去', run: () => onNavigate(i.href) })),
  ])
  return (
    <div className="zw-shell">
      <a className="zw-skip" href="#zw-main">
        跳到正文
      </a>
      {!phone && <Rail {...props} current={current?.key} />}
      <TopBar
        {...props}
        place={phone ? (current?.label ?? title ?? '') : undefined}
        onOpenSearch={() => setSearching(true)}
        onOpenHelp={() => setHelping(true)}
      />
      <main id="zw-main" tabIndex={-1}>
        {children}
      </main>
      {phone && <TabBar {...props} current={current?.key} />}
      <SearchPalette
        open={searching}
        onClose={() => setSearching(false)}
        onSearch={onSearch}
        onGo={href => {
          setSearching(false)
          onNavigate(href)
        }}
      />
      <HotkeyHelp open={helping} onClose={() => setHelping(false)} />
    </div>
  )
}
