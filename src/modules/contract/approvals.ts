import { formatFen } from '../../kernel/pure/money.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import type { ApprovalSubject, DecisionFact, RouteDraft } from '../../mechanisms/approval/index.ts'
import { commit, lineFacts, release } from '../budget/index.ts'
import { openDraws } from './drawing.ts'
import type { ChangeAction, ChangeState } from './machine.ts'
import { changeMachine } from './machine.ts'
import { addedSoFar, changeText, mustStayAbovePaid } from './operations/change.ts'
import { ADD_ON_LAW, addOnPercent, KIND_CODES, KINDS, planAfter, WAYS } from './rules.ts'
import {
  AGREEMENT_REF,
  agreementById,
  CHANGE_REF,
  lockAgreement,
  moveAgreement,
  note,
  patchAgreement,
  TENDER_REF,
} from './store.ts'
import { moveTender, tenderById } from './tendering.ts'

const SMALL_FEN = 500_000
const MIDDLE_FEN = 5_000_000

const step = (title: string, role: 'director' | 'accountant' | 'vice_principal' | 'principal') =>
  ({ title, by: { role }, mode: 'any' }) satisfies RouteDraft['steps'][number]
const DIRECTOR = step('总务主任', 'director')
const ACCOUNTS = step('财务审核', 'accountant')
const DEPUTY = step('分管副校长', 'vice_principal')
const HEAD = step('校长', 'principal')

/** A usual ladder of schools; a starting point that each edits. */
const LADDER: RouteDraft[] = [
  { title: '5000 元及以下', when: { maxFen: SMALL_FEN }, steps: [DIRECTOR, DEPUTY] },
  { title: '5 万元及以下', when: { maxFen: MIDDLE_FEN }, steps: [DIRECTOR, DEPUTY, HEAD] },
  { title: '5 万元以上', when: {}, steps: [DIRECTOR, ACCOUNTS, DEPUTY, HEAD] },
]
const categories = KIND_CODES.map(code => ({ code, title: KINDS[code] }))

export const agreementApproval: ApprovalSubject = {
  kind: AGREEMENT_REF,
  title: '合同',
  categories,
  routes: LADDER,
  async facts(ctx, id) {
    const row = await agreementById(ctx, id)
    return [
      { label: '对方单位', value: row.supplier_name, href: `/suppliers/${row.supplier_id}` },
      { label: '类别', value: KINDS[row.kind] },
      { label: '起止', value: `${row.starts_on} 至 ${row.ends_on}` },
      { label: '付款计划', value: row.plan.map(p => `${p.title} ${formatFen(p.amountFen)}`).join('、') },
      ...(row.way ? [{ label: '采购方式', value: WAYS[row.way] }] : []),
      ...(await moneyFacts(ctx, row.line_id, row.total_fen)),
      ...(await tenderFacts(ctx, row.tender_id)),
      ...(await lastWithThem(ctx, row)),
    ]
  },
  async decided(ctx, id, { outcome, note: words, byName }) {
    const row = await lockAgreement(ctx, id)
    if (row.state !== 'approving') return
    const text = [byName, words].filter(Boolean).join('：')
    if (outcome === 'approved') await moveAgreement(ctx, row, 'approve', text)
    else if (outcome === 'refused')
      await moveAgreement(ctx, row, 'refuse', text, { end_reason: text, ended_on: ctx.today })
    else await moveAgreement(ctx, row, 'sendBack', text)
  },
}

export const changeApproval: ApprovalSubject = {
  kind: CHANGE_REF,
  title: '合同变更',
  categories,
  routes: [
    { title: '1 万元及以下', when: { maxFen: 1_000_000 }, steps: [DIRECTOR, DEPUTY] },
    { title: '1 万元以上', when: {}, steps: [DIRECTOR, DEPUTY, HEAD] },
  ],
  async facts(ctx, id) {
    const one = await changeById(ctx, id)
    const row = await agreementById(ctx, one.agreement_id)
    const added = await addedSoFar(ctx, row.id)
    return [
      { label: '合同', value: `${row.no} ${row.title}`, href: `/contracts/${row.id}` },
      { label: '现在总价', value: `${formatFen(row.total_fen)}，已付 ${formatFen(row.paid_fen)}` },
      { label: '变更', value: changeText(one) },
      { label: '理由', value: one.reason },
      ...(one.delta_fen > 0
        ? [
            {
              label: '累计增加',
              value: `${formatFen(added + one.delta_fen)}，占原合同 ${addOnPercent(row.first_total_fen, added + one.delta_fen)}%`,
            },
          ]
        : []),
      ...(one.warning ? [{ label: '提醒', value: one.warning, tone: 'late' as const }] : []),
      ...(one.delta_fen > 0 ? await moneyFacts(ctx, row.line_id, one.delta_fen) : []),
    ]
  },
  async decided(ctx, id, { outcome, note: words, byName }) {
    const one = await changeById(ctx, id)
    if (one.state !== 'pending') return
    const text = [byName, words].filter(Boolean).join('：')
    if (outcome === 'approved') return approveChange(ctx, one, text)
    await settle(ctx, one, outcome === 'withdrawn' ? 'withdraw' : 'refuse', text)
  },
}

