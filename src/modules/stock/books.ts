import { sql } from 'kysely'
import type { Ctx } from '../../kernel/server/ctx.ts'
import { type BookSpec, type DocumentSpec, turnover } from '../../mechanisms/ledger/index.ts'
import type { ReconciliationSpec } from '../../mechanisms/reconciliation/index.ts'
import { DOCUMENT_REF } from './paper.ts'
import { milli } from './rules.ts'

export const STOCK_LEDGER = 'stock.ledger'

export const stockBook: BookSpec = {
  id: 'stock',
  title: '物资账',
  accounts: {
    onhand: { title: '库存', floor: true },
    onloan: { title: '借出', floor: true },
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
  about: '每种物品在每个仓库的数量和金额，单据累计应等于账上余额。',
  book: 'stock',
  async run(ctx, { asAt }) {
    const papers = await movedUntil(ctx, asAt)
    const accounts = await turnover(ctx, 'stock', { kind: 'onhand' }, { from: '1900-01-01', to: asAt })
    const booked = new Map(
      accounts.map(a => [
        a.key,
        {
          fen: a.openingFen + a.inFen - a.outFen,
          quantity: (milli(a.openingQuantity) + milli(a.inQuantity) - milli(a.outQuantity)) / 1000,
          title: a.title,
        },
      ]),
    )
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

async function movedUntil(ctx: Ctx, asAt: string) {
  const { rows } = await sql<{ key: string; label: string; fen: string; quantity: string }>`
    select m.store_id || ':' || m.item_id || ':' || coalesce(m.batch_id::text, '-') as key,
      s.name || ' ' || i.name || coalesce(' ' || nullif(i.spec, ''), '') || coalesce(' ' || b.batch_no, '') as label,
      sum(m.amount_fen) as fen, sum(m.quantity) as quantity
    from stock_move m
    join stock_item i on i.school_id = m.school_id and i.id = m.item_id
    join stock_store s on s.school_id = m.school_id and s.id = m.store_id
    left join stock_batch b on b.school_id = m.school_id and b.id = m.batch_id
    where m.school_id = ${ctx.schoolId} and m.day <= ${asAt}
    group by m.store_id, m.item_id, m.batch_id, s.name, i.name, i.spec, b.batch_no`.execute(ctx.db)
  return new Map(rows.map(r => [r.key, { label: r.label, fen: Number(r.fen), quantity: Number(r.quantity) }]))
}
