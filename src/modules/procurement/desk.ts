import { type Ctx, hasRole } from '../../kernel/server/ctx.ts'
import type { DeskItem, DeskSource, SearchSource } from '../../mechanisms/desk/index.ts'
import { procurement } from './contract.ts'
import { orderMachine, requestMachine } from './machines.ts'
import { receiving } from './queries/acceptances.ts'
import { orders } from './queries/orders.ts'
import { list } from './queries/requests.ts'
import { waiting } from './queries/sourcing.ts'

const SHOWN = 8

/** The buyer merges what was approved and asks after what should be here; acceptors count and sign. */
export const procurementDesk: DeskSource = {
  id: 'procurement',
  async items(ctx) {
    const items = hasRole(ctx, 'buyer') ? [...(await toMerge(ctx)), ...(await toChase(ctx))] : []
    return ctx.may(procurement.receiving) ? [...items, ...(await toAccept(ctx))] : items
  },
}

export const procurementSearch: SearchSource = {
  id: 'procurement',
  async search(ctx, text) {
    const wanted = { search: text.slice(0, 60), cursor: undefined, limit: SHOWN }
    const requests = ctx.may(procurement.list) ? (await list(ctx, wanted)).rows : []
    const placed = ctx.may(procurement.orders) ? (await orders(ctx, wanted)).rows : []
    return [
      ...requests.map(r => ({
        kind: 'procurement.request',
        kindTitle: '采购申请',
        title: r.title,
        detail: [r.no, r.askerName, requestMachine.states[r.state].label].join(' · '),
        link: `/procurement/requests/${r.id}`,
      })),
      ...placed.map(o => ({
        kind: 'procurement.order',
        kindTitle: '采购单',
        title: o.title,
        detail: [o.no, o.supplierName, orderMachine.states[o.state].label].join(' · '),
        link: `/procurement/orders/${o.id}`,
      })),
    ]
  },
}

async function toMerge(ctx: Ctx): Promise<DeskItem[]> {
  const { rows } = await waiting(ctx, {})
  const [first] = rows
  if (!first) return []
  const requests = new Set(rows.map(row => row.requestId)).size
  return [
    {
      key: 'procurement.merge',
      urgency: 'soon',
      title: `${requests} 张批了的采购申请等着采购`,
      detail: `${first.name}${rows.length > 1 ? `等 ${rows.length} 样` : ''}，同类的并成一批去询价`,
      link: '/procurement/batches',
      dueAt: null,
    },
  ]
}

async function toChase(ctx: Ctx): Promise<DeskItem[]> {
  const rows = await ctx.db
    .selectFrom('procurement_order')
    .select(['id', 'title', 'supplier_name', 'due_on'])
    .where('school_id', '=', ctx.schoolId)
    .where('state', 'in', ['ordered', 'partly'])
    .where('due_on', '<=', ctx.today)
    .orderBy('due_on')
    .orderBy('id')
    .limit(SHOWN)
    .execute()
  return rows.map(row => {
    const late = (row.due_on as string) < ctx.today
    return {
      key: `procurement.due:${row.id}`,
      urgency: late ? 'late' : 'soon',
      title: late ? `${row.title}过了约定到货日还没到齐` : `${row.title}今天应到货`,
      detail: `${row.supplier_name}，约定 ${row.due_on}`,
      link: `/procurement/orders/${row.id}`,
      dueAt: null,
    }
  })
}

/** What should have come by now, and sheets that want this person's signature. */
async function toAccept(ctx: Ctx): Promise<DeskItem[]> {
  const { orders: open, toSign } = await receiving(ctx, {})
  const due = open.filter(o => o.dueOn !== null && o.dueOn <= ctx.today)
  return [
    ...toSign.slice(0, SHOWN).map(a => ({
      key: `procurement.sign:${a.id}`,
      urgency: 'soon' as const,
      title: `签验收单：${a.title}`,
      detail: `${a.no}，${a.supplierName}`,
      link: `/acceptances/${a.id}`,
      dueAt: null,
    })),
    ...due.slice(0, SHOWN).map(o => ({
      key: `procurement.receive:${o.id}`,
      urgency: 'soon' as const,
      title: `到货请验收：${o.title}`,
      detail: `${o.supplierName}，约定 ${o.dueOn} 到货`,
      link: `/receiving/${o.id}`,
      dueAt: null,
    })),
  ]
}
