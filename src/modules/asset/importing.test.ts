import { createHash } from 'node:crypto'
import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import ExcelJS from 'exceljs'
import { beforeEach, describe, expect, it } from 'vitest'
import { sealAudit, verifyChain } from '../../kernel/server/audit.ts'
import { backgroundDone, execute } from '../../kernel/server/run.ts'
import { register } from '../../mechanisms/register/contract.ts'
import { type Scenario, scenario } from '../../testing/scenario.ts'
import { asset } from './contract.ts'
import { assetReconciliation } from './reconciling.ts'

type Mode = 'good-rows' | 'all-or-nothing'

let s: Scenario
beforeEach(async () => {
  s = await scenario()
  s.at('2026-03-02T08:00:00+08:00')
})

const HEADS = [
  '资产编号',
  '资产名称',
  '分类代码',
  '分类版本',
  '数量',
  '原值',
  '取得日期',
  '存放地点',
  '使用状况',
]
const row = (no: string, more: Record<string, unknown> = {}): unknown[] => {
  const cells: Record<string, unknown> = {
    资产编号: no,
    资产名称: '投影仪',
    分类代码: 'A02020200',
    分类版本: '2022',
    数量: 1,
    原值: 4500,
    取得日期: '2024-03-01',
    存放地点: '老库房',
    使用状况: '在用',
    ...more,
  }
  return HEADS.map(head => cells[head])
}

async function bring(rows: readonly unknown[][], mode: Mode = 'good-rows') {
  const book = new ExcelJS.Workbook()
  const sheet = book.addWorksheet('资产')
  sheet.addRow(HEADS)
  for (const cells of rows) sheet.addRow(cells)
  return bringFile(new Uint8Array(await book.xlsx.writeBuffer()), mode)
}

async function bringFile(bytes: Uint8Array, mode: Mode, options: Record<string, string> = {}) {
  const path = join(await mkdtemp(join(tmpdir(), 'zongwu-assets-')), '资产.xlsx')
  await writeFile(path, bytes)
  const keeper = s.as('asset_keeper')
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const { id } = (await execute(s.app, {
    operation: register.upload.id,
    input: { kind: 'asset' },
    schoolId: s.schoolId,
    actor: keeper.actor,
    uploads: [{ path, name: '资产.xlsx', bytes: bytes.byteLength, sha256 }],
  })) as { id: string }
  const { settings, version } = await keeper.call(register.get, { id })
  const chosen = { ...settings, options: { ...settings.options, ...options } }
  await keeper.call(register.setMapping, { id, version, settings: chosen })
  await keeper.call(register.preview, { id })
  await backgroundDone(s.app)
  const preview = await keeper.call(register.get, { id })
  if (preview.state !== 'ready') throw new Error(preview.error ?? preview.state)
  const { rows } = await keeper.call(register.rows, { id, limit: 200 })
  await keeper.call(register.commit, { id, mode })
  await backgroundDone(s.app)
  const done = await keeper.call(register.get, { id })
  await s.drain()
  return { settings, preview, rows, done }
}

const cards = () => s.as('asset_keeper').call(asset.list, { limit: 200 })

