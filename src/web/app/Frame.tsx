import { useQueryClient } from '@tanstack/react-query'
import { Outlet, useLocation, useNavigate } from '@tanstack/react-router'
import { useEffect, useMemo } from 'react'
import { desk } from '../../mechanisms/desk/contract.ts'
import { notification } from '../../mechanisms/notification/contract.ts'
import { call, useRead } from '../api.ts'
import { unsentOf } from '../kept/device.ts'
import { leave as signOut } from '../kept/me.ts'
import type { MenuGroup as GroupId, PageSpec } from '../page-spec.ts'
import { pages } from '../pages.ts'
import { type Session, useSession } from '../session.tsx'
import { confirm } from '../ui/feedback/confirm.ts'
import type { MenuGroup } from '../ui/shell/menu.ts'
import { Shell } from '../ui/shell/Shell.tsx'
import { MenuIcon } from './icons.tsx'
import { NotMine } from './NoPage.tsx'

const GROUPS: readonly { id: GroupId; title?: string }[] = [
  { id: 'today' },
  { id: 'work', title: '办事' },
  { id: 'stores', title: '仓库物资' },
  { id: 'things', title: '校产资产' },
  { id: 'money', title: '采购经费' },
  { id: 'reports', title: '总结' },
  { id: 'school', title: '学校' },
  { id: 'system', title: '系统' },
]
const UNREAD_EVERY_MS = 60_000

/** The shell around every page: menu by permission, search, notices, the user's own corner. */
export function Frame() {
  const session = useSession()
  const client = useQueryClient()
  const navigate = useNavigate()
  const { pathname } = useLocation()
  const unread = useRead(notification.unread, {}, { refreshMs: UNREAD_EVERY_MS })
  const groups = useMemo(() => menuOf(session), [session])
  const page = pageAt(pathname)
  useEffect(() => {
    document.title = page ? `${page.title} · 总务` : '总务'
  }, [page])
  const go = (href: string): void => void navigate({ to: href })
  const leave = async (): Promise<void> => {
    const waiting = (await unsentOf(session.userId).all('')).length
    const sure =
      waiting === 0 ||
      (await confirm({
        title: `这台设备里还有 ${waiting} 条没发出，现在退出？`,
        body: '退出后它们留在这台设备里，您下次在这里登录时再发。',
        ok: '退出登录',
      }))
    if (!sure) return
    await signOut(session.userId)
    client.clear()
    window.location.assign('/')
  }
  const shown = page && !mayOpen(page, session) ? <NotMine title={page.title} /> : <Outlet />
  if (page?.bare) return shown
  return (
    <Shell
      school={session.school.name}
      groups={groups}
      tabs={tabsOf(session)}
      path={page?.within ?? pathname}
      title={page?.title}
      onNavigate={go}
      user={{ name: session.name, role: session.roles[0]?.title ?? '' }}
      userActions={[
        { key: 'me', label: '我的账号', onRun: () => go('/me') },
        { key: 'out', label: '退出登录', onRun: () => void leave() },
      ]}
      unread={unread.data?.count ?? 0}
      onNotices={() => go('/notices')}
      onSearch={async text => {
        const { hits } = await call(desk.search, { text })
        return hits.map((hit, i) => ({
          key: String(i),
          href: hit.link,
          title: hit.title,
          kind: hit.kindTitle,
          note: hit.detail,
        }))
      }}
    >
      {shown}
    </Shell>
  )
}

const mayOpen = (page: PageSpec, session: Session): boolean =>
  !page.needs || page.needs.some(id => session.can({ id }))

function menuOf(session: Session): MenuGroup[] {
  return GROUPS.map(({ id, title }) => ({
    ...(title ? { title } : {}),
    items: pages
      .filter(page => page.menu?.group === id && mayOpen(page, session))
      .sort((a, b) => (a.menu?.order ?? 0) - (b.menu?.order ?? 0))
      .map(page => ({
        key: page.path,
        label: page.menu?.label ?? page.title,
        href: page.path,
        icon: <MenuIcon name={page.menu?.icon ?? ''} />,
        ...(page.menu?.hotkey ? { hotkey: page.menu.hotkey } : {}),
      })),
  })).filter(group => group.items.length > 0)
}

const tabsOf = (session: Session): string[] =>
  pages
    .filter(page => page.menu?.phone && mayOpen(page, session))
    .sort((a, b) => (a.menu?.phone ?? 0) - (b.menu?.phone ?? 0))
    .map(page => page.path)

/** As the router: a page of that very path goes before one with a place for any word. */
function pageAt(pathname: string): PageSpec | undefined {
  return (
    pages.find(page => page.path === pathname) ??
    pages.find(page => new RegExp(`^${page.path.replace(/\$\w+/g, '[^/]+')}/?$`).test(pathname))
  )
}
