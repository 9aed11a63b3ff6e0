import type { PageSpec } from '../../../web/page-spec.ts'

export const pages: readonly PageSpec[] = [
  {
    path: '/ledger',
    title: '余额表',
    needs: ['ledger.accounts'],
    menu: { group: 'money', order: 70, icon: 'ledger', label: '账簿' },
    load: () => import('./TrialBalance.tsx'),
  },
  {
    path: '/ledger/accounts/$id',
    title: '明细账',
    needs: ['ledger.statement'],
    load: () => import('./Statement.tsx'),
  },
  { path: '/ledger/entries', title: '分录', needs: ['ledger.entries'], load: () => import('./Entries.tsx') },
  {
    path: '/ledger/entries/$id',
    title: '分录',
    needs: ['ledger.entry'],
    load: () => import('./EntrySlip.tsx'),
  },
  {
    path: '/ledger/periods',
    title: '关账',
    needs: ['ledger.periods'],
    menu: { group: 'money', order: 72, icon: 'check', label: '关账' },
    load: () => import('./Periods.tsx'),
  },
]
