import { sql } from 'kysely'
import { addDays } from '../../kernel/pure/calendar/day.ts'
import { type Ctx, hasRole, userOf } from '../../kernel/server/ctx.ts'
import type { DeskItem, DeskSource, SearchSource } from '../../mechanisms/desk/index.ts'
import { readParameter } from '../../mechanisms/parameter/index.ts'
import { asset } from './contract.ts'
import { isKeeper } from './outside.ts'
import { WARRANTY_DAYS } from './parameters.ts'
import { mine } from './queries/custody.ts'
import { pick } from './queries/list.ts'
import { cardMachine } from './rules.ts'

const SHOWN = 5
const item = (
  key: string,
  urgency: DeskItem['urgency'],
  title: string,
  detail: string,
  link: string,
): DeskItem => ({
  key,
  urgency,
  title,
  detail,
  link,
  dueAt: null,
})

/** Things that wait for this person: to be signed for, given back, checked, released, booked. */
export const assetDesk: DeskSource = {
  id: 'asset',
  async items(ctx) {
    if (!userOf(ctx)) return []
    return [...(await own(ctx)), ...(await transfersForMe(ctx)), ...(await officeItems(ctx))]
  },
}

async function own(ctx: Ctx): Promise<DeskItem[]> {
  const { offers, loans, sheets } = await mine(ctx, {})
  return [
    ...offers.map(offer =>
      item(
        `asset:custody:${offer.id}`,
        'sign',
        `签收资产：${offer.things[0]?.name ?? ''}${offer.cards > 1 ? `等 ${offer.cards} 件` : ''}`,
        `${offer.offeredName}移交`,
        '/my-assets',
      ),
    ),
    ...loans.map(loan =>
      item(
        `asset:loan:${loan.id}`,
        loan.state === 'prepared' ? 'sign' : loan.dueOn < ctx.today ? 'late' : 'soon',
        loan.state === 'prepared' ? `领取借用的 ${loan.cards} 件资产` : `归还借用的 ${loan.cards} 件资产`,
        `${loan.no}，应还 ${loan.dueOn}`,
        `/asset-loans/${loan.id}`,
      ),
    ),
    ...sheets
      .filter(sheet => sheet.left > 0)
      .map(sheet =>
        item(
          `asset:check:${sheet.token}`,
          sheet.dueOn < ctx.today ? 'late' : 'soon',
          `${sheet.title}：还有 ${sheet.left} 件没核对`,
          `${sheet.dueOn} 截止`,
          '/my-assets',
        ),
      ),
  ]
}

/** Those that this person's unit gives or gets, as far as he is its head or the one named. */
async function transfersForMe(ctx: Ctx): Promise<DeskItem[]> {
  const me = userOf(ctx)?.personId
  if (!me) return []
  const keeper = isKeeper(ctx)
  const rows = await ctx.db
    .selectFrom('asset_transfer as t')
    .leftJoin('org_unit as f', join =>
      join.onRef('f.school_id', '=', 't.school_id').onRef('f.id', '=', 't.from_unit_id'),
    )
    .leftJoin('org_unit as u', join =>
      join.onRef('u.school_id', '=', 't.school_id').onRef('u.id', '=', 't.to_unit_id'),
    )
    .select(['t.id', 't.no', 't.state', 't.cards', 't.from_unit_text', 't.to_unit_text'])
    .where('t.school_id', '=', ctx.schoolId)
    .where(eb =>
      eb.or([
        eb.and([eb('t.state', '=', 'requested'), eb('f.head_person_id', '=', me)]),
        eb.and([
          eb('t.state', '=', 'released'),
          eb.or([eb('t.to_keeper_id', '=', me), eb('u.head_person_id', '=', me)]),
        ]),
        ...(keeper ? [eb('t.state', '=', 'received')] : []),
      ]),
    )
    .orderBy('t.id')
    .limit(SHOWN)
    .execute()
  const verbs = { requested: '签字调出', released: '签字接收', received: '入账' } as Record<string, string>
  return rows.map(row =>
    item(
      `asset:transfer:${row.id}`,
      'sign',
      `${verbs[row.state] ?? ''} ${row.cards} 件资产`,
      `${row.no}，${row.from_unit_text} → ${row.to_unit_text}`,
      `/asset-transfers/${row.id}`,
    ),
  )
}

