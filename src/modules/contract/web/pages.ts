import type { PageSpec } from '../../../web/page-spec.ts'

export const pages: readonly PageSpec[] = [
  {
    path: '/contracts',
    title: '合同',
    needs: ['contract.list'],
    menu: { group: 'money', order: 52, icon: 'scroll', label: '合同' },
    load: () => import('./Contracts.tsx'),
  },
  {
    path: '/contracts/expiry',
    title: '合同到期',
    needs: ['contract.list'],
    load: () => import('./ExpiryCalendar.tsx'),
  },
  {
    path: '/contracts/$id',
    title: '合同',
    needs: ['contract.get'],
    load: () => import('./ContractSlip.tsx'),
  },
  {
    path: '/tenders',
    title: '邀标',
    needs: ['contract.tenders'],
    menu: { group: 'money', order: 53, icon: 'scale', label: '邀标' },
    load: () => import('./Tenders.tsx'),
  },
  {
    path: '/tenders/$id',
    title: '邀标',
    needs: ['contract.tender'],
    load: () => import('./TenderSlip.tsx'),
  },
  {
    path: '/import-batches',
    title: '进口设备',
    needs: ['contract.imports'],
    menu: { group: 'money', order: 54, icon: 'package', label: '进口设备' },
    load: () => import('./Imports.tsx'),
  },
  {
    path: '/import-batches/$id',
    title: '进口设备',
    needs: ['contract.importBatch'],
    load: () => import('./ImportSlip.tsx'),
  },
]
