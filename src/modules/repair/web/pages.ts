import { contract as workorder } from '../../../mechanisms/workorder/contract.ts'
import type { PageSpec } from '../../../web/page-spec.ts'
import { contract } from '../contract.ts'

const { operations: orders } = workorder
const { operations: repair } = contract

export const pages: readonly PageSpec[] = [
  {
    path: '/report',
    title: '报修',
    needs: [repair.report],
    menu: { group: 'work', order: 1, icon: 'clipboard', phone: true, hotkey: 'n' },
    load: () => import('./report/Report.tsx'),
  },
  {
    path: '/my-work',
    title: '我的活',
    needs: [orders.grab],
    menu: { group: 'work', order: 5, icon: 'hat', phone: true, hotkey: 'w' },
    load: () => import('./my-work/MyWork.tsx'),
  },
  {
    path: '/orders',
    title: '报修单',
    needs: [orders.list],
    menu: { group: 'work', order: 10, icon: 'wrench', phone: true, hotkey: 'b' },
    load: () => import('./Orders.tsx'),
  },
  {
    path: '/orders/$id',
    title: '报修单',
    needs: [orders.get],
    load: () => import('./order/OrderPage.tsx'),
  },
]
