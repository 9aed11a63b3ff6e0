import type { PageSpec } from '../../../web/page-spec.ts'
import { slotPart } from '../../../web/slot.tsx'

export const pages: readonly PageSpec[] = [
  {
    path: '/assets',
    title: '固定资产',
    needs: ['asset.list'],
    menu: { group: 'things', order: 1, icon: 'armchair', label: '固定资产', hotkey: 'a' },
    load: () => import('./AssetList.tsx'),
  },
  {
    path: '/assets/new',
    title: '登记资产',
    needs: ['asset.register'],
    load: () => import('./RegisterPage.tsx'),
  },
  { path: '/assets/$id', title: '资产卡片', needs: ['asset.get'], load: () => import('./CardSlip.tsx') },
  {
    path: '/my-assets',
    title: '我的资产',
    needs: ['asset.mine'],
    menu: { group: 'things', order: 0, icon: 'armchair', label: '我的资产', phone: 8 },
    load: () => import('./MyAssets.tsx'),
  },
  {
    path: '/asset-custody/$id',
    title: '资产移交',
    needs: ['asset.custody'],
    load: () => import('./CustodySlip.tsx'),
  },
  {
    path: '/asset-idle',
    title: '闲置资产',
    needs: ['asset.idle'],
    menu: { group: 'things', order: 2, icon: 'package', label: '闲置资产' },
    load: () => import('./IdlePool.tsx'),
  },
  {
    path: '/asset-transfers',
    title: '资产调拨',
    needs: ['asset.transfers'],
    menu: { group: 'things', order: 3, icon: 'truck', label: '资产调拨' },
    load: () => import('./Transfers.tsx'),
  },
  {
    path: '/asset-transfers/$id',
    title: '资产调拨单',
    needs: ['asset.transfer'],
    load: () => import('./TransferSlip.tsx'),
  },
  {
    path: '/asset-loans',
    title: '资产借用',
    needs: ['asset.loans'],
    menu: { group: 'things', order: 4, icon: 'key', label: '资产借用' },
    load: () => import('./Loans.tsx'),
  },
  {
    path: '/asset-loans/$id',
    title: '资产借用单',
    needs: ['asset.loan'],
    load: () => import('./LoanSlip.tsx'),
  },
  {
    path: '/asset-disposals',
    title: '资产处置',
    needs: ['asset.disposals'],
    menu: { group: 'things', order: 5, icon: 'scroll', label: '资产处置' },
    load: () => import('./Disposals.tsx'),
  },
  {
    path: '/asset-disposals/$id',
    title: '报废（报损）申请表',
    needs: ['asset.disposal'],
    load: () => import('./DisposalSlip.tsx'),
  },
  {
    path: '/asset-checks',
    title: '资产自查',
    needs: ['asset.checks'],
    menu: { group: 'things', order: 6, icon: 'clipboard', label: '资产自查' },
    load: () => import('./Checks.tsx'),
  },
  {
    path: '/asset-checks/$id',
    title: '资产自查',
    needs: ['asset.check'],
    load: () => import('./CheckPage.tsx'),
  },
  {
    path: '/asset-values',
    title: '资产价值和折旧',
    needs: ['asset.depreciation'],
    menu: { group: 'things', order: 7, icon: 'coins', label: '价值和折旧' },
    load: () => import('./Values.tsx'),
  },
  {
    path: '/asset-labels',
    title: '资产标签',
    needs: ['asset.makeBlankLabels'],
    load: () => import('./Labels.tsx'),
  },
  {
    path: '/asset-reorganise',
    title: '成批划转',
    needs: ['asset.reorganise'],
    load: () => import('./Reorganise.tsx'),
  },
  {
    path: '/asset-code/$code',
    title: '扫资产码',
    needs: ['asset.mine'],
    load: () => import('./ScanPage.tsx'),
  },
]

export const slots = [
  slotPart({
    slot: 'order.after',
    key: 'asset.order',
    needs: ['asset.assetsOfOrder'],
    load: () => import('./OrderAssets.tsx'),
  }),
]
