import { KEEP, type PersonData } from '../../kernel/server/person-data.ts'

/** What is kept here about persons, and what becomes of it when one of them asks for its end. */
export const personal: PersonData = {
  tables: [
    { table: 'org_unit', title: '组织', links: [{ as: '负责人', id: 'head_person_id' }], keep: KEEP.duty },
  ],
}
