import { KEEP, type PersonData } from '../../kernel/server/person-data.ts'

/** What is kept here about persons, and what becomes of it when one of them asks for its end. */
export const personal: PersonData = {
  tables: [
    { table: 'people_alias', title: '别名', links: [{ as: '本人', id: 'person_id', erase: 'row' }] },
    { table: 'people_post', title: '岗位', links: [{ as: '任职人', id: 'person_id' }], keep: KEEP.duty },
  ],
}
