import type { Ctx } from '../../../kernel/server/ctx.ts'
import type { Download } from '../../../kernel/server/files.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import { type ExportColumn, exportRows } from '../../../mechanisms/register/index.ts'
import type { contract } from '../contract.ts'
import { schoolOf } from '../operations/labels.ts'
import {
  CONDITIONS,
  DISPOSE_MODES,
  disposalMachine,
  GROUNDS,
  loanMachine,
  transferMachine,
} from '../rules.ts'
import { disposals } from './disposals.ts'
import { idle, loans } from './loans.ts'
import { transfers } from './transfers.ts'

type H = Handlers<typeof contract>
type RowOf<T> = T extends (...args: never[]) => Promise<{ rows: readonly (infer R)[] }> ? R : never

const PAGE = 200

/** All rows of a list, page by page, as whoever asks sees them. */
async function* everyRow<R>(
  page: (cursor: string | undefined) => Promise<{ rows: readonly R[]; next?: string | null | undefined }>,
): AsyncGenerator<R> {
  for (let cursor: string | undefined; ; ) {
    const { rows, next } = await page(cursor)
    yield* rows
    if (!next) return
    cursor = next
  }
}

async function sheet<R>(
  ctx: Ctx,
  title: string,
  filter: { search?: string | undefined; states?: readonly string[] | undefined },
  machine: { states: Record<string, { label: string }> } | null,
  columns: readonly ExportColumn<R>[],
  rows: AsyncIterable<R>,
): Promise<Download> {
  const states = (filter.states ?? []).map(state => machine?.states[state]?.label ?? state)
  return exportRows<R>({
    title,
    columns,
    rows,
    filterText: [states.join('、'), filter.search && `查找：${filter.search}`].filter(Boolean).join(' · '),
    school: (await schoolOf(ctx)).name,
    zone: ctx.zone,
    now: ctx.now,
  })
}

const TRANSFER: readonly ExportColumn<RowOf<H['transfers']>>[] = [
  { title: '单号', value: r => r.no, width: 18 },
  { title: '状态', value: r => transferMachine.states[r.state].label, width: 10 },
  { title: '调出部门', value: r => r.fromUnitText },
  { title: '调入部门', value: r => r.toUnitText },
  { title: '新存放地点', value: r => r.toPlaceText, width: 20 },
  { title: '新保管人', value: r => r.toKeeperName, width: 10 },
  { title: '件数', value: r => r.cards, kind: 'number', sum: true },
  { title: '数量', value: r => r.quantity, kind: 'number', sum: true },
  { title: '原值', value: r => r.valueFen, kind: 'money', sum: true },
  { title: '原因', value: r => r.reason, width: 28 },
  { title: '闲置调剂', value: r => (r.reuse ? '是' : ''), width: 10 },
  { title: '申请人', value: r => r.requestedName, width: 10 },
  { title: '申请', value: r => r.requestedAt, kind: 'instant' },
  { title: '入账', value: r => r.bookedOn, kind: 'day' },
]

export const exportTransfers: H['exportTransfers'] = (ctx, filter) =>
  sheet(
    ctx,
    '资产调拨单',
    filter,
    transferMachine,
    TRANSFER,
    everyRow(cursor => transfers(ctx, { ...filter, cursor, limit: PAGE })),
  )

const LOAN: readonly ExportColumn<RowOf<H['loans']>>[] = [
  { title: '单号', value: r => r.no, width: 18 },
  { title: '状态', value: r => (r.late ? '到期没还' : loanMachine.states[r.state].label), width: 10 },
  { title: '借用人', value: r => r.borrowerName, width: 12 },
  { title: '单位', value: r => (r.outside ? `校外 ${r.unitText}`.trim() : r.unitText) },
  { title: '电话', value: r => r.phone, width: 14 },
  { title: '事由', value: r => r.purpose, width: 28 },
  { title: '件数', value: r => r.cards, kind: 'number', sum: true },
  { title: '借出', value: r => r.outOn, kind: 'day' },
  { title: '应还', value: r => r.dueOn, kind: 'day' },
  { title: '还清', value: r => r.returnedOn, kind: 'day' },
  { title: '经手', value: r => r.lentName, width: 10 },
]

export const exportLoans: H['exportLoans'] = (ctx, filter) =>
  sheet(
    ctx,
    '资产借用单',
    filter,
    loanMachine,
    LOAN,
    everyRow(cursor => loans(ctx, { ...filter, cursor, limit: PAGE })),
  )

const DISPOSAL: readonly ExportColumn<RowOf<H['disposals']>>[] = [
  { title: '单号', value: r => r.no, width: 18 },
  { title: '状态', value: r => disposalMachine.states[r.state].label, width: 12 },
  { title: '方式', value: r => DISPOSE_MODES[r.mode], width: 12 },
  { title: '依据', value: r => GROUNDS[r.ground], width: 30 },
  { title: '原因', value: r => r.reason, width: 28 },
  { title: '部门', value: r => r.unitText },
  { title: '件数', value: r => r.cards, kind: 'number', sum: true },
  { title: '数量', value: r => r.quantity, kind: 'number', sum: true },
  { title: '原值', value: r => r.valueFen, kind: 'money', sum: true },
  { title: '累计折旧', value: r => r.depreciatedFen, kind: 'money', sum: true },
  { title: '净值', value: r => r.valueFen - r.depreciatedFen, kind: 'money', sum: true },
  { title: '申请人', value: r => r.proposedName, width: 10 },
  { title: '申请', value: r => r.proposedAt, kind: 'instant' },
  { title: '核销', value: r => r.executedOn, kind: 'day' },
  { title: '处置收入', value: r => r.proceedsFen, kind: 'money', sum: true },
]

export const exportDisposals: H['exportDisposals'] = (ctx, filter) =>
  sheet(
    ctx,
    '资产处置单',
    filter,
    disposalMachine,
    DISPOSAL,
    everyRow(cursor => disposals(ctx, { ...filter, cursor, limit: PAGE })),
  )

const IDLE: readonly ExportColumn<RowOf<H['idle']>>[] = [
  { title: '资产编号', value: r => r.no, width: 18 },
  { title: '名称', value: r => r.name, width: 20 },
  { title: '规格型号', value: r => r.model, width: 20 },
  { title: '数量', value: r => r.quantity, kind: 'number', sum: true },
  { title: '现在哪里', value: r => r.placeText, width: 20 },
  { title: '部门', value: r => r.unitText },
  { title: '状况', value: r => CONDITIONS[r.condition], width: 10 },
  { title: '闲置起', value: r => r.since, kind: 'day' },
  { title: '天数', value: r => r.days, kind: 'number' },
  { title: '为什么闲置', value: r => r.reason, width: 28 },
  { title: '原值', value: r => r.valueFen, kind: 'money', sum: true },
  { title: '净值', value: r => r.netFen, kind: 'money', sum: true },
  { title: '去向', value: r => r.held || '可调入', width: 10 },
]

export const exportIdle: H['exportIdle'] = (ctx, filter) =>
  sheet(
    ctx,
    '闲置资产清单',
    filter,
    null,
    IDLE,
    everyRow(cursor => idle(ctx, { ...filter, cursor, limit: PAGE })),
  )
