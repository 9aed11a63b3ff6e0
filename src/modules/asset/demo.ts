import { addDays, addMonths, monthOf } from '../../kernel/pure/calendar/day.ts'
import { dayIn } from '../../kernel/server/clock.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import { approval } from '../../mechanisms/approval/index.ts'
import { org } from '../org/index.ts'
import { people } from '../people/index.ts'
import { place } from '../place/index.ts'
import { asset } from './contract.ts'
import { OLD_BOOK } from './demo-book.ts'
import { postImport } from './posting-imports.ts'

export interface DemoStage {
  now: Date
  as: <T>(login: string, at: Date, work: (ctx: Ctx) => Promise<T>) => Promise<T>
}

const DAY_MS = 86_400_000
const DAYS_AGO = 56

/**
 * The old register taken over, a purchase signed for, a transfer, a loan, an idle 投影仪 on offer, a scrapping
 * that was carried out and one that waits, two months of depreciation, a self-check under way.
 */
export async function demoAssets({ now, as }: DemoStage): Promise<void> {
  const ago = (days: number): Date => new Date(now.getTime() - days * DAY_MS)
  const dayAgo = (days: number): string => dayIn('Asia/Shanghai', ago(days))
  await takeOver(as, ago(DAYS_AGO))
  const ids = await as('keeper', ago(50), lookUp)
  await buy(as, ago, dayAgo, ids)
  await charge(as, now, monthOf(dayAgo(DAYS_AGO)))
  const [camera = '', moved = '', spare = ''] = ids.things('投影仪')
  await transfer(as, ago, moved, ids)
  await as('admin', ago(20), ctx =>
    ctx.run(asset.offerIdle, { assetIds: [spare], reason: '机房换了触控一体机', condition: 'good' }),
  )
  const loan = await as('clerk', ago(4), ctx =>
    ctx.run(asset.lend, {
      assetIds: [camera],
      borrowerId: ids.person('顾晓燕'),
      purpose: '高职24会计1班家长会',
      dueOn: dayAgo(-6),
    }),
  )
  await as('classteacher', ago(3), ctx => ctx.run(asset.takeLoan, { id: loan.id, version: loan.version }))
  await scrap(as, ago, dayAgo, ids.things('台式计算机').slice(0, 5))
  await selfCheck(as, ago, dayAgo)
}

type As = DemoStage['as']

async function takeOver(as: As, at: Date): Promise<void> {
  await as('keeper', at, async ctx => {
    for (const row of OLD_BOOK) await ctx.run(asset.importCard, row)
    const batch = await ctx.db
      .selectFrom('asset_batch')
      .select('id')
      .where('source', '=', 'import')
      .where('posted_at', 'is', null)
      .executeTakeFirst()
    if (batch) await postImport(ctx, { batchId: batch.id })
  })
}

interface Ids {
  things(name: string): string[]
  unit(name: string): string
  person(name: string): string
  room(fullName: string): string
}

async function lookUp(ctx: Ctx): Promise<Ids> {
  const { rows } = await ctx.run(asset.list, { limit: 200, withTotal: false })
  const { units } = await ctx.run(org.tree, {})
  const persons = (await ctx.run(people.list, { limit: 200 })).rows
  const rooms = new Map<string, string>()
  for (const name of ['高职B楼 201', '高职B楼 305'])
    for (const found of (await ctx.run(place.search, { q: name, limit: 20 })).rows)
      if (found.fullName === name) rooms.set(name, found.id)
  return {
    things: name => rows.filter(row => row.name === name).map(row => row.id),
    unit: name => units.find(unit => unit.name === name)?.id ?? '',
    person: name => persons.find(person => person.name === name)?.id ?? '',
    room: name => rooms.get(name) ?? '',
  }
}

async function buy(
  as: As,
  ago: (days: number) => Date,
  dayAgo: (days: number) => string,
  ids: Ids,
): Promise<void> {
  await as('keeper', ago(45), ctx =>
    ctx.run(asset.register, {
      name: '触控一体机',
      classCode: 'A02020800',
      classEdition: '2022',
      brand: '希沃',
      model: 'F86EC',
      count: 6,
      priceFen: 1_880_000,
      acquiredOn: dayAgo(46),
      supplierText: '江城智慧教育科技有限公司',
      warrantyUntil: addDays(dayAgo(46), 1095),
      unitId: ids.unit('教务处'),
      placeId: ids.room('高职B楼 201') || null,
      keeperId: ids.person('李敏'),
    }),
  )
  const { offers } = await as('teacher', ago(44), ctx => ctx.run(asset.mine, {}))
  for (const offer of offers)
    await as('teacher', ago(44), ctx =>
      ctx.run(asset.acceptCustody, { id: offer.id, version: offer.version }),
    )
  await as('clerk', ago(30), ctx =>
    ctx.run(asset.register, {
      name: '学生课桌椅',
      category: 'student_furniture',
      measure: '套',
      count: 24,
      priceFen: 26_500,
      acquiredOn: dayAgo(30),
      bulkReason: '新建教室成批课桌椅',
      unitId: ids.unit('教务处'),
      placeId: ids.room('高职B楼 305') || null,
    }),
  )
  await as('keeper', ago(6), ctx =>
    ctx.run(asset.register, {
      name: '多功能一体机',
      classCode: 'A02020400',
      classEdition: '2022',
      brand: '惠普',
      model: 'M433a',
      priceFen: 358_000,
      acquiredOn: dayAgo(7),
      unitId: ids.unit('教务处'),
      keeperId: ids.person('李敏'),
    }),
  )
}

