import { addDays } from '../../kernel/pure/calendar/day.ts'
import type { OutputOf } from '../../kernel/pure/operation.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import { calendar } from '../calendar/index.ts'
import { place } from '../place/index.ts'
import { property } from './contract.ts'

interface Stage {
  now: Date
  as: <T>(login: string, at: Date, work: (ctx: Ctx) => Promise<T>) => Promise<T>
}

type Term = OutputOf<typeof calendar.terms>['terms'][number]
type Row = OutputOf<typeof property.list>['rows'][number]

/** The term of the sample register keeps nothing of the demo. */
const TERMS = ['2025-spring', '2026-spring', '2026-autumn']
const PUPILS = ['张小明', '李欣怡', '王子轩', '刘雨桐', '陈浩然', '杨思琪', '赵一鸣', '周雅婷']
/** A name as a finger draws it. */
const STROKES =
  'M180 120L220 118L262 112L300 108M236 70L238 120L232 180L220 250L196 300M240 170L280 200L322 236M420 90L424 150L420 210L410 280M400 130L450 124L500 120L540 118M470 122L466 190L456 250L430 296M500 180L530 210L566 250M660 100L700 96L750 92M700 60L702 130L698 200L690 300M650 180L710 174L770 170'

/** What the reviews of the last term found in a few classes. */
const FOUND: readonly (readonly [sheet: number, item: string, less: number, broken: number])[] = [
  [1, '扫把', 4, 0],
  [3, '课椅', 1, 1],
  [6, '窗帘', 0, 2],
  [9, '扫把', 3, 0],
  [9, '垃圾桶', 1, 0],
  [12, '日光灯管', 0, 3],
]

/**
 * Leaves: the classes' sheets of the last term, reviewed and closed, two differences charged; those of this
 * term, most of them signed; a floor of dormitory rooms; last month's assessment published.
 */
export async function demoProperty(stage: Stage): Promise<void> {
  const today = stage.now.toISOString().slice(0, 10)
  const { terms } = await stage.as('clerk', stage.now, ctx => ctx.run(calendar.terms, {}))
  const told = terms.filter(t => TERMS.includes(t.code) && addDays(t.from, 14) <= today)
  for (const term of told.slice(-2)) {
    const over = addDays(term.to, -3) <= today
    const rows = await registerClasses(stage, term, over ? 0 : 3)
    if (over) await reviewClasses(stage, term, rows)
    else await registerRooms(stage, term)
  }
  const last = told.at(-1)
  if (last && addDays(last.from, 45) <= today) await assess(stage, today)
}

async function registerClasses(stage: Stage, term: Term, left: number): Promise<Row[]> {
  const day = addDays(term.from, 2)
  await stage.as('clerk', at(day, '09:00'), ctx =>
    ctx.run(property.startTerm, { termCode: term.code, kind: 'class' }),
  )
  const rows = await sheets(stage, at(day, '09:05'), term, 'class')
  await sign(stage, at(day, '14:00'), rows.slice(0, rows.length - left))
  const [waiting] = rows.slice(rows.length - left)
  if (left > 0 && waiting)
    await stage.as('clerk', at(addDays(day, 1), '10:00'), async ctx => {
      const handed = await ctx.run(property.hand, { id: waiting.id, version: 1 })
      await ctx.run(property.signFor, {
        id: waiting.id,
        version: handed.version,
        duty: '学生代表',
        name: '孙悦',
        strokes: STROKES,
      })
    })
  return rows
}

async function registerRooms(stage: Stage, term: Term): Promise<void> {
  const day = addDays(term.from, 3)
  const floor = await stage.as('clerk', at(day, '08:30'), async ctx => {
    const { nodes } = await ctx.run(place.tree, {})
    const building = nodes.find(node => node.name === '学生宿舍5号楼')
    return nodes.find(node => node.parentId === building?.id && node.name === '3层')
  })
  if (!floor) return
  await stage.as('clerk', at(day, '08:40'), ctx =>
    ctx.run(property.startTerm, { termCode: term.code, kind: 'dormitory', under: floor.id }),
  )
  const rows = await sheets(stage, at(day, '08:45'), term, 'dormitory')
  await sign(stage, at(day, '16:00'), rows.slice(0, 20))
}

