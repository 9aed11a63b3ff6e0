import { sql } from 'kysely'
import { notFound } from '../../kernel/pure/errors.ts'
import { mayTransit } from '../../kernel/pure/state.ts'
import { actorName, type Ctx } from '../../kernel/server/ctx.ts'
import type { Handlers } from '../../kernel/server/module.ts'
import { readParameter } from '../../mechanisms/parameter/index.ts'
import { damage } from '../damage/index.ts'
import { findUnits, org } from '../org/index.ts'
import { contract, property } from './contract.ts'
import { DEDUCT_POINTS, HONOURS } from './parameters.ts'
import { monthMachine, type Ranked, rankClasses } from './rules.ts'

type H = Handlers<typeof contract>

export const month: H['month'] = async (ctx, input) => {
  const code = input.month ?? ctx.today.slice(0, 7)
  const row = await findMonth(ctx, code)
  const deductions = row ? await deductionsOf(ctx, row.id) : []
  const classes =
    row?.state === 'published' ? await publishedScores(ctx, row.id) : await scoresNow(ctx, code, row?.id)
  const honours = await readParameter(ctx, HONOURS)
  const state = row?.state ?? 'open'
  const may = (op: { id: string }, action: 'score' | 'publish' | 'reopen', why?: string) =>
    ctx.may(op) && mayTransit(monthMachine, action, state)
      ? { [op.id.split('.')[1] as string]: why ? { allowed: false, why } : { allowed: true } }
      : {}
  const future = code > ctx.today.slice(0, 7) ? '这个月还没到' : undefined
  return {
    month: code,
    state,
    version: row?.version ?? 0,
    publishedOn: row?.published_on ?? null,
    publishedBy: row?.published_by ?? '',
    note: row?.note ?? '',
    classes: classes.map(c => ({ ...c, honour: honourOf(c, honours) })),
    deductions: deductions.map(d => ({
      id: d.id,
      unitId: d.unit_id,
      on: d.on_day,
      points: Number(d.points),
      reason: d.reason,
      caseId: d.case_id,
      caseNo: d.case_no,
      notedBy: d.noted_by,
      withdrawn: d.withdrawn,
    })),
    actions: {
      ...may(property.deduct, 'score', future),
      ...may(property.takeCases, 'score', future),
      ...may(property.publishMonth, 'publish', future ?? (classes.length === 0 ? '还没有班级' : undefined)),
      ...may(property.reopenMonth, 'reopen'),
    },
  }
}

export const deduct: H['deduct'] = async (ctx, input) => {
  const row = await openMonth(ctx, input.month)
  const on = input.on ?? (input.month === ctx.today.slice(0, 7) ? ctx.today : `${input.month}-01`)
  if (!on.startsWith(input.month)) throw contract.fail('day_outside', { day: on, month: input.month })
  const unit = await ctx.asSystem('财产考核', system => system.run(org.get, { id: input.unitId }))
  if (unit.kind !== 'class') throw contract.fail('not_a_class', { name: unit.name, kind: '班级' })
  const id = await insertDeduction(ctx, row.id, { ...input, on })
  ctx.about({ kind: 'property.month', id: row.id }, `${unit.name} 扣 ${input.points} 分：${input.reason}`)
  return { id }
}

