// A PostgreSQL server with the product's schema and filled schools, as the measurements want it.
import pg from 'pg'
import { startTestServer } from '../../tools/postgres-server.mjs'
import { fill } from './fill.mjs'
import { build, startProduct } from './servers.mjs'

/** Sizes of the rest of a district beside the first school: 300 schools and 10 million rows in all. */
const OTHERS = { orders: 4_400, assets: 2_800 }

/** One school; or the same one among 299 others. */
export const schoolsOf = (orders, assets, others = 0) => [
  { slug: 'first', orders, assets },
  ...Array.from({ length: others }, (_, i) => ({ slug: `s${i + 2}`, ...OTHERS })),
]

/**
 * Writes reach the disk, everything else as Debian sets it up. The schema comes from the product's own start.
 * @returns {Promise<{ url: string, client: pg.Client, rows: number, stop: () => Promise<void> }>}
 */
export async function openDistrict(schools, say, settings = []) {
  await build(say)
  const server = await startTestServer({ sync: true, settings })
  const client = new pg.Client(server.connection)
  const stop = async () => {
    await client.end()
    await server.stop()
  }
  try {
    await client.connect()
    await (await startProduct(server.url)).stop()
    const rows = await fill(client, schools, line => say(`  ${line}`))
    return { url: server.url, version: server.version, client, rows, stop }
  } catch (error) {
    await stop()
    throw error
  }
}
