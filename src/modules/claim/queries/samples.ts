import { z } from 'zod'
import { notFound } from '../../../kernel/pure/errors.ts'
import { formatFen } from '../../../kernel/pure/money.ts'
import { actorName, type Ctx } from '../../../kernel/server/ctx.ts'
import { decodeCursor, pageFrom } from '../../../kernel/server/cursor.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import { chainsFor } from '../chain.ts'
import { contract } from '../contract.ts'
import { drawSample as draw } from '../rules.ts'
import { me } from '../store.ts'
import { detail } from './get.ts'
import { claimRows, toRow } from './list.ts'

type H = Handlers<typeof contract>

/** Draws paid claims of a period; the same seed draws the same ones, so that anybody can check the draw. */
export const drawSample: H['drawSample'] = async (ctx, input) => {
  const population = await ctx.db
    .selectFrom('claim_claim')
    .select(['id', 'amount_fen'])
    .where('school_id', '=', ctx.schoolId)
    .where('paid_on', '>=', input.from)
    .where('paid_on', '<=', input.to)
    .where('amount_fen', '>=', input.aboveFen)
    .execute()
  if (population.length === 0) throw contract.fail('nothing_to_sample', { from: input.from, to: input.to })
  const id = ctx.id()
  const no = await ctx.number('CJ', Number(input.to.slice(0, 4)))
  const seed = input.seed || no
  const drawn = draw(population, seed, input.size)
  await ctx.db
    .insertInto('claim_sample')
    .values({
      school_id: ctx.schoolId,
      id,
      no,
      title: input.title,
      from_on: input.from,
      to_on: input.to,
      above_fen: input.aboveFen,
      seed,
      size: input.size,
      population: population.length,
      population_fen: population.reduce((sum, row) => sum + row.amount_fen, 0),
      drawn_by: me(ctx),
      drawn_name: actorName(ctx.actor),
      created_at: ctx.now,
    })
    .execute()
  await ctx.db
    .insertInto('claim_sample_item')
    .values(
      drawn.map((row, i) => ({
        school_id: ctx.schoolId,
        id: ctx.id(),
        sample_id: id,
        claim_id: row.id,
        seq: i + 1,
      })),
    )
    .execute()
  ctx.about({ kind: 'claim.sample', id }, `${input.title}：${population.length} 张中抽 ${drawn.length} 张`)
  return { id, no, drawn: drawn.length }
}

/** One claim of the sample with its whole chain; that somebody looked is written down. */
export const look: H['look'] = async (ctx, input) => {
  const item = await ctx.db
    .selectFrom('claim_sample_item')
    .select(['id', 'claim_id'])
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', input.itemId)
    .executeTakeFirst()
  if (!item) throw notFound()
  const row = await claimRows(ctx).where('c.id', '=', item.claim_id).executeTakeFirstOrThrow()
  await ctx.db
    .insertInto('claim_look')
    .values({
      school_id: ctx.schoolId,
      id: ctx.id(),
      item_id: item.id,
      at: ctx.now,
      person_id: me(ctx),
      who: actorName(ctx.actor),
    })
    .execute()
  ctx.about({ kind: 'claim.claim', id: row.id }, `审计查阅 ${row.no} ${formatFen(row.amount_fen)}`)
  return detail(ctx, row)
}

export const samples: H['samples'] = async (ctx, input) => {
  const after = decodeCursor(input.cursor, [z.uuid()])
  const found = await sampleRows(ctx)
    .$if(after !== undefined, q => q.where('s.id', '<', after?.[0] as string))
    .orderBy('s.id', 'desc')
    .limit(input.limit + 1)
    .execute()
  const { total } = await ctx.db
    .selectFrom('claim_sample')
    .select(eb => eb.fn.countAll<number>().as('total'))
    .where('school_id', '=', ctx.schoolId)
    .executeTakeFirstOrThrow()
  const page = pageFrom(found, input.limit, row => [row.id])
  return { rows: page.rows.map(toSample), next: page.next, total }
}

export const sample: H['sample'] = async (ctx, input) => {
  const row = await sampleRows(ctx).where('s.id', '=', input.id).executeTakeFirst()
  if (!row) throw notFound()
  const items = await ctx.db
    .selectFrom('claim_sample_item')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('sample_id', '=', row.id)
    .orderBy('seq')
    .execute()
  const claims = await claimRows(ctx)
    .where(
      'c.id',
      'in',
      items.map(item => item.claim_id),
    )
    .execute()
  const looks = await ctx.db
    .selectFrom('claim_look')
    .select(['item_id', 'at', 'who'])
    .where('school_id', '=', ctx.schoolId)
    .where(
      'item_id',
      'in',
      items.map(item => item.id),
    )
    .orderBy('id')
    .execute()
  const school = await ctx.db
    .selectFrom('school')
    .select('name')
    .where('id', '=', ctx.schoolId)
    .executeTakeFirstOrThrow()
  const chains = await chainsFor(ctx, claims)
  const views = items.flatMap(item => {
    const claim = claims.find(c => c.id === item.claim_id)
    if (!claim) return []
    return {
      ...toRow(claim),
      itemId: item.id,
      seq: item.seq,
      lacks: (chains.get(claim.id) ?? []).filter(node => !node.present).map(node => node.kind),
      looks: looks.filter(l => l.item_id === item.id).map(({ at, who }) => ({ at, who })),
    }
  })
  return { ...toSample(row), school: school.name, items: views }
}

const sampleRows = (ctx: Ctx) =>
  ctx.db
    .selectFrom('claim_sample as s')
    .selectAll('s')
    .select(eb =>
      eb
        .selectFrom('claim_look as l')
        .innerJoin('claim_sample_item as i', join =>
          join.onRef('i.school_id', '=', 'l.school_id').onRef('i.id', '=', 'l.item_id'),
        )
        .select(e => e.fn.count<number>('l.item_id').distinct().as('n'))
        .whereRef('i.school_id', '=', 's.school_id')
        .whereRef('i.sample_id', '=', 's.id')
        .as('looked'),
    )
    .where('s.school_id', '=', ctx.schoolId)

const toSample = (row: Awaited<ReturnType<ReturnType<typeof sampleRows>['execute']>>[number]) => ({
  id: row.id,
  no: row.no,
  title: row.title,
  fromOn: row.from_on,
  toOn: row.to_on,
  aboveFen: row.above_fen,
  seed: row.seed,
  size: row.size,
  population: row.population,
  populationFen: row.population_fen,
  drawnName: row.drawn_name,
  at: row.created_at,
  looked: Number(row.looked ?? 0),
})
