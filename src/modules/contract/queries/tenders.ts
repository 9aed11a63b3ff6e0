import { z } from 'zod'
import type { Actions } from '../../../kernel/pure/fields.ts'
import type { ParsedOf } from '../../../kernel/pure/operation.ts'
import { type Ctx, userOf } from '../../../kernel/server/ctx.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import { readParameter } from '../../../mechanisms/parameter/index.ts'
import { decodeCursor, pageFrom } from '../../../mechanisms/register/index.ts'
import { type contract, contracts } from '../contract.ts'
import { handsOf } from '../operations/decide.ts'
import { minBidders } from '../parameters.ts'
import { WAY_LAWS } from '../rules.ts'
import type { TenderRow } from '../shapes.ts'
import { escapeLike, eventsOf, filesOf, TENDER_REF } from '../store.ts'
import { bidsOf, type Tender, tenderById } from '../tendering.ts'

type H = Handlers<typeof contract>
export type TenderFilter = Omit<ParsedOf<typeof contract.operations.tenders>, 'cursor' | 'limit'>

export const tenders: H['tenders'] = async (ctx, input) => {
  const after = decodeCursor(input.cursor, [z.uuid()])
  let select = tendersOf(ctx, input).selectAll('t')
  if (after) select = select.where('t.id', '<', after[0])
  const found = await select
    .orderBy('t.id', 'desc')
    .limit(input.limit + 1)
    .execute()
  const { rows, next } = pageFrom(found, input.limit, row => [row.id])
  const { n } = await tendersOf(ctx, input)
    .select(eb => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  return { rows: await withBids(ctx, rows), next, total: n }
}

export const tender: H['tender'] = async (ctx, { id }) => {
  const row = await tenderById(ctx, id)
  const [line] = (await withBids(ctx, [row])) as [TenderRow]
  const bids = await bidsOf(ctx, id)
  const lowest = Math.min(...bids.flatMap(bid => bid.amount_fen ?? []))
  const ref = { kind: TENDER_REF, id }
  const agreement = await ctx.db
    .selectFrom('contract_agreement')
    .select(['id', 'no', 'title'])
    .where('school_id', '=', ctx.schoolId)
    .where('tender_id', '=', id)
    .where('state', '<>', 'void')
    .executeTakeFirst()
  return {
    ...line,
    need: row.need,
    wayReason: row.way_reason,
    referenceSource: row.reference_source,
    winnerId: row.winner_id,
    decidedByName: row.decided_by_name,
    decisionReason: row.decision_reason,
    cancelReason: row.cancel_reason,
    leastBidders: (await readParameter(ctx, minBidders))[row.way],
    law: WAY_LAWS[row.way] ?? '',
    version: row.version,
    bidRows: bids.map(bid => ({
      id: bid.id,
      supplierId: bid.supplier_id,
      supplierName: bid.supplier_name,
      amountFen: bid.amount_fen,
      note: bid.note,
      receivedOn: bid.received_on,
      recordedBy: bid.recorded_by_name,
      lowest: bid.amount_fen === lowest,
      againstReference:
        bid.amount_fen !== null && row.reference_fen
          ? Math.round((bid.amount_fen / row.reference_fen - 1) * 1000) / 10
          : null,
    })),
    agreement: agreement ?? null,
    files: await filesOf(ctx, ref),
    events: await eventsOf(ctx, ref),
    actions: actionsFor(ctx, row, bids, Boolean(agreement)),
  }
}

function actionsFor(
  ctx: Ctx,
  row: Tender,
  bids: Awaited<ReturnType<typeof bidsOf>>,
  signed: boolean,
): Actions {
  const actions: Actions = {}
  const { state } = row
  const open = state === 'preparing' || state === 'inviting'
  if (ctx.may(contracts.updateTender) && open) actions.update = { allowed: true }
  if (ctx.may(contracts.invite) && state === 'preparing') actions.invite = { allowed: true }
  if (ctx.may(contracts.setBid) && state === 'inviting') actions.setBid = { allowed: true }
  if (ctx.may(contracts.decide) && state === 'inviting') {
    const mine = handsOf(row, bids).some(hand => hand.id === userOf(ctx)?.personId)
    actions.decide = mine
      ? { allowed: false, why: '您经办了这次邀标，要由另一位负责人定标' }
      : bids.every(bid => bid.amount_fen === null)
        ? { allowed: false, why: '还没有报价' }
        : { allowed: true }
  }
  if (ctx.may(contracts.create) && state === 'decided' && !signed) actions.draft = { allowed: true }
  if (ctx.may(contracts.cancelTender) && (open || (state === 'decided' && !signed)))
    actions.cancel = { allowed: true }
  if (ctx.may(contracts.addTenderFiles)) actions.addFiles = { allowed: true }
  return actions
}

export function tendersOf(ctx: Ctx, filter: TenderFilter) {
  let select = ctx.db.selectFrom('contract_tender as t').where('t.school_id', '=', ctx.schoolId)
  if (filter.states?.length) select = select.where('t.state', 'in', filter.states)
  if (filter.ways?.length) select = select.where('t.way', 'in', filter.ways)
  if (filter.q) {
    const like = escapeLike(filter.q)
    select = select.where(eb =>
      eb.or([eb('t.title', 'ilike', like), eb('t.no', 'ilike', like), eb('t.need', 'ilike', like)]),
    )
  }
  return select
}

async function withBids(ctx: Ctx, rows: readonly Tender[]): Promise<TenderRow[]> {
  if (rows.length === 0) return []
  const bids = await ctx.db
    .selectFrom('contract_bid')
    .select(['tender_id', 'supplier_id', 'supplier_name', 'amount_fen'])
    .where('school_id', '=', ctx.schoolId)
    .where(
      'tender_id',
      'in',
      rows.map(row => row.id),
    )
    .execute()
  return rows.map(row => {
    const mine = bids.filter(bid => bid.tender_id === row.id)
    return {
      id: row.id,
      no: row.no,
      title: row.title,
      way: row.way,
      state: row.state,
      invited: mine.length,
      bids: mine.filter(bid => bid.amount_fen !== null).length,
      referenceFen: row.reference_fen,
      winnerName: mine.find(bid => bid.supplier_id === row.winner_id)?.supplier_name ?? null,
      decidedFen: row.decided_fen,
      decidedOn: row.decided_on,
      runByName: row.run_by_name,
      createdOn: row.created_on,
    }
  })
}
