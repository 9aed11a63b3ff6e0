import { addDays } from '../../kernel/pure/calendar/day.ts'
import { dayIn } from '../../kernel/server/clock.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import { damage } from './contract.ts'

/** A published price table, as a school posts it. */
const DEMO_PRICES: readonly [item: string, measure: string, fen: number][] = [
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

/** Prices of the demo school; in force since before the first term that is imported. */
export async function demoPrices(ctx: Ctx): Promise<void> {
  for (const [item, measure, priceFen] of DEMO_PRICES)
    await ctx.run(damage.setPrice, {
      item,
      measure,
      priceFen,
      source: '学校公物赔偿价目（2024年8月公布）',
      validFrom: '2024-08-20',
    })
}

interface Stage {
  now: Date
  as: <T>(login: string, now: Date, work: (ctx: Ctx) => Promise<T>) => Promise<T>
}

const DAY_MS = 86_400_000

/** A few cases of the last weeks, one in each usual state. */
export async function demoCases({ now, as }: Stage): Promise<void> {
  const ago = (days: number): Date => new Date(now.getTime() - days * DAY_MS)
  const open = (daysAgo: number, item: string, unitText: string, placeText: string) =>
    as('clerk', ago(daysAgo), ctx =>
      ctx.run(damage.open, {
        item,
        occurredOn: addDays(dayIn('Asia/Shanghai', ago(daysAgo)), -1),
        unitText,
        placeText,
        liableKind: 'unknown',
      }),
    )
  const glass = await open(24, '玻璃', '高职25机电2班', '高职B楼 305')
  const assessed = await as('director', ago(23), ctx =>
    ctx.run(damage.assess, {
      id: glass.id,
      version: glass.version,
      intent: 'careless',
      liableKind: 'class',
      unitText: '高职25机电2班',
      sharers: ['高职25机电2班'],
    }),
  )
  const noticed = await as('clerk', ago(23), ctx =>
    ctx.run(damage.notify, { id: glass.id, version: assessed.version }),
  )
  await as('cashier', ago(21), ctx =>
    ctx.run(damage.pay, { id: glass.id, version: noticed.version, amountFen: 2800, method: 'mobile' }),
  )
  const pulley = await open(12, '移门滑轮', '学生宿舍7号楼 324', '学生宿舍7号楼 324')
  const shared = await as('director', ago(11), ctx =>
    ctx.run(damage.assess, {
      id: pulley.id,
      version: pulley.version,
      intent: 'careless',
      liableKind: 'room',
      unitText: '学生宿舍7号楼 324',
      sharers: ['1号床', '2号床', '3号床', '4号床'],
      basis: '责任不明，按寝室公约四人分摊',
    }),
  )
  await as('clerk', ago(11), ctx => ctx.run(damage.notify, { id: pulley.id, version: shared.version }))
  await open(3, '橱门', '高职24会计3班', '高职A楼 214')
}