/** Every month that is over since the book was taken over. */
async function charge(as: As, now: Date, from: string): Promise<void> {
  const last = addMonths(monthOf(dayIn('Asia/Shanghai', now)), -1)
  for (let month = from; month <= last; month = addMonths(month, 1))
    await as('accountant', new Date(`${addMonths(month, 1)}-01T09:00:00+08:00`), ctx =>
      ctx.run(asset.depreciate, { month }),
    )
}

async function transfer(as: As, ago: (days: number) => Date, thing: string, ids: Ids): Promise<void> {
  const { id } = await as('teacher', ago(26), ctx =>
    ctx.run(asset.requestTransfer, {
      assetIds: [thing],
      toUnitId: ids.unit('教务处'),
      toPlaceId: ids.room('高职B楼 305') || null,
      toKeeperId: ids.person('李敏'),
      reason: '305 教室的投影仪坏了，先调一台上课用',
    }),
  )
  await as('admin', ago(26), ctx => ctx.run(asset.releaseTransfer, { id, version: 1 }))
  await as('teacher', ago(25), ctx => ctx.run(asset.receiveTransfer, { id, version: 2 }))
  await as('keeper', ago(24), ctx => ctx.run(asset.bookTransfer, { id, version: 3 }))
}

async function scrap(
  as: As,
  ago: (days: number) => Date,
  dayAgo: (days: number) => string,
  computers: readonly string[],
): Promise<void> {
  const propose = (assetIds: string[], days: number) =>
    as('keeper', ago(days), ctx =>
      ctx.run(asset.proposeDisposal, {
        assetIds,
        mode: 'scrap',
        ground: 'over_age',
        reason: '主板老化，跑不动现在的教学软件',
        estimateFen: 6_000,
      }),
    )
  const done = await propose(computers.slice(0, 3), 40)
  await as('admin', ago(39), ctx =>
    ctx.run(asset.checkDisposal, {
      id: done.id,
      version: 1,
      opinion: '逐台通电检测，主板电容鼓包，配件停产，维修费超过原值一半，建议报废。',
    }),
  )
  await as('vice', ago(37), async ctx => {
    const { rows } = await ctx.run(approval.inbox, { kinds: ['asset.disposal'] })
    for (const row of rows) await ctx.run(approval.approve, { id: row.id })
  })
  await as('director', ago(33), async ctx => {
    const paper = await ctx.run(asset.disposal, { id: done.id })
    await ctx.run(asset.executeDisposal, {
      id: done.id,
      version: paper.version,
      on: dayAgo(33),
      receiver: '江城再生资源有限公司',
      proceedsFen: 15_000,
      receiptNo: 'CZ-SJ-001',
    })
  })
  const waiting = await propose(computers.slice(3), 5)
  await as('admin', ago(3), ctx =>
    ctx.run(asset.checkDisposal, {
      id: waiting.id,
      version: 1,
      opinion: '硬盘和电源损坏，无维修价值，建议报废。',
    }),
  )
}

async function selfCheck(
  as: As,
  ago: (days: number) => Date,
  dayAgo: (days: number) => string,
): Promise<void> {
  const { id } = await as('keeper', ago(8), ctx =>
    ctx.run(asset.openCheck, { title: `${dayAgo(8).slice(0, 4)} 年资产自查`, dueOn: dayAgo(-12) }),
  )
  const { sheets } = await as('keeper', ago(7), ctx => ctx.run(asset.check, { id }))
  const sheet = sheets.find(sheet => sheet.keeperName === '方敏')
  const token = sheet && new URL(sheet.url).pathname.split('/').at(-1)
  if (!token) return
  await as('clerk', ago(5), async ctx => {
    const { lines } = await ctx.run(asset.sheet, { token })
    const answers = lines.map((line, i) =>
      i === 0
        ? { lineId: line.lineId, answer: 'moved' as const, placeNow: '图书馆 203' }
        : { lineId: line.lineId, answer: i === 1 ? ('damaged' as const) : ('here' as const) },
    )
    if (answers.length > 0) await ctx.run(asset.answerSheet, { token, answers })
  })
}
