import { buffer } from 'node:stream/consumers'
import ExcelJS from 'exceljs'
import { expect, it } from 'vitest'
import type { Download } from '../../kernel/server/files.ts'
import { scenario } from '../../testing/scenario.ts'
import { org } from '../org/index.ts'
import { asset } from './contract.ts'

it('gives each list of papers as a workbook, filtered as it is seen', async () => {
  const s = await scenario()
  const { units } = await s.as('director').call(org.tree, {})
  const unit = (name: string) =>
    s.inSchool(ctx =>
      ctx.run(org.create, { kind: 'department', name, parentId: units[0]?.id as string, from: '2020-09-01' }),
    )
  const [from, to] = [await unit('信息中心'), await unit('教务处')]
  const keeper = s.as('asset_keeper')
  const { ids, nos } = await keeper.call(asset.register, {
    name: '投影仪',
    category: 'office',
    acquiredOn: '2024-03-01',
    priceFen: 450_000,
    count: 5,
    unitId: from.id,
  })
  const [a, b, c, d, e] = ids as [string, string, string, string, string]
  const reason = '教室换了触控一体机'
  await keeper.call(asset.requestTransfer, { assetIds: [a], toUnitId: to.id, reason })
  await keeper.call(asset.lend, {
    assetIds: [b],
    borrowerId: s.person('teacher'),
    purpose: '家长会',
    dueOn: '2025-09-10',
  })
  await keeper.call(asset.offerIdle, { assetIds: [c], reason, condition: 'worn' })
  await keeper.call(asset.proposeDisposal, {
    assetIds: [d],
    mode: 'scrap',
    ground: 'obsolete',
    reason: '主板损坏，无维修价值',
  })
  const transfers = await read(await keeper.call(asset.exportTransfers, { states: ['requested'] }))
  expect(transfers).toContain('教务处')
  expect(transfers).toContain('待调出')
  expect(await read(await keeper.call(asset.exportTransfers, { states: ['booked'] }))).not.toContain('教务处')
  expect(await read(await keeper.call(asset.exportLoans, {}))).toContain('家长会')
  expect(await read(await keeper.call(asset.exportDisposals, { mode: 'scrap' }))).toContain('主板损坏')
  expect(await read(await keeper.call(asset.exportDisposals, { mode: 'donate' }))).not.toContain('主板损坏')
  expect(await read(await keeper.call(asset.exportIdle, { condition: 'worn' }))).toContain(nos[2])
  expect(await read(await keeper.call(asset.exportIdle, { condition: 'good' }))).not.toContain(nos[2])
  expect((await keeper.call(asset.idle, { unitId: to.id })).total).toBe(0)
  await keeper.call(asset.acceptCustody, {
    id: (await keeper.call(asset.offerCustody, { assetIds: [e], keeperId: s.person('asset_keeper') })).id,
    version: 1,
  })
  const check = await keeper.call(asset.openCheck, { title: '2025 年资产自查', dueOn: '2025-09-30' })
  const result = await read(await keeper.call(asset.exportCheck, { id: check.id }))
  expect(result).toContain(nos[4])
  expect(result).toContain('没有答')
  // Who sees no transfer of others gets none in a workbook either.
  expect(await read(await s.as('teacher').call(asset.exportTransfers, {}))).not.toContain('教务处')
})

async function read(file: unknown): Promise<string> {
  const book = new ExcelJS.Workbook()
  const { body } = file as Download
  await book.xlsx.load((Buffer.isBuffer(body) ? body : await buffer(body as never)) as never)
  return JSON.stringify(book.worksheets[0]?.getSheetValues())
}
