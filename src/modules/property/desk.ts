import { addDays } from '../../kernel/pure/calendar/day.ts'
import { type Ctx, hasRole, userOf } from '../../kernel/server/ctx.ts'
import type { DeskItem, DeskSource, SearchSource } from '../../mechanisms/desk/index.ts'
import { readParameter } from '../../mechanisms/parameter/index.ts'
import { termByCode } from '../calendar/index.ts'
import { property } from './contract.ts'
import { REVIEW_DAYS } from './parameters.ts'
import { matches, rowsOf, toRows } from './queries.ts'
import { OFFICE as OFFICE_DUTY, SHEET_KINDS } from './rules.ts'

const SHOWN = 5
const OFFICE = ['director', 'clerk', 'asset_keeper'] as const

/** Sheets that wait for this person: to be filled in, signed, reviewed or settled. */
export const propertyDesk: DeskSource = {
  id: 'property',
  async items(ctx) {
    if (!ctx.may(property.list) || !userOf(ctx)) return []
    return [...(await mine(ctx)), ...(await officeItems(ctx)), ...(await reviewsDue(ctx))]
  },
}

async function mine(ctx: Ctx): Promise<DeskItem[]> {
  const me = userOf(ctx)?.personId
  const rows = await rowsOf(ctx)
    .where('s.keeper_id', '=', me ?? null)
    .where('s.state', 'in', ['draft', 'signing', 'reviewing', 'settling'])
    .orderBy('s.updated_at')
    .limit(SHOWN)
    .execute()
  const words = {
    draft: '清点后交付签字',
    signing: '等三方签字',
    reviewing: '对照登记复查',
    settling: '有差异要说明',
  } as Record<string, string>
  return (await toRows(ctx, rows)).map(row => ({
    key: `property:${row.id}`,
    urgency: row.state === 'signing' && row.missing.some(d => d !== OFFICE_DUTY) ? 'sign' : 'soon',
    title: `${row.title}财产登记：${words[row.state] ?? ''}`,
    detail: row.missing.length > 0 ? `还差${row.missing.join('、')}` : row.no,
    link: `/property/${row.id}`,
    dueAt: null,
  }))
}

/** Many sheets wait at once at the beginning of a term: one line says how many. */
async function officeItems(ctx: Ctx): Promise<DeskItem[]> {
  if (!hasRole(ctx, ...OFFICE)) return []
  const rows = await ctx.db
    .selectFrom('property_sheet')
    .select(eb => ['term_code', 'kind', 'state', eb.fn.countAll<number>().as('n')])
    .where('school_id', '=', ctx.schoolId)
    .where('state', 'in', ['signing', 'settling'])
    .groupBy(['term_code', 'kind', 'state'])
    .orderBy('term_code', 'desc')
    .limit(SHOWN)
    .execute()
  return rows.map(row => ({
    key: `property:${row.term_code}:${row.kind}:${row.state}`,
    urgency: row.state === 'settling' ? 'sign' : 'soon',
    title:
      row.state === 'settling'
        ? `${row.n} 张${SHEET_KINDS[row.kind]}财产复查有差异，等处理办结`
        : `${row.n} 张${SHEET_KINDS[row.kind]}财产登记还没签齐`,
    detail: '财产登记',
    link: `/property/list?term=${row.term_code}&kind=${row.kind}&state=${row.state}`,
    dueAt: null,
  }))
}

async function reviewsDue(ctx: Ctx): Promise<DeskItem[]> {
  if (!hasRole(ctx, ...OFFICE)) return []
  const open = await ctx.db
    .selectFrom('property_sheet')
    .select(eb => ['term_code', eb.fn.countAll<number>().as('n')])
    .where('school_id', '=', ctx.schoolId)
    .where('state', '=', 'registered')
    .groupBy('term_code')
    .orderBy('term_code', 'desc')
    .limit(2)
    .execute()
  const days = await readParameter(ctx, REVIEW_DAYS)
  const items: DeskItem[] = []
  for (const { term_code, n } of open) {
    const term = await termByCode(ctx, term_code)
    if (!term || ctx.today < addDays(term.to, -days)) continue
    items.push({
      key: `property:review:${term_code}`,
      urgency: ctx.today > term.to ? 'late' : 'soon',
      title: `${n} 张财产登记还没有期末复查`,
      detail: `${term.name}到 ${term.to} 结束`,
      link: `/property?term=${term_code}`,
      dueAt: null,
    })
  }
  return items
}

/** By number, class or room, or whoever answers for it. */
export const propertySearch: SearchSource = {
  id: 'property.sheet',
  async search(ctx, text) {
    if (!ctx.may(property.list)) return []
    const rows = await rowsOf(ctx)
      .where(eb => matches(eb, ctx, { search: text }))
      .orderBy('s.term_code', 'desc')
      .orderBy('s.title')
      .limit(SHOWN)
      .execute()
    return rows.map(row => ({
      kind: 'property.sheet',
      kindTitle: '财产登记',
      title: row.title,
      detail: `${row.term_name} · ${row.no}`,
      link: `/property/${row.id}`,
    }))
  },
}
