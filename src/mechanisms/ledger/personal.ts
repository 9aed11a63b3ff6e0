import { KEEP, type PersonData } from '../../kernel/server/person-data.ts'

/** What is kept here about persons, and what becomes of it when one of them asks for its end. */
export const personal: PersonData = {
  tables: [
    {
      table: 'ledger_entry',
      title: '记账凭证',
      links: [{ as: '经办人', id: 'person_id', name: 'who' }],
      keep: KEEP.accounts,
    },
    {
      table: 'ledger_period',
      title: '账期',
      links: [
        { as: '结账人', id: 'closed_by', name: 'closed_name' },
        { as: '反结账人', id: 'reopened_by', name: 'reopened_name' },
      ],
      keep: KEEP.accounts,
    },
  ],
}
