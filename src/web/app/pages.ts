import type { PageSpec } from '../page-spec.ts'

export const pages: readonly PageSpec[] = [
  {
    path: '/',
    title: '今日',
    menu: { group: 'today', order: 0, icon: 'sun', phone: 1 },
    load: () => import('./Desk.tsx'),
  },
  { path: '/me', title: '我的账号', load: () => import('./Me.tsx') },
  {
    path: '/accounts',
    title: '账号',
    needs: ['account.list'],
    menu: { group: 'system', order: 10, icon: 'key' },
    load: () => import('./Accounts.tsx'),
  },
  {
    path: '/accounts/new',
    title: '批量开通账号',
    needs: ['account.createMany'],
    load: () => import('./OpenAccounts.tsx'),
  },
  {
    path: '/api',
    title: '接口说明',
    needs: ['account.list'],
    menu: { group: 'system', order: 90, icon: 'plug' },
    load: () => import('./ApiDocs.tsx'),
  },
]
