import ChevronDown from 'lucide-react/icons/chevron-down'
import { useState } from 'react'
import { isUnfolded, type MenuGroup } from './menu.ts'
import { stepInside } from './step-inside.ts'

export interface RailProps {
  school: string
  groups: readonly MenuGroup[]
  current: string | undefined
  onNavigate: (href: string) => void
}

/** The spine of the ledger: the school's name and the places, in groups. */
export function Rail({ school, groups, current, onNavigate }: RailProps) {
  const [chosen, setChosen] = useState(readChosen)
  const fold = {
    isOpen: (group: MenuGroup) => isUnfolded(groups, group, current, chosen),
    toggle: (title: string, open: boolean) => {
      const next = { ...chosen, [title]: open }
      setChosen(next)
      try {
        localStorage.setItem(KEPT, JSON.stringify(next))
      } catch {
        // Then it holds until the page is closed.
      }
    },
  }
  return (
    <nav className="zw-rail" aria-label="主菜单">
      <p className="zw-rail-school">{school}</p>
      <MenuGroups groups={groups} current={current} onNavigate={onNavigate} fold={fold} />
    </nav>
  )
}

const KEPT = 'zongwu.menu'

function readChosen(): Record<string, boolean> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEPT) ?? '{}')
    return typeof kept === 'object' && kept !== null ? (kept as Record<string, boolean>) : {}
  } catch {
    return {}
  }
}

interface Fold {
  isOpen: (group: MenuGroup) => boolean
  toggle: (title: string, open: boolean) => void
}

/** The grouped menu; also the inside of a phone's 更多. */
export function MenuGroups({
  groups,
  current,
  onNavigate,
  fold,
}: Omit<RailProps, 'school'> & { fold?: Fold }) {
  return (
    <div className="zw-menu">
      {groups.map(group => (
        <section
          key={group.title ?? group.items[0]?.key}
          data-folded={(fold && !fold.isOpen(group)) || undefined}
        >
          {group.title &&
            (fold ? (
              <FoldTitle title={group.title} open={fold.isOpen(group)} onToggle={fold.toggle} />
            ) : (
              <h2>{group.title}</h2>
            ))}
          <ul>
            {group.items.map(item => (
              <li key={item.key}>
                <a
                  href={item.href}
                  aria-current={item.key === current ? 'page' : undefined}
                  title={item.hotkey ? `快捷键 g ${item.hotkey}` : undefined}
                  onClick={e => stepInside(e, item.href, onNavigate)}
                >
                  {item.icon}
                  <span>{item.label}</span>
                  <MenuBadge count={item.badge} />
                </a>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}

function FoldTitle({ title, open, onToggle }: { title: string; open: boolean; onToggle: Fold['toggle'] }) {
  return (
    <h2>
      <button type="button" aria-expanded={open} onClick={() => onToggle(title, !open)}>
        {title}
        <ChevronDown size={14} aria-hidden />
      </button>
    </h2>
  )
}

/** How many things wait there for the reader. */
export function MenuBadge({ count }: { count: number | undefined }) {
  if (!count) return null
  return (
    <b>
      <span className="zw-sr">，</span>
      {count}
      <span className="zw-sr">件等您</span>
    </b>
  )
}
