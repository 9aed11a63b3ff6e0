import { sql } from 'kysely'
import type { Ref } from '../../kernel/pure/ref.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import { addBatch, type Draft } from './adding.ts'
import { contract } from './contract.ts'
import { offerTo } from './custody.ts'
import { classify, thresholdsOn } from './facts.ts'
import { presentPerson, usablePlace, usableUnit } from './outside.ts'
import { apply, resolve } from './queries/filter.ts'
import { type CategoryCode, capitalise, classInfo, type Edition, type Funding } from './rules.ts'
import { lockCards } from './store.ts'

export interface AcceptedLine {
  name: string
  classCode?: string | undefined
  classEdition?: Edition | undefined
  category?: CategoryCode | undefined
  spec?: string | undefined
  brand?: string | undefined
  model?: string | undefined
  measure?: string | undefined
  /** So many cards, one for each piece. */
  quantity: number
  priceFen: number
  unitId?: string | null | undefined
  placeId?: string | null | undefined
  keeperId?: string | null | undefined
  funding?: Funding | undefined
  supplierId?: string | null | undefined
  supplierText?: string | undefined
  warrantyUntil?: string | null | undefined
  /** Why it goes on the book below the value of a fixed asset. */
  bulkReason?: string | undefined
  /** A word on the card: what is still to be checked. */
  note?: string | undefined
}

/**
 * Cards for goods that were accepted; each keeper is asked to sign. Refused: 'asset.low_value' (goes to the
 * stores instead), 'asset.no_edition', 'asset.no_category'.
 */
export async function registerAccepted(
  ctx: Ctx,
  accepted: { document: Ref; no: string; day: string; lines: readonly AcceptedLine[] },
): Promise<{ ids: string[]; nos: string[] }> {
  const limits = await thresholdsOn(ctx, accepted.day)
  const drafts: (Draft & { keeperId: string | null })[] = []
  for (const line of accepted.lines) {
    const known = classify({
      name: line.name,
      classCode: line.classCode ?? '',
      classEdition: line.classEdition ?? null,
      category: line.category ?? null,
    })
    const judged = capitalise(
      { category: known.category, unitFen: line.priceFen, count: line.quantity },
      limits,
    )
    if (!judged.fixed && !line.bulkReason)
      throw contract.fail('low_value', {
        name: line.name,
        price: `¥${(line.priceFen / 100).toFixed(2)}`,
        limit: `¥${(judged.limitFen / 100).toFixed(2)}`,
      })
    const place = line.placeId ? await usablePlace(ctx, line.placeId) : null
    const unitId = line.unitId ?? place?.unitId ?? null
    const draft = {
      ...known,
      name: line.name,
      spec: line.spec ?? '',
      brand: line.brand ?? '',
      model: line.model ?? '',
      measure: line.measure || '台',
      quantity: 1,
      acquireMode: 'purchase' as const,
      acquiredOn: accepted.day,
      supplierId: line.supplierId ?? null,
      supplierText: line.supplierText ?? '',
      warrantyUntil: line.warrantyUntil ?? null,
      funding: line.funding ?? ('fiscal' as const),
      direction: 'teaching' as const,
      valueType: 'original' as const,
      valueFen: line.priceFen,
      bulk: !judged.fixed || judged.why === 'bulk',
      place,
      unit: unitId ? await usableUnit(ctx, unitId) : null,
      note: [line.bulkReason, line.note].filter(Boolean).join('；'),
      keeperId: line.keeperId ?? null,
    }
    for (let i = 0; i < line.quantity; i++) drafts.push(draft)
  }
  const name = accepted.lines.map(line => `${line.name} ${line.quantity}${line.measure || '台'}`).join('、')
  const document = { ref: accepted.document, no: accepted.no }
  const { ids, nos } = await addBatch(
    ctx,
    { source: 'acceptance', name, day: accepted.day, document },
    drafts,
  )
  const keepers = new Set(drafts.map(draft => draft.keeperId).filter(id => id !== null))
  for (const keeperId of keepers) {
    const own = ids.filter((_, i) => drafts[i]?.keeperId === keeperId)
    await offerTo(ctx, await lockCards(ctx, own), await presentPerson(ctx, keeperId), `验收单 ${accepted.no}`)
  }
  return { ids, nos }
}

/** Whether GB/T 14885-2022, the edition in force, has the code or a level above it. */
export const isAssetClass = (code: string): boolean => classInfo('2022', code) !== undefined

/**
 * Would this be a fixed asset? For whoever accepts goods and must know where they go. Judged by its class (2022
 * edition) where that was said, else by the category given.
 */
export async function isFixedAsset(
  ctx: Ctx,
  item: {
    name: string
    classCode: string
    category: CategoryCode
    priceFen: number
    count: number
    day: string
  },
): Promise<boolean> {
  const limits = await thresholdsOn(ctx, item.day)
  const { name, classCode } = item
  const category = classCode
    ? classify({ name, classCode, classEdition: '2022', category: null }).category
    : item.category
  return capitalise({ category, unitFen: item.priceFen, count: item.count }, limits).fixed
}

/** What lies idle and is free, by name: 投影仪. Looked at before anything is bought. */
export async function idleLike(
  ctx: Ctx,
  text: string,
): Promise<{ id: string; no: string; name: string; placeText: string; unitText: string }[]> {
  if (text.trim() === '') return []
  const filter = { states: ['idle' as const], writtenOff: false, search: text.trim() }
  return apply(ctx, await resolve(ctx, filter))
    .select(['id', 'no', 'name', 'place_text as placeText', 'unit_text as unitText'])
    .where('transfer_id', 'is', null)
    .where('loan_id', 'is', null)
    .where('count_no', 'is', null)
    .orderBy('no')
    .limit(20)
    .execute()
}

export interface AssetBrief {
  id: string
  no: string
  name: string
  model: string
  measure: string
  quantity: number
  keeperName: string
  unitText: string
  placeText: string
}

export const assetsOfPlace = (ctx: Ctx, placeId: string): Promise<AssetBrief[]> =>
  briefs(ctx, 'place_id', placeId)
export const assetsOfUnit = (ctx: Ctx, unitId: string): Promise<AssetBrief[]> =>
  briefs(ctx, 'unit_id', unitId)

const briefs = (ctx: Ctx, column: 'place_id' | 'unit_id', id: string): Promise<AssetBrief[]> =>
  ctx.db
    .selectFrom('asset_card')
    .select([
      'id',
      'no',
      'name',
      'model',
      'measure',
      'quantity',
      'keeper_name as keeperName',
      'unit_text as unitText',
      'place_text as placeText',
    ])
    .where('school_id', '=', ctx.schoolId)
    .where(column, '=', id)
    .where('state', '<>', 'disposed')
    .orderBy('name')
    .orderBy('no')
    .limit(2000)
    .execute()

/** What somebody who leaves still has to hand over. */
export async function keptBy(ctx: Ctx, personId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from asset_card
    where school_id = ${ctx.schoolId} and keeper_id = ${personId} and state <> 'disposed'`.execute(ctx.db)
  return rows[0]?.n ?? 0
}
