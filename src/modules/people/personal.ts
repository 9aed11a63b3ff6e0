import { KEEP, type PersonData } from '../../kernel/server/person-data.ts'

/** What is kept here about persons. The person's own row is emptied by `data/erase.ts`. */
export const personal: PersonData = {
  tables: [
    {
      table: 'people_person',
      title: '人员',
      links: [{ as: '本人', id: 'id', name: 'name', phone: 'phone' }],
    },
    { table: 'people_alias', title: '别名', links: [{ as: '本人', id: 'person_id', erase: 'row' }] },
    {
      table: 'people_post',
      title: '岗位',
      links: [{ as: '任职人', id: 'person_id' }],
      keep: KEEP.duty,
    },
  ],
}
