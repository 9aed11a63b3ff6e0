import { KEEP, type PersonData } from '../../kernel/server/person-data.ts'

/** What is kept here about persons, and what becomes of it when one of them asks for its end. */
export const personal: PersonData = {
  tables: [
    {
      table: 'approval_case',
      title: '审批事项',
      links: [
        { as: '申请人', id: 'asker_id', name: 'asker_name' },
        { as: '结束人', name: 'ended_by' },
      ],
      keep: KEEP.duty,
    },
    {
      table: 'approval_copy',
      title: '审批抄送',
      links: [{ as: '抄送给', id: 'person_id', name: 'person_name' }],
      keep: KEEP.duty,
    },
    {
      table: 'approval_delegation',
      title: '审批委托',
      links: [
        { as: '委托人', id: 'from_id', name: 'from_name' },
        { as: '受托人', id: 'to_id', name: 'to_name' },
        { as: '制作人', name: 'made_by' },
      ],
      keep: KEEP.duty,
    },
    {
      table: 'approval_deputy',
      title: '代理人',
      links: [
        { as: '代理人', id: 'person_id', name: 'person_name' },
        { as: '设定人', name: 'set_by' },
      ],
      keep: KEEP.duty,
    },
    {
      table: 'approval_event',
      title: '审批过程',
      links: [{ as: '经办人', id: 'person_id', name: 'who' }],
      keep: KEEP.duty,
    },
    {
      table: 'approval_route',
      title: '审批路线',
      links: [{ as: '保存人', id: 'saved_by', name: 'saved_by_name' }],
      keep: KEEP.duty,
    },
    {
      table: 'approval_seat',
      title: '审批人',
      links: [{ as: '审批人', id: 'person_id', name: 'person_name' }],
      keep: KEEP.duty,
    },
  ],
}
