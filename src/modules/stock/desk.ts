import { sql } from 'kysely'
import { addDays } from '../../kernel/pure/calendar/day.ts'
import { type Ctx, hasRole, userOf } from '../../kernel/server/ctx.ts'
import type { DeskItem, DeskSource, SearchHit, SearchSource } from '../../mechanisms/desk/index.ts'
import { readParameter } from '../../mechanisms/parameter/index.ts'
import { classesTaughtBy } from '../people/index.ts'
import { stock } from './contract.ts'
import { EXPIRY_DAYS } from './parameters.ts'
import { type DocumentState, type NeedState, needMachine, quantityText } from './rules.ts'

const MOST = 12

/** What waits for the storekeeper, for whoever may fetch something, and for borrowers who are late. */
export const stockDesk: DeskSource = {
  id: 'stock',
  async items(ctx) {
    const me = userOf(ctx)?.personId
    if (!me) return []
    const keeper = (ctx.actor.kind === 'user' && ctx.actor.roles.includes('storekeeper')) === true
    return [
      ...(await toFetch(ctx, me)),
      ...(await lateLoans(ctx, me, keeper)),
      ...(await kitsToSign(ctx, me)),
      ...(keeper || hasRole(ctx, 'clerk') ? await toTakeIn(ctx, me) : []),
      ...(keeper ? [...(await toIssue(ctx, me)), ...(await shelves(ctx))] : []),
    ]
  },
}

async function toFetch(ctx: Ctx, me: string): Promise<DeskItem[]> {
  const { rows } = await sql<{ id: string; no: string; state: NeedState; what: string; store: string }>`
    select n.id, n.no, n.state, s.name as store,
      (select string_agg(i.name || trim_scale(l.quantity) || i.measure, '、' order by l.seq) from stock_need_line l
        join stock_item i on i.school_id = l.school_id and i.id = l.item_id
        where l.school_id = n.school_id and l.need_id = n.id) as what
    from stock_need n join stock_store s on s.school_id = n.school_id and s.id = n.store_id
    where n.school_id = ${ctx.schoolId} and n.asker_id = ${me} and n.state in ('picked', 'returned')
    order by n.id limit ${MOST}`.execute(ctx.db)
  return rows.map(r => ({
    key: `stock.need.${r.id}`,
    urgency: 'sign' as const,
    title: r.state === 'picked' ? `可以去${r.store}领：${r.what}` : `领用单被退回：${r.what}`,
    detail: `${r.no} · ${needMachine.states[r.state].label}`,
    link: `/needs/${r.id}`,
    dueAt: null,
  }))
}

async function toIssue(ctx: Ctx, me: string): Promise<DeskItem[]> {
  const { rows } = await sql<{ id: string; no: string; unit_text: string; purpose: string; what: string }>`
    select n.id, n.no, n.unit_text, n.purpose,
      (select string_agg(i.name || trim_scale(l.quantity - l.issued) || i.measure, '、' order by l.seq)
        from stock_need_line l join stock_item i on i.school_id = l.school_id and i.id = l.item_id
        where l.school_id = n.school_id and l.need_id = n.id and l.quantity > l.issued) as what
    from stock_need n where n.school_id = ${ctx.schoolId} and n.state in ('approved', 'part') and n.asker_id <> ${me}
    order by n.id limit ${MOST}`.execute(ctx.db)
  return rows.map(r => ({
    key: `stock.issue.${r.id}`,
    urgency: 'sign' as const,
    title: `等发放：${[r.unit_text, r.what].filter(Boolean).join(' ')}`,
    detail: [r.no, r.purpose].join(' · '),
    link: `/needs/${r.id}`,
    dueAt: null,
  }))
}

/** Goods on their way to a store of mine (or one without keeper), and what went missing on the way. */
async function toTakeIn(ctx: Ctx, me: string): Promise<DeskItem[]> {
  const { rows } = await sql<{
    id: string
    no: string
    state: DocumentState
    store: string
    to_store: string
  }>`
    select d.id, d.no, d.state, s.name as store, t.name as to_store from stock_document d
    join stock_store s on s.school_id = d.school_id and s.id = d.store_id
    join stock_store t on t.school_id = d.school_id and t.id = d.to_store_id
    where d.school_id = ${ctx.schoolId} and d.state in ('transit', 'open')
      and (t.keeper_id = ${me} or (t.keeper_id is null and d.by_id is distinct from ${me})
        or (d.state = 'open' and s.keeper_id = ${me}))
    order by d.id limit ${MOST}`.execute(ctx.db)
  return rows.map(r => ({
    key: `stock.transit.${r.id}`,
    urgency: r.state === 'open' ? ('late' as const) : ('sign' as const),
    title:
      r.state === 'open'
        ? `${r.store}调到${r.to_store}少收的还没有处理`
        : `${r.store}调来的货在途，请${r.to_store}点收`,
    detail: r.no,
    link: `/stock-documents/${r.id}`,
    dueAt: null,
  }))
}

