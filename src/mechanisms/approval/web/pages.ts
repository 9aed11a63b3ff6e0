import type { PageSpec } from '../../../web/page-spec.ts'

export const pages: readonly PageSpec[] = [
  {
    path: '/approvals',
    title: '审批',
    needs: ['approval.inbox'],
    menu: { group: 'today', order: 20, icon: 'stamp', phone: 4, hotkey: 'a' },
    load: () => import('./Inbox.tsx'),
  },
  {
    path: '/approvals/delegations',
    title: '审批委托',
    needs: ['approval.delegations'],
    load: () => import('./leave/Delegations.tsx'),
  },
  {
    path: '/approvals/$id',
    title: '审批单',
    needs: ['approval.get'],
    load: () => import('./ApprovalSlip.tsx'),
  },
  {
    path: '/approval-routes',
    title: '审批路线',
    needs: ['approval.saveRoutes'],
    menu: { group: 'school', order: 61, icon: 'network', label: '审批路线' },
    load: () => import('./routes/RouteSubjects.tsx'),
  },
  {
    path: '/approval-routes/edit',
    title: '编辑审批路线',
    needs: ['approval.saveRoutes'],
    load: () => import('./routes/RouteEditor.tsx'),
  },
]
