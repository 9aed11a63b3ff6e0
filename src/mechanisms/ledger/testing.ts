import type { Ctx } from '../../kernel/server/ctx.ts'
import { buildRegistry } from '../../kernel/server/registry.ts'
import { modules } from '../../modules/index.ts'
import { type Scenario, scenario } from '../../testing/scenario.ts'
import { type BookSpec, bookPoint, documentPoint, type PostLine, post, reverse } from './index.ts'

/** A book for tests: shelves that may not go below nothing, and where things come from and go to. */
export const TRY_BOOK: BookSpec = {
  id: 'try',
  title: '试验账',
  accounts: {
    shelf: { title: '在库', floor: true },
    received: { title: '入库', floor: false },
    used: { title: '领用', floor: false },
  },
  readers: ['storekeeper'],
}

/** A school that keeps the book of tests as well. */
export async function schoolWithBook(): Promise<Scenario> {
  const s = await scenario()
  const provides = [
    bookPoint.of(TRY_BOOK),
    documentPoint.of({ kind: 'try.paper', title: '试验单', href: id => `/try/${id}` }),
  ]
  s.app.registry = buildRegistry(
    modules.map(m =>
      m.contract.id === 'ledger' ? { ...m, provides: [...(m.provides ?? []), ...provides] } : m,
    ),
  )
  return s
}

interface Move {
  n: number
  fen: number
  item?: string
  day?: string
  no?: string
}

export const shelf = (key: string) => ({ kind: 'shelf', key, commodity: key })

export const receive = (ctx: Ctx, key: string, move: Move) =>
  write(ctx, { kind: 'received', key: '*' }, { kind: 'shelf', key }, { item: key, ...move })
export const use = (ctx: Ctx, key: string, move: Move) =>
  write(ctx, { kind: 'shelf', key }, { kind: 'used', key: '*' }, { item: key, ...move })
export const shift = (ctx: Ctx, from: string, to: string, move: Move) =>
  write(ctx, { kind: 'shelf', key: from }, { kind: 'shelf', key: to }, move)
export const takeBack = (ctx: Ctx, entryId: string, day = ctx.today) =>
  reverse(ctx, { entryId, day, document: paper(ctx), documentNo: 'CX-1', reason: '开错了' })

const paper = (ctx: Ctx) => ({ kind: 'try.paper', id: ctx.id() })

function write(
  ctx: Ctx,
  from: { kind: string; key: string },
  to: { kind: string; key: string },
  { n, fen, item = 'x', day = ctx.today, no = 'D-1' }: Move,
) {
  const lines: PostLine[] = [
    {
      account: { ...from, commodity: item, title: `货架${from.key}` },
      amountFen: -fen,
      quantity: String(-n),
    },
    { account: { ...to, commodity: item, title: `货架${to.key}` }, amountFen: fen, quantity: String(n) },
  ]
  return post(ctx, { book: 'try', day, document: paper(ctx), documentNo: no, note: '试验', lines })
}
