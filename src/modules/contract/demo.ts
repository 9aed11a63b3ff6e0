import type { z } from 'zod'
import { addDays } from '../../kernel/pure/calendar/day.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import { approval } from '../../mechanisms/approval/index.ts'
import { budget } from '../budget/index.ts'
import { supplier } from '../supplier/index.ts'
import { contracts } from './contract.ts'

interface DemoStage {
  now: Date
  as<T>(login: string, at: Date, work: (ctx: Ctx) => Promise<T>): Promise<T>
}

const DAY_MS = 86_400_000
const BIDS = [
  ['江城绿园园林养护有限公司', 3_800_000, '两个标段，每标段 19000 元'],
  ['江城永固五金机电商店', 4_260_000, '含工具'],
  ['江城宏图家具制造厂', 4_580_000, ''],
] as const

/**
 * A greening contract after an invited tender with three offers, signed on the budget line <year>-GY-07; a
 * contract 教师办公电脑定点供货 to order computers from, on <year>-ZB-01; a lift contract about to run out and one that is finished,
 * taken over from an older register; one import batch.
 */
export async function demoContracts({ now, as }: DemoStage): Promise<void> {
  const ago = (days: number): Date => new Date(now.getTime() - days * DAY_MS)
  const tenderId = await demoTender(as, ago)
  await signed(as, ago(15), '绿养-01', async ctx => ({
    supplierId: await firm(ctx, BIDS[0][0]),
    kind: 'care',
    title: '校园绿化养护',
    scope: '修剪、施肥、浇水、治虫、补植；每月考核一次。',
    lines: [{ name: '绿化养护标段', quantity: 2, measure: '标段', priceFen: 1_900_000 }],
    startsOn: ctx.today,
    endsOn: addDays(ctx.today, 364),
    plan: [
      { title: '上半年考核后', dueOn: addDays(ctx.today, 182), amountFen: 1_900_000 },
      { title: '下半年考核后', dueOn: addDays(ctx.today, 364), amountFen: 1_900_000 },
    ],
    lineId: await lineOf(ctx, `${ctx.today.slice(0, 4)}-GY-07`),
    tenderId,
  }))
  await signed(as, ago(16), '电脑-03', async ctx => ({
    supplierId: await firm(ctx, '江城启明电子科技有限公司'),
    kind: 'goods',
    title: '教师办公电脑定点供货',
    scope: '按采购单分批送货，送到后安装调试；三年上门保修。',
    lines: [{ name: '台式计算机', quantity: 20, measure: '台', priceFen: 420_000 }],
    startsOn: ctx.today,
    endsOn: addDays(ctx.today, 364),
    lineId: await lineOf(ctx, `${ctx.today.slice(0, 4)}-ZB-01`),
  }))
  await takenOver(as, now)
  await demoImport(as, ago)
}

/** Drafted by the clerk, approved by whoever it waits for, signed the next day. */
async function signed(
  as: As,
  at: Date,
  outerNo: string,
  draftOf: (ctx: Ctx) => Promise<z.input<typeof contracts.create.input>>,
): Promise<void> {
  const later = (hours: number): Date => new Date(at.getTime() + hours * 3_600_000)
  const no = await as('clerk', at, async ctx => {
    const draft = await ctx.run(contracts.create, await draftOf(ctx))
    await ctx.run(contracts.submit, { id: draft.id, version: draft.version })
    return draft.no
  })
  for (const login of ['director', 'accountant', 'vice', 'principal'])
    await as(login, later(12), async ctx => {
      const { rows } = await ctx.run(approval.inbox, {})
      const waiting = rows.find(row => row.no === no)
      if (waiting) await ctx.run(approval.approve, { id: waiting.id, note: '同意' })
    })
  await as('clerk', later(24), async ctx => {
    const { rows } = await ctx.run(contracts.list, { q: no })
    const [row] = rows
    if (row?.state !== 'approved') return
    const { version } = await ctx.run(contracts.get, { id: row.id })
    await ctx.run(contracts.sign, { id: row.id, version, signedOn: ctx.today, outerNo })
  })
}

