import { randomInt } from 'node:crypto'
import { kernelError } from '../../kernel/pure/errors.ts'
import { actorName, type Ctx } from '../../kernel/server/ctx.ts'
import type { DbPool } from '../../kernel/server/db.ts'
import type { Handlers } from '../../kernel/server/module.ts'
import { contract } from './contract.ts'
import { codeUrl, makeCode } from './rules.ts'
import { selected } from './selection.ts'
import { findNode } from './store.ts'

type H = Handlers<typeof contract>

/** What codes of this module point at; other modules label their own kinds of things. */
export const TARGET = 'place.node'
const MAX_PLACES = 4000

export const makeCodes: H['makeCodes'] = async (ctx, input) => {
  const places = await selected(ctx, input, MAX_PLACES)
  const holders = await ctx.db
    .selectFrom('place_code')
    .select('target_id')
    .distinct()
    .where('school_id', '=', ctx.schoolId)
    .where('target_kind', '=', TARGET)
    .where('retired_at', 'is', null)
    .execute()
  const has = new Set(holders.map(row => row.target_id))
  const missing = places.filter(place => !has.has(place.id))
  if (missing.length > 0) {
    const batch = await ctx.number('QR')
    await insertCodes(
      ctx,
      batch,
      missing.map(place => place.id),
    )
    if (input.under) ctx.about({ kind: TARGET, id: input.under }, `${batch}：${missing.length} 个`)
    else if (missing[0]) ctx.about({ kind: TARGET, id: missing[0].id }, `${batch}：${missing.length} 个`)
  }
  return { made: missing.length, existing: places.length - missing.length }
}

export const makeBlankCodes: H['makeBlankCodes'] = async (ctx, input) => {
  const batch = await ctx.number('QR')
  await insertCodes(
    ctx,
    batch,
    Array.from({ length: input.count }, () => null),
  )
  return { batch, count: input.count }
}

export const claimCode: H['claimCode'] = async (ctx, input) => {
  const code = await findCode(ctx, input.code)
  if (code.target_id) {
    const holder = await targetName(ctx, code)
    throw contract.fail('code_taken', { name: holder ?? '别处' })
  }
  const place = await findNode(ctx, input.placeId)
  if (place.to !== null) throw contract.fail('ended', { name: place.fullName, on: place.to })
  const done = await ctx.db
    .updateTable('place_code')
    .set({ target_kind: TARGET, target_id: place.id, claimed_at: ctx.now, claimed_by: actorName(ctx.actor) })
    .where('id', '=', code.id)
    .where('target_id', 'is', null)
    .where('retired_at', 'is', null)
    .executeTakeFirst()
  if (done.numUpdatedRows !== 1n) throw kernelError('kernel.changed', { who: '别人' })
  ctx.about({ kind: TARGET, id: place.id }, `${input.code} 贴在 ${place.fullName}`)
  return { code: input.code, fullName: place.fullName }
}

export const retireCode: H['retireCode'] = async (ctx, input) => {
  const code = await findCode(ctx, input.code)
  await ctx.db.updateTable('place_code').set({ retired_at: ctx.now }).where('id', '=', code.id).execute()
  if (code.target_kind && code.target_id)
    ctx.about({ kind: code.target_kind, id: code.target_id }, input.code)
  return {}
}

/** A code that is not retired. */
export async function findCode(ctx: Ctx, text: string) {
  const code = await ctx.db
    .selectFrom('place_code')
    .select(['id', 'code', 'target_kind', 'target_id', 'retired_at'])
    .where('school_id', '=', ctx.schoolId)
    .where('code', '=', text)
    .executeTakeFirst()
  if (!code) throw contract.fail('code_unknown')
  if (code.retired_at) throw contract.fail('code_retired')
  return code
}

async function targetName(ctx: Ctx, code: { target_kind: string | null; target_id: string | null }) {
  if (code.target_kind !== TARGET || !code.target_id) return undefined
  return (await findNode(ctx, code.target_id)).fullName
}

/** 31^8 codes: two equal ones are not to be expected, and the unique index refuses them if they come. */
async function insertCodes(ctx: Ctx, batch: string, targets: readonly (string | null)[]): Promise<void> {
  await ctx.db
    .insertInto('place_code')
    .values(
      targets.map(target => ({
        school_id: ctx.schoolId,
        id: ctx.id(),
        code: makeCode(randomInt),
        batch,
        target_kind: target ? TARGET : null,
        target_id: target,
        claimed_at: target ? ctx.now : null,
        claimed_by: target ? actorName(ctx.actor) : null,
        retired_at: null,
        created_at: ctx.now,
      })),
    )
    .execute()
}

/** The addresses of this school's codes. */
export async function urlMaker(ctx: Ctx): Promise<(code: string) => string> {
  const { slug } = await ctx.db
    .selectFrom('school')
    .select('slug')
    .where('id', '=', ctx.schoolId)
    .executeTakeFirstOrThrow()
  return code => codeUrl(ctx.publicUrl, slug, code)
}

/**
 * The school of a code whose address names none: labels of former days, codes typed by hand. Asked before a
 * school is known, by the owner of the database; nothing but the school's short name leaves.
 */
export async function schoolOfCode(pool: Pick<DbPool, 'query'>, code: string): Promise<string | undefined> {
  const { rows } = await pool.query<{ slug: string }>(
    'select s.slug from school s join place_code c on c.school_id = s.id and c.code = $1 limit 2',
    [code],
  )
  return rows.length === 1 ? rows[0]?.slug : undefined
}
