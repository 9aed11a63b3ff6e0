import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import ExcelJS from 'exceljs'
import { sql } from 'kysely'
import { z } from 'zod'
import { Day, requiredLine } from '../../../kernel/pure/fields.ts'
import {
  command,
  defineContract,
  type InputOf,
  type Operation,
  type OutputOf,
} from '../../../kernel/pure/operation.ts'
import type { App } from '../../../kernel/server/app.ts'
import { defineModule } from '../../../kernel/server/module.ts'
import { buildRegistry } from '../../../kernel/server/registry.ts'
import { backgroundDone, execute } from '../../../kernel/server/run.ts'
import { modules } from '../../../modules/index.ts'
import { type Scenario, scenario } from '../../../testing/scenario.ts'
import { register } from '../contract.ts'
import { type RegisterKind, registerPoint } from '../kind.ts'
import type { ImportMode } from '../shapes.ts'

/** A register made for these tests: things with a name, a day and a count. */
const contract = defineContract({
  id: 'thing',
  title: '物件',
  operations: {
    add: command({
      title: '登记物件',
      input: z.strictObject({
        name: requiredLine(20).meta({ title: '名称' }),
        on: Day.meta({ title: '日期' }),
        count: z.number().positive().max(100, '一次最多 100 件').default(1).meta({ title: '数量' }),
        no: requiredLine(20).optional().meta({ title: '编号' }),
      }),
      output: z.object({ id: z.uuid() }),
      access: ['director'],
    }),
  },
  errors: {
    cursed: { status: 422, text: '“{name}”不能登记。请换一个名称。' },
    known: { status: 409, text: '“{name}”已经有了。' },
  },
})

export const thingRegister: RegisterKind = {
  id: 'thing',
  title: '物件登记',
  noun: '件',
  operation: contract.operations.add,
  recordKind: 'thing.thing',
  once: true,
  skipCodes: ['thing.known'],
  listPath: '/things',
  fields: [
    { key: 'no', title: '编号', type: 'text', number: true },
    { key: 'name', title: '名称', aliases: ['品名'], type: 'text', required: true, example: '水桶' },
    { key: 'on', title: '日期', type: 'day', required: true, example: '2025-09-03' },
    { key: 'count', title: '数量', aliases: ['件数'], type: 'quantity', sum: '物件' },
  ],
  span: async () => ({ from: '2025-09-01', to: '2026-01-31', title: '2025—2026学年第一学期' }),
}

/** Runs before each thing is written: the tests' way to stop a run in its middle. */
export const gate: { before?: ((name: string) => Promise<void>) | undefined } = {}

const thingModule = defineModule({
  contract,
  dependsOn: ['register'],
  handlers: {
    async add(ctx, input) {
      await gate.before?.(input.name)
      if (input.name.startsWith('咒')) throw contract.fail('cursed', { name: input.name })
      if (input.name.startsWith('旧')) throw contract.fail('known', { name: input.name })
      const id = ctx.id()
      await sql`insert into thing values (${ctx.schoolId}, ${id}, ${input.name}, ${input.on}, ${input.count})`.execute(
        ctx.db,
      )
      ctx.about({ kind: 'thing.thing', id }, await ctx.number('WJ'))
      return { id }
    },
  },
  provides: [registerPoint.of(thingRegister)],
})

export interface Things {
  s: Scenario
  app: App
  call<Op extends Operation>(op: Op, input: InputOf<Op>, role?: 'director' | 'teacher'): Promise<OutputOf<Op>>
  /** Uploads the rows as a workbook and returns the import's id. */
  upload(rows: readonly unknown[][], sheet?: string): Promise<string>
  uploadFile(name: string, bytes: Uint8Array): Promise<string>
  preview(id: string): Promise<OutputOf<typeof register.get>>
  commit(id: string, mode?: ImportMode): Promise<OutputOf<typeof register.get>>
  stored(): Promise<{ name: string; held_on: string; amount: number }[]>
}

export const HEADINGS = ['编号', '名称', '日期', '数量']

export async function things(): Promise<Things> {
  const s = await scenario()
  await s.app.pool.query(`
    create table thing (school_id uuid not null, id uuid not null, name text not null, held_on date not null,
      amount float not null, primary key (school_id, id));
    select zongwu_guard('thing')`)
  const app: App = { ...s.app, registry: buildRegistry([...modules, thingModule]) }
  const call: Things['call'] = async (op, input, role = 'director') =>
    (await execute(app, { operation: op.id, input, schoolId: s.schoolId, actor: s.as(role).actor })) as never
  const get = (id: string) => call(register.get, { id })
  const uploadFile = async (name: string, bytes: Uint8Array): Promise<string> => {
    const folder = await mkdtemp(join(tmpdir(), 'zongwu-import-'))
    const path = join(folder, 'file')
    await writeFile(path, bytes)
    try {
      const file = { path, name, bytes: bytes.byteLength, sha256: await sha256(bytes) }
      const answer = await execute(app, {
        operation: register.upload.id,
        input: { kind: 'thing' },
        schoolId: s.schoolId,
        actor: s.as('director').actor,
        uploads: [file],
      })
      return (answer as { id: string }).id
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  }
  return {
    s,
    app,
    call,
    uploadFile,
    upload: async (rows, sheet = '物件') => uploadFile('物件.xlsx', await workbook({ [sheet]: rows })),
    preview: async id => {
      await call(register.preview, { id })
      await backgroundDone(app)
      return get(id)
    },
    commit: async (id, mode = 'good-rows') => {
      await call(register.commit, { id, mode })
      await backgroundDone(app)
      return get(id)
    },
    stored: async () => (await app.pool.query('select name, held_on, amount from thing order by id')).rows,
  }
}

export async function workbook(sheets: Record<string, readonly unknown[][]>): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook()
  for (const [name, rows] of Object.entries(sheets))
    book.addWorksheet(name).addRows(rows.map(row => [...row]))
  return new Uint8Array(await book.xlsx.writeBuffer())
}

const sha256 = async (bytes: Uint8Array): Promise<string> =>
  Buffer.from(await crypto.subtle.digest('SHA-256', Buffer.from(bytes))).toString('hex')
