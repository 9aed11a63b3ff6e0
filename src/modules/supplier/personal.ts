import { KEEP, type PersonData } from '../../kernel/server/person-data.ts'

/** What is kept here about persons, and what becomes of it when one of them asks for its end. */
export const personal: PersonData = {
  tables: [
    {
      table: 'supplier_delivery',
      title: '供货记录',
      links: [{ as: '评价人', name: 'rated_by' }],
      keep: KEEP.procurement,
    },
    {
      table: 'supplier_event',
      title: '供应商过程',
      links: [{ as: '经办人', name: 'actor_name' }],
      keep: KEEP.procurement,
    },
  ],
}
