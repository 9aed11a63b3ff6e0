import { notFound } from '../../../kernel/pure/errors.ts'
import type { Actions } from '../../../kernel/pure/fields.ts'
import { mayTransit } from '../../../kernel/pure/state.ts'
import { type Ctx, hasRole } from '../../../kernel/server/ctx.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import { signaturesOf } from '../../../mechanisms/signature/index.ts'
import { lineFacts } from '../../budget/index.ts'
import { acceptedFor } from '../../procurement/index.ts'
import { amountInWords } from '../amount-words.ts'
import { chainsFor } from '../chain.ts'
import { claim, type contract } from '../contract.ts'
import type { ClaimAction } from '../rules.ts'
import { claimMachine } from '../rules.ts'
import { statementFor } from '../statement.ts'
import { me, refOf } from '../store.ts'
import { maySee } from '../visible.ts'
import { invoiceRows, toInvoices } from './invoices.ts'
import { claimRows, type FoundClaim, toRow } from './list.ts'

type H = Handlers<typeof contract>

export const get: H['get'] = async (ctx, input) => {
  const row = await claimRows(ctx).where('c.id', '=', input.id).executeTakeFirst()
  if (!row || !(await maySee(ctx, row))) throw notFound()
  return detail(ctx, row)
}

/** The claim with everything it rests on, as pages, prints and the auditor see it. */
export async function detail(ctx: Ctx, row: FoundClaim) {
  const shares = await ctx.db
    .selectFrom('claim_share')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('claim_id', '=', row.id)
    .orderBy('id')
    .execute()
  const lineIds = [...shares.map(s => s.line_id), ...(row.line_id ? [row.line_id] : [])]
  const lines = await lineFacts(ctx, lineIds)
  const invoices = await invoiceRows(ctx).where('i.claim_id', '=', row.id).orderBy('i.issued_on').execute()
  const payments = await ctx.db
    .selectFrom('claim_payment as p')
    .leftJoin('claim_payment as r', join =>
      join.onRef('r.school_id', '=', 'p.school_id').onRef('r.reverses_id', '=', 'p.id'),
    )
    .selectAll('p')
    .select('r.id as undone')
    .where('p.school_id', '=', ctx.schoolId)
    .where('p.claim_id', '=', row.id)
    .orderBy('p.id')
    .execute()
  const events = await ctx.db
    .selectFrom('claim_event')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('claim_id', '=', row.id)
    .orderBy('id')
    .execute()
  const school = await ctx.db
    .selectFrom('school')
    .select('name')
    .where('id', '=', ctx.schoolId)
    .executeTakeFirstOrThrow()
  const marks = await signaturesOf(ctx, [refOf(row)])
  const planned = row.line_id ? lines.get(row.line_id) : undefined
  return {
    ...toRow(row),
    exception: row.exception,
    orderId: row.order_id,
    contractId: row.contract_id,
    amountWords: amountInWords(row.amount_fen),
    payeeAccount: row.payee_account,
    lineId: row.line_id,
    handlerId: row.handler_id,
    witnessId: row.witness_id,
    witnessName: row.witness_name,
    decision: row.decision,
    paidName: row.paid_name,
    bookedName: row.booked_name,
    bookedOn: row.booked_on,
    version: row.version,
    school: school.name,
    url: `${ctx.publicUrl}/claims/${row.id}`,
    shares:
      shares.length > 0
        ? shares.map(s => shareView(lines, s.line_id, s.from_no, s.amount_fen))
        : planned
          ? [shareView(lines, planned.id, '', row.amount_fen)]
          : [],
    invoiceRows: await toInvoices(ctx, invoices),
    payments: payments.map(p => ({
      id: p.id,
      no: p.no,
      day: p.day,
      amountFen: p.amount_fen,
      method: p.method,
      slipNo: p.slip_no,
      paidName: p.paid_name,
      reason: p.reason,
      reversed: p.undone !== null,
    })),
    signatures: marks.map(({ subject: _, ...mark }) => mark),
    chain: (await chainsFor(ctx, [row])).get(row.id) ?? [],
    events: events.map(e => ({
      id: e.id,
      at: e.at,
      action: e.action,
      actorName: e.actor_name,
      note: e.note,
    })),
    statement: statementFor(
      row,
      row.state === 'handled' ? 'acceptor' : row.state === 'accepted' ? 'auditor' : 'handler',
    ),
    actions: await actionsFor(ctx, row),
  }
}

function shareView(
  lines: Awaited<ReturnType<typeof lineFacts>>,
  lineId: string,
  fromNo: string,
  amountFen: number,
) {
  const line = lines.get(lineId)
  return {
    lineId,
    lineCode: line?.code ?? '',
    lineTitle: line?.title ?? '',
    source: line?.source ?? '',
    fromNo,
    amountFen,
    leftFen: line?.leftFen ?? 0,
  }
}

const BUTTONS: readonly { key: ClaimAction; operation: { id: string } }[] = [
  { key: 'submit', operation: claim.submit },
  { key: 'edit', operation: claim.edit },
  { key: 'accept', operation: claim.accept },
  { key: 'audit', operation: claim.audit },
  { key: 'sendBack', operation: claim.sendBack },
  { key: 'withdraw', operation: claim.withdraw },
  { key: 'pay', operation: claim.pay },
  { key: 'book', operation: claim.book },
  { key: 'reversePayment', operation: claim.reversePayment },
  { key: 'unbook', operation: claim.unbook },
  { key: 'cancel', operation: claim.cancel },
]

async function actionsFor(ctx: Ctx, row: FoundClaim): Promise<Actions> {
  const mine = me(ctx)
  const actions: Actions = {}
  const handler = row.handler_id === mine
  for (const { key, operation } of BUTTONS) {
    if (!ctx.may(operation) || !mayTransit(claimMachine, key, row.state)) continue
    if (['submit', 'edit', 'withdraw'].includes(key) && !handler) continue
    if (key === 'cancel' && !handler && !hasRole(ctx, 'director', 'accountant')) continue
    if (key === 'sendBack' && handler) continue
    const why = await whyNot(ctx, row, key, mine)
    if (why === HIDDEN) continue
    actions[key] = why ? { allowed: false, why } : { allowed: true }
  }
  return actions
}

const HIDDEN = 'hidden'

async function whyNot(
  ctx: Ctx,
  row: FoundClaim,
  key: ClaimAction,
  mine: string | null,
): Promise<string | undefined> {
  if (key === 'submit' && Number(row.invoice_count ?? 0) === 0) return '还没有发票'
  if (key === 'accept' || (key === 'sendBack' && row.state === 'handled')) {
    if (row.handler_id === mine) return '您是经手人，验收人要由另一个人签'
    if (!row.order_id) return row.witness_id === mine ? undefined : HIDDEN
    const order = await acceptedFor(ctx, row.order_id)
    if (order.buyerId === mine) return '这批货是您采购的，不能作验收人'
    return mine && order.acceptorIds.includes(mine) ? undefined : HIDDEN
  }
  if (key === 'sendBack') return hasRole(ctx, 'auditor') ? undefined : HIDDEN
  if (key === 'audit') {
    if (row.handler_id === mine) return '您是经手人，要由另一位审核人签'
    if (row.acceptor_id === mine) return '您已作为验收人签字，要由另一位审核人签'
  }
  if (key === 'pay' && row.auditor_id === mine) return '这张单是您审核的，要由出纳另一个人付款'
  if (key === 'book' && row.paid_by === mine) return '这笔款是您付的，要由会计另一个人记账'
  if (key === 'book' && row.handler_id === mine) return '您是经手人，要由会计另一个人记账'
  return undefined
}
