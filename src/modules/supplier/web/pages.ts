import type { PageSpec } from '../../../web/page-spec.ts'

export const pages: readonly PageSpec[] = [
  {
    path: '/suppliers',
    title: '供应商',
    needs: ['supplier.list'],
    menu: { group: 'money', order: 50, icon: 'truck', label: '供应商' },
    load: () => import('./Suppliers.tsx'),
  },
  {
    path: '/suppliers/scores',
    title: '供应商评分',
    needs: ['supplier.scorecard'],
    load: () => import('./Scorecard.tsx'),
  },
  {
    path: '/suppliers/$id',
    title: '供应商',
    needs: ['supplier.get'],
    load: () => import('./SupplierSlip.tsx'),
  },
]
