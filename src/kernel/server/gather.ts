import type { Ctx } from './ctx.ts'

/** Writes several things of one sort in one statement. */
export type Writer<T> = (ctx: Ctx, items: readonly T[]) => Promise<void>

/** What is held back within `ctx.together` until it is written in one go, sort by sort in the order of first use. */
export class Gathered {
  readonly #sorts = new Map<unknown, { items: unknown[]; write: () => Promise<void> }>()

  add<T>(ctx: Ctx, writer: Writer<T>, item: T): void {
    const sort = this.#sorts.get(writer)
    if (sort) return void sort.items.push(item)
    const items = [item]
    this.#sorts.set(writer, { items, write: () => writer(ctx, items) })
  }

  async settle(): Promise<void> {
    const sorts = [...this.#sorts.values()]
    this.#sorts.clear()
    for (const sort of sorts) await sort.write()
  }

  drop(): void {
    this.#sorts.clear()
  }
}
