import { calendarFlaws } from '../../kernel/pure/calendar/calendar-flaws.ts'
import { clockMinutes, daysBetween, diffDays } from '../../kernel/pure/calendar/day.ts'
import { termNames } from '../../kernel/pure/calendar/terms.ts'
import { kernelError, notFound } from '../../kernel/pure/errors.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import type { Handlers } from '../../kernel/server/module.ts'
import { contract, type WeekSpan } from './contract.ts'
import { toWeek } from './hours.ts'
import { loadCalendar } from './load.ts'
import { changeCalendar } from './revision.ts'
import { overlappingTerm, termFlaw, usualTerms } from './rules.ts'

type H = Handlers<typeof contract>

export const createYear: H['createYear'] = async (ctx, input) => {
  const terms = usualTerms(input.year)
  const rows = await selectTerms(ctx).execute()
  const created: string[] = []
  for (const term of terms) {
    if (rows.some(row => row.code === term.code)) continue
    await ctx.run(contract.operations.createTerm, { code: term.code, from: term.from, to: term.to })
    created.push(term.name)
  }
  return { created, kept: terms.map(term => term.name).filter(name => !created.includes(name)) }
}

export const createTerm: H['createTerm'] = (ctx, input) =>
  changeCalendar(ctx, async () => {
    const { formal } = termNames(input.code)
    const rows = await selectTerms(ctx).execute()
    if (rows.some(row => row.code === input.code))
      throw contract.fail('term_exists', { name: formal }, { code: '已经有了' })
    assertDates(formal, input, rows)
    const id = ctx.id()
    await ctx.db
      .insertInto('calendar_term')
      .values({
        school_id: ctx.schoolId,
        id,
        code: input.code,
        name: formal,
        from_on: input.from,
        to_on: input.to,
        created_at: ctx.now,
        updated_at: ctx.now,
      })
      .execute()
    ctx.about({ kind: 'calendar.term', id }, `${formal} ${input.from} 至 ${input.to}`)
    return { id, version: 1 }
  })

export const updateTerm: H['updateTerm'] = (ctx, input) =>
  changeCalendar(ctx, async () => {
    const rows = await selectTerms(ctx).execute()
    const term = rows.find(row => row.id === input.id)
    if (!term) throw notFound()
    if (term.version !== input.version) throw kernelError('kernel.changed', { who: '别人' })
    assertDates(
      input.name,
      { code: term.code, from: input.from, to: input.to },
      rows.filter(row => row.id !== term.id),
    )
    ctx.about({ kind: 'calendar.term', id: term.id }, `${input.name} ${input.from} 至 ${input.to}`)
    return await ctx.db
      .updateTable('calendar_term')
      .set({
        name: input.name,
        from_on: input.from,
        to_on: input.to,
        version: term.version + 1,
        updated_at: ctx.now,
      })
      .where('school_id', '=', ctx.schoolId)
      .where('id', '=', term.id)
      .returning(['id', 'version'])
      .executeTakeFirstOrThrow()
  })

export const markDays: H['markDays'] = async (ctx, input) => {
  if (input.to < input.from) throw contract.fail('days_order', {}, { to: '早于开始日期' })
  if (diffDays(input.from, input.to) >= 100) throw contract.fail('days_many', {}, { to: '太长' })
  if (input.kind === 'off' && input.like !== null) throw contract.fail('like_off', {}, { like: '请清空' })
  return await changeCalendar(ctx, async () => {
    const days = daysBetween(input.from, input.to)
    const replaced = await deleteDays(ctx, input)
    await ctx.db
      .insertInto('calendar_day')
      .values(
        days.map(day => ({
          school_id: ctx.schoolId,
          id: ctx.id(),
          day,
          kind: input.kind,
          title: input.title,
          like_weekday: input.like,
          created_at: ctx.now,
        })),
      )
      .execute()
    ctx.about({ kind: 'org.school', id: ctx.schoolId }, `${input.from} 至 ${input.to} ${input.title}`)
    return { days: days.length, replaced }
  })
}

