import type { PageSpec } from '../../../web/page-spec.ts'

export const pages: readonly PageSpec[] = [
  {
    path: '/retention',
    title: '保存与销毁',
    needs: ['retention.report'],
    menu: { group: 'system', order: 40, icon: 'settings' },
    load: () => import('./Retention.tsx'),
  },
  {
    path: '/retention/lists',
    title: '销毁清册',
    needs: ['retention.lists'],
    load: () => import('./Lists.tsx'),
  },
]
