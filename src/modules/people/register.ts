import type { RegisterKind } from '../../mechanisms/register/index.ts'
import { people } from './contract.ts'

/** Staff lists as schools keep them: 花名册, 教职工通讯录. */
export const personRegister: RegisterKind = {
  id: 'people',
  title: '人员名单',
  noun: '位人员',
  operation: people.importRow,
  recordKind: 'people.person',
  listPath: '/people',
  fields: [
    {
      key: 'name',
      title: '姓名',
      aliases: ['名字', '教师姓名', '职工姓名', '学生姓名', '人员'],
      type: 'text',
      required: true,
      example: '陆建国',
    },
    {
      key: 'staffNo',
      title: '工号',
      aliases: ['职工号', '教工号', '人员编号', '学号', '编号', '工资号'],
      type: 'text',
      example: 'G013',
      note: '有同名的人时靠它分清',
    },
    {
      key: 'phone',
      title: '手机',
      aliases: ['电话', '手机号', '手机号码', '联系电话', '联系方式', '移动电话'],
      type: 'text',
      example: '13800001234',
    },
    {
      key: 'unit',
      title: '部门',
      aliases: ['所在部门', '部门/班级', '单位', '处室', '科室', '班级', '系部', '所在单位'],
      type: 'text',
      example: '总务处',
      note: '要先在“组织”里建好',
    },
    {
      key: 'posts',
      title: '岗位',
      aliases: ['职务', '岗位名称', '工种', '角色', '职位', '身份', '任职'],
      type: 'text',
      example: '水道工',
      note: '几个岗位用顿号分开，如 班主任、语文教师',
    },
    {
      key: 'aliases',
      title: '别名',
      aliases: ['称呼', '又名', '常用称呼', '曾用名'],
      type: 'text',
      example: '老陆、陆师傅',
      note: '旧登记本上的叫法，几个用顿号分开',
    },
    {
      key: 'kind',
      title: '人员类别',
      aliases: ['类别', '人员类型', '类型'],
      type: 'choice',
      options: {
        staff: '教职工|教师|职工|在编|教工',
        worker: '后勤工人|工人|工勤|临时工|外聘',
        student: '学生',
        vendor: '外单位人员|外单位|供应商|厂家',
        other: '其他',
      },
      note: '不填时按岗位判断',
    },
    { key: 'note', title: '备注', aliases: ['说明'], type: 'text' },
  ],
}
