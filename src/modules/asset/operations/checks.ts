import { randomBytes } from 'node:crypto'
import { kernelError, notFound } from '../../../kernel/pure/errors.ts'
import { mayTransit, stateRefusal } from '../../../kernel/pure/state.ts'
import { actorName, type Ctx } from '../../../kernel/server/ctx.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import { notify } from '../../../mechanisms/notification/index.ts'
import { unitsBelow } from '../../org/index.ts'
import { contract } from '../contract.ts'
import { usablePlace } from '../outside.ts'
import { ANSWERS, checkMachine } from '../rules.ts'
import { changeCards, lockCards, tell } from '../store.ts'

type H = Handlers<typeof contract>
export const CHECK = 'asset.check'

/** One sheet for everybody who keeps something, as the book stands today. */
export const openCheck: H['openCheck'] = async (ctx, input) => {
  if (input.dueOn < ctx.today) throw contract.fail('due_past', { day: input.dueOn }, { dueOn: '已经过去' })
  const open = await ctx.db
    .selectFrom('asset_check')
    .select('title')
    .where('school_id', '=', ctx.schoolId)
    .where('state', '=', 'open')
    .executeTakeFirst()
  if (open) throw contract.fail('check_open', open)
  const units = input.unitId === null ? undefined : await unitsBelow(ctx, input.unitId)
  const things = await ctx.db
    .selectFrom('asset_card')
    .select(['id', 'keeper_id', 'keeper_name'])
    .where('school_id', '=', ctx.schoolId)
    .where('keeper_id', 'is not', null)
    .where('state', '<>', 'disposed')
    .$if(units !== undefined, q => q.where('unit_id', 'in', units?.length ? [...units] : [ctx.schoolId]))
    .orderBy('no')
    .execute()
  if (things.length === 0) throw contract.fail('nothing_to_check')
  const id = ctx.id()
  const no = await ctx.number('ZZ')
  await ctx.db
    .insertInto('asset_check')
    .values({
      school_id: ctx.schoolId,
      id,
      no,
      title: input.title,
      state: 'open',
      opened_on: ctx.today,
      due_on: input.dueOn,
      opened_name: actorName(ctx.actor),
      closed_on: null,
    })
    .execute()
  const keepers = new Map(things.map(thing => [thing.keeper_id as string, thing.keeper_name]))
  const sheets = [...keepers].map(([keeperId, name]) => ({
    school_id: ctx.schoolId,
    id: ctx.id(),
    check_id: id,
    keeper_id: keeperId,
    keeper_name: name,
    token: randomBytes(16).toString('base64url'),
    done_at: null,
  }))
  await ctx.db.insertInto('asset_check_sheet').values(sheets).execute()
  const sheetOf = new Map(sheets.map(sheet => [sheet.keeper_id, sheet.id]))
  const lines = things.map(thing => ({
    school_id: ctx.schoolId,
    id: ctx.id(),
    sheet_id: sheetOf.get(thing.keeper_id as string) as string,
    asset_id: thing.id,
    answer: null,
    answered_at: null,
    settled_at: null,
  }))
  for (let from = 0; from < lines.length; from += 2000)
    await ctx.db
      .insertInto('asset_check_line')
      .values(lines.slice(from, from + 2000))
      .execute()
  await notify(ctx, {
    personIds: [...keepers.keys()],
    topic: 'asset.check',
    title: `${input.title}：请在 ${input.dueOn} 前核对您保管的资产`,
    link: '/my-assets',
    subject: { kind: CHECK, id },
  })
  ctx.about({ kind: CHECK, id }, input.title)
  return { id, no, version: 1, keepers: keepers.size, things: things.length }
}

