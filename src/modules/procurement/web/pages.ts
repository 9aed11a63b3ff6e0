import type { PageSpec } from '../../../web/page-spec.ts'
import { procurement } from '../contract.ts'

export const pages: readonly PageSpec[] = [
  {
    path: '/procurement',
    title: '采购申请',
    needs: [procurement.list],
    menu: { group: 'money', order: 10, icon: 'clipboard', label: '采购申请' },
    load: () => import('./Requests.tsx'),
  },
  {
    path: '/procurement/new',
    title: '申请采购',
    needs: [procurement.ask],
    load: () => import('./NewRequest.tsx'),
  },
  {
    path: '/procurement/need',
    title: '申请物品',
    needs: [procurement.readNeed],
    menu: { group: 'work', order: 40, icon: 'package', label: '申请物品', phone: 6 },
    load: () => import('./NeedPage.tsx'),
  },
  {
    path: '/procurement/requests/$id',
    title: '采购申请表',
    needs: [procurement.get],
    load: () => import('./RequestSlip.tsx'),
  },
  {
    path: '/procurement/batches',
    title: '并批',
    needs: [procurement.waiting],
    menu: { group: 'money', order: 11, icon: 'package', label: '并批询价' },
    load: () => import('./MergeBoard.tsx'),
  },
  {
    path: '/procurement/batches/$id',
    title: '采购批',
    needs: [procurement.getBatch],
    load: () => import('./BatchSlip.tsx'),
  },
  {
    path: '/procurement/sheets/$id',
    title: '询价记录表',
    needs: [procurement.getSheet],
    load: () => import('./SheetSlip.tsx'),
  },
  {
    path: '/procurement/orders',
    title: '采购单',
    needs: [procurement.orders],
    menu: { group: 'money', order: 12, icon: 'truck', label: '采购单' },
    load: () => import('./Orders.tsx'),
  },
  {
    path: '/procurement/orders/$id',
    title: '采购单',
    needs: [procurement.getOrder],
    load: () => import('./OrderSlip.tsx'),
  },
  {
    path: '/receiving',
    title: '到货验收',
    needs: [procurement.receiving],
    menu: { group: 'money', order: 13, icon: 'check', label: '到货验收' },
    load: () => import('./Receiving.tsx'),
  },
  {
    path: '/receiving/$id',
    title: '验收到货',
    needs: [procurement.receive],
    load: () => import('./Receive.tsx'),
  },
  {
    path: '/acceptances/$id',
    title: '验收单',
    needs: [procurement.getAcceptance],
    load: () => import('./AcceptanceSlip.tsx'),
  },
  {
    path: '/procurement/mismatches',
    title: '购物不符',
    needs: [procurement.mismatches],
    menu: { group: 'money', order: 14, icon: 'clipboard', label: '购物不符' },
    load: () => import('./Mismatches.tsx'),
  },
  {
    path: '/procurement/control',
    title: '价格、限额与统采外',
    needs: [procurement.yearMeter],
    menu: { group: 'money', order: 15, icon: 'coins', label: '价格与限额' },
    load: () => import('./Control.tsx'),
  },
]
