import { randomInt } from 'node:crypto'
import { kernelError } from '../../../kernel/pure/errors.ts'
import { actorName, type Ctx } from '../../../kernel/server/ctx.ts'
import { Download } from '../../../kernel/server/files.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import { type Label, labelsPdf, TEMPLATES } from '../../../mechanisms/label/index.ts'
import { contract } from '../contract.ts'
import { isDesk } from '../outside.ts'
import { labelUrls } from '../scanned.ts'
import { loadCard, lockCards, tell } from '../store.ts'

type H = Handlers<typeof contract>

/** Without letters and digits that are taken for one another. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789'
const makeCode = (): string => Array.from({ length: 8 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')

export const makeLabels: H['makeLabels'] = async (ctx, input) => {
  const cards = await lockCards(ctx, input.assetIds)
  const have = await ctx.db
    .selectFrom('asset_code')
    .select('asset_id')
    .distinct()
    .where('school_id', '=', ctx.schoolId)
    .where('asset_id', 'in', input.assetIds)
    .where('retired_at', 'is', null)
    .execute()
  const has = new Set(have.map(row => row.asset_id))
  const missing = cards.filter(card => !has.has(card.id))
  if (missing.length > 0)
    await insertCodes(
      ctx,
      await ctx.number('ZB'),
      missing.map(card => card.id),
    )
  if (cards[0]) ctx.about({ kind: 'asset.card', id: cards[0].id }, `标签 ${missing.length} 张`)
  return { made: missing.length, existing: cards.length - missing.length }
}

export const makeBlankLabels: H['makeBlankLabels'] = async (ctx, input) => {
  const batch = await ctx.number('ZB')
  await insertCodes(
    ctx,
    batch,
    Array.from({ length: input.count }, () => null),
  )
  return { batch, count: input.count }
}

async function insertCodes(ctx: Ctx, batch: string, targets: readonly (string | null)[]): Promise<void> {
  await ctx.db
    .insertInto('asset_code')
    .values(
      targets.map(assetId => ({
        school_id: ctx.schoolId,
        id: ctx.id(),
        code: makeCode(),
        batch,
        asset_id: assetId,
        claimed_at: assetId ? ctx.now : null,
        claimed_by: assetId ? actorName(ctx.actor) : null,
        retired_at: null,
        created_at: ctx.now,
      })),
    )
    .execute()
}

export const labelBatches: H['labelBatches'] = async ctx => {
  const rows = await ctx.db
    .selectFrom('asset_code')
    .select(eb => [
      'batch',
      eb.fn.countAll<number>().as('count'),
      eb.fn.count<number>('asset_id').as('claimed'),
      eb.fn.min('created_at').as('madeAt'),
    ])
    .where('school_id', '=', ctx.schoolId)
    .where('retired_at', 'is', null)
    .groupBy('batch')
    .orderBy('batch', 'desc')
    .limit(60)
    .execute()
  return { rows: rows.map(row => ({ ...row, madeAt: row.madeAt as Date })) }
}

export const printLabels: H['printLabels'] = async (ctx, input) => {
  const school = await schoolOf(ctx)
  const found = await ctx.db
    .selectFrom('asset_code as k')
    .leftJoin('asset_card as c', join =>
      join.onRef('c.school_id', '=', 'k.school_id').onRef('c.id', '=', 'k.asset_id'),
    )
    .select(['k.code', 'k.asset_id', 'c.no', 'c.name', 'c.place_text', 'c.unit_text'])
    .where('k.school_id', '=', ctx.schoolId)
    .where('k.retired_at', 'is', null)
    .$if(input.batch !== undefined, q => q.where('k.batch', '=', input.batch as string))
    .$if(input.batch === undefined, q =>
      q.where('k.asset_id', 'in', input.assetIds.length > 0 ? input.assetIds : [ctx.schoolId]),
    )
    .orderBy('c.no')
    .orderBy('k.id')
    .limit(500)
    .execute()
  if (found.length === 0) throw contract.fail('nothing_to_print')
  const newest = new Map(found.map(row => [row.asset_id ?? row.code, row]))
  const missing = input.batch === undefined ? input.assetIds.length - newest.size : 0
  if (missing > 0) throw contract.fail('no_label', { count: missing })
  const urlOf = await labelUrls(ctx)
  const labels = [...newest.values()].map(
    (row): Label => ({
      url: urlOf(row.code),
      code: row.no ?? row.code,
      lead: row.no ? [row.unit_text, row.place_text].filter(Boolean).join(' ') : '',
      name: row.name ?? '资产待登记',
      school: school.short_name,
      hint: row.no ? '固定资产 · 扫码看卡片或报修' : '贴好后扫码登记',
    }),
  )
  const body = await labelsPdf(labels, TEMPLATES[input.template], { title: '资产标签', skip: input.skip })
  return new Download({ fileName: '资产标签.pdf', contentType: 'application/pdf', body, inline: true })
}

export const schoolOf = (ctx: Ctx) =>
  ctx.db
    .selectFrom('school')
    .select(['name', 'short_name'])
    .where('id', '=', ctx.schoolId)
    .executeTakeFirstOrThrow()

async function findCode(ctx: Ctx, text: string) {
  const code = await ctx.db
    .selectFrom('asset_code')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('code', '=', text)
    .executeTakeFirst()
  if (!code) throw contract.fail('code_unknown')
  if (code.retired_at) throw contract.fail('code_retired')
  return code
}

export const claimCode: H['claimCode'] = async (ctx, input) => {
  const code = await findCode(ctx, input.code)
  const card = await loadCard(ctx, input.assetId)
  if (code.asset_id) {
    const holder = await loadCard(ctx, code.asset_id)
    throw contract.fail('code_taken', { name: `${holder.no} ${holder.name}` })
  }
  const done = await ctx.db
    .updateTable('asset_code')
    .set({ asset_id: card.id, claimed_at: ctx.now, claimed_by: actorName(ctx.actor) })
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', code.id)
    .where('asset_id', 'is', null)
    .executeTakeFirst()
  if (done.numUpdatedRows !== 1n) throw kernelError('kernel.changed', { who: '别人' })
  await tell(ctx, [card.id], '贴标签', code.code)
  ctx.about({ kind: 'asset.card', id: card.id }, code.code)
  return { code: code.code, no: card.no, name: card.name }
}

export const retireCode: H['retireCode'] = async (ctx, input) => {
  const code = await findCode(ctx, input.code)
  await ctx.db
    .updateTable('asset_code')
    .set({ retired_at: ctx.now })
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', code.id)
    .execute()
  if (code.asset_id) ctx.about({ kind: 'asset.card', id: code.asset_id }, code.code)
  return {}
}

/** What stands on the label anyway, for whoever stands before the thing. */
export const scan: H['scan'] = async (ctx, input) => {
  const code = await findCode(ctx, input.code)
  const school = (await schoolOf(ctx)).name
  const known = ctx.actor.kind === 'user'
  if (!code.asset_id)
    return {
      ...{ state: 'blank' as const, assetId: null, no: '', name: '', model: '', school },
      ...{ placeId: null, placeText: '', unitText: '', mayOpen: false, mayClaim: isDesk(ctx) },
    }
  const card = await loadCard(ctx, code.asset_id)
  return {
    state: 'asset' as const,
    assetId: known ? card.id : null,
    no: card.no,
    name: card.name,
    model: [card.brand, card.model].filter(Boolean).join(' '),
    school,
    placeId: card.place_id,
    placeText: card.place_text,
    unitText: card.unit_text,
    mayOpen: known && ctx.may(contract.operations.get),
    mayClaim: false,
  }
}
