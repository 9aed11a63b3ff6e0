import { KEEP, type PersonData } from '../../kernel/server/person-data.ts'

/** What is kept here about persons, and what becomes of it when one of them asks for its end. */
export const personal: PersonData = {
  tables: [
    {
      table: 'signature_mark',
      title: '签字',
      links: [
        { as: '签字人', id: 'person_id', name: 'name' },
        { as: '见证人', id: 'witness_id' },
      ],
      keep: KEEP.accounts,
    },
  ],
}
