import type { RegisterKind } from '../../mechanisms/register/index.ts'
import { org } from './contract.ts'

/** Lists of departments and classes as schools keep them. */
export const unitRegister: RegisterKind = {
  id: 'org',
  title: '组织机构',
  noun: '个单位',
  operation: org.importRow,
  recordKind: 'org.unit',
  listPath: '/org',
  fields: [
    {
      key: 'name',
      title: '名称',
      aliases: ['单位名称', '部门', '部门名称', '班级', '班级名称', '机构名称', '科室', '处室'],
      type: 'text',
      required: true,
      example: '高职24会计1班',
    },
    {
      key: 'parent',
      title: '上级',
      aliases: ['上级单位', '上级部门', '所属部门', '所属年级', '系部', '所属'],
      type: 'text',
      example: '高职部',
      note: '不填表示直属学校；有重名时写成 高职部/会计专业',
    },
    {
      key: 'kind',
      title: '类别',
      aliases: ['单位类别', '机构类别', '类型'],
      type: 'choice',
      options: {
        campus: '校区|分校',
        department: '部门|处室|科室|系部|专业部',
        grade: '年级|级部',
        class: '班级|班',
        crew: '班组|小组',
      },
      note: '不填时按名称判断',
    },
    {
      key: 'code',
      title: '编号',
      aliases: ['单位编号', '部门编号', '班级编号', '代码', '班号'],
      type: 'text',
    },
    {
      key: 'from',
      title: '成立日期',
      aliases: ['开始日期', '建班日期', '从哪天起'],
      type: 'day',
      example: '2024-09-01',
    },
  ],
}
