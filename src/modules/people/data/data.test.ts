import { describe, expect, it } from 'vitest'
import { sealAudit, verifyChain } from '../../../kernel/server/audit.ts'
import { newId } from '../../../kernel/server/ids.ts'
import { personDataPoint } from '../../../kernel/server/person-data.ts'
import { readZipDirectory, unpackEntry } from '../../../mechanisms/register/read/zip.ts'
import { workorder } from '../../../mechanisms/workorder/index.ts'
import { type Scenario, scenario } from '../../../testing/scenario.ts'
import { account } from '../../account/contract.ts'
import { damage } from '../../damage/contract.ts'
import { repair } from '../../repair/contract.ts'
import { people } from '../contract.ts'
import { monthsLater } from './rules.ts'

const NAME = '欧阳晓岚'
const PHONE = '13907314466'
const REASON = '本人书面申请'

/** A teacher who reported faults, endorsed one, received money, was named in a text, had an account, and left. */
async function life() {
  const s = await scenario()
  const director = s.as('director')
  const made = await director.call(people.create, {
    name: NAME,
    kind: 'staff',
    staffNo: 'T20201',
    phone: PHONE,
    note: '住教工宿舍',
    aliases: ['欧阳老师'],
    posts: [{ role: 'cashier' }],
  })
  const opened = await s.as('admin').call(account.create, { personId: made.id, login: 'ouyang' })
  const me = s.user({ personId: made.id, userId: opened.id, name: NAME, roles: ['cashier', 'teacher'] })
  await me.call(repair.report, {
    description: '办公室灯管不亮',
    placeText: '教学楼 201',
    name: NAME,
    phone: PHONE,
  } as never)
  await s
    .as('teacher')
    .call(repair.report, { description: `${NAME}的办公室门锁坏了`, placeText: '教学楼 201' } as never)
  const fine = await s.as('clerk').call(damage.open, {
    item: '玻璃',
    occurredOn: '2025-09-03',
    quantity: 1,
    liableKind: 'person',
    liableName: NAME,
  })
  await s.drain()
  return { s, made, me, userId: opened.id, fine }
}

/** Every text of every table, column by column, unlike the product, which reads rows. */
async function found(s: Scenario, needle: string): Promise<Record<string, number>> {
  const { rows: columns } = await s.app.pool.query<{ table: string; column: string }>(
    `select c.table_name as table, c.column_name as column from information_schema.columns c
     join information_schema.tables t using (table_schema, table_name)
     where c.table_schema = 'public' and t.table_type = 'BASE TABLE' and (c.udt_name in ('text', 'varchar', 'json', 'jsonb', '_text', 'tsvector'))`,
  )
  expect(columns.length).toBeGreaterThan(500)
  const hits: Record<string, number> = {}
  for (const { table, column } of columns) {
    const { rows } = await s.app.pool.query<{ n: number }>(
      `select count(*)::int as n from "${table}" where position($1 in "${column}"::text) > 0`,
      [needle],
    )
    if (rows[0]?.n) hits[table] = Math.max(hits[table] ?? 0, rows[0].n)
  }
  return hits
}

const leave = async (s: Scenario, id: string) => {
  const person = await s.as('director').call(people.get, { id })
  await s.as('director').call(people.leave, { id, version: person.version, lastDay: '2025-09-02' })
  await s.drain()
  return (await s.as('director').call(people.get, { id })).version
}

describe('the copy of one person’s data', () => {
  it('holds what every part knows of him, nothing that opens a door, and nobody else', async () => {
    const { s, made, me } = await life()
    await s.refused(s.as('director').call(people.copy, { id: made.id }), 'kernel.forbidden')
    await s.refused(s.as('admin').call(people.copy, { id: newId() }), 'people.no_person')
    const own = (await me.call(people.copy, { id: made.id })) as unknown as { body: Buffer }
    const asked = (await s.as('admin').call(people.copy, { id: made.id })) as unknown as { body: Buffer }
    const entries = readZipDirectory(asked.body)
    expect(entries.map(entry => entry.name)).toEqual(['records.xlsx', 'records.json'])
    const json = async (zip: Buffer) =>
      (await unpackEntry(zip, readZipDirectory(zip)[1] as never)).toString('utf8')
    const text = await json(asked.body)
    expect(JSON.parse(await json(own.body)).person).toEqual(JSON.parse(text).person)
    const { person, records } = JSON.parse(text) as {
      person: Record<string, string>
      records: { kind: string; rows: { as: string[] }[] }[]
    }
    expect(person).toMatchObject({ 姓名: NAME, 电话: PHONE, 工号: 'T20201', 备注: '住教工宿舍' })
    const kinds = records.map(record => record.kind)
    expect(kinds).toEqual(expect.arrayContaining(['人员', '别名', '岗位', '账号', '工单', '操作日志']))
    expect(records.find(record => record.kind === '工单')?.rows.map(row => row.as)).toEqual([['报修人']])
    expect(text).not.toMatch(/argon2|password_hash|token/)
    for (const other of ['总务干事甲', '教师甲', '总务主任甲']) expect(text).not.toContain(other)
    const logged = async () =>
      (await s.app.pool.query(`select actor_name from kernel_audit where operation = 'people.copy'`)).rows
    await expect.poll(logged).toHaveLength(2)
  })
})

