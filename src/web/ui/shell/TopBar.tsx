import { Dropdown } from 'antd'
import Bell from 'lucide-react/icons/bell'
import Search from 'lucide-react/icons/search'
import { IconButton } from '../base/Button.tsx'
import { KeyHint } from '../marks/KeyHint.tsx'
import { surname } from '../marks/PersonChip.tsx'
import { OfflineChip } from './OfflineChip.tsx'
import type { ShellUser, UserAction } from './Shell.tsx'
import { ThemeSwitch } from './ThemeSwitch.tsx'

interface TopBarProps {
  school: string
  user: ShellUser
  userActions: readonly UserAction[]
  unread: number
  onNotices: () => void
  waiting?: number
  onWaiting?: () => void
  /** On a phone: where one is. */
  place: string | undefined
  onOpenSearch: () => void
  onOpenHelp: () => void
}

/** Search, what waits to be sent, notices, the person. */
export function TopBar(props: TopBarProps) {
  const {
    school,
    user,
    userActions,
    unread,
    onNotices,
    waiting,
    onWaiting,
    place,
    onOpenSearch,
    onOpenHelp,
  } = props
  return (
    <header className="zw-topbar">
      {place === undefined ? (
        <button type="button" className="zw-find" onClick={onOpenSearch}>
          <Search size={16} aria-hidden />
          <span>找单号、房间、人、物品</span>
          <KeyHint keys="/" />
        </button>
      ) : (
        <p className="zw-topbar-place">
          <b>{place}</b>
          <span>{school}</span>
        </p>
      )}
      <div className="zw-topbar-tools">
        <OfflineChip waiting={waiting ?? 0} {...(onWaiting ? { onOpen: onWaiting } : {})} />
        {place !== undefined && (
          <IconButton label="查找" icon={<Search size={20} aria-hidden />} onClick={onOpenSearch} />
        )}
        <IconButton label="消息" icon={<Bell size={19} aria-hidden />} badge={unread} onClick={onNotices} />
        {place === undefined && (
          <>
            <ThemeSwitch />
            <Dropdown
              trigger={['click']}
              menu={{
                items: [
                  ...userActions.map(a => ({ key: a.key, label: a.label })),
                  { key: 'zw-help', label: '快捷键' },
                ],
                onClick: ({ key }) =>
                  key === 'zw-help' ? onOpenHelp() : userActions.find(a => a.key === key)?.onRun(),
              }}
            >
              <button type="button" className="zw-user">
                <span className="zw-person-mark" aria-hidden>
                  {surname(user.name)}
                </span>
                <span>
                  {user.name}
                  <small>{user.role}</small>
                </span>
              </button>
            </Dropdown>
          </>
        )}
      </div>
    </header>
  )
}
