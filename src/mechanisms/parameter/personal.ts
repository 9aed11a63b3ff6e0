import { KEEP, type PersonData } from '../../kernel/server/person-data.ts'

/** What is kept here about persons, and what becomes of it when one of them asks for its end. */
export const personal: PersonData = {
  tables: [
    {
      table: 'parameter_value',
      title: '制度参数',
      links: [{ as: '设定人', id: 'set_by', name: 'set_by_name' }],
      keep: KEEP.duty,
    },
  ],
}
