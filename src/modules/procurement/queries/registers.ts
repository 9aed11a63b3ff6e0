import type { Ctx } from '../../../kernel/server/ctx.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import { type ExportColumn, exportRows } from '../../../mechanisms/register/index.ts'
import type { contract } from '../contract.ts'
import {
  acceptanceMachine,
  batchMachine,
  mismatchMachine,
  orderMachine,
  requestMachine,
  sheetMachine,
} from '../machines.ts'
import { CATEGORIES, CHANNELS, MISMATCH_KINDS, PORTAL_STATES, REQUEST_KINDS, SETTLE_HOWS } from '../words.ts'
import { acceptances } from './acceptances.ts'
import { offChannel } from './control.ts'
import { mismatches } from './mismatches.ts'
import { orders } from './orders.ts'
import { list } from './requests.ts'
import { sheets } from './sheets.ts'
import { batches } from './sourcing.ts'

type H = Handlers<typeof contract>
type PageOf<Row> = { rows: Row[]; next: string | null }
type Paged = { cursor?: string | undefined; limit: number }

/** Any list as a workbook: all of its pages under the same filter. */
const register =
  <Input extends Paged, Row>(
    title: string,
    read: (ctx: Ctx, input: Input) => Promise<PageOf<Row>>,
    columns: readonly ExportColumn<Row>[],
  ) =>
  async (ctx: Ctx, { filterText, ...filter }: Omit<Input, keyof Paged> & { filterText: string }) => {
    const { name } = await ctx.db
      .selectFrom('school')
      .select('name')
      .where('id', '=', ctx.schoolId)
      .executeTakeFirstOrThrow()
    return exportRows({
      title,
      filterText: filterText || '全部',
      school: name,
      zone: ctx.zone,
      now: ctx.now,
      columns,
      rows: allOf(cursor => read(ctx, { ...filter, cursor, limit: 200 } as unknown as Input)),
    })
  }

async function* allOf<Row>(read: (cursor: string | undefined) => Promise<PageOf<Row>>): AsyncGenerator<Row> {
  let cursor: string | undefined
  do {
    const page = await read(cursor)
    yield* page.rows
    cursor = page.next ?? undefined
  } while (cursor)
}

const percentOff = (mean: number | null, chosen: number | null): string =>
  mean && chosen !== null ? `${Math.round(((mean - chosen) / mean) * 1000) / 10}%` : ''

export const exportRequests: H['export'] = register('采购申请', list, [
  { title: '单号', value: r => r.no, width: 20 },
  { title: '日期', value: r => r.askedOn, kind: 'day' },
  { title: '名称', value: r => r.title, width: 30 },
  { title: '种类', value: r => REQUEST_KINDS[r.kind], width: 8 },
  { title: '品目', value: r => CATEGORIES[r.category], width: 12 },
  { title: '渠道', value: r => CHANNELS[r.channel], width: 14 },
  { title: '申请人', value: r => r.askerName },
  { title: '部门、班级', value: r => r.unitText, width: 20 },
  { title: '经费来源', value: r => r.funding, width: 16 },
  { title: '估价', value: r => r.amountFen, kind: 'money', sum: true },
  { title: '状态', value: r => requestMachine.states[r.state].label, width: 14 },
])

export const exportBatches: H['exportBatches'] = register('采购批', batches, [
  { title: '批号', value: r => r.no, width: 20 },
  { title: '日期', value: r => r.madeOn, kind: 'day' },
  { title: '名称', value: r => r.title, width: 30 },
  { title: '品目', value: r => CATEGORIES[r.category], width: 12 },
  { title: '渠道', value: r => CHANNELS[r.channel], width: 14 },
  { title: '几张申请', value: r => r.requestCount, kind: 'number' },
  { title: '几样', value: r => r.lineCount, kind: 'number' },
  { title: '采购员', value: r => r.buyerName },
  { title: '估价', value: r => r.amountFen, kind: 'money', sum: true },
  { title: '状态', value: r => batchMachine.states[r.state].label, width: 14 },
])

