import { KEEP, type PersonData } from '../../kernel/server/person-data.ts'

/** What is kept here about persons, and what becomes of it when one of them asks for its end. */
export const personal: PersonData = {
  tables: [
    {
      table: 'workorder_endorsement',
      title: '工单附议',
      links: [{ as: '附议人', id: 'person_id', name: 'name', phone: 'phone', erase: 'blank' }],
    },
    {
      table: 'workorder_event',
      title: '工单过程',
      links: [{ as: '经办人', id: 'person_id', name: 'who' }],
      keep: KEEP.duty,
    },
    {
      table: 'workorder_extension',
      title: '工单延期',
      links: [
        { as: '提出人', id: 'asked_person_id', name: 'asked_by' },
        { as: '决定人', name: 'decided_by' },
      ],
      keep: KEEP.duty,
    },
    {
      table: 'workorder_labour',
      title: '工时',
      links: [{ as: '维修人', id: 'person_id', name: 'person_name' }],
      keep: KEEP.duty,
    },
    {
      table: 'workorder_order',
      title: '工单',
      links: [
        {
          as: '报修人',
          id: 'reporter_person_id',
          name: 'reporter_name',
          phone: 'reporter_phone',
          erase: 'blank',
        },
        { as: '维修人', id: 'assignee_id', name: 'assignee_name' },
      ],
      keep: KEEP.duty,
    },
    {
      table: 'workorder_vendor_call',
      title: '外修联系',
      links: [{ as: '联系人', name: 'called_by' }],
      keep: KEEP.duty,
    },
  ],
}
