import { formatFen } from '../../kernel/pure/money.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import type { ApprovalSubject, DecisionFact, RouteDraft } from '../../mechanisms/approval/index.ts'
import { voidSignatures } from '../../mechanisms/signature/index.ts'
import { lineFacts } from '../budget/index.ts'
import { letGo } from './holding.ts'
import { EXCEPTIONS, SOURCES } from './rules.ts'
import { change, lock, noteReturn, refOf } from './store.ts'

const PRINCIPAL_FROM_FEN = 500_000

/** What needs no request is for the head of the school alone; the rest climbs by amount. */
const routes: RouteDraft[] = [
  {
    title: '免申请事项',
    when: { categories: ['exception'] },
    steps: [
      { title: '分管副校长审核', by: { role: 'vice_principal' }, mode: 'any' },
      { title: '校长审批', by: { role: 'principal' }, mode: 'any' },
    ],
  },
  {
    title: '5000 元以下',
    when: { maxFen: PRINCIPAL_FROM_FEN - 1 },
    steps: [{ title: '分管副校长审批', by: { role: 'vice_principal' }, mode: 'any' }],
  },
  {
    title: '5000 元及以上',
    when: {},
    steps: [
      { title: '分管副校长审核', by: { role: 'vice_principal' }, mode: 'any' },
      { title: '校长审批', by: { role: 'principal' }, mode: 'any' },
    ],
  },
]

export const claimApproval: ApprovalSubject = {
  kind: 'claim.claim',
  title: '报销单',
  routes,
  categories: Object.entries(SOURCES).map(([code, title]) => ({ code, title })),
  facts: factsOf,
  async decided(ctx, id, result) {
    const row = await lock(ctx, id)
    if (row.state !== 'approving') return
    const note = result.note || result.byName
    if (result.outcome === 'approved') {
      await change(ctx, row, 'approve', 'approved', note, { decision: result.note })
      return
    }
    const refused = result.outcome === 'refused'
    if (result.outcome !== 'withdrawn')
      await noteReturn(ctx, id, { missing: 'other', note, refused, byName: result.byName })
    await letGo(ctx, row)
    if (refused) {
      await freeInvoices(ctx, id)
      await change(ctx, row, 'refuse', 'refused', note, {
        decision: note,
        missing: 'other',
        missing_note: note,
      })
      return
    }
    await voidSignatures(ctx, refOf(row), note || '退回')
    await change(ctx, row, 'sendBack', 'returned', note, {
      acceptor_id: null,
      acceptor_name: '',
      auditor_id: null,
      auditor_name: '',
      ...(result.outcome === 'returned' ? { missing: 'other' as const, missing_note: note } : {}),
    })
  },
}

async function freeInvoices(ctx: Ctx, claimId: string): Promise<void> {
  await ctx.db
    .updateTable('claim_invoice')
    .set({ claim_id: null })
    .where('school_id', '=', ctx.schoolId)
    .where('claim_id', '=', claimId)
    .execute()
}

/** What whoever approves must see: the money, the three names, the papers. */
async function factsOf(ctx: Ctx, id: string): Promise<DecisionFact[]> {
  const row = await ctx.db
    .selectFrom('claim_claim')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const shares = await ctx.db
    .selectFrom('claim_share')
    .select(['line_id', 'amount_fen', 'from_no'])
    .where('school_id', '=', ctx.schoolId)
    .where('claim_id', '=', id)
    .execute()
  const invoices = await ctx.db
    .selectFrom('claim_invoice')
    .select(['number', 'amount_fen'])
    .where('school_id', '=', ctx.schoolId)
    .where('claim_id', '=', id)
    .execute()
  const lines = await lineFacts(
    ctx,
    shares.map(s => s.line_id),
  )
  const basis =
    row.source === 'exception' && row.exception
      ? { label: '免申请事项', value: EXCEPTIONS[row.exception], tone: 'late' as const }
      : row.source === 'order'
        ? { label: '采购单', value: row.order_no, href: `/procurement/orders/${row.order_id}` }
        : { label: '合同', value: row.contract_no, href: `/contracts/${row.contract_id}` }
  return [
    basis,
    { label: '收款人', value: row.payee },
    {
      label: '发票',
      value: `${invoices.length} 张，合计 ${formatFen(invoices.reduce((sum, i) => sum + i.amount_fen, 0))}`,
    },
    { label: '经手人', value: row.handler_name },
    { label: row.source === 'order' ? '验收人' : '证明人', value: row.acceptor_name },
    { label: '审核人', value: row.auditor_name },
    ...shares.map(share => {
      const line = lines.get(share.line_id)
      return {
        label: '预算项目',
        value: `${line?.code ?? ''} ${line?.title ?? ''} ${formatFen(share.amount_fen)}，本单已占用，项目还剩 ${formatFen(line?.leftFen ?? 0)}`,
        href: `/budget/lines/${share.line_id}`,
      }
    }),
  ]
}