async function officeItems(ctx: Ctx): Promise<DeskItem[]> {
  if (!hasRole(ctx, 'asset_keeper')) return []
  const items: DeskItem[] = []
  const late = await ctx.db
    .selectFrom('asset_loan')
    .select(['id', 'no', 'borrower_name', 'due_on', 'cards'])
    .where('school_id', '=', ctx.schoolId)
    .where('state', '=', 'out')
    .where('due_on', '<', ctx.today)
    .orderBy('due_on')
    .limit(SHOWN)
    .execute()
  for (const row of late)
    items.push(
      item(
        `asset:late:${row.id}`,
        'late',
        `${row.borrower_name}借的 ${row.cards} 件资产没有还`,
        `${row.no}，应还 ${row.due_on}`,
        `/asset-loans/${row.id}`,
      ),
    )
  const ready = await ctx.db
    .selectFrom('asset_disposal')
    .select(['id', 'no', 'cards'])
    .where('school_id', '=', ctx.schoolId)
    .where('state', '=', 'approved')
    .limit(SHOWN)
    .execute()
  for (const row of ready)
    items.push(
      item(
        `asset:execute:${row.id}`,
        'sign',
        `处置 ${row.cards} 件已批准，等执行`,
        row.no,
        `/asset-disposals/${row.id}`,
      ),
    )
  const until = addDays(ctx.today, await readParameter(ctx, WARRANTY_DAYS))
  const { n } = await ctx.db
    .selectFrom('asset_card')
    .select(eb => eb.fn.countAll<number>().as('n'))
    .where('school_id', '=', ctx.schoolId)
    .where('warranty_until', '>=', ctx.today)
    .where('warranty_until', '<=', until)
    .where('state', '<>', 'disposed')
    .executeTakeFirstOrThrow()
  if (n > 0)
    items.push(
      item(
        'asset:warranty',
        'soon',
        `${n} 件资产的保修快到期`,
        `${until} 前到期，有毛病先报修`,
        `/assets?warrantyBy=${until}`,
      ),
    )
  const insured = await insuredUntil(ctx, addDays(ctx.today, INSURANCE_DAYS))
  if (insured.n > 0)
    items.push(
      item(
        'asset:insurance',
        insured.first < ctx.today ? 'late' : 'soon',
        `${insured.n} 辆车的保险${insured.first < ctx.today ? '过期了' : '快到期'}`,
        `最早的 ${insured.first}`,
        `/assets?insuredBy=${addDays(ctx.today, INSURANCE_DAYS)}`,
      ),
    )
  return items
}

/** A policy is renewed within the month before it ends. */
const INSURANCE_DAYS = 30

async function insuredUntil(ctx: Ctx, until: string): Promise<{ n: number; first: string }> {
  const row = await ctx.db
    .selectFrom('asset_card')
    .select(eb => [
      eb.fn.countAll<number>().as('n'),
      sql<string | null>`min(particulars->>'insuredUntil')`.as('first'),
    ])
    .where('school_id', '=', ctx.schoolId)
    .where('category', '=', 'vehicle')
    .where(sql<boolean>`particulars->>'insuredUntil' <= ${until}`)
    .where('state', '<>', 'disposed')
    .executeTakeFirstOrThrow()
  return { n: row.n, first: row.first ?? '' }
}

export const assetSearch: SearchSource = {
  id: 'asset',
  async search(ctx, text) {
    if (!ctx.may(asset.list)) return []
    const { rows } = await pick(ctx, { text })
    return rows.slice(0, 8).map(row => ({
      kind: 'asset.card',
      kindTitle: '固定资产',
      title: `${row.name} ${row.no}`,
      detail: [cardMachine.states[row.state].label, row.placeText, row.keeperName]
        .filter(Boolean)
        .join(' · '),
      link: `/assets/${row.id}`,
    }))
  },
}
