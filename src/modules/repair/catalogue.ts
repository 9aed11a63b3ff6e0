import { notFound } from '../../kernel/pure/errors.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import type { Handlers } from '../../kernel/server/module.ts'
import { learnKey } from '../../mechanisms/register/parse/match-fault.ts'
import { forget, once } from '../../mechanisms/workorder/index.ts'
import { type CatalogueItem, contract } from './contract.ts'
import { dangerOf } from './rules.ts'
import { guessStandard, STANDARD_ITEMS, STANDARD_TRADES } from './standard.ts'

type Catalogue = Pick<
  Handlers<typeof contract>,
  'catalogue' | 'guess' | 'setItem' | 'synonyms' | 'learnSynonym' | 'forgetSynonym'
>

export const TRADE_NAMES: ReadonlyMap<string, string> = new Map(STANDARD_TRADES.map(t => [t.code, t.name]))

/** The standard items with the school's changes and additions, by code. */
export const itemsByCode = (ctx: Ctx): Promise<ReadonlyMap<string, CatalogueItem>> =>
  once(ctx, 'repair.items', async () => {
    const own = await ctx.db
      .selectFrom('repair_item')
      .selectAll()
      .where('school_id', '=', ctx.schoolId)
      .orderBy('code')
      .execute()
    const items = new Map<string, CatalogueItem>(STANDARD_ITEMS.map(item => [item.code, item]))
    for (const row of own) items.set(row.code, toItem(row))
    return items
  })

const toItem = (row: {
  code: string
  trade: string
  name: string
  measure: string
  counts: boolean
  group_name: string
  level: CatalogueItem['level']
  active: boolean
}): CatalogueItem => ({
  code: row.code,
  name: row.name,
  trade: row.trade,
  measure: row.measure,
  counts: row.counts,
  group: row.group_name,
  level: row.level,
  active: row.active,
  own: true,
})

const synonymsOf = (ctx: Ctx): Promise<ReadonlyMap<string, string>> =>
  once(ctx, 'repair.synonyms', async () => {
    const rows = await ctx.db
      .selectFrom('repair_synonym')
      .select(['key', 'item_code'])
      .where('school_id', '=', ctx.schoolId)
      .execute()
    return new Map(rows.map(row => [row.key, row.item_code]))
  })

export interface ItemGuess {
  item: CatalogueItem
  score: number
}

/** What the words may mean, best first. What people here taught goes before the dictionary. */
export async function guessItems(ctx: Ctx, text: string, trade?: string): Promise<ItemGuess[]> {
  const items = await itemsByCode(ctx)
  const key = learnKey(text)
  if (key === '') return []
  const found = new Map<string, number>()
  for (const [saying, code] of await synonymsOf(ctx))
    if (key === saying) found.set(code, 1)
    else if (key.includes(saying) && saying.length >= 2) found.set(code, Math.max(found.get(code) ?? 0, 0.95))
  for (const item of items.values())
    if (item.own && key.includes(learnKey(item.name)))
      found.set(item.code, Math.max(found.get(item.code) ?? 0, 0.97))
  for (const { code, score } of guessStandard(text, trade))
    found.set(code, Math.max(found.get(code) ?? 0, score))
  return [...found]
    .map(([code, score]) => ({ item: items.get(code), score }))
    .filter((g): g is ItemGuess => g.item?.active === true && (trade === undefined || g.item.trade === trade))
    .sort((a, b) => b.score - a.score || (a.item.code < b.item.code ? -1 : 1))
    .slice(0, 5)
}

export const catalogue: Catalogue = {
  async catalogue(ctx, input) {
    const items = [...(await itemsByCode(ctx)).values()].filter(item => input.all || item.active)
    return {
      trades: STANDARD_TRADES.map(({ code, name }) => ({
        code,
        name,
        items: items.filter(item => item.trade === code),
      })),
    }
  },

  async guess(ctx, input) {
    const guesses = await guessItems(ctx, input.text, input.trade)
    return {
      guesses: guesses.map(({ item, score }) => ({
        item: { code: item.code, name: item.name },
        trade: { code: item.trade, name: TRADE_NAMES.get(item.trade) ?? item.trade },
        score,
      })),
      danger: dangerOf(input.text),
    }
  },

  async setItem(ctx, input) {
    const { code, isNew, group, ...rest } = input
    if (!TRADE_NAMES.has(input.trade)) throw contract.fail('trade_unknown', { trade: input.trade })
    const known = (await itemsByCode(ctx)).get(code)
    if (isNew && known) throw contract.fail('item_taken', { code, name: known.name })
    if (!isNew && !known) throw contract.fail('item_unknown')
    const values = { ...rest, group_name: group, updated_at: ctx.now }
    const row = await ctx.db
      .insertInto('repair_item')
      .values({ school_id: ctx.schoolId, id: ctx.id(), code, ...values })
      .onConflict(conflict => conflict.columns(['school_id', 'code']).doUpdateSet(values))
      .returningAll()
      .executeTakeFirstOrThrow()
    forget(ctx)
    ctx.about({ kind: 'repair.item', id: row.id }, `${code} ${input.name}`)
    return toItem(row)
  },

  async synonyms(ctx) {
    const items = await itemsByCode(ctx)
    const rows = await ctx.db
      .selectFrom('repair_synonym')
      .selectAll()
      .where('school_id', '=', ctx.schoolId)
      .orderBy('text')
      .execute()
    return {
      rows: rows.map(row => ({
        id: row.id,
        text: row.text,
        itemCode: row.item_code,
        itemName: items.get(row.item_code)?.name ?? row.item_code,
        trade: items.get(row.item_code)?.trade ?? '',
      })),
    }
  },

  async learnSynonym(ctx, input) {
    const items = await itemsByCode(ctx)
    if (!items.has(input.itemCode)) throw contract.fail('item_unknown')
    const key = learnKey(input.text)
    const known = (await synonymsOf(ctx)).get(key)
    if (known !== undefined && known !== input.itemCode)
      throw contract.fail('synonym_taken', { text: input.text, name: items.get(known)?.name ?? known })
    const row = await ctx.db
      .insertInto('repair_synonym')
      .values({
        school_id: ctx.schoolId,
        id: ctx.id(),
        text: input.text,
        key,
        item_code: input.itemCode,
        created_at: ctx.now,
      })
      .onConflict(conflict => conflict.columns(['school_id', 'key']).doUpdateSet({ text: input.text }))
      .returning('id')
      .executeTakeFirstOrThrow()
    forget(ctx)
    ctx.about({ kind: 'repair.synonym', id: row.id }, `${input.text} → ${items.get(input.itemCode)?.name}`)
    return { id: row.id }
  },

  async forgetSynonym(ctx, input) {
    const row = await ctx.db
      .deleteFrom('repair_synonym')
      .where('id', '=', input.id)
      .returning('text')
      .executeTakeFirst()
    if (!row) throw notFound()
    forget(ctx)
    ctx.about({ kind: 'repair.synonym', id: input.id }, `不再记住“${row.text}”`)
    return {}
  },
}
