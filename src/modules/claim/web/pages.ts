import type { PageSpec } from '../../../web/page-spec.ts'

export const pages: readonly PageSpec[] = [
  {
    path: '/claims',
    title: '报销单',
    needs: ['claim.list'],
    menu: { group: 'money', order: 30, icon: 'receipt', label: '报销', phone: 9 },
    load: () => import('./ClaimList.tsx'),
  },
  { path: '/claims/$id', title: '报销单', needs: ['claim.get'], load: () => import('./ClaimSlip.tsx') },
  {
    path: '/invoices',
    title: '发票',
    needs: ['claim.addInvoice'],
    menu: { group: 'money', order: 31, icon: 'scroll', label: '发票' },
    load: () => import('./Invoices.tsx'),
  },
  {
    path: '/pay-desk',
    title: '付款台',
    needs: ['claim.pay', 'claim.book'],
    menu: { group: 'money', order: 32, icon: 'coins', label: '付款台' },
    load: () => import('./PayDesk.tsx'),
  },
  {
    path: '/audit-samples',
    title: '审计抽检',
    needs: ['claim.samples'],
    menu: { group: 'money', order: 60, icon: 'check', label: '审计抽检' },
    load: () => import('./Samples.tsx'),
  },
  {
    path: '/audit-samples/$id',
    title: '审计抽检',
    needs: ['claim.sample'],
    load: () => import('./SampleSlip.tsx'),
  },
]