describe('the end of one person’s data', () => {
  it('waits until he has left and nothing is in his name', async () => {
    const { s, made } = await life()
    const here = await s.as('director').call(people.get, { id: made.id })
    const erase = { id: made.id, version: here.version, reason: REASON }
    await s.refused(s.as('director').call(people.erase, erase), 'kernel.forbidden')
    const error = await s.refused(s.as('admin').call(people.erase, erase), 'people.erase_hindered')
    expect(error.message).toContain('请先办理离开')
    const version = await leave(s, made.id)
    const loan = newId()
    await s.app.pool.query('alter table stock_loan disable trigger all')
    await s.app.pool.query(
      `insert into stock_loan (school_id, id, no, state, store_id, borrower_id, lent_on, due_on, purpose, borrower_text, created_at, updated_at)
       values ($1, $2, 'JY-1', 'out', $2, $3, '2025-08-01', '2025-09-01', '', '', now(), now())`,
      [s.schoolId, loan, made.id],
    )
    const lent = await s.refused(
      s.as('admin').call(people.erase, { ...erase, version }),
      'people.erase_hindered',
    )
    expect(lent.message).toContain('还有 1 次仓库借用没有归还')
    await s.app.pool.query('delete from stock_loan')
    await s.refused(
      s.as('admin').call(people.erase, { ...erase, version, reason: `${NAME}本人申请` }),
      'people.erase_reason',
    )
  })

  it('takes all that may go, and names by rule and day whatever the whole database still says of him', async () => {
    const { s, made, userId } = await life()
    const version = await leave(s, made.id)
    const before = await found(s, PHONE)
    expect(Object.keys(before)).toEqual(expect.arrayContaining(['people_person', 'workorder_order']))
    const plan = await s.as('admin').call(people.erasePlan, { id: made.id })
    expect(plan).toMatchObject({ hinders: [], sameName: false })
    expect(plan.goes.map(row => row.title)).toContain('工单')
    const { stays } = await s.as('admin').call(people.erase, { id: made.id, version, reason: REASON })
    await sealAudit(s.app.pool)

    const titles = await s.inSchool(
      async ctx =>
        new Map(ctx.all(personDataPoint).flatMap(d => d.tables.map(t => [t.table as string, t.title]))),
    )
    const title = (table: string) => titles.get(table) ?? (table === 'kernel_audit' ? '操作日志' : table)
    for (const needle of [NAME, PHONE]) {
      const left = await found(s, needle)
      for (const [table, count] of Object.entries(left)) {
        const named = stays.find(row => row.title === title(table))
        expect(named, `${needle} in ${table}`).toBeDefined()
        expect(named?.count, table).toBeGreaterThanOrEqual(count)
      }
      for (const table of [
        'people_person',
        'people_alias',
        'account_user',
        'kernel_outbox',
        'notification_message',
      ])
        expect(left[table], table).toBeUndefined()
    }
    expect((await found(s, PHONE)).workorder_order).toBeUndefined()
    for (const row of stays) expect(row.rule.length).toBeGreaterThan(8)
    expect(stays.find(row => row.title === '操作日志')).toMatchObject({
      certainty: 'law',
      until: '2026-03-03',
    })
    // His name in somebody else's words is told, not touched.
    expect(stays.find(row => row.title === '工单')?.count).toBe(1)

    expect((await verifyChain(s.app.pool, s.schoolId)).faults).toEqual([])
    const { rows } = await s.app.pool.query(
      `select note, subject_id from kernel_audit where operation = 'people.erase'`,
    )
    expect(rows).toEqual([{ subject_id: made.id, note: expect.stringContaining('依法保留') }])
    const users = await s.app.pool.query('select disabled_at, login from account_user where id = $1', [
      userId,
    ])
    expect(users.rows[0].disabled_at).not.toBeNull()
    expect(users.rows[0].login).not.toBe('ouyang')
    await s.refused(
      s.as('admin').call(people.erase, { id: made.id, version: version + 1, reason: REASON }),
      'people.no_person',
    )
    const again = { id: made.id, version: version + 1 }
    await s.refused(s.as('director').call(people.comeBack, again), 'people.no_person')
    await s.refused(s.as('admin').call(people.copy, { id: made.id }), 'people.no_person')
    await s.refused(s.as('director').call(people.get, { id: made.id }), 'kernel.not_found')
  })

  it('leaves the records and figures that others rest on', async () => {
    const { s, made, fine } = await life()
    const list = () =>
      s.as('director').call(workorder.list, {} as never) as Promise<{ rows: { no: string }[] }>
    const before = (await list()).rows.map(row => row.no)
    const version = await leave(s, made.id)
    await s.as('admin').call(people.erase, { id: made.id, version, reason: REASON })
    expect((await list()).rows.map(row => row.no)).toEqual(before)
    expect((await s.as('director').call(damage.get, { id: fine.id })).id).toBe(fine.id)
  })

  it('touches nobody who only has the same name', async () => {
    const { s, made } = await life()
    const other = await s
      .as('director')
      .call(people.create, { name: NAME, kind: 'staff', phone: '13800001111', sameNameOk: true })
    const version = await leave(s, made.id)
    const answer = await s.as('admin').call(people.erase, { id: made.id, version, reason: REASON })
    expect(answer.sameName).toBe(true)
    expect(await s.as('director').call(people.get, { id: other.id })).toMatchObject({
      name: NAME,
      phone: '13800001111',
    })
    expect((await found(s, PHONE)).people_person).toBeUndefined()
  })

  it('is undone as a whole where a part of it fails', async () => {
    const { s, made } = await life()
    const version = await leave(s, made.id)
    await s.app.pool.query(
      `create function refuse() returns trigger language plpgsql as 'begin raise exception ''no''; end';
       create trigger refuse before update on people_person for each row when (new.erased_at is not null) execute function refuse()`,
    )
    await expect(s.as('admin').call(people.erase, { id: made.id, version, reason: REASON })).rejects.toThrow()
    expect(Object.keys(await found(s, PHONE))).toEqual(
      expect.arrayContaining(['people_person', 'workorder_order']),
    )
  })
})

