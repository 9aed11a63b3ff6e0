import { formatFen } from '../../../kernel/pure/money.ts'
import { mayTransit, stateRefusal } from '../../../kernel/pure/state.ts'
import type { Ctx } from '../../../kernel/server/ctx.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import { commit, receiveIncome, release } from '../../budget/index.ts'
import { mustBeUsable } from '../../supplier/index.ts'
import { contract } from '../contract.ts'
import { refuseOuterTwin } from '../drafting.ts'
import { drawsOn } from '../drawing.ts'
import { agreementMachine } from '../machine.ts'
import { addPayment } from '../paying.ts'
import {
  AGREEMENT_REF,
  type Agreement,
  agreementToChange,
  lockAgreement,
  moveAgreement,
  RECEIPT_REF,
} from '../store.ts'

type H = Handlers<typeof contract>

/** Signed on paper: from now on the budget holds the money for it. */
export const sign: H['sign'] = async (ctx, { signedOn, outerNo, ...which }) => {
  const row = await agreementToChange(ctx, which)
  if (!mayTransit(agreementMachine, 'sign', row.state))
    throw stateRefusal(agreementMachine, 'sign', row.state)
  if (signedOn > ctx.today)
    throw contract.fail('signed_later', { day: signedOn }, { signedOn: '这一天还没到' })
  const firm = await mustBeUsable(ctx, row.supplier_id, signedOn)
  if (outerNo) await refuseOuterTwin(ctx, outerNo, row.id)
  if (row.line_id)
    await commit(ctx, {
      lineId: row.line_id,
      amountFen: row.total_fen,
      document: { kind: AGREEMENT_REF, id: row.id },
      no: row.no,
      day: signedOn,
      note: `签订合同：${row.title}`,
    })
  const done = await moveAgreement(ctx, row, 'sign', signedOn, {
    signed_on: signedOn,
    ...(outerNo ? { outer_no: outerNo } : {}),
  })
  return { ...done, warnings: firm.warnings.map(paper => `“${firm.name}”的${paper}`) }
}

export const complete: H['complete'] = async (ctx, { reason, ...which }) => {
  const row = await agreementToChange(ctx, which)
  await mustHaveNoOrders(ctx, row)
  const left = row.total_fen - row.paid_fen
  if (row.state === 'active' && left > 0 && !reason)
    throw contract.fail('left_unpaid', { left: formatFen(left) }, { reason: '请写明原因' })
  const done = await moveAgreement(ctx, row, 'complete', reason, {
    ended_on: ctx.today,
    end_reason: reason,
  })
  await release(ctx, {
    document: { kind: AGREEMENT_REF, id: row.id },
    day: ctx.today,
    note: `${row.no} 履行完毕`,
  })
  return done
}

export const terminate: H['terminate'] = async (ctx, { reason, ...which }) => {
  const row = await agreementToChange(ctx, which)
  await mustHaveNoOrders(ctx, row)
  const done = await moveAgreement(ctx, row, 'terminate', reason, {
    ended_on: ctx.today,
    end_reason: reason,
  })
  await release(ctx, {
    document: { kind: AGREEMENT_REF, id: row.id },
    day: ctx.today,
    note: `${row.no} 终止`,
  })
  return done
}

/** Rent that came in: it stands on the income line and fills the contract's plan. */
export const receive: H['receive'] = async (ctx, input) => {
  const row = await lockAgreement(ctx, input.id)
  if (row.kind !== 'rent') throw contract.fail('not_rent', { no: row.no })
  const document = { kind: RECEIPT_REF, id: ctx.id() }
  const { paidFen } = await addPayment(ctx, row, {
    amountFen: input.amountFen,
    document,
    no: row.no,
    day: input.day,
    note: input.note || '收款',
  })
  const { no } = await receiveIncome(ctx, {
    kind: 'rent',
    amountFen: input.amountFen,
    document,
    no: row.no,
    day: input.day,
    note: row.title,
    payer: row.supplier_name,
  })
  return { no, paidFen, leftFen: row.total_fen - paidFen }
}

/** What was ordered under a contract is received and paid, or called off, before the contract ends. */
async function mustHaveNoOrders(ctx: Ctx, row: Agreement): Promise<void> {
  const open = (await drawsOn(ctx, row.id)).filter(draw => draw.amountFen > draw.paidFen)
  if (open.length > 0)
    throw contract.fail('orders_open', {
      no: row.no,
      orders: open
        .slice(0, 5)
        .map(draw => draw.no)
        .join('、'),
    })
}
