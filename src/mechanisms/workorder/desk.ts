import { sql } from 'kysely'
import { diffDays } from '../../kernel/pure/calendar/day.ts'
import { dayOf, toInstant } from '../../kernel/pure/calendar/zone.ts'
import { type Ctx, hasRole, userOf } from '../../kernel/server/ctx.ts'
import type { DeskFigure, DeskItem, DeskSource, SearchSource } from '../desk/index.ts'
import { sentenceOf } from './clock.ts'
import { stateLabel } from './machine.ts'
import { matching, type OrderQuery } from './queries/filter.ts'
import { ROW_COLUMNS, type RowRecord } from './queries/rows.ts'
import type { OrderFilter } from './shapes.ts'
import { writeView } from './web/filter-url.ts'

/** So many of one sort; the list behind the link has the rest. */
const SHOWN = 12

/** What an order asks of whoever sits at the desk. */
export const orderDesk: DeskSource = {
  id: 'workorder',
  async items(ctx) {
    const items = await Promise.all([
      hasRole(ctx, 'director', 'clerk') ? officeItems(ctx) : [],
      hasRole(ctx, 'tradesman') ? workerItems(ctx) : [],
      reporterItems(ctx),
    ])
    return items.flat()
  },
  async figures(ctx) {
    if (!hasRole(ctx, 'director', 'clerk', 'vice_principal', 'principal')) return []
    const today = toInstant(ctx.today, 0, ctx.zone)
    const open = await matching(ctx, { open: true })
    const all = await matching(ctx, {})
    const [reported, unfinished, late, done] = await Promise.all([
      count(all.where('o.reported_at', '>=', today)),
      count(open),
      count(await matching(ctx, { overdue: true })),
      count(all.where('o.done_at', '>=', today)),
    ])
    return [
      figure('reported', '今天报修', reported, { from: ctx.today }),
      figure('open', '未完成', unfinished, { open: true }),
      figure('late', '超时', late, { overdue: true }),
      figure('done', '今天完成', done, { open: false }),
    ]
  },
}

export const orderSearch: SearchSource = {
  id: 'workorder',
  async search(ctx, text) {
    const q = await matching(ctx, { text })
    const rows = await recent(q, 8)
    return rows.map(row => ({
      kind: 'workorder.order',
      kindTitle: '工单',
      title: `${row.no} ${[row.place_text, row.title].filter(Boolean).join(' ')}`,
      detail: [stateLabel(row.state), row.assignee_name, row.reported_on].filter(Boolean).join(' · '),
      link: `/orders/${row.id}`,
    }))
  },
}

async function officeItems(ctx: Ctx): Promise<DeskItem[]> {
  const [overdue, waiting, open] = [
    await matching(ctx, { overdue: true }),
    // Said as the index says it, so that the planner may take the newest from there.
    (await matching(ctx, { unassigned: true, overdue: false })).where(
      sql<boolean>`o.state in ('reported', 'accepted')`,
    ),
    await matching(ctx, { open: true }),
  ]
  const [late, unassigned, asked] = await Promise.all([
    soonest(overdue, SHOWN),
    recent(waiting, SHOWN),
    recent(
      open.where(
        sql<boolean>`exists (select 1 from workorder_extension x where x.school_id = o.school_id and x.order_id = o.id and x.approved is null)`,
      ),
      SHOWN,
    ),
  ])
  return [
    ...late.map(row =>
      itemOf(ctx, row, 'late', row.assignee_name ? `维修人：${row.assignee_name}` : '还没有派工'),
    ),
    ...unassigned.map(row => itemOf(ctx, row, row.level < 'L2' ? 'late' : 'sign', '等派工')),
    ...asked.map(row => itemOf(ctx, row, 'sign', `${row.assignee_name}申请延期`)),
  ]
}

async function workerItems(ctx: Ctx): Promise<DeskItem[]> {
  const mine: OrderFilter = { mine: 'assigned', open: true }
  const rows = await soonest((await matching(ctx, mine)).where('o.state', '<>', 'waiting'), SHOWN * 2)
  return rows.map(row => {
    const due = dueOf(row)
    const days = due ? diffDays(ctx.today, dayOf(due, ctx.zone)) : 99
    const urgency = due && due < ctx.now ? 'late' : days <= 0 ? 'today' : 'soon'
    return itemOf(ctx, row, urgency, '我的活')
  })
}

/** Finished work that waits for the word of whoever reported it. */
async function reporterItems(ctx: Ctx): Promise<DeskItem[]> {
  const me = userOf(ctx)?.personId
  if (!me) return []
  const q = (await matching(ctx, { mine: 'reported' }))
    .where('o.reporter_person_id', '=', me)
    .where(sql<boolean>`o.state = 'done'`)
  return (await recent(q, SHOWN)).map(row => itemOf(ctx, row, 'sign', '已修好，请验收'))
}

const recent = async (q: OrderQuery, limit: number): Promise<RowRecord[]> =>
  (await q
    .select([...ROW_COLUMNS])
    .orderBy('o.reported_at', 'desc')
    .limit(limit)
    .execute()) as RowRecord[]

const soonest = async (q: OrderQuery, limit: number): Promise<RowRecord[]> =>
  (await q
    .select([...ROW_COLUMNS])
    .orderBy('o.due_at')
    .limit(limit)
    .execute()) as RowRecord[]

const count = async (q: OrderQuery): Promise<number> =>
  (await q.select(eb => eb.fn.countAll<number>().as('n')).executeTakeFirstOrThrow()).n

const dueOf = (row: RowRecord): Date | null => (row.due_at instanceof Date ? row.due_at : null)

function itemOf(ctx: Ctx, row: RowRecord, urgency: DeskItem['urgency'], detail: string): DeskItem {
  const title = sentenceOf(
    {
      place: row.place_text,
      title: row.title,
      state: row.state,
      reportedOn: row.reported_on,
      doneOn: row.done_at ? dayOf(row.done_at, ctx.zone) : null,
      wait: row.wait_reason,
    },
    ctx.today,
  )
  return { key: `workorder:${row.id}`, urgency, title, detail, link: `/orders/${row.id}`, dueAt: dueOf(row) }
}

const figure = (key: string, label: string, value: number, filter: OrderFilter): DeskFigure => ({
  key: `workorder.${key}`,
  label,
  value,
  unit: '单',
  link: listLink(filter),
})

/** The page of orders under a filter. */
const listLink = (filter: OrderFilter): string =>
  `/orders?${writeView({ filter, sort: 'newest', view: 'table', by: 'reported' })}`
