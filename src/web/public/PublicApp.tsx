import { useThemeOnDocument } from '../ui/base/theme-mode.ts'
import { PhoneNotice } from '../ui/phone/index.ts'
import { FollowPage } from './follow/FollowPage.tsx'
import { NoticePage } from './notice/NoticePage.tsx'
import { withSchool } from './parts/ShareRow.tsx'
import { ReportPage } from './report/ReportPage.tsx'
import { routeOf } from './route.ts'
import { SheetPage } from './sheet/SheetPage.tsx'
import './public.css'

/** Public pages by address; without a login and without the shell. */
export function PublicApp({ path }: { path: string }) {
  useThemeOnDocument()
  const route = routeOf(path)
  switch (route.page) {
    case 'report':
      return <ReportPage code={route.code} />
    case 'follow':
      return <FollowPage token={route.token} />
    case 'notice':
      return <NoticePage token={route.token} />
    case 'sheet':
      return <SheetPage token={route.token} />
    case 'none':
      return (
        <main className="zp-alone">
          <PhoneNotice tone="waiting" title="这个链接不完整">
            <p>请重新打开收到的链接，或重新扫码。</p>
          </PhoneNotice>
          <a className="zp-way-out" href={withSchool('/q/')}>
            我要报修
          </a>
        </main>
      )
  }
}
