import type { TestProject } from 'vitest/node'
import shared from '../../src/testing/global-setup.ts'
import { startTestServer } from '../../tools/postgres-server.mjs'

/** A PostgreSQL server as schools run it, unless TEST_PG names one that is there. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const own = process.env.TEST_PG ? undefined : await startTestServer()
  if (own) {
    process.env.TEST_PG = own.connection.host
    process.env.TEST_PG_USER = own.connection.user
  }
  const down = await shared(project)
  return async () => {
    await down()
    await own?.stop()
  }
}
