import type { PageSpec } from '../../../web/page-spec.ts'

export const pages: readonly PageSpec[] = [
  { path: '/notices', title: '消息', needs: ['notification.list'], load: () => import('./Notices.tsx') },
]
