import type { PageSpec } from '../../../web/page-spec.ts'

export const pages: readonly PageSpec[] = [
  {
    path: '/property',
    title: '财产登记进度',
    needs: ['property.board'],
    menu: { group: 'things', order: 12, icon: 'armchair', label: '财产登记' },
    load: () => import('./PropertyBoard.tsx'),
  },
  {
    path: '/property/list',
    title: '财产登记表',
    needs: ['property.list'],
    load: () => import('./PropertyList.tsx'),
  },
  {
    path: '/property/$id',
    title: '财产登记表',
    needs: ['property.get'],
    load: () => import('./PropertySlip.tsx'),
  },
  {
    path: '/property/$id/paper',
    title: '打印登记表',
    needs: ['property.get'],
    load: () => import('./PropertyPaper.tsx'),
  },
  {
    path: '/property/$id/card',
    title: '室内财产卡',
    needs: ['property.get'],
    load: () => import('./WallCard.tsx'),
  },
  {
    path: '/property-scores',
    title: '班级财产考核',
    needs: ['property.month'],
    menu: { group: 'things', order: 13, icon: 'stamp', label: '班级考核' },
    load: () => import('./ClassScores.tsx'),
  },
  {
    path: '/property/templates',
    title: '登记样表',
    needs: ['property.templates'],
    load: () => import('./Templates.tsx'),
  },
]
