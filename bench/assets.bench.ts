import { createHash } from 'node:crypto'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import ExcelJS from 'exceljs'
import { it } from 'vitest'
import type { InputOf } from '../src/kernel/pure/operation.ts'
import { backgroundDone, execute } from '../src/kernel/server/run.ts'
import { register } from '../src/mechanisms/register/contract.ts'
import { asset, lockForCount, snapshotForCount } from '../src/modules/asset/index.ts'
import { org } from '../src/modules/org/index.ts'
import { place } from '../src/modules/place/index.ts'
import { type Scenario, scenario } from '../src/testing/scenario.ts'

const CARDS = 100_000
const ROWS = Number(process.env.ROWS ?? 20_000)
const RUNS = 9
const DEPARTMENTS = ['信息中心', '教务处', '总务处', '学生处']
const THINGS = [
  '投影仪',
  '台式计算机',
  '空调机',
  '课桌',
  '办公椅',
  '打印机',
  '书柜',
  '电视机',
  '显微镜',
  '篮球架',
]

it('a register of fixed assets', async () => {
  const { s, building, units } = await furnished()
  await fill(s, building, units)
  console.log(
    `\n${CARDS.toLocaleString('en')} cards, first page with total (median of ${RUNS}, ms at the server)`,
  )
  const keeper = s.as('asset_keeper')
  const list = (title: string, input: InputOf<typeof asset.list>) =>
    measure(title, () => keeper.call(asset.list, input))
  await list('all by number', {})
  await list('all by name', { sort: 'name' })
  await list('all by value, the dearest first', { sort: 'value', descending: true })
  await list('one category, state and department, by day', {
    categories: ['office'],
    states: ['in_use'],
    unitId: units[0] as string,
    sort: 'acquired',
  })
  await list('one building, by value', { placeId: building, sort: 'value' })
  await list('value from 5,000 to 6,000 yuan, by name', { minFen: 500_000, maxFen: 600_000, sort: 'name' })
  await list('words: 投影 (one in ten)', { search: '投影' })
  await list('words: 显微镜 120', { search: '显微镜 120' })
  await list('a number', { search: 'OLD-0001234' })
  await once('depreciation of a month', () => s.as('accountant').call(asset.depreciate, { month: '2025-08' }))
  const rows = await s.inSchool(ctx => snapshotForCount(ctx, { unitIds: [units[0] as string] }))
  await once(`locking ${rows.length} cards for a count`, () =>
    s.inSchool(ctx =>
      lockForCount(
        ctx,
        rows.map(row => row.id),
        'PD-1',
      ),
    ),
  )
})

it('an import of fixed assets', async () => {
  const { s } = await furnished()
  const file = await workbook()
  const keeper = s.as('asset_keeper')
  const { id } = (await execute(s.app, {
    operation: register.upload.id,
    input: { kind: 'asset' },
    schoolId: s.schoolId,
    actor: keeper.actor,
    uploads: [file],
  })) as { id: string }
  console.log(`\n${ROWS.toLocaleString('en')} rows of a spreadsheet`)
  await once('preview', async () => {
    await keeper.call(register.preview, { id })
    await backgroundDone(s.app)
  })
  await once('import', async () => {
    await keeper.call(register.commit, { id, mode: 'good-rows' })
    await backgroundDone(s.app)
  })
  await once('onto the value book', () => s.drain())
  const { imported, refused, skipped } = await keeper.call(register.get, { id })
  console.log(`  imported ${imported}, refused ${refused}, skipped ${skipped}`)
})

async function furnished() {
  const s = await scenario()
  const building = await s.inSchool(async ctx => {
    const { id } = await ctx.run(place.create, { kind: 'building', name: '实验楼', from: '2020-09-01' })
    await ctx.run(place.layOut, {
      buildingId: id,
      floors: { from: 1, to: 6 },
      rooms: { from: 1, to: 28 },
      useKind: 'special',
    })
    return id
  })
  const { units: tree } = await s.as('director').call(org.tree, {})
  const parentId = tree[0]?.id as string
  const units: string[] = []
  for (const name of DEPARTMENTS) {
    const made = await s.inSchool(ctx =>
      ctx.run(org.create, { kind: 'department', name, parentId, from: '2020-09-01' }),
    )
    units.push(made.id)
  }
  return { s, building, units }
}

