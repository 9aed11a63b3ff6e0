import { sql } from 'kysely'
import { yearOf } from '../../../kernel/pure/calendar/day.ts'
import { formatFen } from '../../../kernel/pure/money.ts'
import { actorName, type Ctx } from '../../../kernel/server/ctx.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import { pinyinOf } from '../../../kernel/server/pinyin.ts'
import { once } from '../../../mechanisms/workorder/index.ts'
import { batchRef, cardOf, type Draft, type NewCard } from '../adding.ts'
import { contract } from '../contract.ts'
import { classOf, isByName, knownNos, type ReadRow, type Row, readRow } from '../importing.ts'
import { openImportBatch } from '../posting-imports.ts'
import { lifeMonths, openingDepreciation } from '../rules.ts'
import { eventOf } from '../store.ts'
import { updateFromRow } from '../updating.ts'

type H = Handlers<typeof contract>

/** One row of a list of assets: found by its number and brought up to date, else a new card. */
export const importCard: H['importCard'] = async (ctx, row) => {
  const read = await readRow(ctx, row)
  const nos = await knownNos(ctx)
  if (row.no !== '' && nos.has(row.no)) {
    const card = await ctx.db
      .selectFrom('asset_card')
      .selectAll()
      .where('school_id', '=', ctx.schoolId)
      .where('no', '=', row.no)
      .forUpdate()
      .executeTakeFirst()
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
  }
  const no = row.no || (await ctx.number('ZC', yearOf(ctx.today)))
  const sound = await once(ctx, `asset.sound:${row.name}`, async () => pinyinOf(row.name))
  const card: NewCard = {
    ...cardOf(ctx, '', row.bookedOn ?? ctx.today, draft, no, sound),
    state: read.state === 'repairing' ? 'repairing' : read.state === 'idle' ? 'idle' : 'in_use',
    place_id: read.place?.id ?? null,
    place_text: read.place?.text ?? '',
    unit_id: read.unit?.id ?? null,
    unit_text: read.unit?.text ?? '',
    keeper_id: read.keeper?.id ?? null,
    keeper_name: read.keeper?.text ?? '',
  }
  const told = isByName(row) ? '折旧类别按名称取' : ''
  if (!(await write(ctx, card, told))) {
    await openImportBatch(ctx)
    await write(ctx, card, told)
  }
  if (card.state === 'idle') await lieIdle(ctx, card.id, row)
  return { id: card.id, no }
}

/**
 * Card, value and event in one statement, into the batch that the ledger has not been told of. False where
 * there is no such batch. The share lock keeps the posting from closing it meanwhile.
 */
async function write(ctx: Ctx, { batch_id: _, ...card }: NewCard, told: string): Promise<boolean> {
  const columns = Object.keys(card) as (keyof typeof card)[]
  const document = { ref: batchRef(ctx.schoolId), no: '' }
  const event = eventOf(ctx, card.id, '导入建账', told, document)
  const { rows } = await sql<{ id: string }>`
    with batch as (
      select id, no from asset_batch where school_id = ${ctx.schoolId} and source = 'import' and posted_at is null
      for share),
    card as (
      insert into asset_card (${sql.join(columns.map(column => sql.ref(column)))}, batch_id)
      select ${sql.join(columns.map(column => sql`${card[column]}::${sql.raw(TYPES[column] ?? 'text')}`))}, batch.id
      from batch returning id, batch_id),
    value as (
      insert into asset_value (school_id, id, asset_id, kind, on_day, category, value_fen, depreciated_fen,
        document_kind, document_id, document_no, posted)
      select ${ctx.schoolId}::uuid, ${ctx.id()}::uuid, card.id, 'opening', ${ctx.today}::date, ${card.category},
        ${card.value_fen}::bigint, ${card.depreciated_fen}::bigint, 'asset.batch', batch.id, batch.no, false
      from card, batch),
    event as (
      insert into asset_event (school_id, id, asset_id, at, action, note, actor_name, document_kind, document_id,
        document_no)
      select ${ctx.schoolId}::uuid, ${event.id}::uuid, card.id, ${ctx.now}, ${event.action}, ${told},
        ${event.actor_name}, 'asset.batch', batch.id, batch.no
      from card, batch)
    select id from card`.execute(ctx.db)
  return rows.length > 0
}

/** Types of the columns that are not text. */
const TYPES: Partial<Record<keyof NewCard, string>> = {
  school_id: 'uuid',
  id: 'uuid',
  quantity: 'int',
  acquired_on: 'date',
  booked_on: 'date',
  supplier_id: 'uuid',
  warranty_until: 'date',
  value_fen: 'bigint',
  life_months: 'int',
  months_done: 'int',
  depreciated_fen: 'bigint',
  bulk: 'boolean',
  place_id: 'uuid',
  unit_id: 'uuid',
  keeper_id: 'uuid',
  custody_id: 'uuid',
  transfer_id: 'uuid',
  loan_id: 'uuid',
  disposal_id: 'uuid',
  disposed_on: 'date',
  created_at: 'timestamptz',
  updated_at: 'timestamptz',
}

async function lieIdle(ctx: Ctx, assetId: string, row: Row): Promise<void> {
  await ctx.db
    .insertInto('asset_idle')
    .values({
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
    .execute()
}
