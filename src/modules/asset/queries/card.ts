import { notFound } from '../../../kernel/pure/errors.ts'
import type { Actions } from '../../../kernel/pure/fields.ts'
import { formatFen } from '../../../kernel/pure/money.ts'
import { refKey } from '../../../kernel/pure/ref.ts'
import { mayTransit } from '../../../kernel/pure/state.ts'
import { type Ctx, hasRole, userOf } from '../../../kernel/server/ctx.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import { listFor } from '../../../mechanisms/attachment/index.ts'
import { readParameter } from '../../../mechanisms/parameter/index.ts'
import { signaturesOf } from '../../../mechanisms/signature/index.ts'
import { contract } from '../contract.ts'
import { READERS } from '../contracts/access.ts'
import { classify, noEdition, thresholdsOn } from '../facts.ts'
import { actsForUnit, isDesk } from '../outside.ts'
import { REPAIR_SHARE } from '../parameters.ts'
import {
  accountTitle,
  type CardAction,
  capitalise,
  cardMachine,
  categoryOf,
  classInfo,
  lifeMonths,
  searchClasses,
} from '../rules.ts'
import { labelUrls } from '../scanned.ts'
import { CARD, type Card, holderOf, loadCard } from '../store.ts'
import { hrefOf } from './hrefs.ts'
import { toRow } from './list.ts'
import { repairsOf } from './repairs.ts'

type H = Handlers<typeof contract>

export const get: H['get'] = async (ctx, input) => {
  const card = await loadCard(ctx, input.id)
  if (!(await maySee(ctx, card))) throw notFound()
  const { db, schoolId } = ctx

  const values = await db
    .selectFrom('asset_value')
    .selectAll()
    .where('school_id', '=', schoolId)
    .where('asset_id', '=', card.id)
    .orderBy('on_day')
    .orderBy('id')
    .execute()
  const events = await db
    .selectFrom('asset_event')
    .selectAll()
    .where('school_id', '=', schoolId)
    .where('asset_id', '=', card.id)
    .orderBy('at')
    .orderBy('id')
    .execute()
  const codes = await db
    .selectFrom('asset_code')
    .select('code')
    .where('school_id', '=', schoolId)
    .where('asset_id', '=', card.id)
    .where('retired_at', 'is', null)
    .orderBy('id', 'desc')
    .execute()
  const batch = await db
    .selectFrom('asset_batch')
    .selectAll()
    .where('school_id', '=', schoolId)
    .where('id', '=', card.batch_id)
    .executeTakeFirstOrThrow()
  const custody = await custodyOf(ctx, card.id)
  const ref = { kind: CARD, id: card.id }
  const files = (await listFor(ctx, [ref])).get(refKey(ref)) ?? []
  const accepted = custody.find(row => row.state === 'accepted' && row.keeper_id === card.keeper_id)
  const seals = accepted ? await signaturesOf(ctx, [{ kind: 'asset.custody', id: accepted.id }]) : []
  const repairs = await repairsOf(ctx, [card.id])
  const repairFen = repairs.reduce((sum, repair) => sum + repair.costFen, 0)
  const share = await readParameter(ctx, REPAIR_SHARE)
  const idle = await db
    .selectFrom('asset_idle')
    .select(['since', 'reason', 'condition'])
    .where('school_id', '=', schoolId)
    .where('asset_id', '=', card.id)
    .where('ended_on', 'is', null)
    .executeTakeFirst()
  const urlOf = await labelUrls(ctx)
  const info =
    card.class_edition && card.class_code ? classInfo(card.class_edition, card.class_code) : undefined
  return {
    ...toRow(card),
    formerNos: card.former_nos.split(' ').filter(Boolean),
    className: info?.path ?? '',
    accountTitle: accountTitle(card.category),
    serialNo: card.serial_no,
    acquireMode: card.acquire_mode,
    direction: card.direction,
    valueType: card.value_type,
    supplierText: card.supplier_text,
    invoiceNo: card.invoice_no,
    note: card.note,
    particulars: card.particulars,
    bulk: card.bulk,
    lifeMonths: card.life_months,
    monthsDone: card.months_done,
    depreciatedFen: card.depreciated_fen,
    disposedOn: card.disposed_on,
    disposeMode: card.dispose_mode,
    disposeNo: card.dispose_no,
    batch: {
      id: batch.id,
      no: batch.no,
      cards: batch.cards,
      document:
        batch.document_kind && batch.document_id
          ? { kind: batch.document_kind, id: batch.document_id, no: batch.document_no }
          : null,
    },
    codes: codes.map(({ code }) => ({ code, url: urlOf(code) })),
    cardUrl: `${ctx.publicUrl}/assets/${card.id}`,
    files,
    values: values.map(value => ({
      id: value.id,
      kind: value.kind,
      on: value.on_day,
      valueFen: value.value_fen,
      depreciatedFen: value.depreciated_fen,
      documentNo: value.document_no,
      note: value.note,
    })),
    custody: custody.map(row => ({
      id: row.id,
      keeperName: row.keeper_name,
      state: row.state,
      at: row.offered_at,
      answeredAt: row.answered_at,
    })),
    seals,
    repairs,
    repairFen,
    repairsTooDear: card.value_fen > 0 && repairFen * 100 > card.value_fen * share,
    idle: idle ?? null,
    documents: documentsOf(card),
    events: events.map(event => ({
      id: event.id,
      at: event.at,
      action: event.action,
      note: event.note,
      actorName: event.actor_name,
      documentNo: event.document_no,
      href: event.document_kind && event.document_id ? hrefOf(event.document_kind, event.document_id) : '',
    })),
    actions: await actionsOf(ctx, card),
  }
}