export const tenderApproval: ApprovalSubject = {
  kind: TENDER_REF,
  title: '单一来源（邀标合同）',
  routes: [{ title: '单一来源', when: {}, steps: [DEPUTY, HEAD] }],
  async facts(ctx, id) {
    const row = await tenderById(ctx, id)
    return [
      { label: '事项', value: row.title, href: `/tenders/${row.id}` },
      { label: '只能向一家采购的理由', value: row.decision_reason || row.way_reason },
      { label: '报价', value: formatFen(row.decided_fen ?? 0) },
      {
        label: '参考价',
        value: `${formatFen(row.reference_fen ?? 0)}（${row.reference_source}）`,
        ...((row.decided_fen ?? 0) > (row.reference_fen ?? 0) ? { tone: 'late' as const } : {}),
      },
      { label: '依据', value: ADD_ON_LAW.split('：')[0] ?? '' },
    ]
  },
  async decided(ctx, id, { outcome, note: words, byName }) {
    const row = await tenderById(ctx, id)
    if (row.state !== 'approving') return
    const text = [byName, words].filter(Boolean).join('：')
    if (outcome === 'approved') await moveTender(ctx, row, 'approve', text, { decided_on: ctx.today })
    else
      await moveTender(ctx, row, 'sendBack', text, {
        winner_id: null,
        decided_fen: null,
        decided_by_id: null,
        decided_by_name: '',
      })
  },
}

type StoredChange = Awaited<ReturnType<typeof changeById>>

const changeById = (ctx: Ctx, id: string) =>
  ctx.db
    .selectFrom('contract_change')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow()

async function approveChange(ctx: Ctx, one: StoredChange, text: string): Promise<void> {
  const row = await lockAgreement(ctx, one.agreement_id)
  // Finished or ended while the variation was on its way.
  if (row.state !== 'active') return settle(ctx, one, 'refuse', '合同已经不在履行，变更不生效')
  mustStayAbovePaid(row, one.delta_fen, await openDraws(ctx, row.id))
  const endsOn = one.new_ends_on ?? row.ends_on
  await patchAgreement(ctx, row, {
    total_fen: row.total_fen + one.delta_fen,
    ends_on: endsOn,
    plan: JSON.stringify(
      planAfter(row.plan, one.delta_fen, `第 ${one.seq} 次变更增加`, one.due_on ?? endsOn),
    ),
    ...(one.new_ends_on ? { alerted_days: null } : {}),
  })
  await settle(ctx, one, 'approve', text)
  if (!row.line_id || one.delta_fen === 0) return
  const document = { kind: AGREEMENT_REF, id: row.id }
  const about = { document, day: ctx.today, note: `${row.no} 第 ${one.seq} 次变更` }
  if (one.delta_fen > 0)
    await commit(ctx, { ...about, lineId: row.line_id, amountFen: one.delta_fen, no: row.no })
  else await release(ctx, { ...about, amountFen: -one.delta_fen })
}

async function settle(ctx: Ctx, one: StoredChange, action: ChangeAction, text: string): Promise<void> {
  const { title, to } = changeMachine.transitions[action]
  await ctx.db
    .updateTable('contract_change')
    .set({ state: to as ChangeState, decided_on: ctx.today, decision: text })
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', one.id)
    .where('state', '=', 'pending')
    .execute()
  await note(ctx, { kind: AGREEMENT_REF, id: one.agreement_id }, title, `第 ${one.seq} 次：${text}`)
}

async function moneyFacts(ctx: Ctx, lineId: string | null, needFen: number): Promise<DecisionFact[]> {
  if (!lineId) return []
  const line = (await lineFacts(ctx, [lineId])).get(lineId)
  if (!line) return []
  return [
    {
      label: '预算项目',
      value: `${line.code} ${line.title}，还剩 ${formatFen(line.leftFen)}`,
      href: `/budget/lines/${lineId}`,
      ...(line.leftFen < needFen ? { tone: 'late' as const } : {}),
    },
  ]
}

async function tenderFacts(ctx: Ctx, tenderId: string | null): Promise<DecisionFact[]> {
  if (!tenderId) return []
  const row = await tenderById(ctx, tenderId)
  return [
    {
      label: '邀标',
      value: `${row.no}，${WAYS[row.way]}，参考价 ${formatFen(row.reference_fen ?? 0)}，中选 ${formatFen(row.decided_fen ?? 0)}`,
      href: `/tenders/${row.id}`,
    },
  ]
}

/** What the same supplier's last contract of this kind came to. */
async function lastWithThem(
  ctx: Ctx,
  row: { id: string; supplier_id: string; kind: keyof typeof KINDS },
): Promise<DecisionFact[]> {
  const last = await ctx.db
    .selectFrom('contract_agreement')
    .select(['id', 'no', 'title', 'total_fen', 'signed_on'])
    .where('school_id', '=', ctx.schoolId)
    .where('supplier_id', '=', row.supplier_id)
    .where('kind', '=', row.kind)
    .where('id', '<>', row.id)
    .where('signed_on', 'is not', null)
    .orderBy('id', 'desc')
    .executeTakeFirst()
  return last
    ? [
        {
          label: '上一份同类合同',
          value: `${last.title} ${formatFen(last.total_fen)}（${last.signed_on}）`,
          href: `/contracts/${last.id}`,
        },
      ]
    : []
}