describe('what the modules declare', () => {
  it('are columns that there are, and every column that points to a person', async () => {
    const s = await scenario()
    const declared = await s.inSchool(async ctx => ctx.all(personDataPoint).flatMap(data => data.tables))
    const { rows } = await s.app.pool.query<{ table: string; column: string }>(
      `select table_name as table, column_name as column from information_schema.columns where table_schema = 'public'`,
    )
    const columns = new Set(rows.map(row => `${row.table}.${row.column}`))
    const named = declared.flatMap(table =>
      table.links.flatMap(link =>
        [link.id, link.name, link.phone].flatMap(c => (c ? [`${table.table}.${c}`] : [])),
      ),
    )
    expect(named.filter(name => !columns.has(name))).toEqual([])
    expect(new Set(declared.map(table => table.table)).size).toBe(declared.length)
    const { rows: keys } = await s.app.pool.query<{ name: string }>(
      `select c.relname || '.' || a.attname as name from pg_constraint k join pg_class c on c.oid = k.conrelid
       cross join unnest(k.conkey) as key join pg_attribute a on a.attrelid = k.conrelid and a.attnum = key
       where k.contype = 'f' and k.confrelid in ('people_person'::regclass, 'account_user'::regclass)
         and a.attname not in ('school_id', 'merged_into_id')`,
    )
    const secret = ['account_factor.user_id', 'account_recovery_code.user_id']
    expect(keys.map(key => key.name).filter(name => !named.includes(name) && !secret.includes(name))).toEqual(
      [],
    )
    const personLike = /(^|_)(person|actor|asker|keeper|borrower|reporter|assignee|handler|witness)_name$/
    expect(
      [...columns].filter(name => personLike.test(name.split('.')[1] ?? '') && !named.includes(name)),
    ).toEqual(['kernel_audit.actor_name'])
  })

  it('counts months to the end of the month', () => {
    expect(monthsLater('2025-08-31', 6)).toBe('2026-02-28')
    expect(monthsLater('2025-12-15', 1)).toBe('2026-01-15')
    expect(monthsLater('2025-09-03', 360)).toBe('2055-09-03')
  })
})