export async function maySeeCard(ctx: Ctx, id: string): Promise<boolean> {
  const card = await loadCard(ctx, id).catch(() => undefined)
  return card !== undefined && (await maySee(ctx, card))
}

/** The office reads all; others what they keep, and what their unit uses. */
async function maySee(ctx: Ctx, card: Card): Promise<boolean> {
  if (hasRole(ctx, ...READERS)) return true
  if (card.keeper_id !== null && card.keeper_id === userOf(ctx)?.personId) return true
  if (card.state === 'idle') return true
  return card.unit_id !== null && (await actsForUnit(ctx, card.unit_id))
}

const custodyOf = (ctx: Ctx, assetId: string) =>
  ctx.db
    .selectFrom('asset_custody_line as l')
    .innerJoin('asset_custody as c', join =>
      join.onRef('c.school_id', '=', 'l.school_id').onRef('c.id', '=', 'l.custody_id'),
    )
    .selectAll('c')
    .where('l.school_id', '=', ctx.schoolId)
    .where('l.asset_id', '=', assetId)
    .orderBy('c.offered_at', 'desc')
    .orderBy('c.id', 'desc')
    .execute()

/** Papers under way that hold the thing. */
function documentsOf(card: Card) {
  const open: [string | null, string, string, string][] = [
    [card.transfer_id, 'asset.transfer', '调拨中', '调拨单'],
    [card.disposal_id, 'asset.disposal', '处置中', '处置单'],
    [card.loan_id, 'asset.loan', '借出', '借用单'],
    [card.custody_id, 'asset.custody', '待签收', '移交单'],
  ]
  const papers = open.flatMap(([id, kind, state, title]) =>
    id ? [{ state, title, href: hrefOf(kind, id) }] : [],
  )
  const no = card.count_no
  // A count is known here by its number only.
  return no ? [{ state: '盘点中', title: no, href: `/stocktakes?q=${no}` }, ...papers] : papers
}

