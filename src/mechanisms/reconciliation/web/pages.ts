import type { PageSpec } from '../../../web/page-spec.ts'

export const pages: readonly PageSpec[] = [
  {
    path: '/reconciliations',
    title: '对账',
    needs: ['reconciliation.kinds'],
    menu: { group: 'money', order: 71, icon: 'scale', label: '对账' },
    load: () => import('./Kinds.tsx'),
  },
  {
    path: '/reconciliations/$kind',
    title: '历次对账',
    needs: ['reconciliation.list'],
    load: () => import('./Runs.tsx'),
  },
  {
    path: '/reconciliations/runs/$id',
    title: '对账结果',
    needs: ['reconciliation.get'],
    load: () => import('./Run.tsx'),
  },
]