export const clearDays: H['clearDays'] = async (ctx, input) => {
  if (input.to < input.from) throw contract.fail('days_order', {}, { to: '早于开始日期' })
  ctx.about({ kind: 'org.school', id: ctx.schoolId }, `${input.from} 至 ${input.to}`)
  return { cleared: await changeCalendar(ctx, () => deleteDays(ctx, input)) }
}

export const setHours: H['setHours'] = (ctx, input) =>
  changeCalendar(ctx, async () => {
    await assertHours(ctx, input.applies, input.spans)
    await ctx.db
      .deleteFrom('calendar_hours')
      .where('school_id', '=', ctx.schoolId)
      .where('applies', '=', input.applies)
      .execute()
    if (input.spans.length > 0)
      await ctx.db
        .insertInto('calendar_hours')
        .values(
          input.spans.map(span => ({
            school_id: ctx.schoolId,
            id: ctx.id(),
            applies: input.applies,
            weekday: span.weekday,
            from_minute: clockMinutes(span.from),
            to_minute: clockMinutes(span.to),
            created_at: ctx.now,
          })),
        )
        .execute()
    ctx.about({ kind: 'org.school', id: ctx.schoolId }, input.applies)
    return { spans: input.spans.length }
  })

export const importRow: H['importRow'] = async (ctx, input) => {
  const answer = await ctx.run(contract.operations.markDays, {
    from: input.from,
    to: input.to ?? input.from,
    kind: input.kind,
    title: input.title || (input.kind === 'off' ? '放假' : '调休上班'),
  })
  const row = await ctx.db
    .selectFrom('calendar_day')
    .select('id')
    .where('school_id', '=', ctx.schoolId)
    .where('day', '=', input.from)
    .executeTakeFirstOrThrow()
  ctx.about({ kind: 'calendar.day', id: row.id }, input.title)
  return { id: row.id, outcome: answer.replaced > 0 ? 'updated' : 'created' }
}

export const selectTerms = (ctx: Ctx) =>
  ctx.db
    .selectFrom('calendar_term')
    .select(['id', 'code', 'name', 'from_on as from', 'to_on as to', 'version'])
    .where('school_id', '=', ctx.schoolId)
    .orderBy('from_on')

function assertDates(
  name: string,
  term: { code: string; from: string; to: string },
  others: readonly { name: string; from: string; to: string }[],
): void {
  const { from, to } = term
  const flaw = termFlaw(term.code, from, to)
  if (flaw === 'order') throw contract.fail('term_order', {}, { to: '要晚于开学日期' })
  if (flaw === 'season') throw contract.fail('term_season', { name, from }, { from: '请检查年份' })
  if (flaw === 'length') throw contract.fail('term_length', { name, from, to }, { to: '请检查' })
  const other = overlappingTerm(others, from, to)
  if (other)
    throw contract.fail(
      'term_overlap',
      { other: other.name, from: other.from, to: other.to },
      { from: '与别的学期重叠' },
    )
}

async function deleteDays(ctx: Ctx, span: { from: string; to: string }): Promise<number> {
  const gone = await ctx.db
    .deleteFrom('calendar_day')
    .where('school_id', '=', ctx.schoolId)
    .where('day', '>=', span.from)
    .where('day', '<=', span.to)
    .executeTakeFirst()
  return Number(gone.numDeletedRows)
}

/** A school always has hours of work, each day's spans in order and apart. */
async function assertHours(ctx: Ctx, applies: string, spans: readonly WeekSpan[]): Promise<void> {
  const week = toWeek(spans)
  const calendar = await loadCalendar(ctx)
  const changed =
    applies === 'school'
      ? { ...calendar, hours: week }
      : applies === 'vacation'
        ? { ...calendar, vacationHours: week }
        : { ...calendar, termHours: { [applies]: week } }
  const [flaw] = calendarFlaws({ ...changed, terms: [], ownDays: [] })
  if (flaw) throw contract.fail('hours_flawed', { detail: flaw }, { spans: flaw })
}
