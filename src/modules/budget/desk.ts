import { formatFen } from '../../kernel/pure/money.ts'
import { type Ctx, hasRole, userOf } from '../../kernel/server/ctx.ts'
import type { SubjectVisibility } from '../../mechanisms/attachment/index.ts'
import type { DeskItem, DeskSource, SearchSource } from '../../mechanisms/desk/index.ts'
import { lineRows } from './facts.ts'
import { ADJUSTMENT_KINDS, monthTitle } from './rules.ts'
import { MONEY_READERS } from './specs/common.ts'

const MOST = 8

/** Adjustments that came back, remittances to check, income to send up, savings to verify, reports to sign. */
export const budgetDesk: DeskSource = {
  id: 'budget',
  async items(ctx) {
    if (!userOf(ctx)) return []
    return [
      ...(await returned(ctx)),
      ...(hasRole(ctx, 'cashier') ? await toRemit(ctx) : []),
      ...(hasRole(ctx, 'accountant') ? [...(await toCheck(ctx)), ...(await toVerify(ctx))] : []),
      ...(hasRole(ctx, 'principal') ? await toSign(ctx) : []),
    ]
  },
}

const item = (key: string, title: string, detail: string, link: string): DeskItem => ({
  key,
  urgency: 'sign',
  title,
  detail,
  link,
  dueAt: null,
})

async function returned(ctx: Ctx): Promise<DeskItem[]> {
  const rows = await ctx.db
    .selectFrom('budget_adjustment')
    .select(['id', 'no', 'kind', 'decision', 'decided_name'])
    .where('school_id', '=', ctx.schoolId)
    .where('state', '=', 'returned')
    .where('asked_by', '=', userOf(ctx)?.personId ?? null)
    .orderBy('id')
    .limit(MOST)
    .execute()
  return rows.map(r =>
    item(
      `budget.adjustment.${r.id}`,
      `预算${ADJUSTMENT_KINDS[r.kind]} ${r.no} 退回了，等您修改`,
      [r.decided_name, r.decision].filter(Boolean).join('：'),
      `/budget/adjustments/${r.id}`,
    ),
  )
}

async function toRemit(ctx: Ctx): Promise<DeskItem[]> {
  const row = await ctx.db
    .selectFrom('budget_income')
    .select(eb => [eb.fn.countAll<number>().as('n'), eb.fn.sum<string>('amount_fen').as('fen')])
    .where('school_id', '=', ctx.schoolId)
    .where('remittance_id', 'is', null)
    .executeTakeFirstOrThrow()
  const fen = Number(row.fen ?? 0)
  if (fen <= 0) return []
  return [
    item('budget.remit', `有收入 ${formatFen(fen)} 还没上缴`, `${row.n} 笔`, '/budget/income?line=waiting'),
  ]
}

async function toCheck(ctx: Ctx): Promise<DeskItem[]> {
  const rows = await ctx.db
    .selectFrom('budget_remittance')
    .select(['id', 'no', 'slip_no', 'amount_fen'])
    .where('school_id', '=', ctx.schoolId)
    .where('state', '=', 'remitted')
    .where('remitted_by', 'is distinct from', userOf(ctx)?.personId ?? null)
    .orderBy('id')
    .limit(MOST)
    .execute()
  return rows.map(r =>
    item(
      `budget.remittance.${r.id}`,
      `缴款书 ${r.slip_no} 等您核对，${formatFen(r.amount_fen)}`,
      r.no,
      `/budget/remittances/${r.id}`,
    ),
  )
}

async function toVerify(ctx: Ctx): Promise<DeskItem[]> {
  const rows = await ctx.db
    .selectFrom('budget_saving')
    .select(['id', 'no', 'measure', 'amount_fen'])
    .where('school_id', '=', ctx.schoolId)
    .where('state', '=', 'claimed')
    .where('claimed_by', 'is distinct from', userOf(ctx)?.personId ?? null)
    .orderBy('id')
    .limit(MOST)
    .execute()
  return rows.map(r =>
    item(
      `budget.saving.${r.id}`,
      `节约等您核实：${r.measure} ${formatFen(r.amount_fen)}`,
      r.no,
      '/budget/savings?states=claimed',
    ),
  )
}

async function toSign(ctx: Ctx): Promise<DeskItem[]> {
  const rows = await ctx.db
    .selectFrom('budget_report')
    .select(['id', 'month'])
    .where('school_id', '=', ctx.schoolId)
    .where('state', '=', 'made')
    .orderBy('month')
    .limit(MOST)
    .execute()
  return rows.map(r =>
    item(`budget.report.${r.id}`, `${monthTitle(r.month)}经费月报等您签字`, '', `/budget/reports/${r.id}`),
  )
}

/** Budget lines by code, title or source, for those who see the money. */
export const budgetSearch: SearchSource = {
  id: 'budget',
  async search(ctx, text) {
    if (!hasRole(ctx, ...MONEY_READERS)) return []
    const like = `%${text.replace(/[\\%_]/g, '\\$&')}%`
    const rows = await lineRows(ctx)
      .where(eb => eb.or([eb('l.code', 'ilike', like), eb('l.title', 'ilike', like)]))
      .orderBy('l.year', 'desc')
      .orderBy('l.code')
      .limit(6)
      .execute()
    return rows.map(row => ({
      kind: 'budget.line',
      kindTitle: '预算项目',
      title: row.title,
      detail: `${row.code} · ${row.source}`,
      link: `/budget/lines/${row.id}`,
    }))
  },
}

/** Evidence of a saving is seen by those who see the ledger. */
export const savingVisibility: SubjectVisibility = {
  kind: 'budget.saving',
  maySee: async ctx => hasRole(ctx, ...MONEY_READERS, 'clerk'),
}
