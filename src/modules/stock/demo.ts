import { type Ctx, userOf } from '../../kernel/server/ctx.ts'
import { approval } from '../../mechanisms/approval/index.ts'
import { stock } from './contract.ts'
import { DEMO_GOODS, DEMO_KIT, DEMO_NEEDS } from './demo-goods.ts'

interface Stage {
  now: Date
  as: <T>(login: string, at: Date, work: (ctx: Ctx) => Promise<T>) => Promise<T>
}

const DAY_MS = 86_400_000
const KIT_DAY = new Date('2026-02-24T09:00:00+08:00')
/** A name as a finger writes it. */
const STROKES =
  'M180 210L260 150L330 260M300 120L420 120L360 300M480 160L560 220L520 290M640 130L700 300L800 180'

/**
 * Two stores (总务仓库, 五金库) with some forty things, a kit issue at the start of term, some months of
 * needs issued against signature, one in each state, loans of which one is late, a batch about to expire, and
 * two transfers of which one is still on its way.
 * Leaves 扫把 (WP0001) in stock.
 */
export async function demoStock({ now, as }: Stage): Promise<void> {
  const ago = (days: number, hour = 0): Date => new Date(now.getTime() - days * DAY_MS + hour * 3_600_000)
  const kitDay = now.getTime() - KIT_DAY.getTime() > 30 * DAY_MS ? KIT_DAY : ago(120)
  const first = new Date(kitDay.getTime() - 6 * DAY_MS)
  const ids = await fillStores(as, first, ago(-20))
  await kits(as, kitDay, ids)
  const span = now.getTime() - kitDay.getTime() - 4 * DAY_MS
  for (const [i, need] of DEMO_NEEDS.entries()) {
    const at = new Date(kitDay.getTime() + 2 * DAY_MS + (span * (i + 1)) / (DEMO_NEEDS.length + 1))
    await askAndIssue(as, at, ids, need)
  }
  await buy(as, ago(24), ids)
  await lendThings({ now, as }, ids, ago)
  await sendOver(as, ids, ago)
  await someOpen(as, ids, ago)
}

type As = Stage['as']
type Ids = ReadonlyMap<string, string>
const id = (ids: Ids, name: string): string => {
  const found = ids.get(name)
  if (!found) throw new Error(`the demo has no ${name}`)
  return found
}

async function fillStores(as: As, at: Date, soon: Date): Promise<Ids> {
  const ids = new Map<string, string>()
  const keeperId = await as('storekeeper', at, async ctx => userOf(ctx)?.personId ?? null)
  await as('director', at, async ctx => {
    for (const name of ['总务仓库', '五金库'])
      ids.set(name, (await ctx.run(stock.saveStore, { name, keeperId, placeText: '综合楼一楼' })).id)
    for (const { name, quantity: _q, price: _p, ...facts } of DEMO_GOODS)
      ids.set(name, (await ctx.run(stock.addItem, { name, ...facts })).id)
    await ctx.run(stock.setQuota, { itemId: id(ids, '扫把'), unitKind: 'class', quantity: 12 })
    await ctx.run(stock.setQuota, { itemId: id(ids, '打印纸'), unitKind: 'department', quantity: 20 })
  })
  await as('storekeeper', at, async ctx => {
    for (const store of ['总务仓库', '五金库'] as const)
      await ctx.run(stock.receive, {
        storeId: id(ids, store),
        opening: true,
        lines: DEMO_GOODS.filter(g => (g.class === 'material') === (store === '五金库')).map(g => ({
          itemId: id(ids, g.name),
          quantity: g.quantity,
          priceFen: Math.round(g.price * 100),
          ...(g.name === '84消毒液' ? { batchNo: 'XD2402', expiresOn: soon.toISOString().slice(0, 10) } : {}),
        })),
      })
  })
  return ids
}

