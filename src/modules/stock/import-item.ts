import { formatFen } from '../../kernel/pure/money.ts'
import type { ParsedOf } from '../../kernel/pure/operation.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import type { Handlers } from '../../kernel/server/module.ts'
import { contract, stock } from './contract.ts'
import { dayOf } from './lookup.ts'
import { takeIn } from './receiving.ts'
import { CLASSES, type ItemClass, quantityText } from './rules.ts'

type H = Handlers<typeof contract>
type Row = ParsedOf<typeof stock.importItem>
type Known = NonNullable<Awaited<ReturnType<typeof knownItem>>>
interface Change {
  title: string
  from: string
  to: string
}

/** One row of a list of goods: found by code, else by name and spec; its opening stock goes onto the shelf. */
export const importItem: H['importItem'] = async (ctx, row) => {
  const known = await knownItem(ctx, row)
  const made = known ? await update(ctx, known, row) : await create(ctx, row)
  const opened = row.quantity ? await open(ctx, made, row, row.quantity) : []
  const changes = [...made.changes, ...opened]
  const outcome = known
    ? changes.length > 0
      ? ('updated' as const)
      : ('unchanged' as const)
    : ('created' as const)
  ctx.about({ kind: 'stock.item', id: made.id }, row.name)
  return { id: made.id, outcome, changes: known ? changes : [] }
}

async function knownItem(ctx: Ctx, row: Row) {
  const select = ctx.db.selectFrom('stock_item').selectAll().where('school_id', '=', ctx.schoolId)
  if (row.code) return select.where('code', '=', row.code).executeTakeFirst()
  return select
    .where('name', '=', row.name)
    .where('spec', '=', row.spec ?? '')
    .where('closed', '=', false)
    .executeTakeFirst()
}

async function create(
  ctx: Ctx,
  row: Row,
): Promise<{ id: string; name: string; measure: string; changes: Change[] }> {
  const measure = row.measure || '个'
  const { id } = await ctx.run(stock.addItem, {
    code: row.code,
    name: row.name,
    spec: row.spec ?? '',
    measure,
    packMeasure: row.packMeasure ?? '',
    packFactor: row.packFactor ?? null,
    class: row.class ?? 'consumable',
    minQuantity: row.minQuantity ?? null,
    maxQuantity: row.maxQuantity ?? null,
    tradeIn: row.tradeIn ?? false,
    lendable: row.lendable ?? false,
    aliases: splitAliases(row.aliases),
    location: row.location ?? '',
    note: row.note ?? '',
  })
  return { id, name: row.name, measure, changes: [] }
}

/** Only what the sheet fills in is changed; empty cells leave what is there. */
async function update(ctx: Ctx, known: Known, row: Row) {
  const before = factsOf(known)
  const after = {
    ...before,
    name: row.name,
    ...(row.spec === undefined ? {} : { spec: row.spec }),
    ...(row.measure ? { measure: row.measure } : {}),
    ...(row.packMeasure === undefined ? {} : { packMeasure: row.packMeasure }),
    ...(row.packFactor === undefined ? {} : { packFactor: row.packFactor }),
    ...(row.class === undefined ? {} : { class: row.class }),
    ...(row.minQuantity === undefined ? {} : { minQuantity: row.minQuantity }),
    ...(row.maxQuantity === undefined ? {} : { maxQuantity: row.maxQuantity }),
    ...(row.tradeIn === undefined ? {} : { tradeIn: row.tradeIn }),
    ...(row.lendable === undefined ? {} : { lendable: row.lendable }),
    ...(row.aliases === undefined ? {} : { aliases: splitAliases(row.aliases) }),
    ...(row.location === undefined ? {} : { location: row.location }),
    ...(row.note === undefined ? {} : { note: row.note }),
  }
  const changes = differences(before, after)
  if (changes.length > 0) await ctx.run(stock.editItem, { id: known.id, version: known.version, ...after })
  return { id: known.id, name: after.name, measure: after.measure, changes }
}

