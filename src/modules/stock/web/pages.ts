import type { PageSpec } from '../../../web/page-spec.ts'
import { stock } from '../contract.ts'

export const pages: readonly PageSpec[] = [
  {
    path: '/stock',
    title: '库存',
    needs: [stock.items],
    menu: { group: 'stores', order: 1, icon: 'package', label: '库存', hotkey: 'k' },
    load: () => import('./StockList.tsx'),
  },
  { path: '/stock/$id', title: '物品', needs: [stock.item], load: () => import('./ItemCard.tsx') },
  {
    path: '/issue-desk',
    title: '发放台',
    needs: [stock.issue],
    menu: { group: 'stores', order: 2, icon: 'check', label: '发放台', phone: true },
    load: () => import('./IssueDesk.tsx'),
  },
  { path: '/issue-desk/$id', title: '发放', needs: [stock.issue], load: () => import('./IssuePage.tsx') },
  {
    path: '/needs',
    title: '领用单',
    needs: [stock.needs],
    menu: { group: 'stores', order: 3, icon: 'clipboard', label: '领用', phone: true },
    load: () => import('./NeedList.tsx'),
  },
  { path: '/needs/$id', title: '领用单', needs: [stock.need], load: () => import('./NeedSlip.tsx') },
  { path: '/need', title: '申请领用', needs: [stock.request], load: () => import('./NeedFlow.tsx') },
  {
    path: '/loans',
    title: '借用',
    needs: [stock.loans],
    menu: { group: 'stores', order: 4, icon: 'key', label: '借用' },
    load: () => import('./LoanList.tsx'),
  },
  { path: '/loans/new', title: '借出', needs: [stock.lend], load: () => import('./LendForm.tsx') },
  { path: '/loans/$id', title: '借用单', needs: [stock.loan], load: () => import('./LoanSlip.tsx') },
  {
    path: '/kits',
    title: '开学物资',
    needs: [stock.sheets],
    menu: { group: 'stores', order: 5, icon: 'boxes', label: '开学物资' },
    load: () => import('./KitList.tsx'),
  },
  { path: '/kits/$id', title: '发放表', needs: [stock.sheet], load: () => import('./KitSheet.tsx') },
  {
    path: '/stock-documents',
    title: '出入库单据',
    needs: [stock.documents],
    menu: { group: 'stores', order: 6, icon: 'ledger', label: '出入库单据' },
    load: () => import('./DocumentList.tsx'),
  },
  {
    path: '/stock-documents/$id',
    title: '出入库单',
    needs: [stock.document],
    load: () => import('./DocumentSlip.tsx'),
  },
  {
    path: '/stock-documents/new/$kind',
    title: '出入库',
    needs: [stock.receive],
    load: () => import('./PaperForm.tsx'),
  },
  {
    path: '/stock/suggestions',
    title: '采购建议',
    needs: [stock.suggestions],
    load: () => import('./Suggestions.tsx'),
  },
  {
    path: '/stores',
    title: '仓库',
    needs: [stock.saveStore, stock.setQuota, stock.documents],
    menu: { group: 'stores', order: 7, icon: 'building', label: '仓库和定额' },
    load: () => import('./Settings.tsx'),
  },
]
