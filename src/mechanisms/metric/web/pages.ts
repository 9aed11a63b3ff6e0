import type { PageSpec } from '../../../web/page-spec.ts'

export const pages: readonly PageSpec[] = [
  {
    path: '/evidence',
    title: '数字背后的记录',
    needs: ['metric.rows'],
    load: () => import('./EvidencePage.tsx'),
  },
]
