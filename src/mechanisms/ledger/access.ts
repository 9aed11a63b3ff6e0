import { type Ctx, hasRole } from '../../kernel/server/ctx.ts'
import { type BookSpec, findBook } from './books.ts'
import { contract, LEDGER_LEADERS } from './contract.ts'

export const mayReadBook = (ctx: Ctx, book: BookSpec): boolean =>
  hasRole(ctx, ...LEDGER_LEADERS, ...(book.readers ?? []))

/** The book, if there is one and the actor may read it; both refusals look the same. */
export function readableBook(ctx: Ctx, id: string): BookSpec {
  const book = findBook(ctx, id)
  if (!book || !mayReadBook(ctx, book)) throw contract.fail('unknown_book')
  return book
}
