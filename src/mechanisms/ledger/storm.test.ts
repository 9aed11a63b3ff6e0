import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import { AppError } from '../../kernel/pure/errors.ts'
import { scenario } from '../../testing/scenario.ts'
import { closer, openShop, type Send, type Storm, writer } from '../../testing/storm.ts'
import { faultsAfter } from '../../testing/storm-checks.ts'

const MIN_ANSWERS = 300
const CUTS = 4

// The long form, with the process killed for good and restarted, is bench/ledger.
it('sixteen writers, months closing and connections cut: nothing is lost, doubled, negative or unbalanced', async () => {
  const s = await scenario()
  s.at('2026-03-20T10:00:00+08:00')
  const shop = await openShop(s)
  // From here on each command counts.
  s.at('2026-03-20T11:00:00+08:00')
  const storm: Storm = { acks: [], refused: new Map(), stop: false }
  const send: Send = async (role, operation, input, key) => {
    for (;;) {
      try {
        return { answer: await s.as(role).call(operation, input, { commandId: key }) }
      } catch (error) {
        if (!(error instanceof AppError)) throw error
        // The connection went away: nobody knows whether it was done, so it is sent again under its key.
        if (error.code !== 'kernel.busy') return { refused: error.code }
      }
    }
  }
  const all = { ...shop, scenario: s, send, storm, months: ['2026-01', '2026-02'], today: '2026-03-20' }
  const work = Promise.all([...Array.from({ length: 16 }, (_, i) => writer(all, i + 1)), closer(all, 300)])
  for (let cut = 0; storm.acks.length < MIN_ANSWERS || cut < CUTS; ) {
    await new Promise(resolve => setTimeout(resolve, 400))
    if (cut === CUTS) continue
    cut++
    await s.app.pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid() and application_name = 'zongwu-test'`,
    )
  }
  storm.stop = true
  await work
  expect(await faultsAfter(s, storm.acks)).toEqual([])
  expect(storm.acks.some(a => a.operation === 'stock.issue')).toBe(true)
  expect(storm.acks.some(a => a.operation === 'ledger.close')).toBe(true)
  // The checks see what they look for: an answer that left nothing behind, and a doubled one.
  const [first] = storm.acks.filter(a => a.operation === 'stock.receive')
  expect(
    await faultsAfter(s, [...storm.acks, { ...first, key: randomUUID(), operation: 'stock.receive' }]),
  ).toHaveLength(3)
}, 90_000)
