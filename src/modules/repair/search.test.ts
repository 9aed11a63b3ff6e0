import pg from 'pg'
import { expect, inject, it } from 'vitest'
import { registerAccepted } from '../asset/index.ts'
import { repair } from './contract.ts'
import { repairSchool } from './testing.ts'

/** So many more rows like the one there is. */
async function more(client: pg.Client, table: string, count: number, mark: string): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select quote_ident(attname) as name from pg_attribute
     where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''`,
    [table],
  )
  const columns = rows.map(row => row.name).join(', ')
  await client.query(
    `insert into ${table} (${columns})
     select ${columns} from (select (jsonb_populate_record(null::${table}, to_jsonb(o) || jsonb_build_object(
       'id', gen_random_uuid(), 'no', $2 || '-' || g, 'follow_token', left(md5($2 || g), 22)))).*
       from (select * from ${table} limit 1) o, generate_series(1, $1::int) g) made`,
    [count, mark],
  )
}

/** Rows that were read one by one in this transaction. */
async function readThrough(client: pg.Client, table: string): Promise<number> {
  const { rows } = await client.query(
    'select seq_tup_read from pg_stat_xact_user_tables where relname = $1',
    [table],
  )
  return Number(rows[0]?.seq_tup_read)
}

it('asks the index for words, also right after many new rows', async () => {
  const { s, office, places } = await repairSchool()
  await office.call(repair.report, { placeId: places.room, trade: 'plumber', description: '水龙头滴水' })
  await s.inSchool(ctx =>
    registerAccepted(ctx, {
      document: { kind: 'test.order', id: ctx.id() },
      no: 'YS-1',
      day: ctx.today,
      lines: [{ name: '投影仪', quantity: 1, priceFen: 380_000, placeId: places.room, category: 'office' }],
    }),
  )
  const client = new pg.Client({ ...inject('pg'), database: s.app.pool.options.database as string })
  await client.connect()
  try {
    await client.query('begin')
    await client.query(`select set_config('app.school_id', $1, true)`, [s.schoolId])
    for (const [table, find] of [
      ['workorder_order', 'workorder_find'],
      ['asset_card', 'asset_search'],
    ] as const) {
      // What the server knows of the table is from before the rows of these days.
      await more(client, table, 2000, 'A')
      await client.query(`analyze ${table}`)
      await more(client, table, 1000, 'B')
      const before = await readThrough(client, table)
      const { rows } = await client.query(`select ${find}(array['没有这个词'], 10)`)
      expect(rows).toEqual([])
      expect((await readThrough(client, table)) - before, find).toBe(0)
    }
  } finally {
    await client.end()
  }
})
