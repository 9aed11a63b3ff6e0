import { KEEP, type PersonData } from '../../kernel/server/person-data.ts'

/** What is kept here about persons, and what becomes of it when one of them asks for its end. */
export const personal: PersonData = {
  tables: [
    {
      table: 'attachment_file',
      title: '附件',
      links: [{ as: '上传人', id: 'uploaded_by' }],
      keep: KEEP.duty,
    },
  ],
}
