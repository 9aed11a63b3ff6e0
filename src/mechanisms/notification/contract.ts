import { z } from 'zod'
import { Id, pageInput, pageOf } from '../../kernel/pure/fields.ts'
import { command, defineContract, query } from '../../kernel/pure/operation.ts'

export const Message = z.object({
  id: Id,
  topic: z.string(),
  title: z.string(),
  body: z.string(),
  /** Page of the product that shows what it is about. */
  link: z.string().nullable(),
  at: z.date(),
  read: z.boolean(),
})

export const contract = defineContract({
  id: 'notification',
  title: '消息',
  operations: {
    list: query({
      title: '查看消息',
      input: z.strictObject({
        unreadOnly: z.boolean().default(false).meta({ title: '只看未读' }),
        ...pageInput,
      }),
      output: pageOf(Message),
      access: 'signed-in',
    }),
    unread: query({
      title: '查看未读消息数',
      input: z.strictObject({}),
      output: z.object({ count: z.int() }),
      access: 'signed-in',
    }),
    markRead: command({
      title: '标为已读',
      input: z.strictObject({ ids: z.array(Id).min(1, '请选择消息').max(200).meta({ title: '消息' }) }),
      output: z.object({ count: z.int() }),
      access: 'signed-in',
    }),
    markAllRead: command({
      title: '全部标为已读',
      // What arrives while the list is open has not been seen.
      input: z.strictObject({ upTo: Id.meta({ title: '最新一条' }) }),
      output: z.object({ count: z.int() }),
      access: 'signed-in',
    }),
  },
  errors: {},
})

export const notification = contract.operations
