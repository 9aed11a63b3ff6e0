import { previousTermCode, type Term, termNames } from '../../kernel/pure/calendar/terms.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import { summaryPoint } from '../../mechanisms/metric/index.ts'
import { type Assembled, assemble } from '../../mechanisms/metric/prose/assemble.ts'
import { type Block, say } from '../../mechanisms/metric/prose/doc.ts'
import type { ReportPeriod } from '../../mechanisms/metric/prose/figure.ts'
import { sentence } from '../../mechanisms/metric/prose/patterns/index.ts'
import { DEPARTMENT_SECTIONS } from '../../mechanisms/metric/prose/sections.ts'
import { termByCode } from '../calendar/index.ts'
import { contract } from './contract.ts'

export async function termFor(ctx: Ctx, code: string): Promise<Term> {
  const term = await termByCode(ctx, code)
  if (!term) throw contract.fail('term_unknown', { term: code })
  return term
}

const periodOf = (term: Term, label: string): ReportPeriod => ({ from: term.from, to: term.to, label })

/** The summary as the records tell it now: every module's sentences in the order of the genre. */
export async function generate(ctx: Ctx, term: Term): Promise<Assembled> {
  const period = periodOf(term, '本学期')
  const before = await termByCode(ctx, previousTermCode(term.code))
  const previous = before ? periodOf(before, '上学期') : undefined
  const contributions = []
  for (const source of ctx.all(summaryPoint))
    contributions.push(...(await source.contribute(ctx, { period, previous })))
  const school = await ctx.db
    .selectFrom('school')
    .select('name')
    .where('id', '=', ctx.schoolId)
    .executeTakeFirstOrThrow()
  return assemble({
    title: `${school.name}${termNames(term.code).formal}总务工作总结`,
    org: `${school.name}总务处`,
    period,
    asAt: ctx.now.toISOString(),
    sections: DEPARTMENT_SECTIONS,
    contributions,
    opening: opening(period),
  })
}

function opening(period: ReportPeriod): Block[] {
  return [
    sentence(
      'opening',
      'opening',
      say`总务后勤工作是学校工作的重要组成部分。${period.label}，总务处围绕教育教学中心，按照学期初的计划，做好服务和保障。现将主要工作总结如下。`,
    ),
  ]
}
