import { KEEP, type PersonData } from '../../kernel/server/person-data.ts'

/** What is kept here about persons, and what becomes of it when one of them asks for its end. */
export const personal: PersonData = {
  tables: [
    {
      table: 'budget_adjustment',
      title: '预算调整',
      links: [
        { as: '提出人', id: 'asked_by', name: 'asked_name' },
        { as: '决定人', id: 'decided_by', name: 'decided_name' },
      ],
      keep: KEEP.accounts,
    },
    {
      table: 'budget_income',
      title: '收入',
      links: [
        { as: '交款人', name: 'payer' },
        { as: '收款人', id: 'received_by', name: 'received_name' },
      ],
      keep: KEEP.accounts,
    },
    {
      table: 'budget_plan',
      title: '预算',
      links: [
        { as: '编制人', id: 'drafted_by', name: 'drafted_name' },
        { as: '批准人', id: 'approved_by', name: 'approved_name' },
      ],
      keep: KEEP.accounts,
    },
    {
      table: 'budget_remittance',
      title: '上缴',
      links: [
        { as: '上缴人', id: 'remitted_by', name: 'remitted_name' },
        { as: '核对人', id: 'checked_by', name: 'checked_name' },
      ],
      keep: KEEP.accounts,
    },
    {
      table: 'budget_report',
      title: '预算报告',
      links: [{ as: '制作人', id: 'made_by', name: 'made_name' }],
      keep: KEEP.accounts,
    },
    {
      table: 'budget_saving',
      title: '节约',
      links: [
        { as: '认领人', id: 'claimed_by', name: 'claimed_name' },
        { as: '核实人', id: 'verified_by', name: 'verified_name' },
      ],
      keep: KEEP.accounts,
    },
  ],
}
