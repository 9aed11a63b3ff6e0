import type { PageSpec } from '../../../web/page-spec.ts'

export const pages: readonly PageSpec[] = [
  {
    path: '/calendar',
    title: '校历',
    needs: ['calendar.year'],
    menu: { group: 'school', order: 30, icon: 'calendar' },
    load: () => import('./CalendarPage.tsx'),
  },
]
