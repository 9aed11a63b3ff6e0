import { addDays, diffDays } from '../../kernel/pure/calendar/day.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import type { Schedule } from '../../kernel/server/module.ts'
import { notify } from '../../mechanisms/notification/index.ts'
import { readParameter } from '../../mechanisms/parameter/index.ts'
import { personsWithRole } from '../people/index.ts'
import { expiryDays } from './parameters.ts'
import { alertDue } from './rules.ts'
import { AGREEMENT_REF } from './store.ts'

/** Once a day: each contract that has come as near to its end as a threshold says is told of, once a threshold. */
export async function remindExpiry(ctx: Ctx): Promise<void> {
  const thresholds = await readParameter(ctx, expiryDays)
  const rows = await ctx.db
    .selectFrom('contract_agreement')
    .select(['id', 'no', 'title', 'supplier_name', 'ends_on', 'alerted_days', 'manager_id'])
    .where('school_id', '=', ctx.schoolId)
    .where('state', '=', 'active')
    .where('ends_on', '>=', ctx.today)
    .where('ends_on', '<=', addDays(ctx.today, Math.max(...thresholds)))
    .orderBy('id')
    .forUpdate()
    .skipLocked()
    .execute()
  const due = rows.flatMap(row => {
    const days = alertDue(row.ends_on, ctx.today, thresholds, row.alerted_days)
    return days === undefined ? [] : [{ ...row, days }]
  })
  if (due.length === 0) return
  const directors = (await personsWithRole(ctx, ['director'])).map(person => person.id)
  for (const row of due) {
    await notify(ctx, {
      personIds: [...new Set([...directors, ...(row.manager_id ? [row.manager_id] : [])])],
      topic: 'contract.expiring',
      title: `合同“${row.title}”还有 ${diffDays(ctx.today, row.ends_on)} 天到期`,
      body: `${row.no}，${row.supplier_name}，${row.ends_on} 到期。要续的请及早续签或重新邀标，不续的到期办理履行完毕。`,
      link: `/contracts/${row.id}`,
      subject: { kind: AGREEMENT_REF, id: row.id },
    })
    await ctx.db
      .updateTable('contract_agreement')
      .set({ alerted_days: row.days })
      .where('school_id', '=', ctx.schoolId)
      .where('id', '=', row.id)
      .execute()
  }
}

export const schedules: readonly Schedule[] = [
  { name: 'remindExpiry', title: '合同到期提醒', cron: '40 7 * * *', run: remindExpiry },
]
