import { sql } from 'kysely'
import type { Ctx } from '../../kernel/server/ctx.ts'
import { type BookSpec, type DocumentSpec, turnover } from '../../mechanisms/ledger/index.ts'
import type { ReconciliationSpec } from '../../mechanisms/reconciliation/index.ts'
import { DOCUMENT_REF } from './paper.ts'

export const STOCK_LEDGER = 'stock.ledger'

export const stockBook: BookSpec = {
  id: 'stock',
  title: '物资账',
  accounts: {
    onhand: { title: '库存', floor: true },
    onloan: { title: '借出', floor: true },
    in_transit: { title: '在途', floor: true },
    received: { title: '入库来源', floor: false },
    opening: { title: '期初', floor: false },
    issued: { title: '已领用', floor: false },
    lost: { title: '报损', floor: false },
    adjusted: { title: '更正', floor: false },
  },
  gates: [STOCK_LEDGER],
  readers: ['storekeeper', 'asset_keeper', 'clerk'],
}

export const stockDocument: DocumentSpec = {
  kind: DOCUMENT_REF,
  title: '出入库单',
  href: id => `/stock-documents/${id}`,
}

/** The movements on the stores' papers against the book, place by place. */
export const stockLedger: ReconciliationSpec = {
  id: STOCK_LEDGER,
  title: '仓库单据与物资账',
  left: '仓库单据',
  right: '物资账',
  about: '每种物品在每个仓库和调拨途中的数量和金额，单据累计应等于账上余额。',
  book: 'stock',
  async run(ctx, { asAt }) {
    const papers = new Map([...(await movedUntil(ctx, asAt)), ...(await sentUntil(ctx, asAt))])
    const booked = new Map<string, { fen: number; quantity: number; title: string }>()
    for (const kind of ['onhand', 'in_transit'])
      for (const a of await turnover(ctx, 'stock', { kind }, { from: '1900-01-01', to: asAt }))
        booked.set(a.key, { fen: a.closingFen, quantity: Number(a.closingQuantity), title: a.title })
    const keys = [...new Set([...papers.keys(), ...booked.keys()])].sort()
    return {
      rows: keys.map(key => {
        const [left, right] = [papers.get(key), booked.get(key)]
        const itemId = key.split(':')[1] ?? ''
        return {
          key,
          label: left?.label ?? right?.title ?? key,
          leftFen: left?.fen ?? 0,
          rightFen: right?.fen ?? 0,
          leftQty: String(left?.quantity ?? 0),
          rightQty: String(right?.quantity ?? 0),
          href: `/stock/${itemId}`,
        }
      }),
    }
  },
}

interface Sum {
  key: string
  label: string
  fen: string
  quantity: string
}

async function movedUntil(ctx: Ctx, asAt: string) {
  const { rows } = await sql<Sum>`select m.store_id || ':' || m.item_id as key,
      s.name || ' ' || i.name || coalesce(' ' || nullif(i.spec, ''), '') as label,
      sum(m.amount_fen) as fen, sum(m.quantity) as quantity
    from stock_move m
    join stock_item i on i.school_id = m.school_id and i.id = m.item_id
    join stock_store s on s.school_id = m.school_id and s.id = m.store_id
    where m.school_id = ${ctx.schoolId} and m.day <= ${asAt}
    group by m.store_id, m.item_id, s.name, i.name, i.spec`.execute(ctx.db)
  return summed(rows)
}

/** What the papers say was on its way between stores: sent, less what arrived and what was written off. */
async function sentUntil(ctx: Ctx, asAt: string) {
  const { rows } = await sql<Sum>`select d.transit_id || ':' || l.item_id as key,
      '在途 ' || t.no || ' ' || i.name || coalesce(' ' || nullif(i.spec, ''), '') as label,
      sum(case d.kind when 'transfer' then l.amount_fen else -l.amount_fen end) as fen,
      sum(case d.kind when 'transfer' then l.quantity else -l.quantity end) as quantity
    from stock_document d
    join stock_document t on t.school_id = d.school_id and t.id = d.transit_id
    join stock_line l on l.school_id = d.school_id and l.document_id = d.id
    join stock_item i on i.school_id = l.school_id and i.id = l.item_id
    where d.school_id = ${ctx.schoolId} and d.entry_id is not null and d.day <= ${asAt}
    group by d.transit_id, l.item_id, t.no, i.name, i.spec`.execute(ctx.db)
  return summed(rows)
}

const summed = (rows: readonly Sum[]) =>
  new Map(rows.map(r => [r.key, { label: r.label, fen: Number(r.fen), quantity: Number(r.quantity) }]))
