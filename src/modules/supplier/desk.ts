import { addDays } from '../../kernel/pure/calendar/day.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import type { DeskSource, SearchSource } from '../../mechanisms/desk/index.ts'
import { readParameter } from '../../mechanisms/parameter/index.ts'
import { supplier } from './contract.ts'
import { licenceLeadDays } from './parameters.ts'
import { firms } from './queries.ts'
import { firmMachine } from './rules.ts'

const SHOWN = 8

/** Papers of suppliers that run out soon, or have. */
export const licenceDesk: DeskSource = {
  id: 'supplier.licence',
  async items(ctx: Ctx) {
    if (!ctx.may(supplier.addLicence)) return []
    const until = addDays(ctx.today, await readParameter(ctx, licenceLeadDays))
    const rows = await firms(ctx, { states: ['active'] })
      .innerJoin('supplier_licence as l', join =>
        join.onRef('l.school_id', '=', 'f.school_id').onRef('l.firm_id', '=', 'f.id'),
      )
      .select(['l.id', 'l.title', 'l.valid_to', 'l.required', 'f.id as firmId', 'f.name'])
      .where('l.ended_at', 'is', null)
      .where('l.valid_to', '<=', until)
      .orderBy('l.valid_to')
      .limit(SHOWN)
      .execute()
    return rows.map(row => {
      const over = (row.valid_to as string) < ctx.today
      return {
        key: `supplier.licence:${row.id}`,
        urgency: over ? ('late' as const) : ('soon' as const),
        title: `${row.name}的${row.title}${over ? '已过期' : `将于 ${row.valid_to} 到期`}`,
        detail: row.required && over ? '过期期间不能向它采购' : '请对方提供新的证照',
        link: `/suppliers/${row.firmId}`,
        dueAt: null,
      }
    })
  },
}

export const supplierSearch: SearchSource = {
  id: 'supplier.firm',
  async search(ctx, text) {
    if (!ctx.may(supplier.list)) return []
    const rows = await firms(ctx, { q: text.slice(0, 60) })
      .select(['f.id', 'f.no', 'f.name', 'f.supplies', 'f.state'])
      .orderBy('f.pinyin')
      .limit(SHOWN)
      .execute()
    return rows.map(row => ({
      kind: 'supplier.firm',
      kindTitle: '供应商',
      title: row.name,
      detail: [row.no, row.supplies, row.state === 'active' ? '' : firmMachine.states[row.state].label]
        .filter(Boolean)
        .join(' · '),
      link: `/suppliers/${row.id}`,
    }))
  },
}
