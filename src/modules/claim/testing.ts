import type { RoleCode } from '../../kernel/pure/roles.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import type { Scenario } from '../../testing/scenario.ts'
import { commit } from '../budget/index.ts'
import { REQUEST_REF } from '../procurement/index.ts'

export interface Bought {
  orderId: string
  requestId: string
  acceptanceId: string
  /** One mismatch, where asked for. */
  mismatchId: string | undefined
}

/**
 * What procurement leaves behind: an approved request with its money held, an order, goods accepted by the
 * storekeeper and the asset keeper. Written as rows, since claims must stand on any order there is.
 */
export function bought(
  s: Scenario,
  lineId: string,
  options: {
    fen?: number
    heldFen?: number
    approved?: boolean
    mismatch?: boolean
    accepted?: boolean
    target?: 'none' | 'asset' | 'store'
  } = {},
): Promise<Bought> {
  const { fen = 3600_00, approved = true, mismatch = false, accepted = true, target = 'none' } = options
  return s.inSchool(async ctx => {
    const [requestId, batchId, batchLineId, orderId, acceptanceId] = [
      ctx.id(),
      ctx.id(),
      ctx.id(),
      ctx.id(),
      ctx.id(),
    ] as const
    const stamp = { school_id: ctx.schoolId, created_at: ctx.now }
    const touched = { ...stamp, updated_at: ctx.now }
    const [requestNo, orderNo] = [await ctx.number('CG'), await ctx.number('DD')]
    const goods = {
      sort: 0,
      name: '投影仪',
      measure: '台',
      quantity: '1',
      price_fen: fen,
      target,
    }
    await ctx.db
      .insertInto('procurement_request')
      .values({
        ...touched,
        id: requestId,
        no: requestNo,
        state: approved ? 'buying' : 'withdrawn',
        source: 'desk',
        kind: 'equipment',
        category: 'equipment',
        channel: 'own',
        title: '会议室投影仪 1 台',
        asker_id: s.person('class_teacher'),
        asker_name: '班主任甲',
        reason: '旧机已坏',
        line_id: lineId,
        amount_fen: fen,
        standing_fen: fen,
        committed_fen: options.heldFen ?? fen,
        asked_on: ctx.today,
      } as never)
      .execute()
    await ctx.db
      .insertInto('procurement_batch')
      .values({
        ...touched,
        id: batchId,
        no: await ctx.number('PC'),
        state: 'ordered',
        title: '投影仪',
        category: 'equipment',
        channel: 'own',
        amount_fen: fen,
        buyer_id: s.person('buyer'),
        buyer_name: '采购员甲',
        made_on: ctx.today,
      } as never)
      .execute()
    await ctx.db
      .insertInto('procurement_batch_line')
      .values({ school_id: ctx.schoolId, id: batchLineId, batch_id: batchId, ...goods } as never)
      .execute()
    await ctx.db
      .insertInto('procurement_request_line')
      .values({
        school_id: ctx.schoolId,
        id: ctx.id(),
        request_id: requestId,
        batch_line_id: batchLineId,
        amount_fen: fen,
        standing_fen: fen,
        accepted: accepted ? '1' : '0',
        ...goods,
      } as never)
      .execute()
    await ctx.db
      .insertInto('procurement_order')
      .values({
        ...touched,
        id: orderId,
        no: orderNo,
        batch_id: batchId,
        state: accepted ? 'received' : 'ordered',
        channel: 'own',
        supplier_id: ctx.id(),
        supplier_name: '江城新视野教育装备有限公司',
        title: '投影仪 1 台',
        category: 'equipment',
        buyer_id: s.person('buyer'),
        buyer_name: '采购员甲',
        ordered_on: ctx.today,
        total_fen: fen,
        accepted_fen: accepted ? fen : 0,
      } as never)
      .execute()
    const orderLineId = ctx.id()
    await quoted(ctx, { batchId, orderId, fen, buyerId: s.person('buyer') })
    await ctx.db
      .insertInto('procurement_order_line')
      .values({
        school_id: ctx.schoolId,
        id: orderLineId,
        order_id: orderId,
        batch_line_id: batchLineId,
        amount_fen: fen,
        accepted: accepted ? '1' : '0',
        accepted_fen: accepted ? fen : 0,
        ...goods,
      } as never)
      .execute()
    if (accepted) {
      await ctx.db
        .insertInto('procurement_acceptance')
        .values({
          ...touched,
          id: acceptanceId,
          no: await ctx.number('YS'),
          order_id: orderId,
          state: 'accepted',
          arrived_on: ctx.today,
          accepted_on: ctx.today,
          amount_fen: fen,
          made_by: s.person('storekeeper'),
          made_by_name: '保管员甲',
        } as never)
        .execute()
      const members: RoleCode[] = ['storekeeper', 'asset_keeper']
      for (const role of members)
        await ctx.db
          .insertInto('procurement_acceptance_member')
          .values({
            school_id: ctx.schoolId,
            id: ctx.id(),
            acceptance_id: acceptanceId,
            person_id: s.person(role),
            name: role,
            duty: '验收人',
            signed_at: ctx.now,
          } as never)
          .execute()
    }
    const mismatchId = mismatch ? ctx.id() : undefined
    if (mismatchId)
      await ctx.db
        .insertInto('procurement_mismatch')
        .values({
          ...stamp,
          id: mismatchId,
          order_id: orderId,
          acceptance_id: acceptanceId,
          order_line_id: orderLineId,
          state: 'open',
          kind: 'quality',
          name: '投影仪',
          text: '亮度不够',
          found_on: ctx.today,
          found_by: s.person('storekeeper'),
          found_by_name: '保管员甲',
        } as never)
        .execute()
    const held = options.heldFen ?? fen
    if (held > 0)
      await commit(ctx, {
        lineId,
        amountFen: held,
        document: { kind: REQUEST_REF, id: requestId },
        no: requestNo,
        day: ctx.today,
        note: '会议室投影仪 1 台',
      })
    return { orderId, requestId, acceptanceId, mismatchId }
  })
}

