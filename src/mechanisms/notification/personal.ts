import { sql } from 'kysely'
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
  /** Messages to others that say his name are hints and no records. */
  async erase(ctx, { name, phone, alone }) {
    for (const needle of [...(alone ? [name] : []), ...(phone ? [phone] : [])])
      await ctx.db
        .deleteFrom('notification_message')
        .where('school_id', '=', ctx.schoolId)
        .where(sql<boolean>`position(${needle} in title || ' ' || body) > 0`)
        .execute()
  },
}
