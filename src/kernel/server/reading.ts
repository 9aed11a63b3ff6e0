import type { Ref } from '../pure/ref.ts'
import { writeAudit } from './audit.ts'
import type { Ctx } from './ctx.ts'
import { inSchool } from './run.ts'

/**
 * Writes into the audit log that somebody was shown what few may see. For queries, which leave no entry by themselves:
 * their transaction only reads, so the entry has one of its own, right after the answer was made.
 */
export function noteReading(
  ctx: Ctx,
  operation: { id: string },
  seen: { subject?: Ref; note: string; input?: unknown },
): void {
  const { schoolId, actor, now, requestId } = ctx
  if (actor.kind !== 'user') return
  const { subject, note, input = {} } = seen
  ctx.background(app =>
    inSchool(app, { schoolId, actor, now, requestId }, own =>
      writeAudit(own, operation.id, { subject, note, input }),
    ),
  )
}
