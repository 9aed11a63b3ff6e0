import { it } from 'vitest'
import type { InputOf } from '../src/kernel/pure/operation.ts'
import { newId } from '../src/kernel/server/ids.ts'
import { approval } from '../src/mechanisms/approval/index.ts'
import { post } from '../src/mechanisms/ledger/index.ts'
import { reconciliationPoint } from '../src/mechanisms/reconciliation/index.ts'
import { asset } from '../src/modules/asset/index.ts'
import { place } from '../src/modules/place/index.ts'
import { stocktake } from '../src/modules/stocktake/contract.ts'
import { type Scenario, scenario } from '../src/testing/scenario.ts'

type Entry = InputOf<typeof stocktake.record>['entries'][number]

const CARDS = Number(process.env.CARDS ?? 20_000)
/** What a phone sends at a time, and the most that is taken. */
const PHONE = 50
const MOST = 200
const SIGNERS = [
  ['teacher', '盘点人'],
  ['auditor', '监盘人'],
  ['asset_keeper', '资产管理员'],
  ['accountant', '财务'],
] as const
const COUNTERS = ['teacher', 'class_teacher', 'clerk', 'buyer'] as const

it('a count of fixed assets', async () => {
  const s = await scenario()
  s.at('2026-06-15T08:00:00+08:00')
  const rooms = await furnished(s)
  await fill(s)
  const keeper = s.as('asset_keeper')
  const { id } = await keeper.call(stocktake.plan, { kind: 'asset', title: '年终资产盘点' })
  const which = async () => ({ id, version: (await keeper.call(stocktake.get, { id })).version })
  const assigned = await which()
  await keeper.call(stocktake.assign, {
    ...assigned,
    counters: teamOf(s),
  })
  console.log(`\n${CARDS.toLocaleString('en')} cards in ${rooms.length} rooms, at the server`)
  let at = await which()
  await once('start: the book is frozen and locked', () => keeper.call(stocktake.start, at))
  const task = await once('a phone takes the whole task along', () => wholeTask(s, id))
  const entries = task.map((line, i) => entryOf(line, i, rooms))
  await sent(s, id, entries)
  await once('the campaign as the office sees it', () => keeper.call(stocktake.get, { id }))
  await once('first page of all lines', () => keeper.call(stocktake.lines, { id, limit: 50 }))
  const reconciled = performance.now()
  at = await which()
  const { differences } = await once('finish: each line against the book', () =>
    keeper.call(stocktake.finish, { ...at, restIsMissing: true }),
  )
  await once('the book and the things compared', () =>
    s.inSchool(async ctx => {
      const spec = ctx.all(reconciliationPoint).find(r => r.id === 'stocktake.asset')
      return spec?.run(ctx, { asAt: '2026-06-30' })
    }),
  )
  line('reconciled together', performance.now() - reconciled)
  await once(`${differences} differences explained`, () => explainAll(s, id))
  at = await which()
  await once('handed in for approval', () => keeper.call(stocktake.submit, at))
  const [waiting] = (await s.as('vice_principal').call(approval.inbox, {})).rows
  await s.as('vice_principal').call(approval.approve, { id: waiting?.id as string })
  const [last] = (await s.as('principal').call(approval.inbox, {})).rows
  if (last) await s.as('principal').call(approval.approve, { id: last.id })
  at = await which()
  await once('adjust: the book follows', () => keeper.call(stocktake.adjust, at))
  await once('  and onto the value book', () => s.drain())
  await once('the report as a spreadsheet', () => keeper.call(stocktake.exportReport, { id }))
  await once('all lines as a spreadsheet', () => keeper.call(stocktake.export, { id }))
  for (const [role, duty] of SIGNERS) await s.as(role).call(stocktake.sign, { ...(await which()), duty })
  s.at('2026-12-15T08:00:00+08:00')
  const next = await keeper.call(stocktake.plan, { kind: 'asset', title: '下一次' })
  const team = await keeper.call(stocktake.assign, {
    id: next.id,
    version: next.version,
    counters: teamOf(s),
  })
  await keeper.call(stocktake.start, { id: next.id, version: team.version })
  await once('the next count beside this one', () => keeper.call(stocktake.compare, { id: next.id }))
})

const teamOf = (s: Scenario) => [
  ...COUNTERS.map(role => ({ personId: s.person(role), duty: 'counter' as const })),
  { personId: s.person('auditor'), duty: 'watcher' as const },
]

async function furnished(s: Scenario): Promise<string[]> {
  return s.inSchool(async ctx => {
    const { id } = await ctx.run(place.create, { kind: 'building', name: '实验楼', from: '2020-09-01' })
    await ctx.run(place.layOut, {
      buildingId: id,
      floors: { from: 1, to: 10 },
      rooms: { from: 1, to: 50 },
      useKind: 'special',
    })
    const rows = await ctx.db
      .selectFrom('place_node')
      .select('id')
      .where('school_id', '=', ctx.schoolId)
      .where('kind', '=', 'room')
      .execute()
    return rows.map(row => row.id)
  })
}

