import type { Ctx } from '../../kernel/server/ctx.ts'
import type { Handlers } from '../../kernel/server/module.ts'
import { type ExportColumn, exportRows } from '../../mechanisms/register/index.ts'
import { org } from '../org/index.ts'
import type { contract } from './contract.ts'
import { agreementMachine, importMachine, tenderMachine } from './machine.ts'
import { list } from './queries/agreements.ts'
import { imports } from './queries/imports.ts'
import { tenders } from './queries/tenders.ts'
import { KINDS, landedFen, WAYS } from './rules.ts'
import type { AgreementRow, ImportRow, TenderRow } from './shapes.ts'

type H = Handlers<typeof contract>

export const exportAgreements: H['export'] = (ctx, { filterText, ...filter }) =>
  sheet<AgreementRow>(
    ctx,
    '合同台账',
    filterText,
    cursor => list(ctx, { ...filter, sort: 'newest', ...cursor }),
    [
      { title: '编号', value: row => row.no },
      { title: '合同文本编号', value: row => row.outerNo },
      { title: '合同名称', value: row => row.title, width: 30 },
      { title: '对方单位', value: row => row.supplierName, width: 28 },
      { title: '类别', value: row => KINDS[row.kind] },
      { title: '采购方式', value: row => (row.way ? WAYS[row.way] : '') },
      { title: '签订日期', value: row => row.signedOn, kind: 'day' },
      { title: '开始', value: row => row.startsOn, kind: 'day' },
      { title: '到期', value: row => row.endsOn, kind: 'day' },
      { title: '合同总价', value: row => row.totalFen, kind: 'money' },
      { title: '已付', value: row => row.paidFen, kind: 'money' },
      { title: '未付', value: row => row.totalFen - row.paidFen, kind: 'money' },
      { title: '状态', value: row => agreementMachine.states[row.state].label },
      { title: '经办人', value: row => row.managerName },
    ],
  )

export const exportTenders: H['exportTenders'] = (ctx, { filterText, ...filter }) =>
  sheet<TenderRow>(ctx, '邀标台账', filterText, cursor => tenders(ctx, { ...filter, ...cursor }), [
    { title: '编号', value: row => row.no },
    { title: '事项', value: row => row.title, width: 30 },
    { title: '方式', value: row => WAYS[row.way] },
    { title: '邀请', value: row => row.invited, kind: 'number' },
    { title: '报价', value: row => row.bids, kind: 'number' },
    { title: '参考价', value: row => row.referenceFen, kind: 'money' },
    { title: '中选单位', value: row => row.winnerName ?? '', width: 28 },
    { title: '中选价', value: row => row.decidedFen, kind: 'money' },
    { title: '定标日期', value: row => row.decidedOn, kind: 'day' },
    { title: '状态', value: row => tenderMachine.states[row.state].label },
    { title: '经办人', value: row => row.runByName },
  ])

export const exportImports: H['exportImports'] = (ctx, { filterText, ...filter }) =>
  sheet<ImportRow>(ctx, '进口设备台账', filterText, cursor => imports(ctx, { ...filter, ...cursor }), [
    { title: '编号', value: row => row.no },
    { title: '设备', value: row => row.title, width: 30 },
    { title: '供货单位', value: row => row.supplierName, width: 28 },
    { title: '合同', value: row => row.agreement?.no ?? '' },
    { title: '台（件）', value: row => row.items, kind: 'number' },
    { title: '币种', value: row => row.currency },
    { title: '外币金额', value: row => row.foreignAmount, kind: 'number' },
    { title: '汇率', value: row => row.rate, kind: 'number' },
    { title: '汇率日期', value: row => row.rateOn, kind: 'day' },
    { title: '汇率来源', value: row => row.rateSource },
    { title: '折合人民币', value: row => row.valueFen, kind: 'money' },
    { title: '免税证明', value: row => row.exemptionNo },
    { title: '完税价格', value: row => row.dutiableFen, kind: 'money' },
    { title: '税率%', value: row => row.dutyRate, kind: 'number' },
    { title: '免税节约', value: row => row.savedFen, kind: 'money' },
    { title: '到岸成本', value: row => landedFen(row), kind: 'money' },
    { title: '状态', value: row => importMachine.states[row.state].label },
  ])

interface PageOf<T> {
  rows: T[]
  next: string | null
}
type More = { limit: number; cursor?: string }

async function sheet<T>(
  ctx: Ctx,
  title: string,
  filterText: string,
  page: (more: More) => Promise<PageOf<T>>,
  columns: ExportColumn<T>[],
) {
  const school = await ctx.run(org.school, {})
  return await exportRows<T>({
    title,
    filterText,
    school: school.name,
    zone: ctx.zone,
    now: ctx.now,
    rows: allRows(page),
    columns,
  })
}

async function* allRows<T>(page: (more: More) => Promise<PageOf<T>>) {
  let cursor: string | undefined
  do {
    const found = await page({ limit: 200, ...(cursor ? { cursor } : {}) })
    yield* found.rows
    cursor = found.next ?? undefined
  } while (cursor)
}
