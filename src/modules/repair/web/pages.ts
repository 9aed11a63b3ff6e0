import type { PageSpec } from '../../../web/page-spec.ts'

export const pages: readonly PageSpec[] = [
  {
    path: '/report',
    title: '报修',
    needs: ['repair.report'],
    menu: { group: 'work', order: 1, icon: 'clipboard', phone: 5, hotkey: 'n' },
    load: () => import('./report/Report.tsx'),
  },
  {
    path: '/my-work',
    title: '我的活',
    needs: ['workorder.grab'],
    menu: { group: 'work', order: 5, icon: 'hat', phone: 2, hotkey: 'w' },
    load: () => import('./my-work/MyWork.tsx'),
  },
  {
    path: '/orders',
    title: '报修单',
    needs: ['workorder.list'],
    menu: { group: 'work', order: 10, icon: 'wrench', phone: 6, hotkey: 'b' },
    load: () => import('./Orders.tsx'),
  },
  {
    path: '/orders/$id',
    title: '报修单',
    needs: ['workorder.get'],
    load: () => import('./order/OrderPage.tsx'),
  },
  {
    path: '/wall',
    title: '大屏',
    needs: ['workorder.wall'],
    menu: { group: 'work', order: 40, icon: 'monitor' },
    bare: true,
    load: () => import('../../../mechanisms/workorder/web/Wall.tsx'),
  },
  {
    path: '/crew',
    title: '班组',
    needs: ['repair.setCrewMember'],
    menu: { group: 'work', order: 30, icon: 'users' },
    load: () => import('./setup/Crew.tsx'),
  },
  {
    path: '/repair-stats',
    title: '报修统计',
    needs: ['workorder.counts'],
    menu: { group: 'reports', order: 20, icon: 'list' },
    load: () => import('./stats/Stats.tsx'),
  },
  {
    path: '/repair-settings',
    title: '报修设置',
    needs: ['repair.setSettings'],
    menu: { group: 'system', order: 30, icon: 'settings' },
    load: () => import('./setup/RepairSettings.tsx'),
  },
]
