import type { Ctx } from '../../kernel/server/ctx.ts'
import type { Schedule } from '../../kernel/server/module.ts'
import { notify } from '../../mechanisms/notification/index.ts'
import { LOAN_REF } from './paper.ts'

/** Once a day, each loan that is due or late, to the borrower and the storekeeper. */
export async function remindLoans(ctx: Ctx): Promise<void> {
  const late = await ctx.db
    .selectFrom('stock_loan as l')
    .innerJoin('stock_store as s', join =>
      join.onRef('s.school_id', '=', 'l.school_id').onRef('s.id', '=', 'l.store_id'),
    )
    .select(['l.id', 'l.no', 'l.borrower_id', 'l.due_on', 's.keeper_id', 's.name'])
    .where('l.school_id', '=', ctx.schoolId)
    .where('l.state', '=', 'out')
    .where('l.due_on', '<=', ctx.today)
    .where(eb => eb.or([eb('l.reminded_on', 'is', null), eb('l.reminded_on', '<', ctx.today)]))
    .orderBy('l.id')
    .limit(500)
    .forUpdate('l')
    .skipLocked()
    .execute()
  for (const loan of late) {
    await notify(ctx, {
      personIds: [loan.borrower_id, ...(loan.keeper_id ? [loan.keeper_id] : [])],
      topic: 'stock.loan_due',
      title:
        loan.due_on === ctx.today
          ? `借用单 ${loan.no} 今天该还`
          : `借用单 ${loan.no} 已过归还日期 ${loan.due_on}`,
      body: `请还到${loan.name}；还要用的请办续借。`,
      link: `/loans/${loan.id}`,
      subject: { kind: LOAN_REF, id: loan.id },
    })
    await ctx.db
      .updateTable('stock_loan')
      .set({ reminded_on: ctx.today })
      .where('school_id', '=', ctx.schoolId)
      .where('id', '=', loan.id)
      .execute()
  }
}

export const schedules: readonly Schedule[] = [
  { name: 'remindLoans', title: '借用到期提醒', cron: '30 7 * * *', run: remindLoans },
]