async function kits(as: As, at: Date, ids: Ids): Promise<void> {
  await as('director', new Date(at.getTime() - 3 * DAY_MS), ctx =>
    ctx.run(stock.saveKit, {
      title: '班级开学物资',
      // In force before the sheet is made, whatever the day of the demo.
      validFrom: new Date(at.getTime() - 10 * DAY_MS).toISOString().slice(0, 10),
      source: `总务处〔${at.getFullYear()}〕6号`,
      lines: DEMO_KIT.map(([name, quantity]) => ({ itemId: id(ids, name), quantity })),
    }),
  )
  const sheet = await as('storekeeper', new Date(at.getTime() - DAY_MS), async ctx => {
    const made = await ctx.run(stock.makeSheet, {
      title: '新学期班级物资',
      storeId: id(ids, '总务仓库'),
      day: ctx.today,
    })
    const { classRows } = await ctx.run(stock.sheet, { id: made.id })
    const lines = classRows
      .slice(0, 6)
      .flatMap(row => row.cells.slice(0, 2).map(c => ({ lineId: c.lineId, has: 1 })))
    return ctx.run(stock.editSheet, { id: made.id, version: made.version, lines })
  })
  await as('storekeeper', at, async ctx => {
    await ctx.run(stock.issueSheet, sheet)
    const { classRows } = await ctx.run(stock.sheet, { id: sheet.id })
    for (const row of classRows)
      if (row.documentId && row.unitName !== '高职24会计1班')
        await ctx.run(stock.signKit, { documentId: row.documentId, name: '', strokes: STROKES })
  })
  await as('classteacher', new Date(at.getTime() + 3_600_000), async ctx => {
    const { classRows } = await ctx.run(stock.sheet, { id: sheet.id })
    const mine = classRows.find(row => row.unitName === '高职24会计1班')
    if (mine?.documentId) await ctx.run(stock.signKit, { documentId: mine.documentId })
  })
}

async function ask(as: As, at: Date, ids: Ids, need: (typeof DEMO_NEEDS)[number]): Promise<string> {
  const made = await as(need.who, at, ctx =>
    ctx.run(stock.request, {
      storeId: id(ids, need.store ?? '总务仓库'),
      purpose: need.purpose,
      lines: need.things.map(([name, quantity]) => ({ itemId: id(ids, name), quantity })),
    }),
  )
  return made.id
}

/** By whoever the route asks, in its order. */
async function decide(as: As, at: Date, needId: string): Promise<void> {
  for (const login of ['storekeeper', 'director', 'vice', 'principal'])
    await as(login, at, async ctx => {
      const { no } = await ctx.run(stock.need, { id: needId })
      const { rows } = await ctx.run(approval.inbox, {})
      const mine = rows.find(row => row.no === no)
      if (mine) await ctx.run(approval.approve, { id: mine.id })
    })
}

async function askAndIssue(as: As, at: Date, ids: Ids, need: (typeof DEMO_NEEDS)[number]): Promise<void> {
  const needId = await ask(as, at, ids, need)
  const later = new Date(at.getTime() + 2 * 3_600_000)
  await decide(as, later, needId)
  await as('storekeeper', later, async ctx => {
    const { version, lines, state } = await ctx.run(stock.need, { id: needId })
    if (state !== 'approved') return
    await ctx.run(stock.issue, {
      id: needId,
      version,
      lines: lines.map(l => ({ lineId: l.id, quantity: l.quantity, ...(l.tradeIn ? { oldIn: true } : {}) })),
      strokes: STROKES,
    })
  })
}

async function buy(as: As, at: Date, ids: Ids): Promise<void> {
  await as('storekeeper', at, ctx =>
    ctx.run(stock.receive, {
      storeId: id(ids, '总务仓库'),
      supplierText: '江城联华日化清洁用品商行',
      invoiceNo: '25322000000018442671',
      lines: [
        { itemId: id(ids, '扫把'), quantity: 60, priceFen: 880 },
        { itemId: id(ids, '拖把'), quantity: 30, priceFen: 1250 },
        { itemId: id(ids, '洗手液'), quantity: 24, priceFen: 960 },
      ],
    }),
  )
  await as('storekeeper', at, ctx =>
    ctx.run(stock.receive, {
      storeId: id(ids, '五金库'),
      supplierText: '江城永固五金机电商店',
      invoiceNo: '25322000000018442690',
      lines: [
        { itemId: id(ids, 'LED灯管'), quantity: 100, priceFen: 1280 },
        { itemId: id(ids, '水龙头'), quantity: 30, priceFen: 2350 },
      ],
    }),
  )
}