/** By whoever holds the sheet's link: the keeper, without signing in. */
export const answerSheet: H['answerSheet'] = async (ctx, input) => {
  const sheet = await ctx.db
    .selectFrom('asset_check_sheet as s')
    .innerJoin('asset_check as k', join =>
      join.onRef('k.school_id', '=', 's.school_id').onRef('k.id', '=', 's.check_id'),
    )
    .select(['s.id', 's.check_id', 'k.state', 'k.title'])
    .where('s.school_id', '=', ctx.schoolId)
    .where('s.token', '=', input.token)
    .forUpdate('s')
    .executeTakeFirst()
  if (!sheet) throw notFound()
  if (sheet.state !== 'open') throw contract.fail('check_closed', { title: sheet.title })
  const lines = await ctx.db
    .selectFrom('asset_check_line as l')
    .innerJoin('asset_card as c', join =>
      join.onRef('c.school_id', '=', 'l.school_id').onRef('c.id', '=', 'l.asset_id'),
    )
    .select(['l.id', 'l.settled_at', 'c.name'])
    .where('l.school_id', '=', ctx.schoolId)
    .where('l.sheet_id', '=', sheet.id)
    .where(
      'l.id',
      'in',
      input.answers.map(given => given.lineId),
    )
    .forUpdate('l')
    .execute()
  const lineOf = new Map(lines.map(line => [line.id, line]))
  for (const given of input.answers) {
    const line = lineOf.get(given.lineId)
    if (!line) throw notFound()
    if (line.settled_at) throw contract.fail('line_settled', { name: line.name })
    if (given.answer === 'moved' && given.placeNow === '') throw contract.fail('needs_place')
    await ctx.db
      .updateTable('asset_check_line')
      .set({
        answer: given.answer,
        place_text: given.answer === 'moved' ? given.placeNow : '',
        note: given.remark,
        answered_at: ctx.now,
      })
      .where('school_id', '=', ctx.schoolId)
      .where('id', '=', given.lineId)
      .execute()
  }
  const { left } = await ctx.db
    .selectFrom('asset_check_line')
    .select(eb => eb.fn.countAll<number>().as('left'))
    .where('school_id', '=', ctx.schoolId)
    .where('sheet_id', '=', sheet.id)
    .where('answer', 'is', null)
    .executeTakeFirstOrThrow()
  if (left === 0)
    await ctx.db
      .updateTable('asset_check_sheet')
      .set({ done_at: ctx.now })
      .where('school_id', '=', ctx.schoolId)
      .where('id', '=', sheet.id)
      .execute()
  ctx.about({ kind: CHECK, id: sheet.check_id }, `回答 ${input.answers.length} 件`)
  return { answered: input.answers.length, left }
}

export const settleLine: H['settleLine'] = async (ctx, input) => {
  const line = await ctx.db
    .selectFrom('asset_check_line')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', input.lineId)
    .forUpdate()
    .executeTakeFirst()
  if (!line) throw notFound()
  if (input.how === 'moved') {
    if (!input.placeId) throw contract.fail('needs_place', {}, { placeId: '请选地点' })
    const place = await usablePlace(ctx, input.placeId)
    const [card] = await lockCards(ctx, [line.asset_id])
    await changeCards(ctx, [line.asset_id], { place_id: place.id, place_text: place.text })
    await tell(
      ctx,
      [line.asset_id],
      '更正存放地点',
      `${card?.place_text || '未登记'} → ${place.text}。自查：${input.note}`,
    )
  } else await tell(ctx, [line.asset_id], '自查', `${line.answer ? ANSWERS[line.answer] : ''}。${input.note}`)
  await ctx.db
    .updateTable('asset_check_line')
    .set({ settled: input.note, settled_at: ctx.now })
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', line.id)
    .execute()
  ctx.about({ kind: 'asset.card', id: line.asset_id }, input.note)
  return {}
}

export const remindCheck: H['remindCheck'] = async (ctx, input) => {
  const check = await load(ctx, input.id)
  const late = await ctx.db
    .selectFrom('asset_check_sheet')
    .select('keeper_id')
    .where('school_id', '=', ctx.schoolId)
    .where('check_id', '=', check.id)
    .where('done_at', 'is', null)
    .execute()
  await notify(ctx, {
    personIds: late.map(sheet => sheet.keeper_id),
    topic: 'asset.check',
    title: `${check.title}：还有资产没有核对，请在 ${check.due_on} 前完成`,
    link: '/my-assets',
    subject: { kind: CHECK, id: check.id },
  })
  ctx.about({ kind: CHECK, id: check.id }, `催 ${late.length} 人`)
  return { told: late.length }
}

export const closeCheck: H['closeCheck'] = async (ctx, input) => {
  const check = await load(ctx, input.id)
  if (!mayTransit(checkMachine, 'close', check.state)) throw stateRefusal(checkMachine, 'close', check.state)
  if (check.version !== input.version) throw kernelError('kernel.changed', { who: '别人' })
  await ctx.db
    .updateTable('asset_check')
    .set({ state: 'closed', closed_on: ctx.today, version: check.version + 1 })
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', check.id)
    .execute()
  ctx.about({ kind: CHECK, id: check.id }, check.title)
  return { id: check.id, version: check.version + 1 }
}

async function load(ctx: Ctx, id: string) {
  const check = await ctx.db
    .selectFrom('asset_check')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!check) throw notFound()
  return check
}
