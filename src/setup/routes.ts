import type { FastifyInstance } from 'fastify'
import { kernelError } from '../kernel/pure/errors.ts'
import type { App } from '../kernel/server/app.ts'
import { createSchool, hasSchool, NewSchool } from './create-school.ts'

/** The two calls that work before there is a school; afterwards the first says no and the second refuses. */
export function addSetupRoutes(server: FastifyInstance, app: App): void {
  let running = false
  server.get('/api/setup.status', async () => ({ needed: !(await hasSchool(app)) }))
  server.post('/api/setup.create', async request => {
    const parsed = NewSchool.safeParse(request.body)
    if (!parsed.success) {
      const fields = Object.fromEntries(
        parsed.error.issues.map(issue => [issue.path.join('.'), issue.message]),
      )
      throw kernelError('kernel.invalid', { detail: parsed.error.issues[0]?.message ?? '内容不完整' }, fields)
    }
    if (running || (await hasSchool(app))) throw kernelError('kernel.changed', { who: '别人' })
    running = true
    try {
      await createSchool(app, parsed.data, { demo: false })
      return {}
    } finally {
      running = false
    }
  })
}
