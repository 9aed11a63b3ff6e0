import { kernelError } from '../../../kernel/pure/errors.ts'
import { formatFen } from '../../../kernel/pure/money.ts'
import type { ParsedOf } from '../../../kernel/pure/operation.ts'
import { stateRefusal } from '../../../kernel/pure/state.ts'
import type { Ctx } from '../../../kernel/server/ctx.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import { mustBeUsable } from '../../supplier/index.ts'
import { contract } from '../contract.ts'
import { tenderMachine } from '../machine.ts'
import { WAYS } from '../rules.ts'
import { hang, me, note, TENDER_REF } from '../store.ts'
import { bidsOf, moveTender, type Tender, tenderById, tenderToChange, touchTender } from '../tendering.ts'

type H = Handlers<typeof contract>
type Facts = ParsedOf<typeof contract.operations.createTender>

export const createTender: H['createTender'] = async (ctx, { supplierIds, ...facts }) => {
  checkSingle(facts.way, facts.wayReason, supplierIds)
  const [id, no] = [ctx.id(), await ctx.number('YB')]
  const runner = me(ctx)
  await ctx.db
    .insertInto('contract_tender')
    .values({
      school_id: ctx.schoolId,
      id,
      no,
      ...columnsOf(facts),
      state: 'preparing',
      run_by_id: runner.id,
      run_by_name: runner.name,
      winner_id: null,
      decided_fen: null,
      decided_by_id: null,
      decided_on: null,
      created_on: ctx.today,
      created_at: ctx.now,
      updated_at: ctx.now,
    })
    .execute()
  await setInvited(ctx, id, supplierIds)
  await note(ctx, { kind: TENDER_REF, id }, '发起', facts.title)
  return { id, no, state: 'preparing' as const, version: 1 }
}

/** Until it is decided all may change; what changes after the invitations went out is told in its history. */
export const updateTender: H['updateTender'] = async (ctx, { id, version, supplierIds, ...facts }) => {
  const row = await tenderToChange(ctx, { id, version })
  if (row.state !== 'preparing' && row.state !== 'inviting')
    throw contract.fail('bids_frozen', { no: row.no, state: tenderMachine.states[row.state].label })
  checkSingle(facts.way, facts.wayReason, supplierIds)
  if (row.state === 'inviting') mustHaveReference(facts)
  await ctx.db
    .updateTable('contract_tender')
    .set({ ...columnsOf(facts), version: version + 1, updated_at: ctx.now })
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', id)
    .where('version', '=', version)
    .execute()
  await setInvited(ctx, id, supplierIds)
  await note(ctx, { kind: TENDER_REF, id }, '修改', row.state === 'inviting' ? changedText(row, facts) : '')
  return { id, state: row.state, version: version + 1 }
}

export const invite: H['invite'] = async (ctx, which) => {
  const row = await tenderToChange(ctx, which)
  if (row.state !== 'preparing') throw stateRefusal(tenderMachine, 'invite', row.state)
  mustHaveReference({ referenceFen: row.reference_fen, referenceSource: row.reference_source })
  const bids = await bidsOf(ctx, row.id)
  if (bids.length === 0) throw contract.fail('nobody_invited', {}, { supplierIds: '至少选一家' })
  const warnings: string[] = []
  for (const bid of bids) {
    const firm = await mustBeUsable(ctx, bid.supplier_id, ctx.today)
    warnings.push(...firm.warnings.map(paper => `“${firm.name}”的${paper}`))
  }
  const done = await moveTender(ctx, row, 'invite', bids.map(bid => bid.supplier_name).join('、'))
  return { ...done, warnings }
}

