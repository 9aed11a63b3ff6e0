import type { Ctx } from '../../../kernel/server/ctx.ts'
import { chainOf } from '../../../mechanisms/approval/index.ts'
import { REQUEST_REF } from '../door.ts'
import { orderMachine, sheetMachine } from '../machines.ts'
import { PATH_STEPS, PATH_TITLES, type PathStep } from '../rules.ts'
import type { Path } from '../shapes.ts'
import type { RowOf } from '../store.ts'

type Step = Omit<Path[number], 'step' | 'title'>
const AHEAD: Step = { state: 'ahead', detail: '', href: '' }
const monthDay = (day: string): string => `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`

/** How far a request has come: asked → approved → quoted → ordered → accepted → handed over → paid. */
export async function pathOf(
  ctx: Ctx,
  row: RowOf<'procurement_request'>,
  batchIds: readonly string[],
): Promise<Path> {
  const steps: Record<PathStep, Step> = {
    asked:
      row.state === 'draft'
        ? { state: 'now', detail: '草稿，还没有报批', href: '' }
        : { state: 'done', detail: monthDay(row.asked_on), href: '' },
    approved: await approvedStep(ctx, row),
    quoted: AHEAD,
    ordered: AHEAD,
    accepted: AHEAD,
    handed: AHEAD,
    paid: AHEAD,
  }
  if (batchIds.length > 0) Object.assign(steps, await boughtSteps(ctx, batchIds))
  else if (row.state === 'approved') steps.quoted = { state: 'now', detail: '等采购员并批', href: '' }
  return PATH_STEPS.map(step => ({ step, title: PATH_TITLES[step], ...steps[step] }))
}

async function approvedStep(ctx: Ctx, row: RowOf<'procurement_request'>): Promise<Step> {
  switch (row.state) {
    case 'draft':
      return AHEAD
    case 'pending': {
      const chain = await chainOf(ctx, { kind: REQUEST_REF, id: row.id })
      return { state: 'now', detail: chain?.sentence ?? '审批中', href: '' }
    }
    case 'refused':
      return { state: 'stopped', detail: row.decision || '未批准', href: '' }
    case 'returned':
      return { state: 'now', detail: row.decision ? `退回修改：${row.decision}` : '退回修改', href: '' }
    case 'withdrawn':
      return { state: 'stopped', detail: '已撤回', href: '' }
    default:
      return { state: 'done', detail: row.decided_on ? monthDay(row.decided_on) : '', href: '' }
  }
}

async function boughtSteps(ctx: Ctx, batchIds: readonly string[]): Promise<Partial<Record<PathStep, Step>>> {
  const sheet = await ctx.db
    .selectFrom('procurement_sheet')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('batch_id', 'in', [...batchIds])
    .where('state', '<>', 'void')
    .orderBy('id', 'desc')
    .executeTakeFirst()
  const order = await ctx.db
    .selectFrom('procurement_order')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('batch_id', 'in', [...batchIds])
    .where('state', '<>', 'cancelled')
    .orderBy('id', 'desc')
    .executeTakeFirst()
  const quoted: Step = sheet
    ? {
        state: sheet.state === 'chosen' ? 'done' : 'now',
        detail: sheet.chosen_on ? monthDay(sheet.chosen_on) : sheetMachine.states[sheet.state].label,
        href: `/procurement/sheets/${sheet.id}`,
      }
    : order
      ? { state: 'none', detail: '政府采购平台', href: '' }
      : { state: 'now', detail: '已并批，等询价', href: '' }
  if (!order)
    return {
      quoted,
      ordered: sheet?.state === 'chosen' ? { state: 'now', detail: '等下单', href: '' } : AHEAD,
    }
  const href = `/procurement/orders/${order.id}`
  const ordered: Step = {
    state: 'done',
    detail: `${monthDay(order.ordered_on)}，${order.supplier_name}`,
    href,
  }
  const came = await ctx.db
    .selectFrom('procurement_acceptance')
    .select(['id', 'state', 'accepted_on'])
    .where('school_id', '=', ctx.schoolId)
    .where('order_id', '=', order.id)
    .where('state', '<>', 'void')
    .orderBy('id', 'desc')
    .executeTakeFirst()
  const whole = order.state === 'received' || order.state === 'ended'
  const accepted: Step = {
    state: whole ? 'done' : 'now',
    detail:
      whole && came?.accepted_on
        ? monthDay(came.accepted_on)
        : came?.state === 'signing'
          ? '待验收组签字'
          : order.state === 'ordered' && order.due_on
            ? `约定${monthDay(order.due_on)}到货`
            : orderMachine.states[order.state].label,
    href: came ? `/acceptances/${came.id}` : href,
  }
  const payable = order.accepted_fen - order.deducted_fen
  const paid = payable > 0 && order.paid_fen >= payable
  return {
    quoted,
    ordered,
    accepted,
    handed: whole ? { state: 'done', detail: '', href: '' } : AHEAD,
    paid: paid
      ? { state: 'done', detail: '', href }
      : { state: whole ? 'now' : 'ahead', detail: whole ? '等报账付款' : '', href },
  }
}
