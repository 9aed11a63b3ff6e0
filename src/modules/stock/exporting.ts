import type { Ctx } from '../../kernel/server/ctx.ts'
import type { Handlers } from '../../kernel/server/module.ts'
import { type ExportColumn, exportRows } from '../../mechanisms/register/index.ts'
import type { contract } from './contract.ts'
import { allDocuments } from './queries/documents.ts'
import { allItems } from './queries/items.ts'
import { allLoans } from './queries/loans.ts'
import { allNeeds } from './queries/needs.ts'
import { CLASSES, documentMachine, KINDS, loanMachine, needMachine } from './rules.ts'

type H = Handlers<typeof contract>
type RowOf<F extends (ctx: Ctx, filter: never) => AsyncGenerator> =
  ReturnType<F> extends AsyncGenerator<infer Row> ? Row : never

export const exportItems: H['exportItems'] = async (ctx, { filterText, ...filter }) =>
  exportRows({ ...(await headOf(ctx, '库存清单', filterText)), columns: ITEMS, rows: allItems(ctx, filter) })

export const exportDocuments: H['exportDocuments'] = async (ctx, { filterText, ...filter }) =>
  exportRows({
    ...(await headOf(ctx, '出入库单据', filterText)),
    columns: DOCUMENTS,
    rows: allDocuments(ctx, filter),
  })

export const exportNeeds: H['exportNeeds'] = async (ctx, { filterText, ...filter }) =>
  exportRows({ ...(await headOf(ctx, '领用单', filterText)), columns: NEEDS, rows: allNeeds(ctx, filter) })

export const exportLoans: H['exportLoans'] = async (ctx, { filterText, ...filter }) =>
  exportRows({ ...(await headOf(ctx, '借用登记', filterText)), columns: LOANS, rows: allLoans(ctx, filter) })

async function headOf(ctx: Ctx, title: string, filterText: string) {
  const { name } = await ctx.db
    .selectFrom('school')
    .select('name')
    .where('id', '=', ctx.schoolId)
    .executeTakeFirstOrThrow()
  return { title, filterText: filterText || '全部', school: name, zone: ctx.zone, now: ctx.now }
}

const ITEMS: readonly ExportColumn<RowOf<typeof allItems>>[] = [
  { title: '编码', value: r => r.code },
  { title: '名称', value: r => r.name, width: 20 },
  { title: '规格', value: r => r.spec },
  { title: '单位', value: r => r.measure, width: 8 },
  { title: '类别', value: r => CLASSES[r.class] },
  { title: '库位', value: r => r.location },
  { title: '库存', value: r => r.onhand, kind: 'number' },
  { title: '单价', value: r => r.averageFen, kind: 'money' },
  { title: '金额', value: r => r.amountFen, kind: 'money', sum: true },
  { title: '待发', value: r => r.reserved, kind: 'number' },
  { title: '最低库存', value: r => r.minQuantity, kind: 'number' },
  { title: '最高库存', value: r => r.maxQuantity, kind: 'number' },
  { title: '最早到期', value: r => r.earliestExpiry, kind: 'day' },
]

const DOCUMENTS: readonly ExportColumn<RowOf<typeof allDocuments>>[] = [
  { title: '单号', value: r => r.no, width: 20 },
  { title: '日期', value: r => r.day, kind: 'day' },
  { title: '种类', value: r => KINDS[r.kind], width: 10 },
  { title: '仓库', value: r => [r.storeName, r.toStoreName].filter(Boolean).join('→') },
  { title: '物品', value: r => r.what, width: 40 },
  { title: '领用人、供应商', value: r => r.who, width: 24 },
  { title: '来源', value: r => r.sourceNo, width: 20 },
  { title: '金额', value: r => r.amountFen, kind: 'money', sum: true },
  { title: '状态', value: r => documentMachine.states[r.state].label, width: 10 },
]

const NEEDS: readonly ExportColumn<RowOf<typeof allNeeds>>[] = [
  { title: '单号', value: r => r.no, width: 20 },
  { title: '日期', value: r => r.askedOn, kind: 'day' },
  { title: '领用部门', value: r => r.unitText, width: 18 },
  { title: '领用人', value: r => r.askerName, width: 12 },
  { title: '物品', value: r => r.what, width: 40 },
  { title: '用途', value: r => r.purpose, width: 24 },
  { title: '估计金额', value: r => r.amountFen, kind: 'money', sum: true },
  { title: '状态', value: r => needMachine.states[r.state].label, width: 12 },
]

const LOANS: readonly ExportColumn<RowOf<typeof allLoans>>[] = [
  { title: '单号', value: r => r.no, width: 20 },
  { title: '借出日期', value: r => r.lentOn, kind: 'day' },
  { title: '应还日期', value: r => r.dueOn, kind: 'day' },
  { title: '借用人', value: r => r.borrowerName, width: 12 },
  { title: '部门', value: r => r.unitText, width: 18 },
  { title: '物品', value: r => r.what, width: 40 },
  { title: '用途', value: r => r.purpose, width: 24 },
  { title: '超期天数', value: r => r.overdueDays, kind: 'number' },
  { title: '状态', value: r => loanMachine.states[r.state].label, width: 14 },
]
