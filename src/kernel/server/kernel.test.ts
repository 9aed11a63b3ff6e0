import { describe, expect, it } from 'vitest'
import { account } from '../../modules/account/contract.ts'
import { type Scenario, scenario } from '../../testing/scenario.ts'
import { sealAudit, verifyChain } from './audit.ts'
import type { DbPool } from './db.ts'
import type { Writer } from './gather.ts'
import { runForEachSchool } from './jobs.ts'
import { inSchool } from './run.ts'

describe('work done together', () => {
  it('is written in one go, sort by sort, and what failed is not written', async () => {
    const s = await scenario()
    const written: string[] = []
    const names: Writer<string> = async (_, items) => void written.push(items.join(' '))
    const numbers: Writer<number> = async (_, items) => void written.push(items.join(' '))
    const fail = (): Promise<never> => Promise.reject(new Error('fails'))
    await s.inSchool(async ctx => {
      await ctx.gather(names, 'alone')
      expect(written).toEqual(['alone'])
      await ctx.together(async () => {
        await ctx.gather(names, 'a')
        await ctx.gather(numbers, 1)
        await ctx.gather(names, 'b')
        expect(written).toEqual(['alone'])
      })
      expect(written.splice(0)).toEqual(['alone', 'a b', '1'])
      const failed = ctx.together(async () => {
        await ctx.gather(names, 'never')
        await fail()
      })
      await expect(failed).rejects.toThrow('fails')
      await ctx.together(async () => {
        await ctx.gather(names, 'before')
        const step = ctx.savepoint(async () => {
          await ctx.gather(names, 'taken back')
          await fail()
        })
        await expect(step).rejects.toThrow('fails')
        await ctx.gather(names, 'c')
        await ctx.settle()
        await ctx.gather(names, 'after')
      })
    })
    expect(written).toEqual(['before', 'c', 'after'])
  })
})

describe('an operation', () => {
  it('is refused to strangers, to the wrong role, and with unknown fields', async () => {
    const s = await scenario()
    await s.refused(s.anonymous().call(account.list, {}), 'kernel.signed_out')
    await s.refused(s.as('teacher').call(account.list, {}), 'kernel.forbidden')
    const error = await s.refused(s.as('admin').call(account.list, { limt: 3 } as never), 'kernel.invalid')
    expect(error.message).toContain('limt')
  })

  it('names the field and the way out in Chinese', async () => {
    const s = await scenario()
    const error = await s.refused(
      s.anonymous().call(account.signIn, { login: '', password: 'x' }),
      'kernel.invalid',
    )
    expect(error.message).toBe('有内容没有填对：登录名：不能为空')
    expect(error.fields).toHaveProperty('login')
  })

  it('refuses text that the database cannot hold', async () => {
    const s = await scenario()
    const call = (login: string) => s.anonymous().call(account.signIn, { login, password: 'x' })
    await s.refused(call('a\u0000b'), 'kernel.invalid')
    await s.refused(call('\ud800'), 'kernel.invalid')
  })

  it('takes effect once, however often it is sent with the same id', async () => {
    const s = await scenario()
    const personId = await s.inSchool(async ctx => {
      const id = ctx.id()
      const root = await ctx.db.selectFrom('org_unit').select('id').executeTakeFirstOrThrow()
      await ctx.db
        .insertInto('people_person')
        .values({
          school_id: ctx.schoolId,
          id,
          name: '新人',
          kind: 'staff',
          unit_id: root.id,
          created_at: ctx.now,
          updated_at: ctx.now,
        } as never)
        .execute()
      return id
    })
    const commandId = '0197c0de-0000-7000-8000-000000000001'
    const create = () => s.as('admin').call(account.create, { personId, login: 'xinren' }, { commandId })
    const [first, second] = await Promise.all([create(), create()])
    expect(second).toEqual(first)
    expect(await create()).toEqual(first)
    const { rows } = await s.app.pool.query<{ answer: string }>('select answer::text from kernel_command')
    // Kept for the repeat, and not to be read in the database.
    expect(rows).toHaveLength(1)
    expect(rows[0]?.answer).not.toContain(first.initialPassword)
    await s.refused(s.as('admin').call(account.create, { personId, login: 'other' }), 'account.has_account')
    await s.refused(
      s.as('director').call(account.create, { personId, login: 'other' }, { commandId }),
      'kernel.command_mismatch',
    )
  })

  it('is remembered for its repeats for a month, not for ever', async () => {
    const s = await scenario()
    const { rows: accounts } = await s.as('admin').call(account.list, {})
    const id = accounts.find(row => row.login === 'cook')?.id as string
    const command = (at: string, n: number) => {
      s.at(at)
      const commandId = `0197c0de-0000-7000-8000-00000000001${n}`
      return s.as('admin').call(account.enable, { id }, { commandId })
    }
    await command('2025-09-01T08:00:00+08:00', 1)
    await command('2025-09-20T08:00:00+08:00', 2)
    s.at('2025-09-30T08:00:00+08:00')
    // Its answer holds a password, and is kept for a day only.
    const commandId = '0197c0de-0000-7000-8000-000000000013'
    await s.as('admin').call(account.resetPassword, { id }, { commandId })
    s.at('2025-10-02T03:37:00+08:00')
    await runForEachSchool(s.app, 'kernel.forget-answers')
    const { rows } = await s.app.pool.query<{ id: string }>('select id from kernel_command')
    expect(rows.map(row => row.id.slice(-1))).toEqual(['2'])
  })

  it('sees nothing of another school', async () => {
    const s = await scenario()
    const other = await s.otherSchool()
    const mine = await s.as('admin').call(account.list, {})
    const theirs = await other.as('admin').call(account.list, {})
    const ids = new Set(mine.rows.map(row => row.id))
    expect(theirs.rows.some(row => ids.has(row.id))).toBe(false)
    const target = theirs.rows[0]?.id as string
    await s.refused(s.as('admin').call(account.disable, { id: target }), 'kernel.not_found')
    const rows = await s.inSchool(ctx => ctx.db.selectFrom('school').select('id').execute())
    expect(rows.map(row => row.id)).toEqual([s.schoolId])
  })
})

