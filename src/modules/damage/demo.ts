import type { Ctx } from '../../kernel/server/ctx.ts'
import { damage } from './contract.ts'

/** A published price table, as a school posts it. */
export const DEMO_PRICES: readonly [item: string, measure: string, fen: number][] = [
  ['玻璃', '块', 2800],
  ['日光灯', '只', 1800],
  ['床板', '块', 8000],
  ['水龙头', '只', 2500],
  ['橱门', '扇', 6000],
  ['门锁', '把', 3500],
  ['移门滑轮', '只', 1200],
  ['插座', '只', 1500],
  ['凳子', '只', 4500],
  ['门', '扇', 18000],
  ['开关', '只', 1200],
]

/** Prices of the demo school; in force since before the first imported term. */
export async function demoPrices(ctx: Ctx): Promise<void> {
  for (const [item, measure, priceFen] of DEMO_PRICES)
    await ctx.run(damage.setPrice, {
      item,
      measure,
      priceFen,
      source: '学校公物赔偿价目（2025年8月公布）',
      validFrom: '2025-08-20',
    })
}

/** A few cases of the running term in different states, for the demo school. */
export async function demoCases(
  ctx: Ctx,
  cashier: (work: (ctx: Ctx) => Promise<void>) => Promise<void>,
): Promise<void> {
  const open = (item: string, day: string, unitText: string, placeText: string) =>
    ctx.run(damage.open, { item, occurredOn: day, unitText, placeText, liableKind: 'unknown' })
  const first = await open('玻璃', '2026-10-13', '高职25机电2班', '高职B楼 305')
  const assessed = await ctx.run(damage.assess, {
    id: first.id,
    version: first.version,
    intent: 'careless',
    liableKind: 'class',
    unitText: '高职25机电2班',
    sharers: ['高职25机电2班'],
  })
  const noticed = await ctx.run(damage.notify, { id: first.id, version: assessed.version })
  await cashier(async c => {
    await c.run(damage.pay, {
      id: first.id,
      version: noticed.version,
      amountFen: 2800,
      method: 'mobile',
      paidOn: '2026-10-16',
    })
  })
  const second = await open('移门滑轮', '2026-11-09', '学生宿舍7号楼 324', '学生宿舍7号楼 324')
  const shared = await ctx.run(damage.assess, {
    id: second.id,
    version: second.version,
    intent: 'careless',
    liableKind: 'room',
    unitText: '学生宿舍7号楼 324',
    sharers: ['1号床', '2号床', '3号床', '4号床'],
    basis: '责任不明，按寝室公约四人分摊',
  })
  await ctx.run(damage.notify, { id: second.id, version: shared.version })
  await open('橱门', '2026-11-18', '高职24会计3班', '高职A楼 214')
}
