import LayoutGrid from 'lucide-react/icons/layout-grid'
import { useState } from 'react'
import { Button } from '../base/Button.tsx'
import { setTheme, useTheme } from '../base/theme-mode.ts'
import { Dialog } from '../feedback/Dialog.tsx'
import { type MenuGroup, tabItems } from './menu.ts'
import { MenuBadge, MenuGroups } from './Rail.tsx'
import type { ShellUser, UserAction } from './Shell.tsx'
import { stepInside } from './step-inside.ts'
import './tabs.css'

interface TabBarProps {
  groups: readonly MenuGroup[]
  tabs?: readonly string[]
  current: string | undefined
  onNavigate: (href: string) => void
  user: ShellUser
  userActions: readonly UserAction[]
}

/** A phone's bottom bar: four places and everything else. */
export function TabBar({ groups, tabs, current, onNavigate, user, userActions }: TabBarProps) {
  const [more, setMore] = useState(false)
  const { mode } = useTheme()
  const items = tabItems(groups, tabs)
  const elsewhere = current !== undefined && !items.some(i => i.key === current)
  return (
    <nav className="zw-tabs" aria-label="主菜单">
      {items.map(item => (
        <a
          key={item.key}
          href={item.href}
          aria-current={item.key === current ? 'page' : undefined}
          onClick={e => stepInside(e, item.href, onNavigate)}
        >
          {item.icon}
          <span>{item.label}</span>
          <MenuBadge count={item.badge} />
        </a>
      ))}
      <button type="button" aria-current={elsewhere ? 'page' : undefined} onClick={() => setMore(true)}>
        <LayoutGrid aria-hidden />
        <span>更多</span>
      </button>
      <Dialog
        open={more}
        onClose={() => setMore(false)}
        kind="sheet"
        title={`${user.name} · ${user.role}`}
        foot={
          <>
            <Button onClick={() => setTheme(mode === 'dark' ? 'light' : 'dark')}>
              {mode === 'dark' ? '白天的样子' : '夜里的样子'}
            </Button>
            {userActions.map(a => (
              <Button
                key={a.key}
                onClick={() => {
                  setMore(false)
                  a.onRun()
                }}
              >
                {a.label}
              </Button>
            ))}
          </>
        }
      >
        <MenuGroups
          groups={groups}
          current={current}
          onNavigate={href => {
            setMore(false)
            onNavigate(href)
          }}
        />
      </Dialog>
    </nav>
  )
}
