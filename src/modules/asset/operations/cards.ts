import { kernelError } from '../../../kernel/pure/errors.ts'
import { formatFen } from '../../../kernel/pure/money.ts'
import { userOf } from '../../../kernel/server/ctx.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import { pinyinOf } from '../../../kernel/server/pinyin.ts'
import { attach } from '../../../mechanisms/attachment/index.ts'
import { addBatch, type Draft } from '../adding.ts'
import { contract } from '../contract.ts'
import { offerTo } from '../custody.ts'
import { classify, thresholdsOn } from '../facts.ts'
import { actsForUnit, isDesk, presentPerson, usablePlace, usableUnit } from '../outside.ts'
import { capitalise, fitting, formerNos, lifeMonths } from '../rules.ts'
import { CARD, changeCards, loadCard, lockCard, lockCards, refuseBusy, tell } from '../store.ts'
import { postValues } from '../values.ts'

type H = Handlers<typeof contract>

export const register: H['register'] = async (ctx, input) => {
  if (input.acquiredOn > ctx.today)
    throw contract.fail('future', { what: '取得日期', day: input.acquiredOn }, { acquiredOn: '还没有到' })
  if (input.serialNos.length > 0 && input.serialNos.length !== input.count)
    throw contract.fail('serials', { count: input.count, given: input.serialNos.length })
  const known = classify(input)
  const unitFen = Math.round(input.priceFen / input.perCard)
  const judged = capitalise(
    { category: known.category, unitFen, count: input.count * input.perCard },
    await thresholdsOn(ctx, input.acquiredOn),
  )
  if (!judged.fixed && input.bulkReason === '')
    throw contract.fail('low_value', {
      name: input.name,
      price: formatFen(unitFen),
      limit: formatFen(judged.limitFen),
    })
  const place = input.placeId === null ? null : await usablePlace(ctx, input.placeId)
  const unitId = input.unitId ?? place?.unitId ?? null
  const unit = unitId === null ? null : await usableUnit(ctx, unitId)
  const bulk = !judged.fixed || judged.why === 'bulk'
  const note = [input.note, bulk && input.bulkReason ? `大批同类：${input.bulkReason}` : '']
    .filter(Boolean)
    .join('\n')
  const draft: Draft = {
    ...input,
    ...known,
    quantity: input.perCard,
    valueFen: input.priceFen,
    bulk,
    place,
    unit,
    note,
  }
  const drafts = Array.from({ length: input.count }, (_, i) => ({
    ...draft,
    serialNo: input.serialNos[i] ?? '',
  }))
  const name = `${input.name} ${input.count * input.perCard}${input.measure}`
  const made = await addBatch(ctx, { source: 'office', name, day: ctx.today }, drafts)
  const [first] = made.ids
  if (input.fileIds.length > 0 && first) await attach(ctx, { kind: CARD, id: first }, input.fileIds, 'other')
  if (input.keeperId !== null) {
    const keeper = await presentPerson(ctx, input.keeperId)
    await offerTo(ctx, await lockCards(ctx, made.ids), keeper, '新增资产')
  }
  ctx.about({ kind: 'asset.batch', id: made.batchId }, `${made.batchNo} ${name}`)
  return made
}

export const edit: H['edit'] = async (ctx, input) => {
  const card = await lockCard(ctx, input.id, input.version)
  if (card.state === 'disposed') refuseBusy(card, '修改')
  const known = classify(input)
  const sound = pinyinOf(input.name)
  const life = card.life_months === null ? null : lifeMonths(known.category)
  const reclassed = known.category !== card.category
  await changeCards(ctx, [card.id], {
    name: input.name,
    pinyin: sound.pinyin,
    initials: sound.initials,
    class_code: known.classCode,
    class_edition: known.classEdition,
    category: known.category,
    spec: input.spec,
    brand: input.brand,
    model: input.model,
    serial_no: input.serialNo,
    measure: input.measure,
    supplier_text: input.supplierText,
    invoice_no: input.invoiceNo,
    warranty_until: input.warrantyUntil,
    funding: input.funding,
    direction: input.direction,
    user_name: input.userName,
    note: input.note,
    particulars: JSON.stringify(fitting(known.category, input.particulars)),
    // A shorter life never undoes months that were charged.
    ...(reclassed && life !== null ? { life_months: Math.max(life, card.months_done) } : {}),
  })
  const document = { ref: { kind: CARD, id: card.id }, no: card.no }
  if (reclassed)
    await postValues(ctx, ctx.today, document, `${card.no} 调整类别`, [
      line(card.id, card.category, -card.value_fen, -card.depreciated_fen),
      line(card.id, known.category, card.value_fen, card.depreciated_fen),
    ])
  await tell(ctx, [card.id], '修改卡片', reclassed ? '折旧类别改变，价值账随之调整' : '')
  ctx.about(document.ref, card.no)
  return { id: card.id, version: card.version + 1 }
}

const line = (
  assetId: string,
  category: Parameters<typeof lifeMonths>[0],
  valueFen: number,
  depreciatedFen: number,
) => ({ assetId, kind: 'reclassed' as const, category, valueFen, depreciatedFen })

export const addFiles: H['addFiles'] = async (ctx, input) => {
  const card = await loadCard(ctx, input.id)
  const mine = card.keeper_id !== null && card.keeper_id === userOf(ctx)?.personId
  if (!isDesk(ctx) && !mine && !(card.unit_id && (await actsForUnit(ctx, card.unit_id))))
    throw contract.fail('not_ours', { no: card.no, name: card.name, unit: card.unit_text || '别的部门' })
  await attach(ctx, { kind: CARD, id: card.id }, input.fileIds, 'other')
  await tell(ctx, [card.id], '上传照片和资料', `${input.fileIds.length} 个`)
  ctx.about({ kind: CARD, id: card.id }, card.no)
  return { id: card.id }
}

/** The unit stays the same; from one unit to another only a transfer leads. */
export const relocate: H['relocate'] = async (ctx, input) => {
  const place = await usablePlace(ctx, input.placeId)
  const cards = await lockCards(ctx, input.assetIds)
  for (const card of cards) {
    refuseBusy(card, '改地点', { document: card.custody_id ?? '' })
  }
  const moved = cards.filter(card => card.place_id !== place.id)
  for (const card of moved)
    await tell(
      ctx,
      [card.id],
      '更正存放地点',
      `${card.place_text || '未登记'} → ${place.text}。${input.reason}`,
    )
  await changeCards(
    ctx,
    moved.map(card => card.id),
    { place_id: place.id, place_text: place.text },
  )
  if (cards[0]) ctx.about({ kind: CARD, id: cards[0].id }, `${moved.length} 件到${place.text}`)
  return { moved: moved.length }
}

export const renumber: H['renumber'] = async (ctx, input) => {
  const card = await lockCard(ctx, input.id, input.version)
  if (card.no === input.no) throw kernelError('kernel.invalid', { detail: '新编号和原来的一样' })
  const used = await ctx.db
    .selectFrom('asset_card')
    .select(['no', 'name'])
    .where('school_id', '=', ctx.schoolId)
    .where('no', '=', input.no)
    .executeTakeFirst()
  if (used) throw contract.fail('no_used', used)
  const former = formerNos(card.former_nos.split(' ').filter(Boolean), card.no)
  await changeCards(ctx, [card.id], { no: input.no, former_nos: former.join(' ') })
  await tell(ctx, [card.id], '改编号', `${card.no} → ${input.no}。${input.reason}`)
  ctx.about({ kind: CARD, id: card.id }, `${card.no} → ${input.no}`)
  return { id: card.id, version: card.version + 1 }
}
