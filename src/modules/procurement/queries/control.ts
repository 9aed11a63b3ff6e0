import { sql } from 'kysely'
import { z } from 'zod'
import type { Ctx } from '../../../kernel/server/ctx.ts'
import { decodeCursor, pageFrom } from '../../../kernel/server/cursor.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import { readParameter } from '../../../mechanisms/parameter/index.ts'
import { type ExportColumn, exportRows } from '../../../mechanisms/register/index.ts'
import { lineFacts } from '../../budget/index.ts'
import type { contract } from '../contract.ts'
import { orderMachine, requestMachine } from '../machines.ts'
import { YEAR_LIMIT } from '../parameters.ts'
import { yearState } from '../rules.ts'
import { CATEGORIES, type Category, CHANNELS, PORTAL_STATES, REQUEST_KINDS } from '../words.ts'
import { allOrders } from './orders.ts'
import { allRequests } from './requests.ts'

type H = Handlers<typeof contract>

/** How much of the year's limit each budget line and category has used; the fullest first. */
export const yearMeter: H['yearMeter'] = async (ctx, input) => {
  const year = input.year ?? Number(ctx.today.slice(0, 4))
  const asAt = `${year}-12-31` < ctx.today ? `${year}-12-31` : ctx.today
  const { limit, warnPercent } = await readParameter(ctx, YEAR_LIMIT, asAt)
  const sums = await ctx.db
    .selectFrom('procurement_request')
    .select(eb => [
      'line_id',
      'category',
      eb.fn.sum<string>('standing_fen').as('sum'),
      eb.fn.countAll<number>().as('n'),
    ])
    .where('school_id', '=', ctx.schoolId)
    .where('channel', '=', 'own')
    .where('state', 'in', ['pending', 'approved', 'buying', 'done', 'closed'])
    .where('asked_on', '>=', `${year}-01-01`)
    .where('asked_on', '<=', `${year}-12-31`)
    .groupBy(['line_id', 'category'])
    .execute()
  const lines = await lineFacts(
    ctx,
    sums.flatMap(s => (s.line_id ? [s.line_id] : [])),
  )
  const rows = sums.map(s => {
    const line = s.line_id ? lines.get(s.line_id) : undefined
    const sumFen = Number(s.sum)
    const { state, percent } = yearState(sumFen, 0, limit * 100, warnPercent)
    return {
      lineId: s.line_id,
      lineTitle: line ? `${line.code} ${line.title}` : '还没有定经费',
      category: s.category as Category,
      sumFen,
      limitFen: limit * 100,
      percent,
      state,
      requests: s.n,
    }
  })
  return { year, warnPercent, rows: rows.sort((a, b) => b.sumFen - a.sumFen) }
}

export const offChannel: H['offChannel'] = async (ctx, input) => {
  const after = decodeCursor(input.cursor, [z.iso.date(), z.uuid()])
  const base = ctx.db
    .selectFrom('procurement_off_channel')
    .where('school_id', '=', ctx.schoolId)
    .$if(input.from !== undefined, q => q.where('bought_on', '>=', input.from as string))
    .$if(input.to !== undefined, q => q.where('bought_on', '<=', input.to as string))
    .$if(input.openOnly === true, q => q.where('handled_on', 'is', null))
  let select = base
    .selectAll()
    .orderBy('bought_on', 'desc')
    .orderBy('id', 'desc')
    .limit(input.limit + 1)
  if (after) select = select.where(sql<boolean>`(bought_on, id) < (${after[0]}::date, ${after[1]}::uuid)`)
  const page = pageFrom(await select.execute(), input.limit, row => [row.bought_on, row.id])
  const totals = await base
    .select(eb => [
      eb.fn.countAll<number>().as('total'),
      eb.fn.coalesce(eb.fn.sum<string>('amount_fen'), eb.lit(0)).as('amount'),
    ])
    .executeTakeFirstOrThrow()
  return {
    rows: page.rows.map(r => ({
      id: r.id,
      no: r.no,
      version: r.version,
      boughtOn: r.bought_on,
      personName: r.person_name,
      unitText: r.unit_text,
      what: r.what,
      category: r.category as Category,
      supplierName: r.supplier_name,
      amountFen: r.amount_fen,
      reason: r.reason,
      handling: r.handling,
      handledOn: r.handled_on,
      notedByName: r.noted_by_name,
    })),
    next: page.next,
    total: totals.total,
    amountFen: Number(totals.amount),
  }
}

export const exportRequests: H['export'] = async (ctx, { filterText, ...filter }) =>
  exportRows({
    ...(await headOf(ctx, '采购申请', filterText)),
    columns: REQUESTS,
    rows: allRequests(ctx, filter),
  })

export const exportOrders: H['exportOrders'] = async (ctx, { filterText, ...filter }) =>
  exportRows({ ...(await headOf(ctx, '采购单', filterText)), columns: ORDERS, rows: allOrders(ctx, filter) })

async function headOf(ctx: Ctx, title: string, filterText: string) {
  const { name } = await ctx.db
    .selectFrom('school')
    .select('name')
    .where('id', '=', ctx.schoolId)
    .executeTakeFirstOrThrow()
  return { title, filterText: filterText || '全部', school: name, zone: ctx.zone, now: ctx.now }
}

type RowOfAll<F extends (ctx: Ctx, filter: never) => AsyncGenerator> =
  ReturnType<F> extends AsyncGenerator<infer Row> ? Row : never

const REQUESTS: readonly ExportColumn<RowOfAll<typeof allRequests>>[] = [
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
]

const ORDERS: readonly ExportColumn<RowOfAll<typeof allOrders>>[] = [
  { title: '单号', value: r => r.no, width: 20 },
  { title: '下单日期', value: r => r.orderedOn, kind: 'day' },
  { title: '名称', value: r => r.title, width: 30 },
  { title: '品目', value: r => CATEGORIES[r.category], width: 12 },
  { title: '渠道', value: r => CHANNELS[r.channel], width: 14 },
  { title: '平台单号', value: r => r.portalNo },
  { title: '平台进度', value: r => (r.portalNo ? PORTAL_STATES[r.portalState] : '') },
  { title: '经费来源', value: r => r.fundings, width: 16 },
  { title: '供应商', value: r => r.supplierName, width: 24 },
  { title: '采购员', value: r => r.buyerName },
  { title: '金额', value: r => r.totalFen, kind: 'money', sum: true },
  { title: '已验收', value: r => r.acceptedFen, kind: 'money', sum: true },
  { title: '已付', value: r => r.paidFen, kind: 'money', sum: true },
  { title: '状态', value: r => orderMachine.states[r.state].label, width: 14 },
]
