import type { Ctx } from './ctx.ts'
import type { Schedule } from './module.ts'

/**
 * How long the first answer of a command is kept for a repeat of it. A repeat comes within seconds where an
 * answer was lost, within days where a device was away from the network.
 */
export const KEEP_ANSWERS_DAYS = 30

/** Recurring work of the kernel itself, beside that of the modules. */
export const kernelSchedules: readonly (Schedule & { id: string })[] = [
  {
    id: 'kernel.forget-answers',
    name: 'forget-answers',
    title: '清理重复提交的旧应答',
    cron: '37 3 * * *',
    run: forgetAnswers,
  },
]

async function forgetAnswers(ctx: Ctx): Promise<void> {
  await ctx.db
    .deleteFrom('kernel_command')
    .where('school_id', '=', ctx.schoolId)
    .where('at', '<', new Date(ctx.now.getTime() - KEEP_ANSWERS_DAYS * 86_400_000))
    .execute()
}
