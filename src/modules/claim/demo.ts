import { AppError } from '../../kernel/pure/errors.ts'
import { dayIn } from '../../kernel/server/clock.ts'
import { type Ctx, userOf } from '../../kernel/server/ctx.ts'
import { approval, chainOf } from '../../mechanisms/approval/index.ts'
import { ledger } from '../../mechanisms/ledger/index.ts'
import { parameter } from '../../mechanisms/parameter/index.ts'
import { budget } from '../budget/index.ts'
import { acceptedFor } from '../procurement/index.ts'
import { claim } from './contract.ts'
import { demoDifference, demoPurchase } from './demo-purchase.ts'
import { BUYER } from './parameters.ts'
import type { ExceptionCode } from './rules.ts'

interface DemoStage {
  now: Date
  as<T>(login: string, at: Date, work: (ctx: Ctx) => Promise<T>): Promise<T>
}

const DAY_MS = 86_400_000
const ZONE = 'Asia/Shanghai'
const ACCEPTORS = ['storekeeper', 'keeper', 'clerk', 'director', 'classteacher', 'teacher'] as const

/**
 * Claims of the weeks before: water and power and the telephone paid and booked, a journey that waits for the
 * cashier, one that came back for want of an invoice in order; what purchases left to claim goes the whole way, and
 * its invoice says more than was paid; another purchase waits to be claimed; the months before this one are closed
 * and reported; last, the difference is explained and waits for the second person.
 */
export async function demoClaims(stage: DemoStage): Promise<void> {
  const { now } = stage
  const started = await stage.as('accountant', now, async ctx => {
    const [newest] = (await ctx.run(budget.plans, {})).rows
    return newest ? (await ctx.run(budget.plan, { year: newest.year })).startedOn : null
  })
  if (!started) return
  const first = Date.parse(`${started}T10:00:00+08:00`) + DAY_MS
  const ago = (days: number): Date => new Date(Math.max(now.getTime() - days * DAY_MS, first))
  await stage.as('director', new Date(first), async ctx => {
    const { buyerName } = await ctx.run(claim.start, {})
    await ctx.run(parameter.set, {
      key: BUYER.key,
      value: { name: buyerName, taxNo: '12420100MB1A2B3C4D' },
      validFrom: dayIn(ctx.zone, new Date(first)),
      source: '事业单位法人证书',
    })
  })
  await exempt(
    stage,
    ago(47),
    {
      login: 'clerk',
      exception: 'utility',
      code: 'GY-02',
      title: '上月电费',
      payee: '江城供电公司',
      fen: 38_642_70,
      number: '26322000000000010001',
    },
    'booked',
  )
  await exempt(
    stage,
    ago(40),
    {
      login: 'clerk',
      exception: 'post',
      code: 'GY-01',
      title: '电话和宽带费',
      payee: '中国电信江城分公司',
      fen: 2_980_00,
      number: '26322000000000010002',
    },
    'booked',
  )
  await exempt(
    stage,
    ago(6),
    {
      login: 'teacher',
      exception: 'travel',
      code: 'GY-04',
      title: '赴省城参加教研会差旅费',
      payee: '顾晓燕',
      fen: 1_268_50,
      number: '26322000000000010003',
    },
    'approved',
  )
  await exempt(
    stage,
    ago(4),
    {
      login: 'teacher',
      exception: 'travel',
      code: 'GY-04',
      title: '带学生参加技能比赛交通费',
      payee: '江城客运公司',
      fen: 3_600_00,
      number: '26322000000000010004',
    },
    'returned',
  )
  const paid = await bought(stage)
  await demoPurchase(stage, new Date(first))
  await closeMonths(stage)
  if (paid) await demoDifference(stage, FREIGHT)
}

const FREIGHT_FEN = 30_00
const FREIGHT = '发票上另列运费 30 元，按约定由供货方承担，没有报销；已请供货方按实收金额换开发票'

interface Exempt {
  login: string
  exception: ExceptionCode
  code: string
  title: string
  payee: string
  fen: number
  number: string
}

async function exempt(
  stage: DemoStage,
  at: Date,
  e: Exempt,
  to: 'booked' | 'approved' | 'returned',
): Promise<void> {
  const { as } = stage
  const witnessId = await as('director', at, async ctx => userOf(ctx)?.personId as string)
  const lineId = await as('accountant', at, ctx => lineOf(ctx, e.code, at))
  if (!lineId) return
  const submitted = await as(e.login, at, async ctx => {
    const invoice = await invoiceFor(ctx, { number: e.number, seller: e.payee, fen: e.fen, at })
    const drafted = await ctx.run(claim.draft, {
      source: 'exception',
      exception: e.exception,
      title: e.title,
      unitText: '总务处',
      amountFen: e.fen,
      lineId,
      payee: e.payee,
      witnessId,
      invoiceIds: [invoice],
    })
    return ctx.run(claim.submit, { id: drafted.id, version: drafted.version })
  })
  const accepted = await as('director', at, ctx =>
    ctx.run(claim.accept, { id: submitted.id, version: submitted.version }),
  )
  const which = { id: accepted.id, version: accepted.version }
  if (to === 'returned') {
    await as('reviewer', at, ctx =>
      ctx.run(claim.sendBack, { ...which, missing: 'invoice', note: '租车发票没有行程清单，请补清单后再报' }),
    )
    return
  }
  await as('reviewer', at, ctx => ctx.run(claim.audit, which))
  await approve(stage, at, accepted.id)
  if (to === 'booked') await payAndBook(stage, at, accepted.id, e.number.slice(-5))
}

