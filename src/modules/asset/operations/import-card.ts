import type { Insertable } from 'kysely'
import { yearOf } from '../../../kernel/pure/calendar/day.ts'
import { formatFen } from '../../../kernel/pure/money.ts'
import { actorName, type Ctx } from '../../../kernel/server/ctx.ts'
import type { Writer } from '../../../kernel/server/gather.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import { pinyinOf } from '../../../kernel/server/pinyin.ts'
import type { Tables } from '../../../kernel/server/tables.ts'
import { once } from '../../../mechanisms/workorder/index.ts'
import { cardOf, type Draft, type NewCard } from '../adding.ts'
import { contract } from '../contract.ts'
import { addImported, cardToUpdate } from '../import-writing.ts'
import { classOf, isByName, knownNos, type ReadRow, type Row, readRow } from '../importing.ts'
import { lifeMonths, openingDepreciation } from '../rules.ts'
import { updateFromRow } from '../updating.ts'

type H = Handlers<typeof contract>

/** One row of a list of assets: found by its number and brought up to date, else a new card. */
export const importCard: H['importCard'] = async (ctx, row) => {
  const read = await readRow(ctx, row)
  const nos = await knownNos(ctx)
  if (row.no !== '' && nos.has(row.no)) {
    const card = await cardToUpdate(ctx, row.no)
    if (card) {
      const changes = await updateFromRow(ctx, card, row, read)
      ctx.about({ kind: 'asset.card', id: card.id }, card.no)
      return { id: card.id, no: card.no, outcome: changes.length > 0 ? 'updated' : 'unchanged', changes }
    }
  }
  const card = await create(ctx, row, read)
  nos.add(card.no)
  ctx.about({ kind: 'asset.card', id: card.id }, card.no)
  return { id: card.id, no: card.no, outcome: 'created' }
}

async function create(ctx: Ctx, row: Row, read: ReadRow): Promise<{ id: string; no: string }> {
  const quantity = Math.max(1, Math.round(row.quantity ?? 1))
  const valueFen = row.valueFen ?? (row.unitPriceFen === undefined ? undefined : row.unitPriceFen * quantity)
  const missing = [
    row.name === '' && '资产名称',
    row.acquiredOn === undefined && '取得日期',
    valueFen === undefined && '原值',
  ].filter(Boolean)
  if (missing.length > 0 || valueFen === undefined || row.acquiredOn === undefined)
    throw contract.fail('value_missing', { missing: missing.join('、') })
  if (row.acquiredOn > ctx.today) throw contract.fail('future', { what: '取得日期', day: row.acquiredOn })
  if (read.state === 'disposed')
    throw contract.fail('word_unknown', {
      field: '使用状况',
      text: row.state,
      words: '在用、闲置、维修（已处置的不进台账）',
    })
  const known = classOf(row)
  const life =
    row.lifeYears === undefined ? lifeMonths(known.category) : Math.round(row.lifeYears * 12) || null
  const opening = openingDepreciation({ acquiredOn: row.acquiredOn, valueFen, lifeMonths: life }, ctx.today)
  const depreciatedFen = row.depreciatedFen ?? opening.fen
  if (depreciatedFen > valueFen)
    throw contract.fail('over_depreciated', { fen: formatFen(depreciatedFen), value: formatFen(valueFen) })
  const draft: Draft = {
    ...known,
    name: row.name,
    spec: row.spec,
    brand: row.brand,
    model: row.model,
    serialNo: row.serialNo,
    measure: row.measure || '件',
    quantity,
    acquireMode: read.acquireMode ?? 'purchase',
    acquiredOn: row.acquiredOn,
    supplierText: row.supplierText,
    invoiceNo: row.invoiceNo,
    warrantyUntil: row.warrantyUntil ?? null,
    funding: read.funding ?? 'fiscal',
    direction: read.direction ?? 'teaching',
    valueType: 'original',
    valueFen,
    lifeMonths: life,
    monthsDone: life === null ? 0 : depreciatedFen === valueFen ? life : opening.months,
    depreciatedFen,
    userName: row.userName,
    note: row.note,
    particulars: row,
  }
  const no = row.no || (await ctx.number('ZC', yearOf(ctx.today)))
  const sound = await once(ctx, `asset.sound:${row.name}`, async () => pinyinOf(row.name))
  const { batch_id: _, ...drawn } = cardOf(ctx, '', row.bookedOn ?? ctx.today, draft, no, sound)
  const card: Omit<NewCard, 'batch_id'> = {
    ...drawn,
    state: read.state === 'repairing' ? 'repairing' : read.state === 'idle' ? 'idle' : 'in_use',
    place_id: read.place?.id ?? null,
    place_text: read.place?.text ?? '',
    unit_id: read.unit?.id ?? null,
    unit_text: read.unit?.text ?? '',
    keeper_id: read.keeper?.id ?? null,
    keeper_name: read.keeper?.text ?? '',
  }
  await ctx.gather(addImported, {
    card,
    note: isByName(row) ? '折旧类别按名称取' : '',
    valueId: ctx.id(),
    eventId: ctx.id(),
    actorName: actorName(ctx.actor),
  })
  if (card.state === 'idle') await lieIdle(ctx, card.id, row)
  return { id: card.id, no }
}

const lieIdle = (ctx: Ctx, assetId: string, row: Row): Promise<void> =>
  ctx.gather(addIdle, {
    school_id: ctx.schoolId,
    id: ctx.id(),
    asset_id: assetId,
    since: ctx.today,
    reason: `原台账写“${row.state}”`,
    condition: 'worn',
    offered_name: actorName(ctx.actor),
    ended_on: null,
    ended_by: null,
    transfer_id: null,
  })

const addIdle: Writer<Insertable<Tables['asset_idle']>> = async (ctx, items) => {
  await ctx.db
    .insertInto('asset_idle')
    .values([...items])
    .execute()
}
