import { diffDays } from '../../kernel/pure/calendar/day.ts'
import { hasRole } from '../../kernel/server/ctx.ts'
import type { DeskSource, SearchSource } from '../../mechanisms/desk/index.ts'
import { readParameter } from '../../mechanisms/parameter/index.ts'
import { contracts } from './contract.ts'
import { agreementMachine, tenderMachine } from './machine.ts'
import { expiryDays } from './parameters.ts'
import { agreements } from './queries/agreements.ts'
import { tendersOf } from './queries/tenders.ts'

const SHOWN = 8

/** Contracts that end soon or are over and still run; approved ones that wait for signing; bids to decide. */
export const contractDesk: DeskSource = {
  id: 'contract.agreement',
  async items(ctx) {
    if (!hasRole(ctx, 'director', 'clerk', 'buyer')) return []
    const within = Math.max(...(await readParameter(ctx, expiryDays)))
    const ending = await agreements(ctx, { endsWithin: within })
      .select(['a.id', 'a.no', 'a.title', 'a.ends_on', 'a.supplier_name'])
      .orderBy('a.ends_on')
      .orderBy('a.id')
      .limit(SHOWN)
      .execute()
    const waiting = await agreements(ctx, { states: ['approved'] })
      .select(['a.id', 'a.no', 'a.title', 'a.supplier_name'])
      .orderBy('a.id')
      .limit(SHOWN)
      .execute()
    const bidding = hasRole(ctx, 'director')
      ? await tendersOf(ctx, { states: ['inviting'] })
          .select(['t.id', 't.no', 't.title'])
          .where(eb =>
            eb.not(
              eb.exists(
                eb
                  .selectFrom('contract_bid as b')
                  .select('b.id')
                  .whereRef('b.school_id', '=', 't.school_id')
                  .whereRef('b.tender_id', '=', 't.id')
                  .where('b.amount_fen', 'is', null),
              ),
            ),
          )
          .orderBy('t.id')
          .limit(SHOWN)
          .execute()
      : []
    return [
      ...ending.map(row => {
        const left = diffDays(ctx.today, row.ends_on)
        return {
          key: `contract.ends:${row.id}`,
          urgency: left < 0 ? ('late' as const) : ('soon' as const),
          title:
            left < 0
              ? `合同“${row.title}”已于 ${row.ends_on} 到期，还没有办结`
              : `合同“${row.title}”还有 ${left} 天到期（${row.ends_on}）`,
          detail: `${row.no} · ${row.supplier_name} · 续签、重新邀标，或办理履行完毕`,
          link: `/contracts/${row.id}`,
          dueAt: null,
        }
      }),
      ...waiting.map(row => ({
        key: `contract.sign:${row.id}`,
        urgency: 'soon' as const,
        title: `合同“${row.title}”已批准，等待签订`,
        detail: `${row.no} · ${row.supplier_name}`,
        link: `/contracts/${row.id}`,
        dueAt: null,
      })),
      ...bidding.map(row => ({
        key: `contract.decide:${row.id}`,
        urgency: 'soon' as const,
        title: `${row.title}的报价收齐了，等待定标`,
        detail: `${row.no} · 由没有经办的负责人定标`,
        link: `/tenders/${row.id}`,
        dueAt: null,
      })),
    ]
  },
}

export const contractSearch: SearchSource = {
  id: 'contract.agreement',
  async search(ctx, text) {
    if (!ctx.may(contracts.list)) return []
    const q = text.slice(0, 60)
    const found = await agreements(ctx, { q })
      .select(['a.id', 'a.no', 'a.title', 'a.supplier_name', 'a.state'])
      .orderBy('a.id', 'desc')
      .limit(SHOWN)
      .execute()
    const bids = await tendersOf(ctx, { q })
      .select(['t.id', 't.no', 't.title', 't.state'])
      .orderBy('t.id', 'desc')
      .limit(SHOWN)
      .execute()
    return [
      ...found.map(row => ({
        kind: 'contract.agreement',
        kindTitle: '合同',
        title: row.title,
        detail: [row.no, row.supplier_name, agreementMachine.states[row.state].label].join(' · '),
        link: `/contracts/${row.id}`,
      })),
      ...bids.map(row => ({
        kind: 'contract.tender',
        kindTitle: '邀标',
        title: row.title,
        detail: [row.no, tenderMachine.states[row.state].label].join(' · '),
        link: `/tenders/${row.id}`,
      })),
    ]
  },
}
