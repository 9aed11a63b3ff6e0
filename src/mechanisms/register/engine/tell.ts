import type { App } from '../../../kernel/server/app.ts'
import { inSchool } from '../../../kernel/server/run.ts'
import { notify } from '../../notification/index.ts'
import type { CommitJob } from './job.ts'
import type { CommitEnd } from './run.ts'

/** Whoever waited less than this is still looking at the page. */
const LEFT_MEANWHILE_MS = 10_000

/** Tells who began a long import how it ended, because he may have left its page. */
export async function tellEnd(app: App, job: CommitJob, end: CommitEnd, elapsedMs: number): Promise<void> {
  if (job.actor.kind !== 'user' || elapsedMs < LEFT_MEANWHILE_MS) return
  const { personId } = job.actor
  await inSchool(app, { schoolId: job.schoolId, actor: { kind: 'system', name: '导入' } }, ctx =>
    notify(ctx, {
      personIds: [personId],
      topic: 'register.imported',
      title: end.written
        ? `“${job.fileName}”导入完毕，写入 ${end.outcome.counts.imported} 行`
        : `“${job.fileName}”没有导入`,
      body: end.written ? '' : end.why,
      link: `/imports/${job.importId}`,
      subject: { kind: 'register.import', id: job.importId },
    }),
  )
}
