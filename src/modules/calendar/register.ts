import type { RegisterKind } from '../../mechanisms/register/index.ts'
import { calendar } from './contract.ts'

/** The school's own days off and make-up days. */
export const ownDayRegister: RegisterKind = {
  id: 'calendar',
  title: '放假和调休',
  noun: '条安排',
  operation: calendar.importRow,
  recordKind: 'calendar.day',
  listPath: '/calendar',
  fields: [
    {
      key: 'from',
      title: '开始日期',
      aliases: ['日期', '放假日期', '从', '起始日期', '开始'],
      type: 'day',
      required: true,
      example: '2025-11-06',
    },
    {
      key: 'to',
      title: '结束日期',
      aliases: ['到', '截止日期', '结束', '至'],
      type: 'day',
      example: '2025-11-07',
    },
    {
      key: 'kind',
      title: '类型',
      aliases: ['放假/上班', '安排', '性质', '类别'],
      type: 'choice',
      required: true,
      options: { off: '放假|休息|停课|休', work: '上班|上课|调休上班|调课|补课|班' },
      example: '放假',
    },
    {
      key: 'title',
      title: '事由',
      aliases: ['名称', '活动', '说明', '备注', '内容'],
      type: 'text',
      example: '秋季运动会',
    },
  ],
}