/** Each damage case of the month for which a class answers costs it points, once. */
export const takeCases: H['takeCases'] = async (ctx, input) => {
  const row = await openMonth(ctx, input.month)
  const last = lastDay(input.month)
  const cases = (await casesOf(ctx, `${input.month}-01`, last)).filter(
    c => c.liableKind !== 'unknown' && c.state !== 'cancelled' && c.state !== 'waived',
  )
  const units = await findUnits(
    ctx,
    cases.map(c => c.unitText),
    last,
  )
  const points = await readParameter(ctx, DEDUCT_POINTS, last)
  const taken = new Set(
    (
      await ctx.db
        .selectFrom('property_deduction')
        .select('case_id')
        .where('school_id', '=', ctx.schoolId)
        .where('case_id', 'is not', null)
        .where('withdrawn', '=', '')
        .execute()
    ).map(d => d.case_id),
  )
  let count = 0
  const unknown = new Set<string>()
  const classes = new Set((await classesOn(ctx, last)).map(c => c.id))
  for (const c of cases.filter(one => !taken.has(one.id))) {
    const unit = units.get(c.unitText)
    if (!unit || unit === 'several' || !classes.has(unit.id)) {
      unknown.add(c.unitText || c.placeText || c.no)
      continue
    }
    await insertDeduction(ctx, row.id, {
      unitId: unit.id,
      on: c.occurredOn,
      points,
      reason: `损坏${c.item}${c.quantity}${c.measure}`,
      caseId: c.id,
      caseNo: c.no,
    })
    count++
  }
  ctx.about({ kind: 'property.month', id: row.id }, `带入赔偿 ${count} 件`)
  return { taken: count, unknown: [...unknown] }
}

export const withdrawDeduction: H['withdrawDeduction'] = async (ctx, input) => {
  const found = await ctx.db
    .selectFrom('property_deduction as d')
    .innerJoin('property_month as m', join =>
      join.onRef('m.school_id', '=', 'd.school_id').onRef('m.id', '=', 'd.month_id'),
    )
    .select(['d.id', 'd.withdrawn', 'm.month', 'm.id as month_id'])
    .where('d.school_id', '=', ctx.schoolId)
    .where('d.id', '=', input.id)
    .executeTakeFirst()
  if (!found) throw notFound()
  await openMonth(ctx, found.month)
  const done = await ctx.db
    .updateTable('property_deduction')
    .set({ withdrawn: input.reason })
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', found.id)
    .where('withdrawn', '=', '')
    .executeTakeFirst()
  if (done.numUpdatedRows === 0n) throw contract.fail('already_withdrawn')
  ctx.about({ kind: 'property.month', id: found.month_id }, input.reason)
  return { id: found.id }
}

export const publishMonth: H['publishMonth'] = async (ctx, input) => {
  const row = await openMonth(ctx, input.month)
  const scores = await scoresNow(ctx, input.month, row.id)
  if (scores.length > 0)
    await ctx.db
      .insertInto('property_score')
      .values(
        scores.map(s => ({
          school_id: ctx.schoolId,
          id: ctx.id(),
          month_id: row.id,
          unit_id: s.unitId,
          name: s.name,
          points: s.points,
          score: s.score,
          rank: s.rank,
        })),
      )
      .execute()
  await setMonth(ctx, row.id, {
    state: 'published',
    published_on: ctx.today,
    published_by: actorName(ctx.actor),
    note: input.note,
  })
  ctx.about({ kind: 'property.month', id: row.id }, `${input.month} ${scores.length} 个班`)
  return { month: input.month, classes: scores.length }
}

export const reopenMonth: H['reopenMonth'] = async (ctx, input) => {
  const row = await findMonth(ctx, input.month, true)
  if (row?.state !== 'published') throw contract.fail('month_open', { month: input.month })
  await ctx.db
    .deleteFrom('property_score')
    .where('school_id', '=', ctx.schoolId)
    .where('month_id', '=', row.id)
    .execute()
  await setMonth(ctx, row.id, { state: 'open', published_on: null, published_by: '', note: '' })
  ctx.about({ kind: 'property.month', id: row.id }, input.reason)
  return { month: input.month }
}

/** The month to score in, locked; made on first use. */
async function openMonth(ctx: Ctx, code: string) {
  if (code > ctx.today.slice(0, 7)) throw contract.fail('month_future', { month: code })
  await ctx.db
    .insertInto('property_month')
    .values({
      school_id: ctx.schoolId,
      id: ctx.id(),
      month: code,
      state: 'open',
      published_on: null,
      created_at: ctx.now,
      updated_at: ctx.now,
    })
    .onConflict(conflict => conflict.columns(['school_id', 'month']).doNothing())
    .execute()
  const row = await findMonth(ctx, code, true)
  if (!row) throw notFound()
  if (row.state === 'published') throw contract.fail('month_published', { month: code })
  return row
}

