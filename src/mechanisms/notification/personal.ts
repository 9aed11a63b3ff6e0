import type { PersonData } from '../../kernel/server/person-data.ts'

/** What is kept here about persons, and what becomes of it when one of them asks for its end. */
export const personal: PersonData = {
  tables: [
    {
      table: 'notification_message',
      title: '消息',
      links: [{ as: '收件人', id: 'person_id', erase: 'row' }],
    },
  ],
}