/** The clerk goes round with the phone: the pupil and who answers for them sign on it, then the office. */
async function sign(stage: Stage, when: Date, rows: readonly Row[]): Promise<void> {
  await stage.as('clerk', when, async ctx => {
    for (const [i, row] of rows.entries()) {
      const { version } = await ctx.run(property.hand, { id: row.id, version: 1 })
      const which = { id: row.id, version }
      const pupil = PUPILS[i % PUPILS.length] as string
      const duties =
        row.kind === 'class'
          ? ([
              ['学生代表', pupil],
              ['班主任', row.keeperName],
            ] as const)
          : ([
              ['寝室长', pupil],
              ['宿管', '张桂芳'],
            ] as const)
      for (const [duty, name] of duties)
        await ctx.run(property.signFor, { ...which, duty, name, strokes: STROKES })
      await ctx.run(property.sign, { ...which, duty: '总务处' })
    }
  })
}

async function reviewClasses(stage: Stage, term: Term, rows: readonly Row[]): Promise<void> {
  const day = addDays(term.to, -4)
  await stage.as('clerk', at(day, '09:00'), async ctx => {
    await ctx.run(property.startReviews, { termCode: term.code, kind: 'class' })
    for (const [i, row] of rows.entries()) {
      const sheet = await ctx.run(property.get, { id: row.id })
      const lines = sheet.items.map(item => {
        const [, , less = 0, broken = 0] = FOUND.find(([n, name]) => n === i && name === item.name) ?? []
        // What went missing in the term before is missing from this sheet too: never less than nothing.
        const found = Math.max(0, item.quantity - less)
        return { id: item.id, found, foundBroken: Math.min(found, item.broken + broken) }
      })
      const saved = await ctx.run(property.saveReview, { id: row.id, version: sheet.version, lines })
      const done = await ctx.run(property.finishReview, { id: row.id, version: saved.version })
      if (done.differences > 0) await settle(ctx, row.id)
    }
  })
}

async function settle(ctx: Ctx, id: string): Promise<void> {
  let sheet = await ctx.run(property.get, { id })
  for (const item of sheet.items) {
    const lost = item.found !== null && item.found < item.quantity
    if (!lost && (item.foundBroken ?? 0) <= item.broken) continue
    const which = { id, version: sheet.version, lineId: item.id }
    if (item.name === '课椅' || item.name === '窗帘')
      await ctx.run(property.charge, {
        ...which,
        quantity: item.name === '课椅' ? 2 : 1,
        intent: 'careless',
        liableKind: 'class',
        liableName: sheet.title,
        note: item.name === '课椅' ? '课间推搡损坏' : '被扯脱',
      })
    else
      await ctx.run(property.explain, {
        ...which,
        cause: 'worn',
        explanation: item.name === '日光灯管' ? '到寿命发黑，已报修更换' : '用旧损耗，下学期按标准补发',
      })
    sheet = await ctx.run(property.get, { id })
  }
  await ctx.run(property.close, { id, version: sheet.version })
}

async function assess(stage: Stage, today: string): Promise<void> {
  const month = addDays(`${today.slice(0, 7)}-01`, -1).slice(0, 7)
  if (month > '2025-08' && month < '2026-02') return
  await stage.as('director', at(`${today.slice(0, 7)}-01`, '09:30'), async ctx => {
    await ctx.run(property.takeCases, { month })
    const { classes } = await ctx.run(property.month, { month })
    for (const [i, points, reason] of [
      [2, 1, '讲台抽屉损坏没有报修'],
      [7, 2.5, '抽查时少课椅一把，三天后才补回'],
      [11, 0.5, '扫把没有放回工具柜'],
    ] as const) {
      const unit = classes[i]
      if (unit)
        await ctx.run(property.deduct, { month, unitId: unit.unitId, on: `${month}-20`, points, reason })
    }
    await ctx.run(property.publishMonth, { month, note: '前三名班级在周一升旗仪式上表扬' })
  })
}

const sheets = (stage: Stage, when: Date, term: Term, kind: 'class' | 'dormitory'): Promise<Row[]> =>
  stage.as('clerk', when, async ctx => {
    const { rows } = await ctx.run(property.list, { termCode: term.code, kind, limit: 100 })
    return rows
  })

const at = (day: string, clock: string): Date => new Date(`${day}T${clock}:00+08:00`)
