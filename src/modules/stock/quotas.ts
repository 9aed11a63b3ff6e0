import { sql } from 'kysely'
import { notFound } from '../../kernel/pure/errors.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import type { Handlers } from '../../kernel/server/module.ts'
import { readParameter } from '../../mechanisms/parameter/index.ts'
import { termOf } from '../calendar/index.ts'
import { unitNames, unitsToday } from '../org/index.ts'
import { contract } from './contract.ts'
import { itemsById } from './lookup.ts'
import { QUOTA_BLOCKS } from './parameters.ts'
import { minus, plus } from './rules.ts'

type H = Handlers<typeof contract>

export interface Over {
  itemId: string
  name: string
  measure: string
  quota: number
  used: number
  asked: number
  left: number
}

/**
 * What goes beyond the term's quota: issued this term less what came back, what is asked for and not yet
 * handed out, and what is asked now, against the quota of the unit or else of its kind.
 */
export async function overQuota(
  ctx: Ctx,
  unitId: string | null,
  lines: readonly { itemId: string; quantity: number }[],
  exceptNeedId?: string,
): Promise<Over[]> {
  if (!unitId || lines.length === 0) return []
  const term = await termOf(ctx, ctx.today)
  if (!term) return []
  const kind = (await unitsToday(ctx, [unitId]))[0]?.kind ?? ''
  const itemIds = lines.map(l => l.itemId)
  const { rows } = await sql<{
    item_id: string
    name: string
    measure: string
    quota: string
    issued: string
    open: string
  }>`with quota as (
      select distinct on (q.item_id) q.item_id, q.quantity from stock_quota q
      where q.school_id = ${ctx.schoolId} and q.item_id = any(${itemIds}::uuid[])
        and (q.unit_id = ${unitId} or q.unit_kind = ${kind})
      order by q.item_id, q.unit_id nulls last)
    select q.item_id, i.name, i.measure, q.quantity as quota,
      (select coalesce(-sum(m.quantity), 0) from stock_move m
        where m.school_id = ${ctx.schoolId} and m.unit_id = ${unitId} and m.item_id = q.item_id
          and m.kind in ('issue', 'kit', 'return') and m.day between ${term.from} and ${term.to}) as issued,
      (select coalesce(sum(l.quantity - l.issued), 0) from stock_need n
        join stock_need_line l on l.school_id = n.school_id and l.need_id = n.id
        where n.school_id = ${ctx.schoolId} and n.unit_id = ${unitId} and l.item_id = q.item_id
          and n.state in ('pending', 'returned', 'approved', 'picked', 'part')
          and n.id <> ${exceptNeedId ?? '00000000-0000-0000-0000-000000000000'}) as open
    from quota q join stock_item i on i.school_id = ${ctx.schoolId} and i.id = q.item_id`.execute(ctx.db)
  return rows.flatMap(row => {
    const asked = lines.filter(l => l.itemId === row.item_id).reduce((sum, l) => plus(sum, l.quantity), 0)
    const used = plus(row.issued, row.open)
    const quota = Number(row.quota)
    if (plus(used, asked) <= quota) return []
    const left = Math.max(0, minus(quota, used))
    return [{ itemId: row.item_id, name: row.name, measure: row.measure, quota, used, asked, left }]
  })
}

export async function mustBeWithinQuota(
  ctx: Ctx,
  unit: { id: string | null; text: string },
  lines: readonly { itemId: string; quantity: number }[],
  reason: string,
  exceptNeedId?: string,
): Promise<boolean> {
  const over = await overQuota(ctx, unit.id, lines, exceptNeedId)
  const [first] = over
  if (!first) return false
  const blocked = await readParameter(ctx, QUOTA_BLOCKS)
  if (!blocked && reason) return true
  const way = blocked ? '请减到定额以内，或请总务主任调整定额。' : '确实需要的请写明理由，由审批人决定。'
  throw contract.fail('quota_over', {
    name: first.name,
    unit: unit.text,
    quota: `${first.quota}${first.measure}`,
    used: `${first.used}${first.measure}`,
    asked: `${first.asked}${first.measure}`,
    way,
  })
}

export const quotas: H['quotas'] = async ctx => {
  const rows = await ctx.db
    .selectFrom('stock_quota as q')
    .innerJoin('stock_item as i', join =>
      join.onRef('i.school_id', '=', 'q.school_id').onRef('i.id', '=', 'q.item_id'),
    )
    .select([
      'q.id',
      'q.item_id',
      'q.unit_id',
      'q.unit_kind',
      'q.quantity',
      'q.version',
      'i.code',
      'i.name',
      'i.spec',
      'i.measure',
    ])
    .where('q.school_id', '=', ctx.schoolId)
    .orderBy('i.name')
    .orderBy('q.id')
    .execute()
  const units = await unitNames(
    ctx,
    rows.flatMap(r => r.unit_id ?? []),
  )
  return {
    rows: rows.map(r => ({
      id: r.id,
      itemId: r.item_id,
      code: r.code,
      name: r.name,
      spec: r.spec,
      measure: r.measure,
      unitId: r.unit_id,
      unitKind: r.unit_kind,
      forWhom: r.unit_id ? (units.get(r.unit_id) ?? '') : r.unit_kind === 'class' ? '每个班级' : '每个部门',
      quantity: Number(r.quantity),
      version: r.version,
    })),
  }
}

export const setQuota: H['setQuota'] = async (ctx, { itemId, unitId, unitKind, quantity }) => {
  if ((unitId === null) === (unitKind === null)) throw contract.fail('quota_whom')
  const items = await itemsById(ctx, [itemId], { closedToo: true })
  if (unitId && !(await unitNames(ctx, [unitId])).has(unitId)) throw notFound()
  const known = await ctx.db
    .selectFrom('stock_quota')
    .select(['id', 'version'])
    .where('school_id', '=', ctx.schoolId)
    .where('item_id', '=', itemId)
    .where('unit_id', unitId ? '=' : 'is', unitId)
    .where('unit_kind', unitKind ? '=' : 'is', unitKind)
    .forUpdate()
    .executeTakeFirst()
  const id = known?.id ?? ctx.id()
  ctx.about({ kind: 'stock.quota', id }, `${items.get(itemId)?.name ?? ''} ${quantity ?? '不限'}`)
  if (quantity === null) {
    if (known)
      await ctx.db
        .deleteFrom('stock_quota')
        .where('school_id', '=', ctx.schoolId)
        .where('id', '=', id)
        .execute()
    return { id }
  }
  if (known)
    await ctx.db
      .updateTable('stock_quota')
      .set({ quantity, version: known.version + 1, updated_at: ctx.now })
      .where('school_id', '=', ctx.schoolId)
      .where('id', '=', id)
      .execute()
  else
    await ctx.db
      .insertInto('stock_quota')
      .values({
        school_id: ctx.schoolId,
        id,
        item_id: itemId,
        unit_id: unitId,
        unit_kind: unitKind,
        quantity,
        updated_at: ctx.now,
      })
      .execute()
  return { id }
}
