import { fromInstant } from '../../kernel/pure/calendar/zone.ts'
import { AppError, kernelError } from '../../kernel/pure/errors.ts'
import { type Ctx, hasRole, userOf } from '../../kernel/server/ctx.ts'
import type { Handlers } from '../../kernel/server/module.ts'
import {
  endorseOrder,
  expectedText,
  followPath,
  type Order,
  openOrder,
  sentToday,
  workorder,
} from '../../mechanisms/workorder/index.ts'
import { linkReported, type ScannedThing } from '../asset/index.ts'
import { loadCalendar } from '../calendar/index.ts'
import { contactOf, tidyPhone } from '../people/index.ts'
import { placeById } from '../place/index.ts'
import { guessItems, itemsByCode, TRADE_NAMES } from './catalogue.ts'
import { type CatalogueItem, contract, REPAIR_KIND, type ReportInput } from './contract.ts'
import { targetOf } from './public.ts'
import { dangerOf, graver, publicRefusal, titleOf } from './rules.ts'
import { settingsOf } from './settings.ts'
import { OTHER_TRADE } from './standard.ts'

type Report = Pick<Handlers<typeof contract>, 'report' | 'endorse'>
type Input = import('zod').output<typeof ReportInput>

/** Sure enough to classify by; below it the office decides. */
const SURE = 0.6

export const report: Report = {
  async report(ctx, input) {
    await assertPublic(ctx, { photo: input.photos.length > 0, phone: input.phone })
    const office = hasRole(ctx, 'director', 'clerk')
    if (!office && (input.forPersonId || input.level))
      throw kernelError('kernel.forbidden', { operation: '代别人报修或指定级别' })
    const where = await whereOf(ctx, input)
    const what = await whatOf(ctx, input, where.thing)
    const fallback: CatalogueItem['level'] = what.item?.level ?? 'L2'
    const { order, expected } = await openOrder(ctx, {
      kind: REPAIR_KIND,
      trade: what.trade,
      itemCode: what.item?.code ?? null,
      level: input.level ?? graver(fallback, dangerOf(`${input.description} ${what.item?.name ?? ''}`)),
      title: ofThing(where.thing, titleOf(input.description, what.item?.name)),
      description: where.thing
        ? `${where.thing.name} ${where.thing.no}\n${input.description}`.trim()
        : input.description,
      source: sourceOf(ctx, input, office),
      placeId: where.placeId,
      placeText: where.placeText,
      reporter: await reporterOf(ctx, input),
      photos: input.photos,
    })
    if (where.thing) await linkReported(ctx, where.thing.id, order)
    const sent = await autoDispatch(ctx, order)
    return {
      id: order.id,
      no: order.no,
      state: sent ? 'dispatched' : order.state,
      level: order.level,
      followToken: order.follow_token,
      followPath: followPath(order.follow_token),
      expected,
    }
  },

  async endorse(ctx, input) {
    // Whoever joins an order gives no more of himself than he wants to.
    await assertPublic(ctx, null)
    const user = userOf(ctx)
    const { order, token } = await endorseOrder(ctx, input.id, {
      personId: user?.personId ?? null,
      name: input.name || user?.name || '',
      phone: input.phone ? (tidyPhone(input.phone) ?? input.phone) : null,
      note: input.note,
      photos: input.photos,
    })
    const due = order.responded_at ? null : order.respond_due_at
    return {
      no: order.no,
      endorsements: order.endorse_count,
      followToken: token,
      followPath: followPath(token),
      expected: expectedText(due, await loadCalendar(ctx), ctx.now),
    }
  },
}