export const setBid: H['setBid'] = async (ctx, { id, version, ...bid }) => {
  const row = await tenderToChange(ctx, { id, version })
  if (row.state !== 'inviting')
    throw row.state === 'preparing'
      ? kernelError('kernel.state', { state: tenderMachine.states.preparing.label, action: '登记报价' })
      : contract.fail('bids_frozen', { no: row.no, state: tenderMachine.states[row.state].label })
  if (bid.receivedOn > ctx.today)
    throw contract.fail('received_later', { day: bid.receivedOn }, { receivedOn: '这一天还没到' })
  const firm = await mustBeUsable(ctx, bid.supplierId, ctx.today)
  const known = (await bidsOf(ctx, id)).find(b => b.supplier_id === bid.supplierId)
  if (!known) throw contract.fail('not_invited', { name: firm.name })
  if (row.way === 'XJ' && known.amount_fen !== null && known.amount_fen !== bid.amountFen)
    throw contract.fail('quoted_once', { name: firm.name, amount: formatFen(known.amount_fen) })
  const by = me(ctx)
  await ctx.db
    .updateTable('contract_bid')
    .set({
      amount_fen: bid.amountFen,
      received_on: bid.receivedOn,
      note: bid.note,
      recorded_by_id: by.id,
      recorded_by_name: by.name,
    })
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', known.id)
    .execute()
  await touchTender(ctx, row, {})
  const before = known.amount_fen === null ? '' : `（原 ${formatFen(known.amount_fen)}）`
  await note(ctx, { kind: TENDER_REF, id }, '登记报价', `${firm.name} ${formatFen(bid.amountFen)}${before}`)
  return { id, state: row.state, version: version + 1 }
}

export const cancelTender: H['cancelTender'] = async (ctx, { reason, ...which }) => {
  const row = await tenderToChange(ctx, which)
  const signed = await ctx.db
    .selectFrom('contract_agreement')
    .select('no')
    .where('school_id', '=', ctx.schoolId)
    .where('tender_id', '=', row.id)
    .where('state', '<>', 'void')
    .executeTakeFirst()
  if (signed) throw contract.fail('tender_signed', { no: row.no, agreement: signed.no })
  return moveTender(ctx, row, 'cancel', reason, { cancel_reason: reason })
}

export const addTenderFiles: H['addTenderFiles'] = async (ctx, { id, fileIds }) => {
  await tenderById(ctx, id)
  return hang(ctx, { kind: TENDER_REF, id }, fileIds)
}

const columnsOf = (facts: Omit<Facts, 'supplierIds'>) => ({
  title: facts.title,
  need: facts.need,
  way: facts.way,
  way_reason: facts.wayReason,
  reference_fen: facts.referenceFen,
  reference_source: facts.referenceSource,
})

const changedText = (row: Tender, facts: Omit<Facts, 'supplierIds'>): string =>
  [
    row.way === facts.way ? '' : `方式：${WAYS[row.way]} → ${WAYS[facts.way]}`,
    row.reference_fen === facts.referenceFen
      ? ''
      : `参考价：${formatFen(row.reference_fen ?? 0)} → ${formatFen(facts.referenceFen ?? 0)}`,
    row.need === facts.need ? '' : '需求有改动',
  ]
    .filter(Boolean)
    .join('；')

function checkSingle(way: Facts['way'], why: string, supplierIds: readonly string[]): void {
  if (way !== 'DYLY') return
  if (!why) throw contract.fail('single_reason', {}, { wayReason: '请填理由' })
  if (new Set(supplierIds).size > 1) throw contract.fail('single_many', { count: supplierIds.length })
}

function mustHaveReference(facts: Pick<Facts, 'referenceFen' | 'referenceSource'>): void {
  if (facts.referenceFen === null || !facts.referenceSource)
    throw contract.fail('no_reference', {}, { referenceSource: '请填参考价和来源' })
}

/** Who is invited; who has made an offer stays. */
async function setInvited(ctx: Ctx, tenderId: string, supplierIds: readonly string[]): Promise<void> {
  const wanted = new Set(supplierIds)
  const there = await bidsOf(ctx, tenderId)
  const gone = there.filter(bid => !wanted.has(bid.supplier_id) && bid.amount_fen === null)
  if (gone.length > 0)
    await ctx.db
      .deleteFrom('contract_bid')
      .where('school_id', '=', ctx.schoolId)
      .where(
        'id',
        'in',
        gone.map(bid => bid.id),
      )
      .execute()
  for (const supplierId of wanted) {
    if (there.some(bid => bid.supplier_id === supplierId)) continue
    const firm = await mustBeUsable(ctx, supplierId, ctx.today)
    await ctx.db
      .insertInto('contract_bid')
      .values({
        school_id: ctx.schoolId,
        id: ctx.id(),
        tender_id: tenderId,
        supplier_id: supplierId,
        supplier_name: firm.name,
        amount_fen: null,
        received_on: null,
        recorded_by_id: null,
      })
      .execute()
  }
}
