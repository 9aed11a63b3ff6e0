import type { Ctx } from '../../kernel/server/ctx.ts'
import { extensionPoint } from '../../kernel/server/module.ts'

/** A book of a module: what accounts it has and which of them may never go below zero. */
export interface BookSpec {
  id: string
  title: string
  accounts: Record<string, { title: string; floor: boolean }>
  /** Reconciliations that must be clean before a month closes. */
  gates?: readonly string[]
  /** Who reads it besides accountant, auditor and leaders. */
  readers?: readonly string[]
}

/** How statements lead to the paper behind an entry. */
export interface DocumentSpec {
  /** Kind of the Ref, e.g. stock.receipt. */
  kind: string
  /** 入库单 */
  title: string
  href(id: string): string
}

/** Something that may stand in the way of closing a month. */
export interface GateSpec {
  id: string
  /** `fresh` while closing: looked at anew inside the closing transaction; else what is known is enough. */
  standing(ctx: Ctx, month: { book: BookSpec; asAt: string; fresh: boolean }): Promise<Obstacle[]>
}

export interface Obstacle {
  /** A sentence: 资产卡片与价值账有 3 处差异没有说明 */
  text: string
  href: string
  /** Must be settled before the month closes; else nothing is known against it and the closing itself looks. */
  settle: boolean
}

export const bookPoint = extensionPoint<BookSpec>('ledger.book')
export const documentPoint = extensionPoint<DocumentSpec>('ledger.document')
export const gatePoint = extensionPoint<GateSpec>('ledger.gate')

/** The book; an unknown one is a defect of the module that named it. */
export function bookOf(ctx: Ctx, id: string): BookSpec {
  const book = findBook(ctx, id)
  if (!book) throw new Error(`no module provides the book ${id}`)
  return book
}

export const findBook = (ctx: Ctx, id: string): BookSpec | undefined =>
  ctx.all(bookPoint).find(book => book.id === id)

export function accountSpec(book: BookSpec, kind: string): { title: string; floor: boolean } {
  const spec = book.accounts[kind]
  if (!spec) throw new Error(`the book ${book.id} has no accounts of kind ${kind}`)
  return spec
}