/** What the office allows strangers: at all, at this hour, so many a day, with photo and telephone. */
export async function assertPublic(
  ctx: Ctx,
  gives: { photo: boolean; phone: string | undefined } | null,
): Promise<void> {
  if (ctx.actor.kind !== 'anonymous') return
  const settings = await settingsOf(ctx)
  const { minutes } = fromInstant(ctx.now, ctx.zone)
  const refusal = publicRefusal(settings, minutes, await sentToday(ctx, ctx.actor.address))
  if (refusal) {
    const { code, ...params } = refusal
    throw contract.fail(code, params)
  }
  if (!gives) return
  if (settings.requirePhone && !gives.phone) throw contract.fail('public_phone', {}, { phone: '请留手机号' })
  if (settings.requirePhoto && !gives.photo)
    throw contract.fail('public_photo', {}, { photos: '请拍一张照片' })
}

interface Where {
  placeId: string | null
  placeText: string
  /** Whose label was scanned. */
  thing: ScannedThing | null
}

async function whereOf(ctx: Ctx, input: Input): Promise<Where> {
  if (input.code) {
    const { place, thing } = await targetOf(ctx, input.code)
    if (place) return { placeId: place.id, placeText: place.fullName, thing }
    const placeText = input.placeText || thing?.placeText
    if (placeText) return { placeId: null, placeText, thing }
  }
  if (input.placeId) {
    const place = await placeById(ctx, input.placeId)
    if (!place || place.ended) throw contract.fail('place_unknown')
    return { placeId: place.id, placeText: place.fullName, thing: null }
  }
  if (!input.placeText) throw contract.fail('place_needed', {}, { placeText: '请说明在哪里' })
  return { placeId: null, placeText: input.placeText, thing: null }
}

/** 投影仪：没有图像. */
const ofThing = (thing: ScannedThing | null, title: string): string =>
  thing && !title.includes(thing.name) ? `${thing.name}：${title}` : title

/** The chosen item; else the one the words mean; else the trade alone. A report is never refused for that. */
async function whatOf(
  ctx: Ctx,
  input: Input,
  thing: ScannedThing | null,
): Promise<{ item?: CatalogueItem; trade: string }> {
  if (!input.itemCode && !input.description)
    throw contract.fail('what_needed', {}, { description: '请说明哪里坏了' })
  if (input.trade && !TRADE_NAMES.has(input.trade))
    throw contract.fail('trade_unknown', { trade: input.trade })
  if (input.itemCode) {
    const item = (await itemsByCode(ctx)).get(input.itemCode)
    if (!item?.active) throw contract.fail('item_unknown')
    return { item, trade: item.trade }
  }
  const words = [thing?.name, input.description].filter(Boolean).join(' ')
  const [best] = await guessItems(ctx, words, input.trade)
  if (best && best.score >= SURE) return { item: best.item, trade: best.item.trade }
  return { trade: input.trade ?? OTHER_TRADE }
}

function sourceOf(ctx: Ctx, input: Input, office: boolean): NonNullable<Input['source']> {
  if (ctx.actor.kind === 'anonymous') return 'report'
  return input.source ?? (office && input.forPersonId ? 'office' : 'report')
}

async function reporterOf(ctx: Ctx, input: Input) {
  const given = input.phone ? (tidyPhone(input.phone) ?? input.phone) : null
  const personId = input.forPersonId ?? userOf(ctx)?.personId
  if (!personId) return { personId: null, name: input.name ?? '', phone: given }
  const person = await contactOf(ctx, personId)
  if (!person && input.forPersonId) throw contract.fail('person_unknown')
  const own = userOf(ctx)?.name ?? ''
  return { personId, name: person?.name ?? own, phone: given ?? person?.phone ?? null }
}

/** By the rules, where the office wants it; where nobody can be named, the office is reminded later. */
async function autoDispatch(ctx: Ctx, order: Order): Promise<boolean> {
  if (!(await settingsOf(ctx)).autoDispatch) return false
  try {
    await ctx.savepoint(() =>
      ctx.asSystem('自动派工', system => system.run(workorder.dispatchByRule, { id: order.id })),
    )
    return true
  } catch (error) {
    if (error instanceof AppError && error.code === 'workorder.no_worker') return false
    throw error
  }
}