/** Straight into the table, as copies of one card: only counting is measured. */
async function fill(s: Scenario): Promise<void> {
  const { ids } = await s.as('asset_keeper').call(asset.register, {
    name: '台式计算机',
    category: 'computer',
    acquiredOn: '2024-03-01',
    priceFen: 450_000,
  })
  const { rows } = await s.app.pool.query<{ name: string }>(
    `select column_name as name from information_schema.columns
     where table_name = 'asset_card' and is_generated = 'NEVER'`,
  )
  const other: Record<string, string> = {
    id: 'gen_random_uuid()',
    no: `'OLD-' || lpad(g::text, 7, '0')`,
    place_id: 'rooms.ids[1 + g % array_length(rooms.ids, 1)]',
    place_text: `'实验楼 ' || (101 + g % array_length(rooms.ids, 1))`,
  }
  const columns = rows.map(({ name }) => name)
  await s.app.pool.query(
    `with rooms as (select array_agg(id) as ids from place_node where kind = 'room')
     insert into asset_card (${columns.join(', ')})
     select ${columns.map(name => other[name] ?? `c.${name}`).join(', ')}
     from asset_card c, rooms, generate_series(1, ${CARDS - 1}) g where c.id = $1`,
    [ids[0]],
  )
  // The value book knows of them too, else nothing could be written off.
  const amountFen = 450_000 * (CARDS - 1)
  await s.inSchool(ctx =>
    post(ctx, {
      book: 'asset',
      day: '2024-03-01',
      document: { kind: 'test.opening', id: ctx.id() },
      documentNo: 'QC-1',
      note: '',
      lines: [
        { account: { kind: 'cost', key: 'computer', title: '计算机设备' }, amountFen },
        { account: { kind: 'opening', key: 'value', title: '原值' }, amountFen: -amountFen },
      ],
    }),
  )
  await s.app.pool.query('vacuum analyze asset_card')
}

async function wholeTask(s: Scenario, id: string) {
  const lines = []
  let cursor: string | undefined
  do {
    const page = await s
      .as('teacher')
      .call(stocktake.task, { id, limit: 2000, ...(cursor ? { cursor } : {}) })
    lines.push(...page.lines)
    cursor = page.next ?? undefined
  } while (cursor)
  return lines
}

/** One in a hundred is gone, one broken, one in another room. */
function entryOf(
  { id: lineId, areaId }: { id: string; areaId: string | null },
  i: number,
  rooms: readonly string[],
): Entry {
  const base = { id: newId(), at: '2026-06-15T09:00:00+08:00' }
  if (i % 100 === 0) return { ...base, kind: 'absent', lineId, areaId }
  if (i % 100 === 1) return { ...base, kind: 'seen', lineId, areaId, damaged: true }
  if (i % 100 === 2)
    return { ...base, kind: 'seen', lineId, areaId: rooms[i % rooms.length] as string, moveHere: true }
  return { ...base, kind: 'seen', lineId, areaId }
}

/** Half by four phones at a time as they tap, half in the largest batches. */
async function sent(s: Scenario, id: string, entries: readonly Entry[]): Promise<void> {
  const half = entries.length >> 1
  const phones = await batches(s, id, entries.slice(0, half), PHONE)
  line(`${half} taps from ${COUNTERS.length} phones, ${PHONE} at a time`, phones)
  const bulk = await batches(s, id, entries.slice(half), MOST)
  line(`${entries.length - half} taps, ${MOST} at a time`, bulk)
}

async function batches(s: Scenario, id: string, entries: readonly Entry[], size: number): Promise<number> {
  const began = performance.now()
  let next = 0
  const phone = async (role: (typeof COUNTERS)[number]): Promise<void> => {
    while (next < entries.length) {
      const from = next
      next += size
      await s.as(role).call(stocktake.record, { id, entries: entries.slice(from, from + size) })
    }
  }
  await Promise.all(COUNTERS.map(phone))
  return performance.now() - began
}

async function explainAll(s: Scenario, id: string): Promise<void> {
  const keeper = s.as('asset_keeper')
  for (;;) {
    const { rows } = await keeper.call(stocktake.lines, { id, unexplained: true, limit: 200 })
    if (rows.length === 0) return
    const { version } = await keeper.call(stocktake.get, { id })
    const lineIds = rows.map(row => row.id)
    await keeper.call(stocktake.explain, { id, version, lineIds, cause: 'other', opinion: '按实调账' })
  }
}

async function once<T>(title: string, work: () => Promise<T>): Promise<T> {
  const began = performance.now()
  const answer = await work()
  line(title, performance.now() - began)
  return answer
}

const line = (title: string, ms: number): void =>
  console.log(`${title.padEnd(46)} ${(ms / 1000).toFixed(2).padStart(8)} s`)
