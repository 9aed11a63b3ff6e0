import { addDays } from '../../kernel/pure/calendar/day.ts'
import { fromInstant } from '../../kernel/pure/calendar/zone.ts'
import type { AppError } from '../../kernel/pure/errors.ts'
import { refKey } from '../../kernel/pure/ref.ts'
import { type Ctx, userOf } from '../../kernel/server/ctx.ts'
import type { Handlers } from '../../kernel/server/module.ts'
import { listFor } from '../../mechanisms/attachment/index.ts'
import { stateLabel } from '../../mechanisms/workorder/contract.ts'
import { type Order, openAt, orderRef, sentToday } from '../../mechanisms/workorder/index.ts'
import { type ScannedThing, thingByCode } from '../asset/index.ts'
import { type PlaceView, placeByCode, placeById } from '../place/index.ts'
import { guessItems } from './catalogue.ts'
import { contract, REPAIR_KIND, type Similar } from './contract.ts'
import { publicRefusal } from './rules.ts'
import { settingsOf } from './settings.ts'

type Public = Pick<Handlers<typeof contract>, 'publicInfo' | 'similar'>
type SimilarRow = import('zod').output<typeof Similar>

export const publicPages: Public = {
  async publicInfo(ctx, input) {
    const { place, thing } = input.code ? await targetOf(ctx, input.code) : NOWHERE
    const settings = await settingsOf(ctx)
    const closed = await closedWhy(ctx)
    return {
      school: await schoolName(ctx),
      place: place ? { id: place.id, text: place.fullName } : null,
      thing: thing
        ? {
            no: thing.no,
            name: thing.name,
            model: thing.model,
            placeText: thing.placeText,
            mayOpen: thing.mayOpen,
          }
        : null,
      open: closed === null,
      closedWhy: closed?.message ?? null,
      requirePhone: settings.requirePhone,
      requirePhoto: settings.requirePhoto,
      orders: place ? await similarAt(ctx, place.id) : [],
    }
  },

  async similar(ctx, input) {
    if (!(await placeById(ctx, input.placeId))) throw contract.fail('place_unknown')
    const [best] = input.text && !input.trade ? await guessItems(ctx, input.text) : []
    return { orders: await similarAt(ctx, input.placeId, input.trade ?? best?.item.trade) }
  },
}

type Target = { place: PlaceView | null; thing: ScannedThing | null }
const NOWHERE: Target = { place: null, thing: null }

/** What a code is stuck on: a thing in a room, or the room's door. */
export async function targetOf(ctx: Ctx, code: string): Promise<Target> {
  const thing = await thingByCode(ctx, code)
  if (thing) {
    const room = thing.placeId ? await placeById(ctx, thing.placeId) : undefined
    return { place: room && !room.ended ? room : null, thing }
  }
  const place = await placeByCode(ctx, code)
  if (!place) throw contract.fail('code_unknown')
  return { place, thing: null }
}

async function closedWhy(ctx: Ctx): Promise<AppError | null> {
  if (ctx.actor.kind !== 'anonymous') return null
  const { minutes } = fromInstant(ctx.now, ctx.zone)
  const refusal = publicRefusal(await settingsOf(ctx), minutes, await sentToday(ctx, ctx.actor.address))
  if (!refusal) return null
  const { code, ...params } = refusal
  return contract.fail(code, params)
}

/** Open orders where one stands, without a word of who reported them. */
async function similarAt(ctx: Ctx, placeId: string, trade?: string): Promise<SimilarRow[]> {
  const settings = await settingsOf(ctx)
  const since = addDays(ctx.today, -settings.similarDays)
  const orders = await openAt(ctx, { kind: REPAIR_KIND, placeId, since, trade })
  const withPhotos = settings.publicPhotos || userOf(ctx) !== undefined
  const files = withPhotos
    ? await listFor(
        ctx,
        orders.map(o => orderRef(o.id)),
      )
    : new Map()
  return orders.map(order => ({
    id: order.id,
    no: order.no,
    title: publicTitle(order),
    place: order.place_text,
    stateLabel: stateLabel(order.state),
    reportedOn: order.reported_on,
    endorsements: order.endorse_count,
    photos: (files.get(refKey(orderRef(order.id))) ?? [])
      .filter((f: { role: string; picture: boolean }) => f.role === 'before' && f.picture)
      .map((f: { id: string }) => f.id)
      .slice(0, 3),
  }))
}

/** The catalogue's word where there is one: what a reporter wrote may name persons. */
const publicTitle = (order: Order): string => order.item_name || order.title

export async function schoolName(ctx: Ctx): Promise<string> {
  const school = await ctx.db
    .selectFrom('school')
    .select('name')
    .where('id', '=', ctx.schoolId)
    .executeTakeFirst()
  return school?.name ?? ''
}
