import type { PageSpec } from '../../../web/page-spec.ts'

export const pages: readonly PageSpec[] = [
  {
    path: '/people',
    title: '人员',
    needs: ['people.list'],
    menu: { group: 'school', order: 10, icon: 'users' },
    load: () => import('./People.tsx'),
  },
  { path: '/people/$id', title: '人员', needs: ['people.list'], load: () => import('./People.tsx') },
  {
    path: '/org',
    title: '组织',
    needs: ['people.units'],
    menu: { group: 'school', order: 20, icon: 'network' },
    load: () => import('./units/Units.tsx'),
  },
  { path: '/org/$id', title: '组织', needs: ['people.units'], load: () => import('./units/Units.tsx') },
]
