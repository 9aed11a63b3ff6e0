import type { TestProject } from 'vitest/node'
import { dropDatabases, makeTemplate, startTestServer, TEMPLATE, type TestServer } from './server.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    pg: TestServer
    template: string
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { server, stop } = await startTestServer()
  const template = `${TEMPLATE}_${process.pid}`
  await makeTemplate(server, template)
  project.provide('pg', server)
  project.provide('template', template)
  return async () => {
    await dropDatabases(server, template)
    await stop()
  }
}
