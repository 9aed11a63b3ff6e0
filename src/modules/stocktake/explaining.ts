import { type Ctx, userOf } from '../../kernel/server/ctx.ts'
import type { Handlers } from '../../kernel/server/module.ts'
import { itemNames, stockOf } from '../stock/index.ts'
import { contract } from './contract.ts'
import { CAUSES, DIFFERENCES, NOMINAL_FEN } from './rules.ts'
import { type Campaign, change, load } from './store.ts'

type H = Handlers<typeof contract>
type Line = Awaited<ReturnType<typeof differences>>[number]

export const explain: H['explain'] = async (ctx, input) => {
  const campaign = await load(ctx, input, 'explain')
  const ids = [...new Set(input.lineIds)]
  const lines = await differences(ctx, campaign, ids)
  const surplus = lines.filter(line => line.result === 'surplus')
  if (surplus[0] && input.valueBasis === 'market' && !input.valueFen)
    throw contract.fail('needs_value', { name: surplus[0].name })
  const known = campaign.kind === 'stock' ? await identified(ctx, lines, input.itemId) : lines
  const me = userOf(ctx)
  await update(ctx, ids, {
    cause: input.cause,
    opinion: input.opinion,
    settled_by: me?.name ?? '',
    settled_person: me?.personId ?? null,
  })
  const prices = await pricesOf(ctx, campaign, known)
  for (const [valueFen, of] of byValue(
    known.filter(line => line.result === 'surplus'),
    line => (input.valueBasis === 'market' ? (input.valueFen ?? 0) : (prices.get(line.id) ?? NOMINAL_FEN)),
  ))
    await update(ctx, of, { value_basis: input.valueBasis, value_fen: valueFen })
  if (input.moveHere !== undefined) await update(ctx, ids, { move_here: input.moveHere })
  const changed = await change(ctx, campaign, 'explain', 'settling', {
    note: `${lines.length} 项：${CAUSES[input.cause]}，${input.opinion}`,
  })
  return { ...changed, lines: lines.length }
}

async function differences(ctx: Ctx, campaign: Campaign, ids: readonly string[]) {
  const lines = await ctx.db
    .selectFrom('stocktake_line')
    .select(['id', 'name', 'result', 'origin', 'item_id', 'store_id', 'book_quantity', 'book_fen'])
    .where('school_id', '=', ctx.schoolId)
    .where('campaign_id', '=', campaign.id)
    .where('id', 'in', [...ids])
    .execute()
  if (lines.length < ids.length) throw contract.fail('foreign_line')
  const same = lines.find(line => !DIFFERENCES.includes(line.result))
  if (same) throw contract.fail('no_difference', { name: same.name })
  return lines
}

/** What no book of the stores knows is said to be an item of the catalogue, and counted in its unit from then on. */
async function identified(ctx: Ctx, lines: readonly Line[], itemId: string | undefined): Promise<Line[]> {
  const strange = lines.filter(line => line.origin === 'extra')
  if (itemId && (strange.length !== 1 || lines.length !== 1)) throw contract.fail('one_item')
  const unnamed = strange.find(line => line.item_id === null)
  if (!itemId) {
    if (unnamed) throw contract.fail('needs_item', { name: unnamed.name })
    return [...lines]
  }
  const item = (await itemNames(ctx, [itemId])).get(itemId)
  if (!item) throw contract.fail('no_item')
  const [line] = strange
  if (!line) return [...lines]
  await update(ctx, [line.id], {
    item_id: itemId,
    code: item.code,
    name: item.name,
    spec: item.spec,
    measure: item.measure,
  })
  return [{ ...line, item_id: itemId }]
}

/** What a piece more is worth where nobody names a price: in the stores, what the same things cost there. */
async function pricesOf(ctx: Ctx, campaign: Campaign, lines: readonly Line[]): Promise<Map<string, number>> {
  if (campaign.kind !== 'stock') return new Map()
  const items = lines.flatMap(line => (line.item_id ? [line.item_id] : []))
  const held = await stockOf(ctx, items)
  return new Map(
    lines.flatMap((line): [string, number][] => {
      const book = Number(line.book_quantity)
      const average = book > 0 ? Math.round(line.book_fen / book) : held.get(line.item_id ?? '')?.avgFen
      return average ? [[line.id, average]] : []
    }),
  )
}

function byValue(lines: readonly Line[], priceOf: (line: Line) => number): Map<number, string[]> {
  const groups = new Map<number, string[]>()
  for (const line of lines) groups.set(priceOf(line), [...(groups.get(priceOf(line)) ?? []), line.id])
  return groups
}

async function update(ctx: Ctx, lineIds: readonly string[], set: object): Promise<void> {
  await ctx.db
    .updateTable('stocktake_line')
    .set(set)
    .where('school_id', '=', ctx.schoolId)
    .where('id', 'in', [...lineIds])
    .execute()
}
