import type { PageSpec } from '../../../web/page-spec.ts'

export const pages: readonly PageSpec[] = [
  {
    path: '/stocktakes',
    title: '盘点',
    needs: ['stocktake.list'],
    menu: { group: 'things', order: 11, icon: 'scan', label: '盘点' },
    load: () => import('./Campaigns.tsx'),
  },
  {
    path: '/stocktakes/$id',
    title: '盘点',
    needs: ['stocktake.get'],
    load: () => import('./CampaignPage.tsx'),
  },
  {
    path: '/stocktakes/$id/count',
    title: '去盘点',
    needs: ['stocktake.task'],
    bare: true,
    load: () => import('./count/CountPage.tsx'),
  },
  {
    path: '/stocktakes/$id/report',
    title: '盘点报告',
    needs: ['stocktake.lines'],
    load: () => import('./Report.tsx'),
  },
]
