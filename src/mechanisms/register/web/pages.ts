import type { PageSpec } from '../../../web/page-spec.ts'

export const pages: readonly PageSpec[] = [
  {
    path: '/imports',
    title: '导入',
    needs: ['register.upload'],
    menu: { group: 'school', order: 80, icon: 'upload' },
    load: () => import('./Imports.tsx'),
  },
  { path: '/imports/new/$kind', title: '导入表格', load: () => import('./ImportStart.tsx') },
  { path: '/imports/$id', title: '导入', load: () => import('./ImportWizard.tsx') },
]
