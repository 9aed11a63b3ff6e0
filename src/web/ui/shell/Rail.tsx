import type { MenuGroup } from './menu.ts'
import { stepInside } from './step-inside.ts'

export interface RailProps {
  school: string
  groups: readonly MenuGroup[]
  current: string | undefined
  onNavigate: (href: string) => void
}

/** The spine of the ledger: the school's name and the places, in groups. */
export function Rail({ school, groups, current, onNavigate }: RailProps) {
  return (
    <nav className="zw-rail" aria-label="主菜单">
      <p className="zw-rail-school">{school}</p>
      <MenuGroups groups={groups} current={current} onNavigate={onNavigate} />
    </nav>
  )
}

/** The grouped menu; also the inside of a phone's 更多. */
export function MenuGroups({ groups, current, onNavigate }: Omit<RailProps, 'school'>) {
  return (
    <div className="zw-menu">
      {groups.map(group => (
        <section key={group.title ?? group.items[0]?.key}>
          {group.title && <h2>{group.title}</h2>}
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
