import type { PageSpec } from '../../../web/page-spec.ts'

export const pages: readonly PageSpec[] = [
  {
    path: '/parameters',
    title: '制度参数',
    needs: ['parameter.list'],
    menu: { group: 'school', order: 60, icon: 'settings' },
    load: () => import('./Parameters.tsx'),
  },
]
