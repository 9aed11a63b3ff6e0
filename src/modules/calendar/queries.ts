import { DEFAULT_HOURS } from '../../kernel/pure/calendar/school-calendar.ts'
import { termNames } from '../../kernel/pure/calendar/terms.ts'
import type { Handlers } from '../../kernel/server/module.ts'
import type { contract } from './contract.ts'
import { readHours, toSpans } from './hours.ts'
import { loadCalendar } from './load.ts'
import { selectTerms } from './operations.ts'
import { holidaysKnown, placeInTerms, schoolYearMonths, schoolYearOf, weekOfTerm } from './rules.ts'

type H = Handlers<typeof contract>

export const year: H['year'] = async (ctx, input) => {
  const year = input.year ?? schoolYearOf(ctx.today)
  const calendar = await loadCalendar(ctx)
  const months = schoolYearMonths(calendar, year)
  const [from, to] = [`${year}-09-01`, `${year + 1}-08-31`]
  const terms = await selectTerms(ctx).where('from_on', '<=', to).where('to_on', '>=', from).execute()
  return {
    year,
    today: ctx.today,
    terms,
    months,
    ownDays: calendar.ownDays
      .filter(own => own.day >= from && own.day <= to)
      .map(({ day, kind, title, like }) => ({ day, kind, title, like: like ?? null })),
    holidaysKnown: holidaysKnown(year),
  }
}

export const currentTerm: H['currentTerm'] = async ctx => {
  const { terms } = await loadCalendar(ctx)
  const place = placeInTerms(terms, ctx.today)
  return { today: ctx.today, ...place, week: place.current ? weekOfTerm(place.current, ctx.today) : null }
}

export const terms: H['terms'] = async ctx => ({ terms: await selectTerms(ctx).execute() })

export const hours: H['hours'] = async ctx => {
  const { school, vacation, terms: byTerm } = await readHours(ctx)
  return {
    usual: school === undefined,
    sets: [
      { applies: 'school', title: '平时', spans: toSpans(school ?? DEFAULT_HOURS) },
      ...(vacation ? [{ applies: 'vacation', title: '寒暑假值班', spans: toSpans(vacation) }] : []),
      ...Object.entries(byTerm).map(([code, week]) => ({
        applies: code,
        title: termNames(code).plain,
        spans: toSpans(week),
      })),
    ],
  }
}
