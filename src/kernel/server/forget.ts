import type { Ctx } from './ctx.ts'
import type { Schedule } from './module.ts'

/**
 * How long the first answer of a command is kept for a repeat of it. A repeat comes within seconds where an
 * answer was lost, within days where a device was away from the network.
 */
export const KEEP_ANSWERS_DAYS = 30
/** Of a command that deals in passwords, which may stand in its answer. */
const KEEP_SECRET_ANSWERS_DAYS = 1

/** How far the clock may be put back without recurring work being done again. */
export const KEEP_OCCURRENCES_DAYS = 7

/** Recurring work of the kernel itself, beside that of the modules. */
export const kernelSchedules: readonly (Schedule & { id: string })[] = [
  {
    id: 'kernel.forget-answers',
    name: 'forget-answers',
    title: '清理重复提交的旧应答',
    cron: '37 3 * * *',
    run: forgetAnswers,
  },
  {
    id: 'kernel.forget-occurrences',
    name: 'forget-occurrences',
    title: '清理定时任务的旧记录',
    cron: '39 3 * * *',
    run: forgetOccurrences,
  },
]

async function forgetAnswers(ctx: Ctx): Promise<void> {
  const secret = ctx.operations().filter(op => op.kind === 'command' && op.secret)
  const daysAgo = (days: number): Date => new Date(ctx.now.getTime() - days * 86_400_000)
  await ctx.db
    .deleteFrom('kernel_command')
    .where('school_id', '=', ctx.schoolId)
    .where(eb =>
      eb.or([
        eb('at', '<', daysAgo(KEEP_ANSWERS_DAYS)),
        eb.and([
          eb('at', '<', daysAgo(KEEP_SECRET_ANSWERS_DAYS)),
          eb(
            'operation',
            'in',
            secret.map(op => op.id),
          ),
        ]),
      ]),
    )
    .execute()
}

/** The last of each schedule stays, however long ago: it says that nothing is due. */
async function forgetOccurrences(ctx: Ctx): Promise<void> {
  await ctx.db
    .deleteFrom('kernel_occurrence')
    .where('school_id', '=', ctx.schoolId)
    .where('due_at', '<', new Date(ctx.now.getTime() - KEEP_OCCURRENCES_DAYS * 86_400_000))
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('kernel_occurrence as later')
          .select('later.due_at')
          .whereRef('later.school_id', '=', 'kernel_occurrence.school_id')
          .whereRef('later.schedule', '=', 'kernel_occurrence.schedule')
          .whereRef('later.due_at', '>', 'kernel_occurrence.due_at'),
      ),
    )
    .execute()
}
