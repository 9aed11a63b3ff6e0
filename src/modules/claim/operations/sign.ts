import { actorName, type Ctx } from '../../../kernel/server/ctx.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import { startApproval, withdrawApproval } from '../../../mechanisms/approval/index.ts'
import { sign, voidSignatures } from '../../../mechanisms/signature/index.ts'
import { lineFacts } from '../../budget/index.ts'
import { mustBeInvoiced, payableOrder } from '../basis.ts'
import { contract } from '../contract.ts'
import { letGo } from '../holding.ts'
import { DUTIES, type Missing } from '../rules.ts'
import { statementFor } from '../statement.ts'
import { type Claim, change, load, me, noteReturn, refOf } from '../store.ts'
import { CLEARED } from './draft.ts'

type H = Handlers<typeof contract>

/** Who accepted the goods says so again on the claim; never who bought them, never who claims. */
export const accept: H['accept'] = async (ctx, input) => {
  const row = await load(ctx, input, 'accept')
  await mustBeAcceptor(ctx, row)
  await sign(ctx, {
    subject: refOf(row),
    duty: DUTIES.acceptor,
    statement: statementFor(row, 'acceptor'),
    strokes: input.strokes,
  })
  return change(ctx, row, 'accept', 'accepted', '', {
    acceptor_id: me(ctx),
    acceptor_name: actorName(ctx.actor),
  })
}

/** The third signature; then it goes to those who approve, none of them one of the three. */
export const audit: H['audit'] = async (ctx, input) => {
  const row = await load(ctx, input, 'audit')
  const mine = me(ctx)
  if (row.handler_id === mine) throw contract.fail('auditor_signed', { duty: DUTIES.handler })
  if (row.acceptor_id === mine) throw contract.fail('auditor_signed', { duty: DUTIES.acceptor })
  const order = row.order_id ? await payableOrder(ctx, row.order_id) : undefined
  if (order?.buyerId === mine) throw contract.fail('auditor_signed', { duty: '采购人' })
  await mustBeInvoiced(ctx, row, order?.supplierName ?? (row.source === 'contract' ? row.payee : undefined))
  await sign(ctx, {
    subject: refOf(row),
    duty: DUTIES.auditor,
    statement: statementFor(row, 'auditor'),
    strokes: input.strokes,
  })
  const changed = await change(ctx, row, 'audit', 'approving', '', {
    auditor_id: mine,
    auditor_name: actorName(ctx.actor),
  })
  await startApproval(ctx, {
    subject: refOf(row),
    no: row.no,
    title: `${row.title}（${row.payee}）`,
    href: `/claims/${row.id}`,
    amountFen: row.amount_fen,
    category: row.source,
    ...(await fundingOf(ctx, row)),
    askerId: row.handler_id,
    barred: [
      { personId: row.acceptor_id as string, reason: '是这张报销单的验收人' },
      { personId: mine as string, reason: '是这张报销单的审核人' },
    ],
  })
  return changed
}

/** Back to the handler, with the name of what is missing. */
export const sendBack: H['sendBack'] = async (ctx, input) => {
  const row = await load(ctx, input, 'sendBack')
  if (row.state === 'handled') await mustBeAcceptor(ctx, row)
  else if (!ctx.may({ id: 'claim.audit' }))
    throw contract.fail('not_handler', { name: '审核人', action: '退回' })
  if (row.state === 'approving')
    await ctx.asSystem('审核退回', system => withdrawApproval(system, refOf(row), input.note))
  const now =
    row.state === 'approving' ? await load(ctx, { id: row.id, version: row.version + 1 }, 'edit') : row
  return giveBack(ctx, now, input.missing, input.note, actorName(ctx.actor))
}

/** Signatures void, money and invoices free, the reason kept. */
export async function giveBack(ctx: Ctx, row: Claim, missing: Missing, note: string, byName: string) {
  await noteReturn(ctx, row.id, { missing, note, refused: false, byName })
  await voidSignatures(ctx, refOf(row), note)
  await letGo(ctx, row)
  return change(ctx, row, 'sendBack', 'returned', note, { ...CLEARED, missing, missing_note: note })
}

export async function mustBeAcceptor(ctx: Ctx, row: Claim): Promise<void> {
  const mine = me(ctx)
  if (row.handler_id === mine) throw contract.fail('handler_accepts')
  if (!row.order_id) {
    if (row.witness_id !== mine) throw contract.fail('not_witness', { name: row.witness_name })
    return
  }
  const order = await payableOrder(ctx, row.order_id)
  if (order.buyerId === mine) throw contract.fail('buyer_accepts')
  if (!mine || !order.acceptorIds.includes(mine)) throw contract.fail('not_acceptor', { no: order.orderNo })
}

async function fundingOf(ctx: Ctx, row: Claim): Promise<{ funding?: string }> {
  const shares = await ctx.db
    .selectFrom('claim_share')
    .select('line_id')
    .where('school_id', '=', ctx.schoolId)
    .where('claim_id', '=', row.id)
    .execute()
  const lines = [
    ...(
      await lineFacts(
        ctx,
        shares.map(s => s.line_id),
      )
    ).values(),
  ]
  return lines[0] ? { funding: lines[0].source } : {}
}