/** Straight into the table, as copies of one card: only reading is measured. */
async function fill(s: Scenario, building: string, units: readonly string[]): Promise<void> {
  const { ids } = await s.as('asset_keeper').call(asset.register, {
    name: '投影仪',
    category: 'office',
    acquiredOn: '2024-03-01',
    priceFen: 450_000,
    placeId: building,
  })
  const { rows } = await s.app.pool.query<{ name: string }>(
    `select column_name as name from information_schema.columns
     where table_name = 'asset_card' and is_generated = 'NEVER'`,
  )
  const other: Record<string, string> = {
    id: 'gen_random_uuid()',
    no: `'OLD-' || lpad(g::text, 7, '0')`,
    name: `(array[${THINGS.map(name => `'${name}'`)}])[1 + g % 10]`,
    pinyin: `'p' || (g % 10)`,
    value_fen: '100000 + (g * 7919) % 2000000',
    category: `(array['office','computer','electric','student_furniture','furniture','office','furniture','broadcast','teaching','sports'])[1 + g % 10]`,
    acquired_on: `date '2015-01-01' + (g * 37) % 3800`,
    state: `(array['in_use','in_use','in_use','in_use','idle','in_use','in_use','repairing','in_use','in_use'])[1 + (g / 10) % 10]`,
    place_id: 'rooms.ids[1 + g % 168]',
    place_text: `'实验楼 ' || (100 + g % 168)`,
    unit_id: `(array[${units.map(id => `'${id}'`)}])[1 + g % 4]::uuid`,
    keeper_name: `'保管' || (g % 20)`,
  }
  const columns = rows.map(({ name }) => name)
  await s.app.pool.query(
    `with rooms as (select array_agg(id) as ids from place_node where kind = 'room')
     insert into asset_card (${columns.join(', ')})
     select ${columns.map(name => other[name] ?? `c.${name}`).join(', ')}
     from asset_card c, rooms, generate_series(1, ${CARDS}) g where c.id = $1`,
    [ids[0]],
  )
  await s.app.pool.query('vacuum analyze asset_card')
}

async function workbook() {
  const book = new ExcelJS.Workbook()
  const sheet = book.addWorksheet('资产')
  const heads = [
    '资产编号',
    '资产名称',
    '分类代码',
    '分类版本',
    '型号',
    '计量单位',
    '数量',
    '原值',
    '取得日期',
    '使用部门',
    '存放地点',
    '使用状况',
  ]
  sheet.addRow(heads)
  const kinds = [
    ['投影仪', 'A02020200'],
    ['台式计算机', 'A02010105'],
    ['空调机', 'A02061804'],
    ['办公桌', 'A05010201'],
  ] as const
  for (let i = 0; i < ROWS; i++) {
    const [name, code] = kinds[i % 4] as (typeof kinds)[number]
    const no = `HX${String(i).padStart(6, '0')}`
    const day = `2022-0${1 + (i % 9)}-15`
    const where = `实验楼 ${101 + (i % 28)}`
    sheet.addRow([
      no,
      name,
      code,
      '2022',
      `M${i % 50}`,
      '台',
      1,
      1500 + (i % 3000),
      day,
      DEPARTMENTS[i % 4],
      where,
      '在用',
    ])
  }
  const bytes = new Uint8Array(await book.xlsx.writeBuffer())
  const path = join(await mkdtemp(join(tmpdir(), 'zongwu-bench-')), '资产.xlsx')
  await writeFile(path, bytes)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  return { path, name: '资产.xlsx', bytes: bytes.byteLength, sha256 }
}

async function measure(title: string, work: () => Promise<unknown>): Promise<void> {
  await work()
  const times: number[] = []
  for (let i = 0; i < RUNS; i++) {
    const began = performance.now()
    await work()
    times.push(performance.now() - began)
  }
  times.sort((a, b) => a - b)
  console.log(`${title.padEnd(46)} ${(times[RUNS >> 1] as number).toFixed(1).padStart(8)}`)
}

async function once(title: string, work: () => Promise<unknown>): Promise<void> {
  const began = performance.now()
  await work()
  console.log(`${title.padEnd(46)} ${((performance.now() - began) / 1000).toFixed(1).padStart(8)} s`)
}
