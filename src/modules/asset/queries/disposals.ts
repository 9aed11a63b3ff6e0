import { z } from 'zod'
import { notFound } from '../../../kernel/pure/errors.ts'
import type { Actions } from '../../../kernel/pure/fields.ts'
import { mayTransit } from '../../../kernel/pure/state.ts'
import { type Ctx, userOf } from '../../../kernel/server/ctx.ts'
import { decodeCursor, pageFrom } from '../../../kernel/server/cursor.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import { signaturesOf } from '../../../mechanisms/signature/index.ts'
import { contract } from '../contract.ts'
import { DISPOSAL, type Disposal } from '../operations/disposals.ts'
import { disposalMachine } from '../rules.ts'
import { toThing } from '../store.ts'
import { cardsById } from './things.ts'

type H = Handlers<typeof contract>

export const disposals: H['disposals'] = async (ctx, input) => {
  let q = ctx.db.selectFrom('asset_disposal').where('school_id', '=', ctx.schoolId)
  if (input.states?.length) q = q.where('state', 'in', input.states)
  if (input.mode) q = q.where('mode', '=', input.mode)
  if (input.search) {
    const like = `%${input.search.replace(/[\\%_]/g, '\\$&')}%`
    const columns = ['no', 'reason', 'unit_text', 'receiver', 'approval_no'] as const
    q = q.where(eb => eb.or(columns.map(column => eb(column, 'ilike', like))))
  }
  const { total } = await q.select(eb => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  const after = decodeCursor(input.cursor, [z.uuid()])
  if (after) q = q.where('id', '<', after[0])
  const found = await q
    .selectAll()
    .orderBy('id', 'desc')
    .limit(input.limit + 1)
    .execute()
  const page = pageFrom(found, input.limit, row => [row.id])
  return { rows: page.rows.map(toRow), next: page.next, total }
}

const toRow = (row: Disposal) => ({
  id: row.id,
  no: row.no,
  state: row.state,
  mode: row.mode,
  ground: row.ground,
  reason: row.reason,
  unitText: row.unit_text,
  cards: row.cards,
  quantity: row.quantity,
  valueFen: row.value_fen,
  depreciatedFen: row.depreciated_fen,
  proposedName: row.proposed_name,
  proposedAt: row.proposed_at,
  executedOn: row.executed_on,
  proceedsFen: row.proceeds_fen,
  version: row.version,
})

export const disposal: H['disposal'] = async (ctx, input) => {
  const row = await ctx.db
    .selectFrom('asset_disposal')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', input.id)
    .executeTakeFirst()
  if (!row) throw notFound()
  const lines = await ctx.db
    .selectFrom('asset_disposal_line')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('disposal_id', '=', row.id)
    .execute()
  const cards = await cardsById(
    ctx,
    lines.map(line => line.asset_id),
  )
  const things = lines.flatMap(line => {
    const card = cards.get(line.asset_id)
    if (!card) return []
    const { months_used: monthsUsed, life_months: lifeMonths } = line
    // As it was when the paper was written: written off, a thing has no keeper any more.
    const before = {
      placeText: line.from_place_text,
      keeperName: line.from_keeper_name,
      valueFen: line.value_fen,
      depreciatedFen: line.depreciated_fen,
    }
    const early = lifeMonths !== null && monthsUsed < lifeMonths
    return [{ ...toThing(card), ...before, monthsUsed, lifeMonths, early }]
  })
  return {
    ...toRow(row),
    estimateFen: row.estimate_fen,
    opinion: row.opinion,
    checkedName: row.checked_name,
    checkedAt: row.checked_at,
    decision: row.decision,
    receiver: row.receiver,
    receiptNo: row.receipt_no,
    approvalNo: row.approval_no,
    lines: things.sort((a, b) => (a.no < b.no ? -1 : 1)),
    early: things.filter(thing => thing.early).length,
    seals: await signaturesOf(ctx, [{ kind: DISPOSAL, id: row.id }]),
    url: `${ctx.publicUrl}/asset-disposals/${row.id}`,
    actions: actionsOf(ctx, row),
  }
}

function actionsOf(ctx: Ctx, row: Disposal): Actions {
  const me = userOf(ctx)?.personId
  const actions: Actions = {}
  const { checkDisposal, executeDisposal, cancelDisposal } = contract.operations
  if (ctx.may(checkDisposal) && mayTransit(disposalMachine, 'check', row.state))
    actions.checkDisposal =
      row.proposed_by === me ? { allowed: false, why: '您是申请人，要由另一个人鉴定' } : { allowed: true }
  if (ctx.may(executeDisposal) && mayTransit(disposalMachine, 'execute', row.state))
    actions.executeDisposal =
      row.checked_by === me ? { allowed: false, why: '您写过鉴定意见，要换一位执行' } : { allowed: true }
  if (ctx.may(cancelDisposal) && mayTransit(disposalMachine, 'cancel', row.state))
    actions.cancelDisposal = { allowed: true }
  return actions
}
