import { formatFen } from '../../kernel/pure/money.ts'
import { type Ctx, hasRole } from '../../kernel/server/ctx.ts'
import type { DeskItem, DeskSource, SearchSource } from '../../mechanisms/desk/index.ts'
import { list, seesAll } from './queries/list.ts'
import { type ClaimState, claimMachine, MISSING } from './rules.ts'
import { me } from './store.ts'

const MOST = 8

/** What waits for my signature, my payment, my booking, or came back to me. */
export const claimDesk: DeskSource = {
  id: 'claim',
  async items(ctx) {
    const mine = me(ctx)
    if (!mine) return []
    return [
      ...(await waiting(ctx, ['handled'], '等您作为验收人签字', row => row.handlerName !== '')),
      ...(hasRole(ctx, 'auditor') ? await waiting(ctx, ['accepted'], '等您审核签字') : []),
      ...(hasRole(ctx, 'cashier') ? await waiting(ctx, ['approved'], '等您付款') : []),
      ...(hasRole(ctx, 'accountant') ? await waiting(ctx, ['paid'], '等您记账') : []),
      ...(await cameBack(ctx, mine)),
    ]
  },
}

type Row = Awaited<ReturnType<typeof list>>['rows'][number]

async function waiting(
  ctx: Ctx,
  states: ClaimState[],
  what: string,
  fits: (row: Row) => boolean = () => true,
): Promise<DeskItem[]> {
  // Those who accepted the goods find it even where they see nothing else.
  const acceptance = states.includes('handled')
  if (acceptance && seesAll(ctx)) return []
  const { rows } = await list(ctx, { states, limit: MOST })
  return rows.filter(fits).map(row => item(row, what))
}

async function cameBack(ctx: Ctx, mine: string): Promise<DeskItem[]> {
  const rows = await ctx.db
    .selectFrom('claim_claim')
    .select(['id', 'no', 'title', 'missing', 'missing_note', 'amount_fen'])
    .where('school_id', '=', ctx.schoolId)
    .where('handler_id', '=', mine)
    .where('state', '=', 'returned')
    .orderBy('id', 'desc')
    .limit(MOST)
    .execute()
  return rows.map(row => ({
    key: `claim.returned.${row.id}`,
    urgency: 'sign' as const,
    title: `报销单被退回：${row.title}`,
    detail: [row.no, row.missing ? MISSING[row.missing] : '', row.missing_note].filter(Boolean).join(' · '),
    link: `/claims/${row.id}`,
    dueAt: null,
  }))
}

const item = (row: Row, what: string): DeskItem => ({
  key: `claim.${row.state}.${row.id}`,
  urgency: 'sign',
  title: `${what}：${row.title} ${formatFen(row.amountFen)}`,
  detail: `${row.no} · ${row.payee}`,
  link: `/claims/${row.id}`,
  dueAt: null,
})

/** Claims by number, words, payee; of those one may see. */
export const claimSearch: SearchSource = {
  id: 'claim',
  async search(ctx, text) {
    if (ctx.actor.kind !== 'user') return []
    const { rows } = await list(ctx, { search: text, limit: 6 })
    return rows.map(row => ({
      kind: 'claim.claim',
      kindTitle: '报销单',
      title: `${row.title} ${formatFen(row.amountFen)}`,
      detail: `${row.no} · ${claimMachine.states[row.state].label}`,
      link: `/claims/${row.id}`,
    }))
  },
}
