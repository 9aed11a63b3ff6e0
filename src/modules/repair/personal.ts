import { KEEP, type PersonData } from '../../kernel/server/person-data.ts'

/** What is kept here about persons, and what becomes of it when one of them asks for its end. */
export const personal: PersonData = {
  tables: [
    {
      table: 'repair_crew_member',
      title: '维修班组成员',
      links: [{ as: '班组成员', id: 'person_id', erase: 'row' }],
    },
    { table: 'repair_rule', title: '派工规则', links: [{ as: '接单人', id: 'person_id' }], keep: KEEP.duty },
  ],
}
