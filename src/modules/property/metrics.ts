import { sql } from 'kysely'
import { z } from 'zod'
import type { Ctx } from '../../kernel/server/ctx.ts'
import {
  defineMetric,
  type EvidenceRequest,
  evidencePage,
  type Period,
} from '../../mechanisms/metric/index.ts'
import { DIFFERS } from './queries.ts'
import { differenceText, type SheetKind } from './rules.ts'
import { countedOf } from './store.ts'

const None = z.strictObject({})

const ONLY = {
  all: DIFFERS,
  charged: sql<boolean>`l.case_id is not null`,
  open: sql<boolean>`${DIFFERS} and l.cause is null`,
}

/** Sheets that all three have signed, by the day of the last signature. */
const registered = (id: string, title: string, unit: string, kinds: readonly SheetKind[]) =>
  defineMetric({
    id,
    title,
    unit,
    additivity: 'sum',
    meaning: `期间内三方签齐的${title}，按最后一人签字的日期；登记中、待签字和作废的不算。`,
    params: None,
    async value(ctx, period) {
      const { n } = await sheets(ctx, period, 'registered_on', kinds)
        .select(eb => eb.fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow()
      return { value: n, records: n }
    },
    rows: (ctx, period, _params, page) => sheetRows(ctx, period, 'registered_on', kinds, page, unit),
  })

export const registeredClasses = registered('property.classes', '班级财产登记', '个', ['class'])
export const registeredRooms = registered('property.rooms', '寝室和专用室财产登记', '间', [
  'dormitory',
  'special',
])
export const registeredOffices = registered('property.offices', '处室财产登记', '个', ['office'])

export const reviewed = defineMetric({
  id: 'property.reviewed',
  title: '财产期末复查',
  unit: '张',
  additivity: 'sum',
  meaning: '期间内完成期末复查的财产登记表，按复查完成的日期。',
  params: None,
  async value(ctx, period) {
    const { n } = await sheets(ctx, period, 'reviewed_on', ALL)
      .select(eb => eb.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow()
    return { value: n, records: n }
  },
  rows: (ctx, period, _params, page) => sheetRows(ctx, period, 'reviewed_on', ALL, page, '张'),
})

export const differences = lineMetric({
  id: 'property.differences',
  title: '期末复查差异',
  meaning: '期间内完成的期末复查里，和期初签字的登记不一致的物品种数，按复查完成的日期。',
  only: 'all',
})

export const charged = lineMetric({
  id: 'property.charged',
  title: '复查转损坏赔偿',
  meaning: '期间内完成的期末复查里，转为损坏赔偿的物品种数，按复查完成的日期。',
  only: 'charged',
})

export const unsettled = lineMetric({
  id: 'property.unsettled',
  title: '复查差异没有说明',
  meaning: '期间内完成的期末复查里，和期初登记不一致、到现在还没有说明原因或转赔偿的物品种数。',
  only: 'open',
})

export const metrics = [
  registeredClasses,
  registeredRooms,
  registeredOffices,
  reviewed,
  differences,
  charged,
  unsettled,
]

const ALL: readonly SheetKind[] = ['class', 'dormitory', 'special', 'office']

type DayColumn = 'registered_on' | 'reviewed_on'

const sheets = (ctx: Ctx, period: Period, day: DayColumn, kinds: readonly SheetKind[]) =>
  ctx.db
    .selectFrom('property_sheet')
    .where('school_id', '=', ctx.schoolId)
    .where('kind', 'in', [...kinds])
    .where(day, '>=', period.from)
    .where(day, '<=', period.to)
    .where('state', '<>', 'cancelled')

function sheetRows(
  ctx: Ctx,
  period: Period,
  day: DayColumn,
  kinds: readonly SheetKind[],
  page: EvidenceRequest,
  unit: string,
) {
  const select = sheets(ctx, period, day, kinds).select([
    'id',
    'no',
    'title',
    'keeper_name',
    'term_name',
    day,
  ])
  return evidencePage(page, select, { on: day, id: 'id' }, r => ({
    id: r.id,
    kind: 'property.sheet',
    no: r.no,
    on: (r as Record<DayColumn, string | null>)[day] ?? '',
    title: r.title,
    detail: [r.term_name, r.keeper_name].filter(Boolean).join(' · '),
    amount: 1,
    unit,
    link: `/property/${r.id}`,
  }))
}

function lineMetric(spec: { id: string; title: string; meaning: string; only: keyof typeof ONLY }) {
  const lines = (ctx: Ctx, period: Period) =>
    ctx.db
      .selectFrom('property_line as l')
      .innerJoin('property_sheet as s', join =>
        join.onRef('s.school_id', '=', 'l.school_id').onRef('s.id', '=', 'l.sheet_id'),
      )
      .where('s.school_id', '=', ctx.schoolId)
      .where('s.reviewed_on', '>=', period.from)
      .where('s.reviewed_on', '<=', period.to)
      .where(ONLY[spec.only])
  return defineMetric({
    id: spec.id,
    title: spec.title,
    unit: '项',
    additivity: 'sum',
    meaning: spec.meaning,
    params: None,
    async value(ctx, period) {
      const { n } = await lines(ctx, period)
        .select(eb => eb.fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow()
      return { value: n, records: n }
    },
    rows(ctx, period, _params, page) {
      const select = lines(ctx, period).selectAll('l').select(['s.no', 's.title', 's.reviewed_on'])
      return evidencePage(page, select, { on: 's.reviewed_on', id: 'l.id' }, r => ({
        id: r.id,
        kind: 'property.line',
        no: r.no,
        on: r.reviewed_on ?? '',
        title: `${r.title} ${r.name}`,
        detail: [differenceText({ ...countedOf(r), measure: r.measure }), r.case_no || r.explanation]
          .filter(Boolean)
          .join(' · '),
        amount: 1,
        unit: '项',
        link: `/property/${r.sheet_id}`,
      }))
    },
  })
}
