import { expect, it } from 'vitest'
import { openClient, openPool } from './db.ts'

it('a connection beside the pool signs in as the pool does', async () => {
  const pool = openPool(
    { host: 'db', user: 'u', database: 'd', password: 'secret' },
    { max: 1, name: 'test' },
  )
  const client = openClient(pool) as unknown as { password: string; user: string; database: string }
  expect([client.user, client.database, client.password]).toEqual(['u', 'd', 'secret'])
  await pool.end()
})
