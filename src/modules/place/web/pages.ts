import type { PageSpec } from '../../../web/page-spec.ts'

export const pages: readonly PageSpec[] = [
  {
    path: '/places',
    title: '场所',
    needs: ['place.tree'],
    menu: { group: 'school', order: 30, icon: 'building', hotkey: 'p' },
    load: () => import('./Places.tsx'),
  },
  { path: '/places/$id', title: '场所', needs: ['place.tree'], load: () => import('./Places.tsx') },
  {
    path: '/place-codes',
    title: '二维码',
    needs: ['place.codes'],
    within: '/places',
    load: () => import('./Codes.tsx'),
  },
  {
    path: '/claim',
    title: '登记二维码',
    needs: ['place.claimCode'],
    within: '/places',
    load: () => import('./Claim.tsx'),
  },
]