/** The first order that procurement's demo left to claim goes through every hand. */
async function bought(stage: DemoStage): Promise<boolean> {
  const at = new Date(stage.now.getTime() - DAY_MS)
  const { as } = stage
  const order = await as('buyer', at, async ctx => {
    const { orders } = await ctx.run(claim.start, {})
    return orders.find(o => !o.mismatchOpen)
  })
  if (!order) return false
  const { acceptorIds } = await as('buyer', at, ctx => acceptedFor(ctx, order.orderId))
  const acceptor = await firstOf(ACCEPTORS, async login =>
    acceptorIds.includes(await as(login, at, async ctx => userOf(ctx)?.personId ?? '')),
  )
  if (!acceptor) return false
  const submitted = await as('buyer', at, async ctx => {
    const invoice = await invoiceFor(ctx, {
      number: '26322000000000020001',
      seller: order.supplierName,
      fen: order.leftFen + FREIGHT_FEN,
      at,
    })
    const drafted = await ctx.run(claim.draft, {
      source: 'order',
      orderId: order.orderId,
      title: order.title,
      unitText: '总务处',
      amountFen: order.leftFen,
      invoiceIds: [invoice],
    })
    return ctx.run(claim.submit, { id: drafted.id, version: drafted.version })
  })
  const accepted = await as(acceptor, at, ctx =>
    ctx.run(claim.accept, { id: submitted.id, version: submitted.version }),
  )
  await as('reviewer', at, ctx => ctx.run(claim.audit, { id: accepted.id, version: accepted.version }))
  await approve(stage, at, accepted.id)
  await payAndBook(stage, at, accepted.id, '20001')
  return true
}

async function firstOf<T>(all: readonly T[], fits: (one: T) => Promise<boolean>): Promise<T | undefined> {
  for (const one of all) if (await fits(one)) return one
  return undefined
}

async function lineOf(ctx: Ctx, code: string, at: Date): Promise<string | undefined> {
  const { rows } = await ctx.run(budget.lines, {
    year: Number(dayIn(ZONE, at).slice(0, 4)),
    search: code,
    openOnly: true,
  })
  return rows[0]?.id
}

async function invoiceFor(
  ctx: Ctx,
  i: { number: string; seller: string; fen: number; at: Date },
): Promise<string> {
  const { buyerName, buyerTaxNo } = await ctx.run(claim.start, {})
  const { id } = await ctx.run(claim.addInvoice, {
    number: i.number,
    issuedOn: dayIn(ZONE, i.at),
    sellerName: i.seller,
    buyerName,
    buyerTaxNo,
    amountFen: i.fen,
  })
  return id
}

/** Whoever sits on it agrees, step by step. */
async function approve({ as }: DemoStage, at: Date, id: string): Promise<void> {
  const subject = { kind: 'claim.claim', id }
  for (const login of ['vice', 'principal', 'director', 'principal'])
    await as(login, at, async ctx => {
      const chain = await chainOf(ctx, subject)
      const mine = userOf(ctx)?.personId
      const sits = chain?.steps.some(step =>
        step.seats.some(seat => seat.personId === mine && seat.calledAt && !seat.decidedAt),
      )
      if (chain?.state === 'pending' && sits) await ctx.run(approval.approve, { id: chain.id, note: '同意' })
    })
}

async function payAndBook({ as }: DemoStage, at: Date, id: string, mark: string): Promise<void> {
  const paid = await as('cashier', at, async ctx => {
    const row = await ctx.run(claim.get, { id })
    return ctx.run(claim.pay, { id, version: row.version, slipNo: `2611${mark}` })
  })
  await as('accountant', at, ctx =>
    ctx.run(claim.book, { id, version: paid.version, voucherNo: `记-${mark.slice(-2)}` }),
  )
}

/** Months before this one are closed as far as their gates let; the last closed one is reported and signed. */
async function closeMonths({ now, as }: DemoStage): Promise<void> {
  const thisMonth = dayIn(ZONE, now).slice(0, 7)
  const months = await as('accountant', now, async ctx => {
    const { rows } = await ctx.run(ledger.periods, { book: 'budget' })
    return rows
      .map(row => row.month)
      .filter(month => month < thisMonth)
      .sort()
  })
  let last: string | undefined
  for (const month of months) {
    const closed = await as('accountant', now, ctx => ctx.run(ledger.close, { book: 'budget', month })).catch(
      (error: unknown) => {
        // A gate may rightly stand in the way: then the month stays open, in the demo as in life.
        if (error instanceof AppError) return undefined
        throw error
      },
    )
    if (!closed) break
    last = month
  }
  if (!last) return
  const month = last
  const made = await as('accountant', now, async ctx => {
    const report = await ctx.run(budget.makeReport, { month })
    return ctx.run(budget.signReport, { id: report.id, version: report.version, duty: '会计' })
  })
  await as('principal', now, ctx =>
    ctx.run(budget.signReport, { id: made.id, version: made.version, duty: '校长' }),
  )
}
