import type { PageSpec } from '../../../web/page-spec.ts'

export const pages: readonly PageSpec[] = [
  {
    path: '/damage',
    title: '损坏赔偿',
    needs: ['damage.list'],
    menu: { group: 'things', order: 20, icon: 'coins', label: '赔偿', hotkey: 'p' },
    load: () => import('./DamageList.tsx'),
  },
  { path: '/damage/$id', title: '赔偿单', needs: ['damage.get'], load: () => import('./DamageSlip.tsx') },
  {
    path: '/damage-prices',
    title: '赔偿价目',
    needs: ['damage.prices'],
    menu: { group: 'things', order: 21, icon: 'tags', label: '赔偿价目' },
    load: () => import('./PriceTable.tsx'),
  },
]
