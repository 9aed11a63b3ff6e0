import { formatFen } from '../../kernel/pure/money.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import { type ApprovalSubject, chainOf, type DecisionFact } from '../../mechanisms/approval/index.ts'
import { lineFacts } from '../budget/index.ts'
import { REQUEST_REF } from './door.ts'
import { lastPrices } from './goods.ts'
import { letGo } from './operations/asking.ts'
import { REQUEST_ROUTES, SINGLE_ROUTES } from './routes.ts'
import { change, lock, read } from './store.ts'
import { CATEGORIES, CHANNELS } from './words.ts'

export const SHEET_REF = 'procurement.sheet'
const categories = Object.entries(CATEGORIES).map(([code, title]) => ({ code, title }))

export const requestSubject: ApprovalSubject = {
  kind: REQUEST_REF,
  title: '采购申请',
  categories,
  routes: REQUEST_ROUTES,
  facts: requestDecisionFacts,
  async decided(ctx, id, { outcome, note, byName }) {
    const row = await lock(ctx, 'procurement_request', id)
    if (outcome === 'approved') {
      await change(ctx, 'procurement_request', row, 'approved', {
        action: '批准',
        note: [byName, note].filter(Boolean).join('：'),
        set: { decided_on: ctx.today, decision: note },
      })
      return
    }
    const words = { refused: '不批准', returned: '退回', withdrawn: '撤回' } as const
    await letGo(ctx, row, words[outcome])
    await change(ctx, 'procurement_request', row, outcome, {
      action: words[outcome],
      note: [byName, note].filter(Boolean).join('：'),
      set: { decided_on: ctx.today, decision: note, standing_fen: 0, committed_fen: 0 },
    })
  },
}

export const singleSubject: ApprovalSubject = {
  kind: SHEET_REF,
  title: '单一来源（询价采购）',
  categories,
  routes: SINGLE_ROUTES,
  facts: singleFacts,
  async decided(ctx, id, { outcome, note, byName }) {
    const row = await lock(ctx, 'procurement_sheet', id)
    const said = [byName, note].filter(Boolean).join('：')
    if (outcome === 'approved')
      await change(ctx, 'procurement_sheet', row, 'chosen', {
        action: '批准单一来源',
        note: said,
        set: { chosen_on: ctx.today, chosen_by_name: byName, decision: note },
      })
    else
      await change(ctx, 'procurement_sheet', row, 'asking', {
        action: '退回重询',
        note: said,
        set: { decision: note, single: false, chosen_quote_id: null },
      })
  },
}

async function requestDecisionFacts(ctx: Ctx, id: string): Promise<DecisionFact[]> {
  const row = await read(ctx, 'procurement_request', id)
  const lines = await ctx.db
    .selectFrom('procurement_request_line')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('request_id', '=', id)
    .orderBy('sort')
    .execute()
  const line = row.line_id ? (await lineFacts(ctx, [row.line_id])).get(row.line_id) : undefined
  const facts: DecisionFact[] = [
    { label: '用途', value: row.reason },
    {
      label: '经费',
      value: line
        ? `${line.code} ${line.title}（${line.source}），占用这笔后还剩 ${formatFen(line.leftFen)}`
        : '还没有定',
      ...(line ? {} : { tone: 'waiting' as const }),
    },
    { label: '渠道', value: CHANNELS[row.channel] },
  ]
  if (row.ladder_fen > row.amount_fen)
    facts.push({
      label: '疑似拆分',
      value: `近期同部门同品目合计 ${formatFen(row.ladder_fen)}，按合计审批`,
      tone: 'late',
    })
  const prices = await lastPrices(
    ctx,
    lines.map(l => ({ itemId: l.item_id, name: l.name })),
  )
  for (const [at, l] of lines.entries()) {
    const last = prices[at]
    const said = [
      `估价 ${formatFen(l.price_fen)}/${l.measure}`,
      last && `上次 ${formatFen(last.price_fen)}（${last.ordered_on}，${last.supplier_name}）`,
      l.onhand !== null && `库存 ${Number(l.onhand)}${l.measure}`,
      l.stock_reason && `不用库存：${l.stock_reason}`,
      l.idle_text && `闲置：${l.idle_text}`,
      l.idle_reason && `不调剂：${l.idle_reason}`,
    ]
    facts.push({
      label: `${l.name}${Number(l.quantity)}${l.measure}`,
      value: said.filter(Boolean).join('；'),
      ...(l.idle_text || l.stock_reason ? { tone: 'waiting' as const } : {}),
    })
  }
  if (row.just_need) facts.push({ label: '购置论证', value: `${row.just_need} ${row.just_opinion}` })
  return facts
}

async function singleFacts(ctx: Ctx, id: string): Promise<DecisionFact[]> {
  const row = await read(ctx, 'procurement_sheet', id)
  const quotes = await ctx.db
    .selectFrom('procurement_quote')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('sheet_id', '=', id)
    .execute()
  return [
    { label: '理由', value: row.few_reason },
    ...quotes.map(q => ({
      label: q.id === row.chosen_quote_id ? '拟选' : '报价',
      value: `${q.supplier_name} ${formatFen(q.total_fen)}`,
    })),
    ...(row.conclusion ? [{ label: '结论', value: row.conclusion }] : []),
  ]
}

/** Who said yes to a document: whoever approved may not buy for it. */
export async function approversOf(ctx: Ctx, requestId: string): Promise<string[]> {
  const chain = await chainOf(ctx, { kind: REQUEST_REF, id: requestId })
  return (chain?.steps ?? []).flatMap(step =>
    step.seats.filter(seat => seat.state === 'approved' || seat.state === 'same').map(seat => seat.personId),
  )
}
