import { type Selectable, sql } from 'kysely'
import { z } from 'zod'
import { addDays } from '../../kernel/pure/calendar/day.ts'
import { notFound } from '../../kernel/pure/errors.ts'
import type { ParsedOf } from '../../kernel/pure/operation.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import type { Handlers } from '../../kernel/server/module.ts'
import type { Tables } from '../../kernel/server/tables.ts'
import { readParameter } from '../../mechanisms/parameter/index.ts'
import { decodeCursor, pageFrom } from '../../mechanisms/register/index.ts'
import { actionsFor } from './actions.ts'
import type { contract, FirmRow } from './contract.ts'
import { licenceLeadDays, scoreWeights } from './parameters.ts'
import { FACTOR_KEYS, type Scores, totalScore, type Weights } from './rules.ts'

type H = Handlers<typeof contract>
export type Filter = Omit<ParsedOf<typeof contract.operations.list>, 'cursor' | 'limit'>

export const list: H['list'] = async (ctx, input) => {
  const after = decodeCursor(input.cursor, [z.string(), z.uuid()])
  let select = firms(ctx, input)
  if (after) select = select.where(sql<boolean>`(f.pinyin, f.id) > (${after[0]}, ${after[1]}::uuid)`)
  const found = await select
    .selectAll('f')
    .orderBy('f.pinyin')
    .orderBy('f.id')
    .limit(input.limit + 1)
    .execute()
  const { rows, next } = pageFrom(found, input.limit, row => [row.pinyin, row.id])
  const { n } = await firms(ctx, input)
    .select(eb => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  return { rows: await withFacts(ctx, rows), next, total: n }
}

export const get: H['get'] = async (ctx, input) => {
  const row = await firms(ctx, {}).selectAll('f').where('f.id', '=', input.id).executeTakeFirst()
  if (!row) throw notFound()
  const [line] = (await withFacts(ctx, [row])) as [FirmRow]
  const weights = await readParameter(ctx, scoreWeights)
  const licences = await currentLicences(ctx, [row.id])
  const horizon = addDays(ctx.today, await readParameter(ctx, licenceLeadDays))
  const supplied = await ctx.db
    .selectFrom('supplier_delivery')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('firm_id', '=', row.id)
    .orderBy('delivered_on', 'desc')
    .orderBy('id', 'desc')
    .limit(50)
    .execute()
  const events = await ctx.db
    .selectFrom('supplier_event')
    .select(['id', 'at', 'action', 'actor_name as actorName', 'note'])
    .where('school_id', '=', ctx.schoolId)
    .where('firm_id', '=', row.id)
    .orderBy('id')
    .limit(500)
    .execute()
  const means = (await meansOf(ctx, [row.id])).get(row.id)
  return {
    ...line,
    address: row.address,
    bankName: row.bank_name,
    bankAccount: row.bank_account,
    note: row.note,
    blockReason: row.block_reason,
    blockedUntil: row.blocked_until,
    version: row.version,
    factors: means?.scores ?? NONE,
    licences: licences.map(paper => ({
      id: paper.id,
      title: paper.title,
      number: paper.number,
      validTo: paper.valid_to,
      required: paper.required,
      lapsed: paper.valid_to !== null && paper.valid_to < ctx.today,
      soon: paper.valid_to !== null && paper.valid_to >= ctx.today && paper.valid_to <= horizon,
    })),
    deliveryRows: supplied.map(one => deliveryView(one, weights)),
    events,
    actions: actionsFor(ctx, row),
  }
}

type StoredDelivery = Selectable<Tables['supplier_delivery']>

const deliveryView = (one: StoredDelivery, weights: Weights) => ({
  id: one.id,
  documentKind: one.document_kind,
  documentId: one.document_id,
  documentNo: one.document_no,
  deliveredOn: one.delivered_on,
  ...scoresOf(one),
  score: totalScore(scoresOf(one), weights),
  note: one.note,
  ratedBy: one.rated_by,
  version: one.version,
})

/** What the means of a scorecard are made of. */
export const deliveries: H['deliveries'] = async (ctx, { firmId, from, to, limit, cursor }) => {
  if (!(await firms(ctx, {}).select('f.id').where('f.id', '=', firmId).executeTakeFirst())) throw notFound()
  const weights = await readParameter(ctx, scoreWeights)
  const within = ctx.db
    .selectFrom('supplier_delivery')
    .where('school_id', '=', ctx.schoolId)
    .where('firm_id', '=', firmId)
    .where('delivered_on', '>=', from)
    .where('delivered_on', '<=', to)
  const after = decodeCursor(cursor, [z.iso.date(), z.uuid()])
  let select = within
    .selectAll()
    .orderBy('delivered_on', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
  if (after) select = select.where(sql<boolean>`(delivered_on, id) < (${after[0]}::date, ${after[1]}::uuid)`)
  const page = pageFrom(await select.execute(), limit, row => [row.delivered_on, row.id])
  const { total } = await within.select(eb => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  return { rows: page.rows.map(one => deliveryView(one, weights)), next: page.next, total }
}

export const options: H['options'] = async (ctx, { q, limit }) => {
  const rows = await firms(ctx, { q, states: ['active'] })
    .selectAll('f')
    .orderBy('f.pinyin')
    .orderBy('f.id')
    .limit(limit)
    .execute()
  const lines = await withFacts(ctx, rows)
  return { rows: lines.map(({ id, name, supplies, score }) => ({ id, name, supplies, score })) }
}

export const scorecard: H['scorecard'] = async (ctx, period) => {
  const weights = await readParameter(ctx, scoreWeights)
  const means = await meansOf(ctx, undefined, period)
  const ids = [...means.keys()]
  const rows =
    ids.length === 0 ? [] : await firms(ctx, {}).select(['f.id', 'f.name']).where('f.id', 'in', ids).execute()
  return {
    weights,
    rows: rows
      .map(({ id, name }) => {
        const { deliveries, scores } = means.get(id) as Means
        return { id, name, deliveries, factors: scores, score: totalScore(scores, weights) }
      })
      .sort((a, b) => (b.score ?? 0) - (a.score ?? 0) || b.deliveries - a.deliveries),
  }
}

export function firms(ctx: Ctx, filter: Filter) {
  let select = ctx.db.selectFrom('supplier_firm as f').where('f.school_id', '=', ctx.schoolId)
  if (filter.states?.length) select = select.where('f.state', 'in', filter.states)
  if (filter.lapsedOnly)
    select = select.where(eb =>
      eb.exists(
        eb
          .selectFrom('supplier_licence as l')
          .select('l.id')
          .whereRef('l.school_id', '=', 'f.school_id')
          .whereRef('l.firm_id', '=', 'f.id')
          .where('l.ended_at', 'is', null)
          .where('l.valid_to', '<', ctx.today),
      ),
    )
  if (filter.q) {
    const like = `%${filter.q.replace(/[\\%_]/g, '\\$&')}%`
    const lower = like.toLowerCase()
    select = select.where(eb =>
      eb.or([
        eb('f.name', 'ilike', like),
        eb('f.no', 'ilike', like),
        eb('f.supplies', 'ilike', like),
        eb('f.contact_name', 'ilike', like),
        eb('f.pinyin', 'like', lower),
        eb('f.initials', 'like', lower),
        eb('f.credit_code', 'ilike', like),
      ]),
    )
  }
  return select
}

type StoredLine = Awaited<ReturnType<ReturnType<typeof allFirms>['execute']>>[number]
const allFirms = (ctx: Ctx) => firms(ctx, {}).selectAll('f')

export async function withFacts(ctx: Ctx, rows: readonly StoredLine[]): Promise<FirmRow[]> {
  const ids = rows.map(row => row.id)
  const weights = await readParameter(ctx, scoreWeights)
  const means = await meansOf(ctx, ids)
  const licences = await currentLicences(ctx, ids)
  return rows.map(row => {
    const mine = means.get(row.id)
    return {
      id: row.id,
      no: row.no,
      name: row.name,
      creditCode: row.credit_code,
      contactName: row.contact_name,
      phone: row.phone,
      supplies: row.supplies,
      state: row.state,
      score: mine ? totalScore(mine.scores, weights) : null,
      deliveries: mine?.deliveries ?? 0,
      lastOn: mine?.lastOn ?? null,
      lapsed: licences
        .filter(paper => paper.firm_id === row.id && paper.valid_to !== null && paper.valid_to < ctx.today)
        .map(paper => `${paper.title}（${paper.valid_to} 到期）`),
    }
  })
}

interface Means {
  deliveries: number
  lastOn: string
  scores: Scores
}
const NONE: Scores = { quality: null, quantity: null, time: null, place: null, price: null }

/** Means of each factor over the deliveries of a period, by firm. */
async function meansOf(
  ctx: Ctx,
  ids?: readonly string[],
  period?: { from: string; to: string },
): Promise<Map<string, Means>> {
  if (ids?.length === 0) return new Map()
  let select = ctx.db
    .selectFrom('supplier_delivery')
    .select(eb => [
      'firm_id',
      eb.fn.countAll<number>().as('deliveries'),
      eb.fn.max<string>('delivered_on').as('lastOn'),
      ...FACTOR_KEYS.map(factor => sql<string | null>`round(avg(${sql.ref(factor)}), 1)`.as(factor)),
    ])
    .where('school_id', '=', ctx.schoolId)
    .groupBy('firm_id')
  if (ids) select = select.where('firm_id', 'in', ids)
  if (period) select = select.where('delivered_on', '>=', period.from).where('delivered_on', '<=', period.to)
  const rows = await select.execute()
  return new Map(
    rows.map(row => [row.firm_id, { deliveries: row.deliveries, lastOn: row.lastOn, scores: scoresOf(row) }]),
  )
}

function scoresOf(row: Record<keyof Weights, number | string | null>): Scores {
  const mark = (value: number | string | null): number | null => (value === null ? null : Number(value))
  return {
    quality: mark(row.quality),
    quantity: mark(row.quantity),
    time: mark(row.time),
    place: mark(row.place),
    price: mark(row.price),
  }
}

const currentLicences = async (ctx: Ctx, ids: readonly string[]) =>
  ids.length === 0
    ? []
    : await ctx.db
        .selectFrom('supplier_licence')
        .selectAll()
        .where('school_id', '=', ctx.schoolId)
        .where('firm_id', 'in', ids)
        .where('ended_at', 'is', null)
        .orderBy('id')
        .execute()
