import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { scenario } from '../../testing/scenario.ts'
import { sendBehind, transaction } from './db.ts'
import { forgetStatements, statementName } from './statements.ts'

const school = async () => {
  const { app, schoolId } = await scenario()
  const write = (text: string) => sql`insert into kernel_number (school_id, kind, year, last)
    values (${schoolId}, ${text}, 2025, 1)`
  const kinds = async () =>
    (await app.pool.query<{ kind: string }>('select kind from kernel_number order by kind')).rows.map(
      r => r.kind,
    )
  return { pool: app.pool, schoolId, write, kinds }
}

describe('a transaction', () => {
  it('takes what was sent behind it along, before the commit', async () => {
    const { pool, schoolId, write, kinds } = await school()
    const tail: Promise<unknown>[] = []
    const inside = await transaction(pool, { schoolId, tail }, async (db, _client, line) => {
      await sendBehind(line, tail, async () => {
        // However long the way to the statement is.
        for (let i = 0; i < 50; i++) await Promise.resolve()
        return write('A').execute(db)
      })
      return 'done'
    })
    expect(inside).toBe('done')
    expect(await kinds()).toEqual(['A'])
  })

  it('is undone as a whole, with the reason, when what was sent behind it fails', async () => {
    const { pool, schoolId, write, kinds } = await school()
    const tail: Promise<unknown>[] = []
    const failing = transaction(pool, { schoolId, tail }, async (db, _client, line) => {
      await write('A').execute(db)
      await sendBehind(line, tail, () => write('A').execute(db))
    })
    await expect(failing).rejects.toMatchObject({ code: '23505' })
    expect(await kinds()).toEqual([])
  })

  it('does statements asked for side by side in their order, on its one connection', async () => {
    const { pool, schoolId } = await school()
    const found = await transaction(pool, { schoolId, readOnly: true }, db =>
      Promise.all(
        Array.from({ length: 30 }, (_, i) =>
          sql<{ n: number; pid: number }>`select ${i}::int as n, pg_backend_pid() as pid`.execute(db),
        ),
      ),
    )
    const rows = found.map(({ rows }) => rows[0])
    expect(rows.map(row => row?.n)).toEqual(Array.from({ length: 30 }, (_, i) => i))
    expect(new Set(rows.map(row => row?.pid)).size).toBe(1)
  })

  it('is closed to what a handler left running', async () => {
    const { pool, schoolId, write, kinds } = await school()
    const warned = new Promise<Error>(resolve => process.once('warning', resolve))
    await transaction(pool, { schoolId }, async db => {
      setTimeout(() => void write('Z').execute(db), 50)
    })
    expect((await warned).message).toContain('after the end of its transaction')
    expect(await kinds()).toEqual([])
  })

  it('that only reads may not write, though nobody waits for its beginning', async () => {
    const { pool, schoolId, write } = await school()
    const writing = transaction(pool, { schoolId, readOnly: true }, db => write('A').execute(db))
    await expect(writing).rejects.toMatchObject({ code: '25006' })
  })

  it('sees its school only, from the first statement on', async () => {
    const { pool, schoolId, write } = await school()
    await transaction(pool, { schoolId }, db => write('A').execute(db))
    const other = '0197c0de-0000-7000-8000-0000000000aa'
    const { rows } = await transaction(pool, { schoolId: other, readOnly: true }, db =>
      sql`select * from kernel_number`.execute(db),
    )
    expect(rows).toEqual([])
  })
})

describe('statements that come often', () => {
  it('get a name, survive a change of their table, and then have another', async () => {
    const { pool, schoolId } = await school()
    // The names are few, and other files of this worker may have taken them all.
    forgetStatements()
    const text = 'select * from kernel_number'
    const read = () => transaction(pool, { schoolId, readOnly: true }, db => sql.raw(text).execute(db))
    for (let i = 0; i < 12; i++) await read()
    const before = statementName(text)
    expect(before).toBeDefined()
    await pool.query('alter table kernel_number add column later int')
    await expect(
      (async () => {
        // One connection after the other may hold the old plan.
        for (let i = 0; i < 20; i++) await read()
      })(),
    ).rejects.toMatchObject({ code: '0A000' })
    for (let i = 0; i < 20; i++) await read()
    forgetStatements()
    expect(statementName(text)).not.toBe(before)
  })

  it('are not those that come once', () => {
    expect(statementName(`select ${Math.random()}`)).toBeUndefined()
  })
})
