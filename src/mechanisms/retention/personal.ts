import { KEEP, type PersonData } from '../../kernel/server/person-data.ts'

/** What is kept here about persons, and what becomes of it when one of them asks for its end. */
export const personal: PersonData = {
  tables: [
    {
      table: 'retention_list',
      title: '销毁清册',
      links: [
        { as: '提出人', id: 'proposed_by', name: 'proposed_name' },
        { as: '决定人', id: 'decided_by', name: 'decided_name' },
      ],
      keep: KEEP.duty,
    },
  ],
}