async function lateLoans(ctx: Ctx, me: string, keeper: boolean): Promise<DeskItem[]> {
  const { rows } = await sql<{
    id: string
    no: string
    borrower: string
    due_on: string
    late: number
    what: string
  }>`
    select l.id, l.no, l.borrower_text as borrower, l.due_on, (${ctx.today}::date - l.due_on) as late,
      (select string_agg(i.name || trim_scale(m.quantity - m.back - m.lost) || i.measure, '、' order by m.seq)
        from stock_loan_line m join stock_item i on i.school_id = m.school_id and i.id = m.item_id
        where m.school_id = l.school_id and m.loan_id = l.id) as what
    from stock_loan l where l.school_id = ${ctx.schoolId} and l.state = 'out' and l.due_on <= ${ctx.today}
      and (l.borrower_id = ${me} or ${keeper}) order by l.due_on limit ${MOST}`.execute(ctx.db)
  return rows.map(r => ({
    key: `stock.loan.${r.id}`,
    urgency: r.late > 0 ? ('late' as const) : ('today' as const),
    title: `${r.borrower}借的${r.what}${r.late > 0 ? `该还了，晚了 ${r.late} 天` : '今天该还'}`,
    detail: r.no,
    link: `/loans/${r.id}`,
    dueAt: null,
  }))
}

async function kitsToSign(ctx: Ctx, me: string): Promise<DeskItem[]> {
  const classes = await classesTaughtBy(ctx, me)
  if (classes.length === 0) return []
  const { rows } = await sql<{ sheet_id: string; no: string; title: string; unit_text: string }>`
    select d.sheet_id, d.no, d.reason as title, d.unit_text from stock_document d
    where d.school_id = ${ctx.schoolId} and d.unit_id = any(${classes}::uuid[]) and d.kind = 'kit' and d.state = 'posted' and d.person_text = ''`.execute(
    ctx.db,
  )
  return rows.map(r => ({
    key: `stock.kit.${r.no}`,
    urgency: 'sign' as const,
    title: `${r.unit_text}的${r.title}已发，请签收`,
    detail: r.no,
    link: `/kits/${r.sheet_id}`,
    dueAt: null,
  }))
}

async function shelves(ctx: Ctx): Promise<DeskItem[]> {
  const { low, expiring } = await ctx.run(stock.items, { limit: 1 })
  const days = await readParameter(ctx, EXPIRY_DAYS)
  const soon = addDays(ctx.today, days)
  const items: DeskItem[] = []
  if (low > 0)
    items.push({
      key: 'stock.low',
      urgency: 'soon',
      title: `${low} 种物品不到最低库存`,
      detail: '看采购建议',
      link: '/stock/suggestions',
      dueAt: null,
    })
  if (expiring > 0)
    items.push({
      key: 'stock.expiring',
      urgency: 'soon',
      title: `${expiring} 种物品快到期或已过期`,
      detail: `${soon}前到期`,
      link: '/stock?show=expiring',
      dueAt: null,
    })
  return items
}

/** Items by name, code, alias or sound; papers by their number. */
export const stockSearch: SearchSource = {
  id: 'stock',
  async search(ctx, text) {
    const { rows } = ctx.may(stock.findItems)
      ? await ctx.run(stock.findItems, { q: text.slice(0, 40), limit: 6 })
      : { rows: [] }
    const hits: SearchHit[] = rows.map(r => ({
      kind: 'stock.item',
      kindTitle: '物品',
      title: r.spec ? `${r.name} ${r.spec}` : r.name,
      detail: `库存 ${quantityText(r.onhand, r.measure)}`,
      link: `/stock/${r.itemId}`,
    }))
    return /[\d-]{3}/.test(text) ? [...(await byNumber(ctx, text)), ...hits] : hits
  },
}

async function byNumber(ctx: Ctx, text: string): Promise<SearchHit[]> {
  const q = text.slice(0, 40)
  const hits: SearchHit[] = []
  if (ctx.may(stock.needs))
    for (const r of (await ctx.run(stock.needs, { q, limit: 5 })).rows)
      hits.push({
        kind: 'stock.need',
        kindTitle: '领用单',
        title: r.no,
        detail: r.what,
        link: `/needs/${r.id}`,
      })
  if (ctx.may(stock.documents))
    for (const r of (await ctx.run(stock.documents, { q, limit: 5 })).rows)
      hits.push({
        kind: 'stock.document',
        kindTitle: '出入库单',
        title: r.no,
        detail: r.what,
        link: `/stock-documents/${r.id}`,
      })
  return hits
}
