import Banknote from 'lucide-react/icons/banknote'
import Boxes from 'lucide-react/icons/boxes'
import Building from 'lucide-react/icons/building-2'
import CalendarCheck from 'lucide-react/icons/calendar-check'
import ClipboardCheck from 'lucide-react/icons/clipboard-check'
import FileText from 'lucide-react/icons/file-text'
import Gauge from 'lucide-react/icons/gauge'
import Package from 'lucide-react/icons/package'
import Salad from 'lucide-react/icons/salad'
import ShieldAlert from 'lucide-react/icons/shield-alert'
import ShoppingCart from 'lucide-react/icons/shopping-cart'
import Sunrise from 'lucide-react/icons/sunrise'
import Users from 'lucide-react/icons/users'
import Wrench from 'lucide-react/icons/wrench'
import { type ComponentType, type LazyExoticComponent, lazy, Suspense } from 'react'
import { FixedNow, Loading, type MenuGroup, Shell, toast, UiRoot } from '../ui/index.ts'
import { NOW, SCHOOL } from './sample.ts'

const PAGES: Record<string, LazyExoticComponent<ComponentType>> = {
  marks: lazy(() => import('./pages/MarksPage.tsx')),
  desk: lazy(() => import('./pages/DeskPage.tsx')),
  list: lazy(() => import('./pages/ListPage.tsx')),
  slip: lazy(() => import('./pages/SlipPage.tsx')),
  form: lazy(() => import('./pages/FormPage.tsx')),
  import: lazy(() => import('./pages/ImportPage.tsx')),
  chart: lazy(() => import('./pages/ChartPage.tsx')),
  paper: lazy(() => import('./pages/PaperPage.tsx')),
  states: lazy(() => import('./pages/StatesPage.tsx')),
}

const at = (page: string): string => `?page=${page}`

const GROUPS: MenuGroup[] = [
  {
    items: [
      { key: 'desk', label: '今日', href: at('desk'), icon: <Sunrise />, hotkey: 'd', badge: 6 },
      { key: 'list', label: '报修', href: at('list'), icon: <Wrench />, hotkey: 'r', badge: 4 },
      { key: 'form', label: '我要报修', href: at('form'), icon: <ClipboardCheck />, hotkey: 'n' },
    ],
  },
  {
    title: '物',
    items: [
      { key: 'import', label: '资产', href: at('import'), icon: <Boxes />, hotkey: 'a' },
      { key: 'stock', label: '仓库', href: at('stock'), icon: <Package />, hotkey: 's' },
      { key: 'buy', label: '采购', href: at('buy'), icon: <ShoppingCart /> },
      { key: 'place', label: '房屋场地', href: at('place'), icon: <Building /> },
    ],
  },
  {
    title: '安全与食堂',
    items: [
      { key: 'safe', label: '隐患整改', href: at('safe'), icon: <ShieldAlert />, badge: 2 },
      { key: 'round', label: '巡查', href: at('round'), icon: <CalendarCheck /> },
      { key: 'food', label: '食堂', href: at('food'), icon: <Salad /> },
      { key: 'chart', label: '水电', href: at('chart'), icon: <Gauge /> },
    ],
  },
  {
    title: '人与钱',
    items: [
      { key: 'people', label: '人员', href: at('people'), icon: <Users /> },
      { key: 'money', label: '经费', href: at('money'), icon: <Banknote /> },
      { key: 'paper', label: '工作总结', href: at('paper'), icon: <FileText />, hotkey: 'z' },
    ],
  },
]

const PARENT: Record<string, string> = { slip: 'list', marks: 'desk', states: 'desk' }

/** The pages that stand inside the shell. */
export default function Inside({ page }: { page: string }) {
  const Page = PAGES[page] ?? PAGES.marks
  return (
    <UiRoot>
      <FixedNow now={NOW}>
        <Shell
          school={SCHOOL}
          groups={GROUPS}
          tabs={['desk', 'list', 'form', 'import']}
          path={at(PARENT[page] ?? page)}
          onNavigate={href => location.assign(href)}
          user={{ name: '陈国栋', role: '总务主任' }}
          userActions={[
            { key: 'me', label: '我的资料', onRun: () => toast.note('这里打开个人资料') },
            { key: 'out', label: '退出', onRun: () => toast.note('这里退出') },
          ]}
          unread={3}
          onNotices={() => toast.note('这里打开消息')}
          onSearch={async q => [
            {
              key: '1',
              href: at('slip'),
              title: '高职B楼 312 灯管不亮',
              kind: '报修单',
              note: `BX-2025-000131 · 老陆 · 含“${q}”`,
            },
            { key: '2', href: at('list'), title: '高职B楼 312', kind: '房间', note: '电工电子实训室，48 座' },
            { key: '3', href: at('list'), title: '陆建华', kind: '人', note: '维修组，电工' },
          ]}
          waiting={3}
        >
          <Suspense fallback={<Loading />}>{Page && <Page />}</Suspense>
        </Shell>
      </FixedNow>
    </UiRoot>
  )
}