type As = DemoStage['as']

async function demoTender(as: As, ago: (days: number) => Date): Promise<string> {
  const one = await as('buyer', ago(19), async ctx => {
    const supplierIds = []
    for (const [name] of BIDS) supplierIds.push(await firm(ctx, name))
    const made = await ctx.run(contracts.createTender, {
      title: '校园绿化养护',
      need: '全校绿地分两个标段，养护一年',
      way: 'YQZB',
      referenceFen: 4_200_000,
      referenceSource: '市园林局养护费用标准，电话询问',
      supplierIds,
    })
    let { version } = await ctx.run(contracts.invite, { id: made.id, version: made.version })
    for (const [i, [, amountFen, note]] of BIDS.entries())
      version = (
        await ctx.run(contracts.setBid, {
          id: made.id,
          version,
          supplierId: supplierIds[i] as string,
          amountFen,
          receivedOn: ctx.today,
          note,
        })
      ).version
    return { id: made.id, version }
  })
  await as('director', ago(17), async ctx =>
    ctx.run(contracts.decide, { ...one, supplierId: await firm(ctx, BIDS[0][0]) }),
  )
  return one.id
}

/** Contracts of before, as an older register has them. The term of the sample register stays free of them. */
async function takenOver(as: As, now: Date): Promise<void> {
  await as('clerk', new Date(now.getTime() - 13 * DAY_MS), async ctx => {
    const free = (day: string): string => (day >= '2025-09-01' && day <= '2026-01-31' ? '2025-08-25' : day)
    const lift = free(addDays(ctx.today, -303))
    await ctx.run(contracts.importRow, {
      no: '电梯-02',
      title: '综合楼电梯维护保养',
      supplier: '江城永固五金机电商店',
      kind: 'care',
      totalFen: 1_440_000,
      paidFen: 1_080_000,
      signedOn: lift,
      startsOn: lift,
      endsOn: addDays(ctx.today, 63),
      scope: '两台电梯，每半月保养一次',
    })
    const desks = free(addDays(ctx.today, -420))
    await ctx.run(contracts.importRow, {
      no: '桌椅-01',
      title: '课桌椅购置',
      supplier: '江城宏图家具制造厂',
      kind: 'goods',
      totalFen: 7_350_000,
      paidFen: 7_350_000,
      signedOn: desks,
      startsOn: desks,
      endsOn: addDays(desks, 60) >= '2025-09-01' && desks <= '2026-01-31' ? '2025-08-31' : addDays(desks, 60),
      scope: '课桌椅 245 套',
    })
  })
}

const demoImport = (as: As, ago: (days: number) => Date): Promise<void> =>
  as('buyer', ago(12), async ctx => {
    const made = await ctx.run(contracts.createImport, {
      title: '数控加工实训设备',
      supplierId: await firm(ctx, '江城新视野教育装备有限公司'),
      currency: 'USD',
      foreignAmount: 48_500,
      rate: 7.1234,
      rateOn: ctx.today,
      rateSource: '中国银行折算价',
      items: 12,
      dutiableFen: 34_548_490,
      dutyRate: 5,
      negotiatedOn: ctx.today,
    })
    const signed = await ctx.run(contracts.moveImport, {
      id: made.id,
      version: made.version,
      step: 'contract',
      day: ctx.today,
    })
    await ctx.run(contracts.moveImport, {
      id: made.id,
      version: signed.version,
      step: 'exempt',
      day: ctx.today,
      exemptionNo: '关免 2026-0118',
    })
  })

async function firm(ctx: Ctx, name: string): Promise<string> {
  const { rows } = await ctx.run(supplier.options, { q: name })
  const [found] = rows
  if (!found) throw new Error(`the demo has no supplier ${name}`)
  return found.id
}

async function lineOf(ctx: Ctx, code: string): Promise<string | null> {
  const { rows } = await ctx.run(budget.lines, { search: code, openOnly: true })
  return rows[0]?.id ?? null
}