const findMonth = (ctx: Ctx, code: string, lock = false) =>
  ctx.db
    .selectFrom('property_month')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('month', '=', code)
    .$if(lock, select => select.forUpdate())
    .executeTakeFirst()

async function setMonth(
  ctx: Ctx,
  id: string,
  set: { state: 'open' | 'published'; published_on: string | null; published_by: string; note: string },
): Promise<void> {
  await ctx.db
    .updateTable('property_month')
    .set(eb => ({ ...set, version: eb('version', '+', 1), updated_at: ctx.now }))
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', id)
    .execute()
}

interface NewDeduction {
  unitId: string
  on: string
  points: number
  reason: string
  caseId?: string
  caseNo?: string
}

async function insertDeduction(ctx: Ctx, monthId: string, d: NewDeduction): Promise<string> {
  const id = ctx.id()
  await ctx.db
    .insertInto('property_deduction')
    .values({
      school_id: ctx.schoolId,
      id,
      month_id: monthId,
      unit_id: d.unitId,
      on_day: d.on,
      points: d.points,
      reason: d.reason,
      case_id: d.caseId ?? null,
      case_no: d.caseNo ?? '',
      noted_by: actorName(ctx.actor),
      created_at: ctx.now,
    })
    .execute()
  return id
}

async function deductionsOf(ctx: Ctx, monthId: string) {
  return ctx.db
    .selectFrom('property_deduction')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('month_id', '=', monthId)
    .orderBy('on_day')
    .orderBy('id')
    .execute()
}

async function publishedScores(ctx: Ctx, monthId: string): Promise<Ranked[]> {
  const rows = await ctx.db
    .selectFrom('property_score')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('month_id', '=', monthId)
    .orderBy('rank')
    .orderBy('name')
    .execute()
  return rows.map(r => ({
    unitId: r.unit_id,
    name: r.name,
    points: Number(r.points),
    score: Number(r.score),
    rank: r.rank,
  }))
}

async function scoresNow(ctx: Ctx, code: string, monthId: string | undefined): Promise<Ranked[]> {
  const classes = await classesOn(ctx, lastDay(code) < ctx.today ? lastDay(code) : ctx.today)
  const sums = monthId
    ? await ctx.db
        .selectFrom('property_deduction')
        .select(['unit_id', sql<string>`sum(points)`.as('points')])
        .where('school_id', '=', ctx.schoolId)
        .where('month_id', '=', monthId)
        .where('withdrawn', '=', '')
        .groupBy('unit_id')
        .execute()
    : []
  const points = new Map(sums.map(s => [s.unit_id, Number(s.points)]))
  return rankClasses(classes.map(c => ({ unitId: c.id, name: c.name, points: points.get(c.id) ?? 0 })))
}

async function classesOn(ctx: Ctx, day: string) {
  const { units } = await ctx.asSystem('财产考核', system => system.run(org.tree, { on: day }))
  return units.filter(unit => unit.kind === 'class')
}

async function casesOf(ctx: Ctx, from: string, to: string) {
  return ctx.asSystem('财产考核', async system => {
    const found: Awaited<ReturnType<typeof page>>['rows'] = []
    const page = (cursor: string | undefined) =>
      system.run(damage.list, { from, to, limit: 200, ...(cursor ? { cursor } : {}) })
    let cursor: string | undefined
    do {
      const next = await page(cursor)
      found.push(...next.rows)
      cursor = next.next ?? undefined
    } while (cursor)
    return found
  })
}

const honourOf = (c: Ranked, honours: { reward: number; warnBelow: number }): 'reward' | 'warn' | 'none' =>
  c.score < honours.warnBelow ? 'warn' : c.rank <= honours.reward ? 'reward' : 'none'

const lastDay = (code: string): string => {
  const [year = 0, m = 1] = code.split('-').map(Number)
  return new Date(Date.UTC(year, m, 0)).toISOString().slice(0, 10)
}
