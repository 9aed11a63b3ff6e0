import type { PageSpec } from '../../../web/page-spec.ts'

export const pages: readonly PageSpec[] = [
  { path: '/org/move-up', title: '班级升级', needs: ['org.moveUp'], load: () => import('./MoveUp.tsx') },
  {
    path: '/school',
    title: '学校信息',
    needs: ['org.updateSchool'],
    menu: { group: 'system', order: 5, icon: 'settings' },
    load: () => import('./SchoolInfo.tsx'),
  },
]