/** Opening stock: once, before the first movement in that store; the same figure again changes nothing. */
async function open(
  ctx: Ctx,
  item: { id: string; name: string; measure: string },
  row: Row,
  quantity: number,
): Promise<Change[]> {
  const store = await storeNamed(ctx, row.store)
  const held = await ctx.db
    .selectFrom('stock_onhand')
    .select(eb => [
      eb.fn.countAll<number>().as('n'),
      eb.fn.coalesce(eb.fn.sum<string>('quantity'), eb.lit(0)).as('quantity'),
    ])
    .where('school_id', '=', ctx.schoolId)
    .where('item_id', '=', item.id)
    .where('store_id', '=', store.id)
    .executeTakeFirstOrThrow()
  const left = quantityText(held.quantity, item.measure)
  if (held.n > 0 && !row.batchNo && !row.expiresOn) {
    if (Number(held.quantity) === quantity) return []
    throw contract.fail('opening_twice', { name: item.name, store: store.name, left })
  }
  const { id } = await takeIn(ctx, {
    storeId: store.id,
    day: dayOf(ctx, row.day),
    kind: 'opening',
    note: '期初库存导入',
    lines: [
      {
        itemId: item.id,
        quantity,
        priceFen: row.priceFen ?? 0,
        ...(row.amountFen === undefined ? {} : { amountFen: row.amountFen }),
        batchNo: row.batchNo,
        expiresOn: row.expiresOn,
      },
    ],
  })
  const price = row.amountFen ?? Math.round((row.priceFen ?? 0) * quantity)
  const to = `${quantityText(quantity, item.measure)}，${formatFen(price)}`
  return id ? [{ title: `${store.name}期初`, from: '0', to }] : []
}

async function storeNamed(ctx: Ctx, name: string): Promise<{ id: string; name: string }> {
  const rows = await ctx.db
    .selectFrom('stock_store')
    .select(['id', 'name'])
    .where('school_id', '=', ctx.schoolId)
    .where('closed', '=', false)
    .orderBy('sort')
    .execute()
  const found = name ? rows.find(r => r.name === name || r.name.includes(name)) : rows[0]
  if (found) return found
  throw contract.fail('store_unknown', {
    name: name || '默认',
    names: rows.map(r => r.name).join('、') || '还没有仓库',
  })
}

const splitAliases = (text: string | undefined): string[] =>
  (text ?? '')
    .split(/[、,，;；/\s]+/)
    .filter(Boolean)
    .slice(0, 10)

const factsOf = (item: Known) => ({
  name: item.name,
  spec: item.spec,
  measure: item.measure,
  packMeasure: item.pack_measure,
  packFactor: item.pack_factor === null ? null : Number(item.pack_factor),
  class: item.class,
  minQuantity: item.min_quantity === null ? null : Number(item.min_quantity),
  maxQuantity: item.max_quantity === null ? null : Number(item.max_quantity),
  tradeIn: item.trade_in,
  lendable: item.lendable,
  aliases: item.aliases,
  location: item.location,
  note: item.note,
})
type Facts = ReturnType<typeof factsOf>

const TITLES: Record<keyof Facts, string> = {
  name: '名称',
  spec: '规格',
  measure: '单位',
  packMeasure: '整件单位',
  packFactor: '每整件数量',
  class: '类别',
  minQuantity: '最低库存',
  maxQuantity: '最高库存',
  tradeIn: '以旧换新',
  lendable: '可借用',
  aliases: '别名',
  location: '库位',
  note: '备注',
}

function differences(before: Facts, after: Facts): Change[] {
  return (Object.keys(TITLES) as (keyof Facts)[]).flatMap(key => {
    const [from, to] = [told(before[key]), told(after[key])]
    return from === to ? [] : [{ title: TITLES[key], from, to }]
  })
}

function told(value: Facts[keyof Facts]): string {
  if (value === null) return ''
  if (typeof value === 'boolean') return value ? '是' : '否'
  if (Array.isArray(value)) return value.join('、')
  return CLASSES[value as ItemClass] ?? String(value)
}
