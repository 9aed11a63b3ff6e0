import type { PageSpec } from '../../../web/page-spec.ts'

export const pages: readonly PageSpec[] = [
  {
    path: '/budget',
    title: '预算执行',
    needs: ['budget.plan'],
    menu: { group: 'money', order: 10, icon: 'wallet', label: '预算' },
    load: () => import('./Execution.tsx'),
  },
  {
    path: '/budget/lines/$id',
    title: '预算项目',
    needs: ['budget.line'],
    load: () => import('./LineCard.tsx'),
  },
  {
    path: '/budget/adjustments',
    title: '预算调整单',
    needs: ['budget.adjustments'],
    load: () => import('./Adjustments.tsx'),
  },
  {
    path: '/budget/adjustments/$id',
    title: '预算调整单',
    needs: ['budget.adjustment'],
    load: () => import('./AdjustmentSlip.tsx'),
  },
  {
    path: '/budget/income',
    title: '收入线',
    needs: ['budget.incomes'],
    menu: { group: 'money', order: 40, icon: 'bank', label: '收入线' },
    load: () => import('./Income.tsx'),
  },
  {
    path: '/budget/remittances/$id',
    title: '收入上缴单',
    needs: ['budget.remittance'],
    load: () => import('./RemittanceSlip.tsx'),
  },
  {
    path: '/budget/savings',
    title: '节约增收台账',
    needs: ['budget.savings'],
    menu: { group: 'money', order: 45, icon: 'savings', label: '节约增收' },
    load: () => import('./Savings.tsx'),
  },
  {
    path: '/budget/reports',
    title: '经费月报',
    needs: ['budget.reports'],
    menu: { group: 'money', order: 44, icon: 'scroll', label: '经费月报' },
    load: () => import('./Reports.tsx'),
  },
  {
    path: '/budget/reports/$id',
    title: '经费月报',
    needs: ['budget.report'],
    load: () => import('./ReportSlip.tsx'),
  },
]
