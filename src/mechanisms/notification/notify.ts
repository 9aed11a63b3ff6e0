import type { Ref } from '../../kernel/pure/ref.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'

export interface Notice {
  personIds: readonly string[]
  /** `module.event`; messages of one topic about one subject replace each other while unread. */
  topic: string
  title: string
  body?: string
  /** Path inside the product, e.g. /orders/… */
  link?: string
  subject?: Ref
}

const TITLE_MAX = 120
const BODY_MAX = 500

/**
 * Puts a message into each person's notification centre, in the caller's transaction. Whoever caused it is
 * left out: nobody needs to be told what he has just done.
 */
export async function notify(ctx: Ctx, notice: Notice): Promise<void> {
  const self = ctx.actor.kind === 'user' ? ctx.actor.personId : undefined
  const personIds = [...new Set(notice.personIds)].filter(id => id !== self)
  if (personIds.length === 0) return
  if (notice.subject) await replaceUnread(ctx, notice.topic, notice.subject, personIds)
  await ctx.db
    .insertInto('notification_message')
    .values(
      personIds.map(personId => ({
        school_id: ctx.schoolId,
        id: ctx.id(),
        person_id: personId,
        topic: notice.topic,
        title: cut(notice.title, TITLE_MAX),
        body: cut(notice.body ?? '', BODY_MAX),
        link: notice.link ?? null,
        subject_kind: notice.subject?.kind ?? null,
        subject_id: notice.subject?.id ?? null,
        created_at: ctx.now,
        read_at: null,
      })),
    )
    .execute()
}

/** Ten unread "还在等材料" about one order are a nuisance; the newest says it all. */
async function replaceUnread(ctx: Ctx, topic: string, subject: Ref, personIds: string[]): Promise<void> {
  await ctx.db
    .deleteFrom('notification_message')
    .where('school_id', '=', ctx.schoolId)
    .where('subject_kind', '=', subject.kind)
    .where('subject_id', '=', subject.id)
    .where('topic', '=', topic)
    .where('person_id', 'in', personIds)
    .where('read_at', 'is', null)
    .execute()
}

function cut(text: string, max: number): string {
  const letters = [...text]
  return letters.length > max ? `${letters.slice(0, max - 1).join('')}…` : text
}
