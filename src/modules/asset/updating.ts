import { formatFen } from '../../kernel/pure/money.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import { pinyinOf } from '../../kernel/server/pinyin.ts'
import type { Change } from '../../mechanisms/register/shapes.ts'
import { contract } from './contract.ts'
import { addEvents, changeImported } from './import-writing.ts'
import { classOf, type ReadRow, type Row } from './importing.ts'
import { openImportBatch } from './posting-imports.ts'
import {
  ACQUIRE_MODES,
  CATEGORIES,
  DIRECTIONS,
  EDITIONS,
  FUNDINGS,
  fitting,
  particularsOf,
  particularText,
} from './rules.ts'
import { type Card, type CardChange, eventOf, refuseBusy } from './store.ts'
import { writeLines } from './values.ts'

/** Brings a card up to date with a row: empty cells change nothing, and what changes is told one by one. */
export async function updateFromRow(ctx: Ctx, card: Card, row: Row, read: ReadRow): Promise<Change[]> {
  const changes: Change[] = []
  const set: CardChange = {}
  const take = <K extends keyof CardChange & keyof Card>(
    title: string,
    key: K,
    value: Card[K] | undefined,
    show: (value: Card[K]) => string = String,
  ): void => {
    if (value === undefined || value === '' || value === card[key]) return
    changes.push({ title, from: card[key] === null ? '' : show(card[key]), to: show(value) })
    Object.assign(set, { [key]: value })
  }
  take('资产名称', 'name', row.name)
  take('规格', 'spec', row.spec)
  take('品牌', 'brand', row.brand)
  take('型号', 'model', row.model)
  take('机身编号', 'serial_no', row.serialNo)
  take('计量单位', 'measure', row.measure)
  take('取得方式', 'acquire_mode', read.acquireMode, v => ACQUIRE_MODES[v])
  take('经费来源', 'funding', read.funding, v => FUNDINGS[v])
  take('使用方向', 'direction', read.direction, v => DIRECTIONS[v])
  take('供应商', 'supplier_text', row.supplierText)
  take('发票号', 'invoice_no', row.invoiceNo)
  take('保修到', 'warranty_until', row.warrantyUntil)
  take('使用人', 'user_name', row.userName)
  take('备注', 'note', row.note)
  if (row.classCode !== '') {
    const known = classOf({ ...row, name: row.name || card.name })
    take('分类代码', 'class_code', known.classCode ?? undefined, v => v ?? '')
    take('分类版本', 'class_edition', known.classEdition ?? undefined, v => (v ? EDITIONS[v] : ''))
  }
  const said = fitting(card.category, row)
  for (const spec of particularsOf(card.category)) {
    if (said[spec.key] === undefined || said[spec.key] === card.particulars[spec.key]) continue
    const from = particularText(spec, card.particulars)
    changes.push({ title: spec.title, from, to: particularText(spec, said) })
    Object.assign(set, { particulars: JSON.stringify({ ...card.particulars, ...said }) })
  }
  if (set.name) {
    const sound = pinyinOf(row.name)
    Object.assign(set, sound)
  }
  placeChange(changes, set, '存放地点', card.place_id, card.place_text, read.place, [
    'place_id',
    'place_text',
  ])
  placeChange(changes, set, '使用部门', card.unit_id, card.unit_text, read.unit, ['unit_id', 'unit_text'])
  placeChange(changes, set, '保管人', card.keeper_id, card.keeper_name, read.keeper, [
    'keeper_id',
    'keeper_name',
  ])
  if ('place_id' in set || 'unit_id' in set || 'keeper_id' in set) refuseBusy(card, '由导入改动')
  await changeValue(ctx, card, row, changes, set)
  if (changes.length === 0) return []
  if (card.state === 'disposed') refuseBusy(card, '由导入改动')
  await ctx.gather(changeImported, { id: card.id, change: set })
  const told = changes.map(c => `${c.title} ${c.from || '空'} → ${c.to}`).join('；')
  await ctx.gather(addEvents, eventOf(ctx, card.id, '导入更新', told.slice(0, 900)))
  return changes
}

type Pair = ['place_id', 'place_text'] | ['unit_id', 'unit_text'] | ['keeper_id', 'keeper_name']

function placeChange(
  changes: Change[],
  set: CardChange,
  title: string,
  id: string | null,
  text: string,
  to: { id: string | null; text: string } | undefined,
  [idKey, textKey]: Pair,
): void {
  if (!to || (to.id === id && to.text === text)) return
  // A text that stands for nothing on record never takes the place of something that does.
  if (to.id === null && id !== null) {
    if (to.text === text) return
    throw contract.fail('unmatched', { title, text: to.text, now: text })
  }
  changes.push({ title, from: text, to: to.text })
  Object.assign(set, { [idKey]: to.id, [textKey]: to.text })
}

async function changeValue(
  ctx: Ctx,
  card: Card,
  row: Row,
  changes: Change[],
  set: CardChange,
): Promise<void> {
  const valueFen = row.valueFen ?? card.value_fen
  const depreciatedFen = row.depreciatedFen ?? Math.min(card.depreciated_fen, valueFen)
  if (valueFen === card.value_fen && depreciatedFen === card.depreciated_fen) return
  if (depreciatedFen > valueFen)
    throw contract.fail('over_depreciated', { fen: formatFen(depreciatedFen), value: formatFen(valueFen) })
  if (valueFen !== card.value_fen)
    changes.push({ title: '原值', from: formatFen(card.value_fen), to: formatFen(valueFen) })
  if (depreciatedFen !== card.depreciated_fen)
    changes.push({ title: '累计折旧', from: formatFen(card.depreciated_fen), to: formatFen(depreciatedFen) })
  Object.assign(set, { value_fen: valueFen, depreciated_fen: depreciatedFen })
  const batch = await openBatch(ctx)
  const line = {
    assetId: card.id,
    kind: 'corrected' as const,
    category: card.category,
    valueFen: valueFen - card.value_fen,
    depreciatedFen: depreciatedFen - card.depreciated_fen,
    note: `导入更新，原折旧类别 ${CATEGORIES[card.category].title}`,
  }
  await writeLines(
    ctx,
    ctx.today,
    { ref: { kind: 'asset.batch', id: batch.id }, no: batch.no },
    [line],
    false,
  )
}

async function openBatch(ctx: Ctx): Promise<{ id: string; no: string }> {
  const find = () =>
    ctx.db
      .selectFrom('asset_batch')
      .select(['id', 'no'])
      .where('school_id', '=', ctx.schoolId)
      .where('source', '=', 'import')
      .where('posted_at', 'is', null)
      .forShare()
      .executeTakeFirst()
  const batch = await find()
  if (batch) return batch
  await openImportBatch(ctx)
  return (await find()) as { id: string; no: string }
}
