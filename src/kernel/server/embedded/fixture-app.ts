import pg from 'pg'
import { openEmbedded } from './index.ts'

// A process of the product, cut down to its database; the tests start, kill and question it.
const [, , dataDir = '', mode = 'hold'] = process.argv
const say = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`)

try {
  const log = { info: () => undefined, warn: (text: string) => say({ warn: text }) }
  const database = await openEmbedded({ dataDir, log })
  say({ opened: database.startedHere, host: database.connection.host })
  if (mode === 'write') await writeForEver(database.connection)
  process.stdin.once('data', async () => {
    await database.stop()
    say({ stopped: true })
    process.exit(0)
  })
} catch (error) {
  say({ error: (error as Error).message })
  process.exit(1)
}

/** Says each number only after its row was acknowledged. */
async function writeForEver(connection: pg.ClientConfig): Promise<never> {
  const client = new pg.Client(connection)
  client.on('error', () => undefined)
  await client.connect()
  await client.query('create table if not exists written (n int)')
  for (let n = 1; ; n++) {
    await client.query('insert into written values ($1)', [n])
    say({ written: n })
  }
}