async function lendThings({ now, as }: Stage, ids: Ids, ago: (days: number) => Date): Promise<void> {
  const day = (days: number): string => new Date(now.getTime() + days * DAY_MS).toISOString().slice(0, 10)
  const person = async (login: string): Promise<string> =>
    as(login, now, async ctx => userOf(ctx)?.personId ?? '')
  const lend = async (
    login: string,
    at: Date,
    dueOn: string,
    name: string,
    quantity: number,
    purpose: string,
  ) => {
    const borrowerId = await person(login)
    return as('storekeeper', at, ctx =>
      ctx.run(stock.lend, {
        storeId: id(ids, '总务仓库'),
        borrowerId,
        dueOn,
        purpose,
        lines: [{ itemId: id(ids, name), quantity }],
        strokes: STROKES,
      }),
    )
  }
  const done = await lend('teacher', ago(40), day(-36), '折叠桌', 4, '招生咨询')
  await as('storekeeper', ago(37), async ctx => {
    const { lines, version } = await ctx.run(stock.loan, { id: done.id })
    await ctx.run(stock.giveBack, {
      id: done.id,
      version,
      lines: lines.map(l => ({ lineId: l.id, quantity: l.left, condition: '完好' })),
    })
  })
  await lend('classteacher', ago(16), day(-6), '移动音箱', 1, '主题班会')
  await lend('carpenter', ago(2), day(5), '人字梯', 1, '修天花板')
}

/** What the office sent to the other store: one lot received a while ago, one on its way. */
async function sendOver(as: As, ids: Ids, ago: (days: number, hour?: number) => Date): Promise<void> {
  const send = (at: Date, name: string, quantity: number, note: string) =>
    as('clerk', at, ctx =>
      ctx.run(stock.transfer, {
        fromStoreId: id(ids, '总务仓库'),
        toStoreId: id(ids, '五金库'),
        note,
        lines: [{ itemId: id(ids, name), quantity }],
      }),
    )
  const first = await send(ago(12), '5号电池', 20, '测电笔和万用表用')
  await as('storekeeper', ago(12, 3), async ctx => {
    const { version, rows } = await ctx.run(stock.document, { id: first.id })
    await ctx.run(stock.receiveTransfer, {
      id: first.id,
      version,
      lines: rows.map(row => ({ lineId: row.id, quantity: row.quantity })),
      strokes: STROKES,
    })
  })
  await send(ago(1, 2), '橡胶手套', 10, '疏通下水道用')
}

/** One need in each of the states that wait for somebody. */
async function someOpen(as: As, ids: Ids, ago: (days: number, hour?: number) => Date): Promise<void> {
  await ask(as, ago(1, 1), ids, {
    who: 'teacher',
    purpose: '教研组备课',
    things: [
      ['打印纸', 2],
      ['中性笔', 10],
    ],
  })
  const picked = await ask(as, ago(2), ids, {
    who: 'classteacher',
    purpose: '教室卫生',
    things: [
      ['扫把', 3],
      ['抹布', 4],
    ],
  })
  await decide(as, ago(2, 1), picked)
  await as('storekeeper', ago(2, 2), async ctx => {
    const { version, lines } = await ctx.run(stock.need, { id: picked })
    await ctx.run(stock.pick, {
      id: picked,
      version,
      lines: lines.map(l => ({ lineId: l.id, quantity: l.quantity })),
    })
  })
  const approved = await ask(as, ago(1), ids, {
    who: 'electrician',
    store: '五金库',
    purpose: '高职B楼更换灯管',
    things: [
      ['LED灯管', 12],
      ['绝缘胶带', 3],
    ],
  })
  await decide(as, ago(1, 2), approved)
  await as('storekeeper', ago(3), ctx =>
    ctx.run(stock.writeOff, {
      storeId: id(ids, '总务仓库'),
      reason: '库房漏雨受潮',
      lines: [{ itemId: id(ids, '粉笔'), quantity: 6 }],
    }),
  )
}