describe('a list of assets', () => {
  it('brings in the good rows however the wrong ones lie between them, each audited once', async () => {
    const wrong = new Set([0, 1, 57, 58, 59, 230, 449])
    const rows = Array.from({ length: 450 }, (_, i) =>
      row(`HX${String(i).padStart(4, '0')}`, wrong.has(i) ? { 原值: 1, 使用状况: '不知去向' } : {}),
    )
    const { done } = await bring(rows)
    expect(done).toMatchObject({ state: 'done', rowsRead: 450, imported: 443, refused: 7, skipped: 0 })
    expect(await cards()).toMatchObject({ total: 443, valueFen: 443 * 450_000 })
    const { rows: audited } = await s.app.pool.query<{ note: string }>(
      'select note from kernel_audit where operation = $1 order by id',
      [asset.importCard.id],
    )
    expect(audited.map(entry => entry.note)).toEqual(
      rows.filter((_, i) => !wrong.has(i)).map(cells => cells[0]),
    )
    await sealAudit(s.app.pool)
    expect((await verifyChain(s.app.pool, s.schoolId)).faults).toEqual([])
    const { rows: sums } = await s.inSchool(ctx => assetReconciliation.run(ctx, { asAt: ctx.today }))
    expect(sums.filter(sum => sum.leftFen !== sum.rightFen)).toEqual([])
  })

  it('writes nothing at all where one row is refused and all were wanted', async () => {
    const rows = [row('A1'), row('A2', { 使用状况: '不知去向' }), row('A3')]
    const { done } = await bring(rows, 'all-or-nothing')
    expect(done).toMatchObject({ state: 'ready', imported: 2, refused: 1 })
    expect((await cards()).total).toBe(0)
    const { rows: audited } = await s.app.pool.query('select 1 from kernel_audit where operation = $1', [
      asset.importCard.id,
    ])
    expect(audited).toEqual([])
  })

  it('lets a later row about the same thing see what the earlier one made of it', async () => {
    await bring([row('A1', { 存放地点: '库房甲' })])
    const { done } = await bring([
      row('A1', { 存放地点: '库房乙' }),
      row('B1', { 存放地点: '库房丙' }),
      row('A1', { 原值: 5000, 存放地点: '库房乙' }),
      row('B1', { 存放地点: '库房丁' }),
      row('C1', { 使用状况: '闲置' }),
    ])
    expect(done).toMatchObject({ imported: 5, refused: 0, skipped: 0 })
    const { rows } = await cards()
    expect(rows.map(card => [card.no, card.placeText, card.valueFen, card.state])).toEqual([
      ['A1', '库房乙', 500_000, 'in_use'],
      ['B1', '库房丁', 450_000, 'in_use'],
      ['C1', '老库房', 450_000, 'idle'],
    ])
    const { version, events } = await s.as('director').call(asset.get, { id: rows[0]?.id as string })
    expect(version).toBe(3)
    expect(events.filter(event => event.action === '导入更新')).toHaveLength(2)
  })

  it('keeps a change of somebody else when its batch is worked through again', async () => {
    await bring([row('A1'), row('A2')])
    const { done } = await bring([
      row('A1', { 资产名称: '短焦投影仪' }),
      row('A9', { 使用状况: '不知去向' }),
      row('A2', { 资产名称: '短焦投影仪' }),
    ])
    expect(done).toMatchObject({ imported: 2, refused: 1 })
    const { rows } = await cards()
    expect(rows.map(card => card.name)).toEqual(['短焦投影仪', '短焦投影仪'])
  })
})

describe('a list that another product exported', () => {
  const FILE = new URL('../../../samples/固定资产明细-其他软件导出.xlsx', import.meta.url)

  it('comes in with the proposed columns; a second time only what changed is written', async () => {
    const bytes = new Uint8Array(await readFile(FILE))
    const { preview, rows, done } = await bringFile(bytes, 'good-rows', { edition: '2010' })
    const counts = { rowsRead: 310, imported: 291, refused: 8, skipped: 11 }
    expect(done).toMatchObject({ state: 'done', ...counts })
    expect(await cards()).toMatchObject({ total: 291, quantity: 297, valueFen: 103_058_500 })
    expect(rows.filter(one => one.status === 'refused').map(one => one.reason)).toEqual([
      expect.stringContaining('缺资产名称'),
      expect.stringContaining('“面议”看不懂'),
      expect.stringContaining('“2021.13.5”不是真实的日期'),
      expect.stringContaining('2027-03-01 还没有到'),
      expect.stringContaining('GB/T 14885-2010 里没有“9990101”'),
    ])
    // The sums that stand in the list agree, but for the rows that are left out.
    expect(preview.result?.sheets[0]?.subtotalChecks.map(check => [check.row, check.ok, check.note])).toEqual(
      [
        [65, true, ''],
        [126, false, '有 1 行不能导入，没有算在内'],
        [189, false, '表上的数含重复登记的 1 行'],
        [250, true, ''],
        [311, false, '有 1 行不能导入，没有算在内'],
        [312, false, '有 3 行不能导入，没有算在内'],
      ],
    )
    const again = await bringFile(await changed(bytes), 'good-rows', { edition: '2010' })
    expect(again.preview).toMatchObject({ rowsRead: 310, imported: 2, refused: 8, skipped: 300 })
    expect(again.preview.result?.sheets[0]).toMatchObject({ created: 0, updated: 2 })
    expect(again.rows.filter(one => one.effect === 'updated').map(one => one.changes)).toEqual([
      [{ title: '存放地点', from: expect.any(String), to: '新楼 501' }],
      [{ title: '原值', from: expect.any(String), to: '¥9,999.00' }],
    ])
    expect(again.rows.find(one => one.row === 7)).toMatchObject({ reason: '与已有的记录相同，没有改动' })
    expect(await cards()).toMatchObject({ total: 291 })
    const { rows: sums } = await s.inSchool(ctx => assetReconciliation.run(ctx, { asAt: ctx.today }))
    expect(sums.filter(sum => sum.leftFen !== sum.rightFen)).toEqual([])
  })
})

/** The same list with another room in its fifth row and another value in its sixth. */
async function changed(bytes: Uint8Array): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook()
  await book.xlsx.load(bytes as never)
  const sheet = book.worksheets[0] as ExcelJS.Worksheet
  sheet.getCell('M5').value = '新楼 501'
  sheet.getCell('I6').value = '9,999.00元'
  return new Uint8Array(await book.xlsx.writeBuffer())
}