export const exportSheets: H['exportSheets'] = register('询价记录', sheets, [
  { title: '单号', value: r => r.no, width: 20 },
  { title: '日期', value: r => r.openedOn, kind: 'day' },
  { title: '项目', value: r => r.title, width: 30 },
  { title: '品目', value: r => CATEGORIES[r.category], width: 12 },
  { title: '应询几家', value: r => r.needed, kind: 'number' },
  { title: '报价几家', value: r => r.offers, kind: 'number' },
  { title: '最低报价', value: r => r.lowestFen, kind: 'money' },
  { title: '平均报价', value: r => r.meanFen, kind: 'money' },
  { title: '选定价', value: r => r.chosenFen, kind: 'money', sum: true },
  { title: '比平均低', value: r => percentOff(r.meanFen, r.chosenFen) },
  { title: '选定供应商', value: r => r.chosenName, width: 24 },
  { title: '单一来源', value: r => (r.single ? '是' : ''), width: 10 },
  { title: '询价人', value: r => r.askedByName },
  { title: '选定人', value: r => r.chosenByName },
  { title: '状态', value: r => sheetMachine.states[r.state].label, width: 14 },
])

export const exportOrders: H['exportOrders'] = register('采购单', orders, [
  { title: '单号', value: r => r.no, width: 20 },
  { title: '下单日期', value: r => r.orderedOn, kind: 'day' },
  { title: '名称', value: r => r.title, width: 30 },
  { title: '品目', value: r => CATEGORIES[r.category], width: 12 },
  { title: '渠道', value: r => CHANNELS[r.channel], width: 14 },
  { title: '平台单号', value: r => r.portalNo },
  { title: '平台进度', value: r => (r.portalNo ? PORTAL_STATES[r.portalState] : '') },
  { title: '合同编号', value: r => r.contractNo, width: 20 },
  { title: '经费来源', value: r => r.fundings, width: 16 },
  { title: '供应商', value: r => r.supplierName, width: 24 },
  { title: '采购员', value: r => r.buyerName },
  { title: '约定到货', value: r => r.dueOn, kind: 'day' },
  { title: '金额', value: r => r.totalFen, kind: 'money', sum: true },
  { title: '已验收', value: r => r.acceptedFen, kind: 'money', sum: true },
  { title: '已付', value: r => r.paidFen, kind: 'money', sum: true },
  { title: '状态', value: r => orderMachine.states[r.state].label, width: 14 },
])

export const exportAcceptances: H['exportAcceptances'] = register('验收单', acceptances, [
  { title: '单号', value: r => r.no, width: 20 },
  { title: '到货日期', value: r => r.arrivedOn, kind: 'day' },
  { title: '验收日期', value: r => r.acceptedOn, kind: 'day' },
  { title: '货物', value: r => r.title, width: 30 },
  { title: '采购单', value: r => r.orderNo, width: 20 },
  { title: '供应商', value: r => r.supplierName, width: 24 },
  { title: '验收人', value: r => r.members.map(m => m.name).join('、'), width: 24 },
  { title: '合格金额', value: r => r.amountFen, kind: 'money', sum: true },
  { title: '状态', value: r => acceptanceMachine.states[r.state].label, width: 14 },
])

export const exportMismatches: H['exportMismatches'] = register('购物不符', mismatches, [
  { title: '发现日期', value: r => r.foundOn, kind: 'day' },
  { title: '采购单', value: r => r.orderNo, width: 20 },
  { title: '供应商', value: r => r.supplierName, width: 24 },
  { title: '物品', value: r => r.name, width: 20 },
  { title: '数量', value: r => r.quantity, kind: 'number' },
  { title: '哪里不符', value: r => MISMATCH_KINDS[r.kind], width: 14 },
  { title: '情况', value: r => r.text, width: 30 },
  { title: '发现人', value: r => r.foundByName },
  { title: '怎样处理', value: r => (r.how ? SETTLE_HOWS[r.how] : ''), width: 18 },
  { title: '扣款', value: r => r.deductedFen, kind: 'money', sum: true },
  { title: '处理结果', value: r => r.settlement, width: 30 },
  { title: '处理人', value: r => r.settledByName },
  { title: '处理日期', value: r => r.settledOn, kind: 'day' },
  { title: '状态', value: r => mismatchMachine.states[r.state].label, width: 16 },
])

export const exportOffChannel: H['exportOffChannel'] = register('统采外采购', offChannel, [
  { title: '编号', value: r => r.no, width: 20 },
  { title: '购买日期', value: r => r.boughtOn, kind: 'day' },
  { title: '谁买的', value: r => r.personName },
  { title: '部门', value: r => r.unitText, width: 16 },
  { title: '买了什么', value: r => r.what, width: 30 },
  { title: '品目', value: r => CATEGORIES[r.category], width: 12 },
  { title: '在哪里买的', value: r => r.supplierName, width: 24 },
  { title: '金额', value: r => r.amountFen, kind: 'money', sum: true },
  { title: '原因', value: r => r.reason, width: 24 },
  { title: '处理', value: r => r.handling, width: 24 },
])