const BUTTONS: readonly [key: string, operation: { id: string }, action: CardAction | null][] = [
  ['edit', contract.operations.edit, null],
  ['offerCustody', contract.operations.offerCustody, null],
  ['requestTransfer', contract.operations.requestTransfer, null],
  ['relocate', contract.operations.relocate, null],
  ['lend', contract.operations.lend, 'lend'],
  ['offerIdle', contract.operations.offerIdle, 'offerIdle'],
  ['withdrawIdle', contract.operations.withdrawIdle, 'withdrawIdle'],
  ['sendRepair', contract.operations.sendRepair, 'sendRepair'],
  ['backFromRepair', contract.operations.backFromRepair, 'backFromRepair'],
  ['refurbish', contract.operations.refurbish, null],
  ['correctValue', contract.operations.correctValue, null],
  ['renumber', contract.operations.renumber, null],
  ['proposeDisposal', contract.operations.proposeDisposal, 'propose'],
  ['linkOrder', contract.operations.linkOrder, null],
  ['makeLabels', contract.operations.makeLabels, null],
  ['addFiles', contract.operations.addFiles, null],
]
/** What a paper under way or a stocktake does not stand in the way of. */
const FREE = new Set(['edit', 'makeLabels', 'addFiles', 'linkOrder', 'renumber', 'backFromRepair'])

/** What only those do whose thing it is: its keeper, its unit, the office. */
const OURS = new Set(['offerCustody', 'offerIdle', 'withdrawIdle', 'addFiles'])

async function isOurs(ctx: Ctx, card: Card): Promise<boolean> {
  if (isDesk(ctx) || (card.keeper_id !== null && card.keeper_id === userOf(ctx)?.personId)) return true
  return card.unit_id !== null && (await actsForUnit(ctx, card.unit_id))
}

async function actionsOf(ctx: Ctx, card: Card): Promise<Actions> {
  const actions: Actions = {}
  if (card.state === 'disposed') return actions
  const holder = holderOf(card)
  const why = card.count_no ? `正在盘点（${card.count_no}）` : holder ? `正在办${holder.title}` : undefined
  const ours = await isOurs(ctx, card)
  for (const [key, operation, action] of BUTTONS) {
    if (!ctx.may(operation) || (OURS.has(key) && !ours)) continue
    if (action && !mayTransit(cardMachine, action, card.state)) continue
    if (key === 'requestTransfer' && card.state !== 'in_use' && card.state !== 'idle') continue
    actions[key] = why && !FREE.has(key) ? { allowed: false, why } : { allowed: true }
  }
  return actions
}

export const classes: H['classes'] = async (_ctx, input) => ({
  rows: searchClasses(input.edition, input.text, 60).map(info => ({
    code: info.code,
    name: info.name,
    path: info.path,
    category: categoryOf(info.edition, info.code) ?? null,
  })),
})

export const suggest: H['suggest'] = async (ctx, input) => {
  if (input.classCode !== '' && !input.classEdition) throw noEdition(input.classCode)
  const info =
    input.classEdition && input.classCode ? classInfo(input.classEdition, input.classCode) : undefined
  const category =
    input.category ??
    (info
      ? (categoryOf(info.edition, info.code) ?? null)
      : input.classCode === ''
        ? null
        : classify({ ...input, name: '' }).category)
  const answer = { category, className: info?.path ?? '', lifeMonths: category ? lifeMonths(category) : null }
  if (!category) return { ...answer, fixed: true, text: '请选折旧类别。' }
  const judged = capitalise(
    { category, unitFen: input.priceFen, count: input.count },
    await thresholdsOn(ctx, ctx.today),
  )
  if (!judged.fixed)
    return {
      ...answer,
      fixed: false,
      text: `单价 ${formatFen(input.priceFen)} 不到 ${formatFen(judged.limitFen)}，建议作低值易耗品入库；确属大批同类物资的，写明说明后可按固定资产登记。`,
    }
  const text = {
    value: '达到固定资产的价值标准。',
    bulk: '单价不到标准，但属于大批同类物资，按固定资产登记。',
    kind: '这一类不论价值都作固定资产。',
  }[judged.why]
  return { ...answer, fixed: true, text }
}
