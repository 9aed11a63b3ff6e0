import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { keptPages } from '../kept/pages.ts'
import { useSession } from '../session.tsx'
import { Notice } from '../ui/feedback/Notices.tsx'

/** Ways in that need no network, and records that have not left this device; with neither, nothing. */
export function KeptPages({ away }: { away: boolean }) {
  const { userId } = useSession()
  const kept = useQuery({ queryKey: ['kept', userId], queryFn: () => keptPages(userId), staleTime: 0 })
  const shown = (kept.data ?? []).filter(page => away || page.waiting > 0)
  if (shown.length === 0) return null
  return (
    <Notice tone="waiting">
      {away ? '没有网络也能继续：' : '这台手机里还有没发出的：'}
      <ul className="zw-desk-kept">
        {shown.map(page => (
          <li key={page.path}>
            <Link to={page.path}>{page.title}</Link>
            {page.waiting > 0 && `（${page.waiting} 条待发，打开就发）`}
          </li>
        ))}
      </ul>
    </Notice>
  )
}
