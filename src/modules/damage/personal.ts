import { KEEP, type PersonData } from '../../kernel/server/person-data.ts'

/** What is kept here about persons, and what becomes of it when one of them asks for its end. */
export const personal: PersonData = {
  tables: [
    {
      table: 'damage_case',
      title: '损坏事项',
      links: [
        { as: '责任人', name: 'liable_name' },
        { as: '免赔人', id: 'waiver_by' },
        { as: '建立人', id: 'created_by' },
      ],
      keep: KEEP.duty,
    },
    {
      table: 'damage_event',
      title: '损坏过程',
      links: [{ as: '经办人', name: 'actor_name' }],
      keep: KEEP.duty,
    },
    {
      table: 'damage_receipt',
      title: '赔偿收据',
      links: [
        { as: '交款人', name: 'payer' },
        { as: '收款人', id: 'received_by' },
      ],
      keep: KEEP.duty,
    },
    { table: 'damage_share', title: '赔偿分摊', links: [{ as: '分摊人', name: 'name' }], keep: KEEP.duty },
  ],
}