describe('a savepoint', () => {
  it('undoes its own writes and no others, however often', async () => {
    const s = await scenario()
    for (let i = 0; i < 30; i++)
      await s.inSchool(async ctx => {
        await ctx.number('KEPT')
        const failing = ctx.savepoint(async () => {
          await ctx.number('LOST')
          throw new Error('not this')
        })
        await expect(failing).rejects.toThrow('not this')
      })
    const { rows } = await s.app.pool.query('select kind, last from kernel_number')
    expect(rows).toEqual([{ kind: 'KEPT', last: 30 }])
  })
})

describe('a preview', () => {
  it('leaves nothing behind', async () => {
    const s = await scenario()
    const scope = { schoolId: s.schoolId, actor: s.as('admin').actor }
    const list = await s.as('admin').call(account.list, {})
    const id = list.rows.find(row => row.login === 'cook')?.id as string
    const answer = await inSchool(s.app, { ...scope, preview: true }, ctx =>
      ctx.run(account.resetPassword, { id }),
    )
    expect(answer.initialPassword).toHaveLength(8)
    const after = await s.inSchool(ctx => ctx.db.selectFrom('kernel_audit').selectAll().execute())
    expect(after).toEqual([])
  })
})

describe('numbers', () => {
  it('run without gaps per kind and year, under concurrency', async () => {
    const s = await scenario()
    const next = () => s.inSchool(ctx => ctx.number('BX', 2026))
    const numbers = await Promise.all(Array.from({ length: 12 }, next))
    expect([...numbers].sort()).toEqual(
      Array.from({ length: 12 }, (_, i) => `BX-2026-${String(i + 1).padStart(6, '0')}`),
    )
    await expect(
      s.inSchool(async ctx => {
        await ctx.number('BX', 2026)
        throw new Error('no')
      }),
    ).rejects.toThrow('no')
    expect(await next()).toBe('BX-2026-000013')
  })
})

describe('the audit log', () => {
  it('chains every command, cannot be edited, and shows what was tampered with', async () => {
    const s = await scenario()
    const list = await s.as('admin').call(account.list, {})
    for (const row of list.rows.slice(0, 5))
      await s.as('director').call(account.resetPassword, { id: row.id })
    expect(await sealAudit(s.app.pool)).toBe(5)
    expect((await verifyChain(s.app.pool, s.schoolId)).faults).toEqual([])
    expect((await verifyChain(busyPool(s), s.schoolId)).faults).toEqual([])
    expect((await verifyChain(s.app.pool, s.schoolId)).entries).toBe(6)
    await expect(s.app.pool.query(`update kernel_audit set actor_name = '别人'`)).rejects.toThrow(
      'append-only',
    )
    await expect(s.app.pool.query('delete from kernel_audit')).rejects.toThrow('append-only')
    await expect(
      s.inSchool(ctx => ctx.db.updateTable('kernel_audit').set({ note: 'x' }).execute()),
    ).rejects.toThrow(/permission denied|append-only/)
    await s.app.pool.query('alter table kernel_audit disable trigger kernel_audit_guard')
    await s.app.pool.query(`update kernel_audit set actor_name = '别人' where seal_seq = 3`)
    expect((await verifyChain(s.app.pool, s.schoolId)).faults[0]).toContain('第 3 条')
    await s.app.pool.query('delete from kernel_audit where seal_seq = 6')
    expect((await verifyChain(s.app.pool, s.schoolId)).faults.at(-1)).toContain('末尾')
  })
})

/** Where somebody works, and is sealed, between any two questions of whoever verifies. */
function busyPool(s: Scenario): DbPool {
  let worked = false
  const connect = async () => {
    const client = await s.app.pool.connect()
    const query = async (text: string, values?: unknown[]) => {
      const result = await client.query(text, values)
      if (text.includes('seal_seq >') && !worked) {
        worked = true
        const [row] = (await s.as('admin').call(account.list, {})).rows
        await s.as('director').call(account.resetPassword, { id: row?.id as string })
        await sealAudit(s.app.pool)
      }
      return result
    }
    return { query, release: () => client.release() }
  }
  return { connect } as unknown as DbPool
}
