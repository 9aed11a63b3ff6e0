import { KEEP, type PersonData } from '../../kernel/server/person-data.ts'

/** What is kept here about persons, and what becomes of it when one of them asks for its end. */
export const personal: PersonData = {
  tables: [
    {
      table: 'reconciliation_row',
      title: '对账差异',
      links: [
        { as: '说明人', id: 'explained_by', name: 'explained_name' },
        { as: '同意人', id: 'agreed_by', name: 'agreed_name' },
      ],
      keep: KEEP.accounts,
    },
    {
      table: 'reconciliation_run',
      title: '对账',
      links: [{ as: '经办人', id: 'person_id', name: 'who' }],
      keep: KEEP.accounts,
    },
  ],
}
