import { KEEP, type PersonData } from '../../kernel/server/person-data.ts'

/** What is kept here about persons, and what becomes of it when one of them asks for its end. */
export const personal: PersonData = {
  tables: [
    {
      table: 'claim_claim',
      title: '报销单',
      links: [
        { as: '经办人', name: 'handler_name' },
        { as: '证明人', id: 'witness_id', name: 'witness_name' },
        { as: '验收人', name: 'acceptor_name' },
        { as: '审核人', name: 'auditor_name' },
        { as: '付款人', id: 'paid_by', name: 'paid_name' },
        { as: '记账人', id: 'booked_by', name: 'booked_name' },
      ],
      keep: KEEP.accounts,
    },
    {
      table: 'claim_event',
      title: '报销过程',
      links: [{ as: '经办人', name: 'actor_name' }],
      keep: KEEP.accounts,
    },
    {
      table: 'claim_invoice',
      title: '发票',
      links: [{ as: '录入人', id: 'entered_by', name: 'entered_name' }],
      keep: KEEP.accounts,
    },
    {
      table: 'claim_look',
      title: '发票查验',
      links: [{ as: '经办人', id: 'person_id', name: 'who' }],
      keep: KEEP.accounts,
    },
    {
      table: 'claim_payment',
      title: '报销付款',
      links: [{ as: '付款人', id: 'paid_by', name: 'paid_name' }],
      keep: KEEP.accounts,
    },
    {
      table: 'claim_return',
      title: '报销退回',
      links: [{ as: '经办人', name: 'by_name' }],
      keep: KEEP.accounts,
    },
    {
      table: 'claim_sample',
      title: '抽查',
      links: [{ as: '抽查人', id: 'drawn_by', name: 'drawn_name' }],
      keep: KEEP.accounts,
    },
  ],
}
