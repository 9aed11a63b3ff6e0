import { kernelError, notFound } from '../../kernel/pure/errors.ts'
import type { ParsedOf } from '../../kernel/pure/operation.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import type { Handlers } from '../../kernel/server/module.ts'
import { pinyinOf } from '../../kernel/server/pinyin.ts'
import { contract, type stock } from './contract.ts'
import { onTheWay } from './in-transit.ts'
import { quantityText } from './rules.ts'

type H = Handlers<typeof contract>
type Facts = Omit<ParsedOf<typeof stock.addItem>, 'code'>

export const ITEM_REF = 'stock.item'

export const addItem: H['addItem'] = async (ctx, { code, ...facts }) => {
  mustHold(facts)
  await mustBeNew(ctx, facts.name, facts.spec)
  const id = ctx.id()
  const given = code || (await nextCode(ctx))
  if (code) await mustBeFree(ctx, code)
  await ctx.db
    .insertInto('stock_item')
    .values({
      school_id: ctx.schoolId,
      id,
      code: given,
      ...columns({ code: given, ...facts }),
      created_at: ctx.now,
      updated_at: ctx.now,
    })
    .execute()
  ctx.about({ kind: ITEM_REF, id }, `${given} ${facts.name}`)
  return { id, version: 1, code: given }
}

export const editItem: H['editItem'] = async (ctx, { id, version, ...facts }) => {
  mustHold(facts)
  const item = await lockItem(ctx, id, version)
  if (item.name !== facts.name || item.spec !== facts.spec) await mustBeNew(ctx, facts.name, facts.spec, id)
  if (item.measure !== facts.measure && (await hasMoved(ctx, id)))
    throw contract.fail('measure_used', { name: item.name, measure: item.measure })
  await ctx.db
    .updateTable('stock_item')
    .set({ ...columns({ code: item.code, ...facts }), version: version + 1, updated_at: ctx.now })
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', id)
    .execute()
  ctx.about({ kind: ITEM_REF, id }, `${item.code} ${facts.name}`)
  return { id, version: version + 1 }
}

export const closeItem: H['closeItem'] = async (ctx, { id, version, closed }) => {
  const item = await lockItem(ctx, id, version)
  if (closed) {
    const { left } = await ctx.db
      .selectFrom('stock_onhand')
      .select(eb => eb.fn.coalesce(eb.fn.sum<string>('quantity'), eb.lit(0)).as('left'))
      .where('school_id', '=', ctx.schoolId)
      .where('item_id', '=', id)
      .executeTakeFirstOrThrow()
    if (Number(left) > 0)
      throw contract.fail('item_held', { name: item.name, left: quantityText(left, item.measure) })
    const [away] = await onTheWay(ctx, [id])
    if (away)
      throw contract.fail('item_transit', {
        name: item.name,
        left: quantityText(away.quantity, item.measure),
      })
  }
  await ctx.db
    .updateTable('stock_item')
    .set({ closed, version: version + 1, updated_at: ctx.now })
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', id)
    .execute()
  ctx.about({ kind: ITEM_REF, id }, closed ? '停用' : '启用')
  return { id, version: version + 1 }
}

const columns = (facts: Facts & { code: string }) => ({
  name: facts.name,
  spec: facts.spec,
  measure: facts.measure,
  pack_measure: facts.packMeasure,
  pack_factor: facts.packFactor,
  class: facts.class,
  min_quantity: facts.minQuantity,
  max_quantity: facts.maxQuantity,
  trade_in: facts.tradeIn,
  lendable: facts.lendable,
  aliases: facts.aliases,
  location: facts.location,
  note: facts.note,
  search: searchText(facts),
})

/** Name, aliases and how they sound: 扫把, saoba, sb. */
function searchText({
  code,
  name,
  spec,
  aliases,
}: {
  code: string
  name: string
  spec: string
  aliases: readonly string[]
}): string {
  const sounds = [name, ...aliases].flatMap(text => {
    const { pinyin, initials } = pinyinOf(text)
    return [pinyin, initials]
  })
  return [code, name, spec, ...aliases, ...sounds].join(' ').toLowerCase()
}

function mustHold({ packMeasure, packFactor, minQuantity, maxQuantity }: Facts): void {
  if ((packMeasure === '') !== (packFactor === null)) throw contract.fail('pack_unclear')
  if (minQuantity !== null && maxQuantity !== null && minQuantity > maxQuantity)
    throw contract.fail('min_over_max', { min: minQuantity, max: maxQuantity })
}

async function mustBeNew(ctx: Ctx, name: string, spec: string, except?: string): Promise<void> {
  const same = await ctx.db
    .selectFrom('stock_item')
    .select(['id', 'code'])
    .where('school_id', '=', ctx.schoolId)
    .where('name', '=', name)
    .where('spec', '=', spec)
    .where('closed', '=', false)
    .executeTakeFirst()
  if (same && same.id !== except) throw contract.fail('same_item', { name, code: same.code })
}

async function mustBeFree(ctx: Ctx, code: string): Promise<void> {
  const used = await ctx.db
    .selectFrom('stock_item')
    .select('name')
    .where('school_id', '=', ctx.schoolId)
    .where('code', '=', code)
    .executeTakeFirst()
  if (used) throw contract.fail('code_used', { code, name: used.name })
}

/** WP0001 and on; codes that people gave themselves are left alone. */
async function nextCode(ctx: Ctx): Promise<string> {
  const last = await ctx.db
    .selectFrom('stock_item')
    .select('code')
    .where('school_id', '=', ctx.schoolId)
    .where('code', '~', '^WP[0-9]{4,}$')
    .orderBy('code', 'desc')
    .executeTakeFirst()
  return `WP${String(Number(last?.code.slice(2) ?? 0) + 1).padStart(4, '0')}`
}

async function lockItem(ctx: Ctx, id: string, version: number) {
  const item = await ctx.db
    .selectFrom('stock_item')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!item) throw notFound()
  if (item.version !== version) throw kernelError('kernel.changed', { who: '别人' })
  return item
}

async function hasMoved(ctx: Ctx, itemId: string): Promise<boolean> {
  const one = await ctx.db
    .selectFrom('stock_move')
    .select('id')
    .where('school_id', '=', ctx.schoolId)
    .where('item_id', '=', itemId)
    .limit(1)
    .executeTakeFirst()
  return one !== undefined
}
