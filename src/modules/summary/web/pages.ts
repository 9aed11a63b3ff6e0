import type { PageSpec } from '../../../web/page-spec.ts'

export const pages: readonly PageSpec[] = [
  {
    path: '/summary',
    title: '工作总结',
    needs: ['summary.list'],
    menu: { group: 'reports', order: 10, icon: 'scroll', hotkey: 's', phone: 10, label: '总结' },
    load: () => import('./SummaryList.tsx'),
  },
  {
    path: '/summary/$term',
    title: '工作总结',
    needs: ['summary.get'],
    load: () => import('./SummaryPage.tsx'),
  },
]
