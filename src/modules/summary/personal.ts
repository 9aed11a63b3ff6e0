import { KEEP, type PersonData } from '../../kernel/server/person-data.ts'

/** What is kept here about persons, and what becomes of it when one of them asks for its end. */
export const personal: PersonData = {
  tables: [
    {
      table: 'summary_report',
      title: '工作总结',
      links: [{ as: '建立人', id: 'created_by' }],
      keep: KEEP.duty,
    },
    {
      table: 'summary_signature',
      title: '工作总结签名',
      links: [{ as: '签字人', id: 'person_id', name: 'person_name' }],
      keep: KEEP.duty,
    },
  ],
}
