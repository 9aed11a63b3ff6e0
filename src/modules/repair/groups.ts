import type { Ctx } from '../../kernel/server/ctx.ts'
import { REPORT_GROUPS } from '../../mechanisms/register/parse/dictionary/index.ts'
import { type CatalogueItem, contract } from './contract.ts'

export type ItemFacts = CatalogueItem

const loaded = new WeakMap<object, Promise<Map<string, ItemFacts>>>()

/** The school's catalogue by code, read once a transaction. */
export function loadItems(ctx: Ctx): Promise<Map<string, ItemFacts>> {
  const known = loaded.get(ctx.db)
  if (known) return known
  const read = ctx
    .run(contract.operations.catalogue, { all: true })
    .then(
      ({ trades }) => new Map(trades.flatMap(trade => trade.items.map(item => [item.code, item] as const))),
    )
  loaded.set(ctx.db, read)
  return read
}

/** What reports add an item up under: 疏通地漏、拖把池; its own name where it stands alone. */
export const groupOf = (item: ItemFacts): string => item.group || item.name

const verbs = new Map(REPORT_GROUPS.map(group => [group.title, group.verb]))

/** What is done with a group in a sentence: 修理更换 灯具及开关、插座. Empty where the name says it. */
export const verbOf = (group: string): string => verbs.get(group) ?? ''
