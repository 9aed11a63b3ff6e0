import { latestDue } from '../../src/kernel/pure/cron.ts'
import { verifyChain } from '../../src/kernel/server/audit.ts'
import { buildRegistry } from '../../src/kernel/server/registry.ts'
import { modules } from '../../src/modules/index.ts'

export { verifyChain }

/** When each piece of recurring work was due last, at an instant. */
export const dueAt = (now: Date): { schedule: string; at: Date }[] =>
  buildRegistry(modules).schedules.map(({ id, cron }) => ({ schedule: id, at: latestDue(cron, now) }))