/** Three firms asked, the cheapest chosen by the director. */
async function quoted(
  ctx: Ctx,
  order: { batchId: string; orderId: string; fen: number; buyerId: string },
): Promise<void> {
  const [sheetId, chosenId] = [ctx.id(), ctx.id()] as const
  await ctx.db
    .insertInto('procurement_sheet')
    .values({
      school_id: ctx.schoolId,
      id: sheetId,
      no: await ctx.number('XJ'),
      batch_id: order.batchId,
      state: 'chosen',
      needed: 3,
      chosen_quote_id: chosenId,
      asked_by: order.buyerId,
      asked_by_name: '采购员甲',
      proposed_by: order.buyerId,
      chosen_by: null,
      chosen_by_name: '总务主任甲',
      opened_on: ctx.today,
      chosen_on: ctx.today,
      mean_fen: null,
      first_fen: null,
      chosen_fen: order.fen,
      created_at: ctx.now,
      updated_at: ctx.now,
    } as never)
    .execute()
  const firms = ['江城新视野教育装备有限公司', '便捷百货', '江城教学仪器厂']
  for (const [i, name] of firms.entries())
    await ctx.db
      .insertInto('procurement_quote')
      .values({
        school_id: ctx.schoolId,
        id: i === 0 ? chosenId : ctx.id(),
        sheet_id: sheetId,
        supplier_id: null,
        supplier_name: name,
        total_fen: order.fen + i * 100_00,
        first_fen: order.fen + i * 100_00,
        quoted_on: ctx.today,
        created_at: ctx.now,
      } as never)
      .execute()
  await ctx.db
    .updateTable('procurement_order')
    .set({ sheet_id: sheetId })
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', order.orderId)
    .execute()
}
