import { KEEP, type PersonData } from '../../kernel/server/person-data.ts'

/** What is kept here about persons, and what becomes of it when one of them asks for its end. */
export const personal: PersonData = {
  tables: [
    {
      table: 'register_choice',
      title: '导入对照',
      links: [{ as: '选定人', name: 'chosen_by' }],
      keep: KEEP.duty,
    },
    {
      table: 'register_import',
      title: '导入记录',
      links: [{ as: '导入人', id: 'user_id', name: 'user_name' }],
      keep: KEEP.duty,
    },
    {
      table: 'register_view',
      title: '保存的视图',
      links: [{ as: '所有者', id: 'owner_id', name: 'owner_name', erase: 'row' }],
    },
  ],
}
