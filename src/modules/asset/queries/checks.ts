import { sql } from 'kysely'
import { notFound } from '../../../kernel/pure/errors.ts'
import type { Actions } from '../../../kernel/pure/fields.ts'
import type { Ctx } from '../../../kernel/server/ctx.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import { publicPaths } from '../../../kernel/server/public-link.ts'
import { contract } from '../contract.ts'
import { schoolOf } from '../operations/labels.ts'
import { toThing } from '../store.ts'
import { cardsById } from './things.ts'

type H = Handlers<typeof contract>

const count = (where: string) => sql<number>`(count(l.id) filter (where ${sql.raw(where)}))::int`

const select = (ctx: Ctx) =>
  ctx.db
    .selectFrom('asset_check as k')
    .innerJoin('asset_check_sheet as s', join =>
      join.onRef('s.school_id', '=', 'k.school_id').onRef('s.check_id', '=', 'k.id'),
    )
    .innerJoin('asset_check_line as l', join =>
      join.onRef('l.school_id', '=', 's.school_id').onRef('l.sheet_id', '=', 's.id'),
    )
    .select([
      'k.id',
      'k.no',
      'k.title',
      'k.state',
      'k.opened_on as openedOn',
      'k.due_on as dueOn',
      'k.closed_on as closedOn',
      'k.version',
      sql<number>`count(distinct s.id)::int`.as('keepers'),
      sql<number>`(count(distinct s.id) filter (where s.done_at is not null))::int`.as('done'),
      sql<number>`count(l.id)::int`.as('total'),
      count('l.answer is not null').as('answered'),
      count("l.answer = 'here'").as('here'),
      count("l.answer = 'missing'").as('missing'),
      count("l.answer = 'damaged'").as('damaged'),
      count("l.answer = 'moved'").as('moved'),
    ])
    .where('k.school_id', '=', ctx.schoolId)
    .groupBy(['k.id', 'k.no', 'k.title', 'k.state', 'k.opened_on', 'k.due_on', 'k.closed_on', 'k.version'])

export const checks: H['checks'] = async ctx => ({
  rows: await select(ctx).orderBy('k.opened_on', 'desc').orderBy('k.id', 'desc').limit(50).execute(),
})

export const check: H['check'] = async (ctx, input) => {
  const row = await select(ctx).where('k.id', '=', input.id).executeTakeFirst()
  if (!row) throw notFound()
  const sheets = await ctx.db
    .selectFrom('asset_check_sheet as s')
    .innerJoin('asset_check_line as l', join =>
      join.onRef('l.school_id', '=', 's.school_id').onRef('l.sheet_id', '=', 's.id'),
    )
    .select([
      's.id',
      's.keeper_name as keeperName',
      's.token',
      's.done_at as doneAt',
      sql<number>`count(l.id)::int`.as('total'),
      count('l.answer is not null').as('answered'),
      count("l.answer is not null and l.answer <> 'here'").as('differing'),
    ])
    .where('s.school_id', '=', ctx.schoolId)
    .where('s.check_id', '=', row.id)
    .groupBy(['s.id', 's.keeper_name', 's.token', 's.done_at'])
    .execute()
  const path = await publicPaths(ctx)
  const differing = await ctx.db
    .selectFrom('asset_check_line as l')
    .innerJoin('asset_check_sheet as s', join =>
      join.onRef('s.school_id', '=', 'l.school_id').onRef('s.id', '=', 'l.sheet_id'),
    )
    .selectAll('l')
    .where('l.school_id', '=', ctx.schoolId)
    .where('s.check_id', '=', row.id)
    .where('l.answer', '<>', 'here')
    .orderBy('l.settled_at')
    .orderBy('l.answered_at')
    .limit(500)
    .execute()
  const cards = await cardsById(
    ctx,
    differing.map(line => line.asset_id),
  )
  const { noKeeper } = await ctx.db
    .selectFrom('asset_card')
    .select(eb => eb.fn.countAll<number>().as('noKeeper'))
    .where('school_id', '=', ctx.schoolId)
    .where('keeper_id', 'is', null)
    .where('state', '<>', 'disposed')
    .executeTakeFirstOrThrow()
  // The laggards first.
  const share = (sheet: { answered: number; total: number }): number => sheet.answered / sheet.total
  const actions: Actions =
    row.state === 'open' && ctx.may(contract.operations.closeCheck)
      ? { remindCheck: { allowed: true }, closeCheck: { allowed: true } }
      : {}
  return {
    ...row,
    sheets: sheets
      .sort((a, b) => share(a) - share(b) || b.total - a.total)
      .map(({ token, ...sheet }) => ({ ...sheet, url: ctx.publicUrl + path(`/f/a/${token}`) })),
    differences: differing.flatMap(line => {
      const card = cards.get(line.asset_id)
      if (!card) return []
      return [
        {
          ...toThing(card),
          lineId: line.id,
          answer: line.answer,
          placeNow: line.place_text,
          remark: line.note,
          answeredAt: line.answered_at,
          settled: line.settled,
        },
      ]
    }),
    noKeeper,
    actions,
  }
}

export const sheet: H['sheet'] = async (ctx, input) => {
  const row = await ctx.db
    .selectFrom('asset_check_sheet as s')
    .innerJoin('asset_check as k', join =>
      join.onRef('k.school_id', '=', 's.school_id').onRef('k.id', '=', 's.check_id'),
    )
    .select(['s.id', 's.keeper_name', 'k.title', 'k.due_on', 'k.state'])
    .where('s.school_id', '=', ctx.schoolId)
    .where('s.token', '=', input.token)
    .executeTakeFirst()
  if (!row) throw notFound()
  const lines = await ctx.db
    .selectFrom('asset_check_line as l')
    .innerJoin('asset_card as c', join =>
      join.onRef('c.school_id', '=', 'l.school_id').onRef('c.id', '=', 'l.asset_id'),
    )
    .select([
      'l.id',
      'l.answer',
      'l.place_text as placeNow',
      'l.note',
      'l.settled_at',
      'c.no',
      'c.name',
      'c.brand',
      'c.model',
      'c.place_text',
    ])
    .where('l.school_id', '=', ctx.schoolId)
    .where('l.sheet_id', '=', row.id)
    .orderBy('c.place_text')
    .orderBy('c.no')
    .execute()
  return {
    school: (await schoolOf(ctx)).name,
    title: row.title,
    keeperName: row.keeper_name,
    dueOn: row.due_on,
    closed: row.state === 'closed',
    lines: lines.map(line => ({
      lineId: line.id,
      no: line.no,
      name: line.name,
      model: [line.brand, line.model].filter(Boolean).join(' '),
      placeText: line.place_text,
      answer: line.answer,
      placeNow: line.placeNow,
      remark: line.note,
      settled: line.settled_at !== null,
    })),
  }
}
