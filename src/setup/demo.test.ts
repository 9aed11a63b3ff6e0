import { expect, it } from 'vitest'
import { startOutbox } from '../kernel/server/outbox.ts'
import { scenario } from '../testing/scenario.ts'
import { deleteSchool } from './delete-school.ts'
import { makeDemoIfEmpty } from './demo.ts'

/** Whoever tries the product does so on the day on which he happens to: in any term, in the holidays. */
const DAYS = ['2025-09-02', '2026-02-10', '2026-04-20'] as const

it.each(DAYS)(
  'the demo school is made on %s',
  async day => {
    const s = await scenario()
    s.at(`${day}T10:00:00+08:00`)
    await deleteSchool(s.app, s.schoolId)
    const outbox = startOutbox(s.app, { poll: false })
    await makeDemoIfEmpty(s.app, outbox)
    await outbox.stop()
    const { rows } = await s.app.pool.query<{
      sheets: number
      papers: number
      stray: number
      unread: number
    }>(
      `select (select count(*)::int from stock_sheet) as sheets, (select count(*)::int from stock_document) as papers,
       (select count(*)::int from notification_message m join account_user u using (school_id, person_id)
         where m.read_at is null and m.created_at < $1) as unread,
       (select count(*)::int from stock_document where day between '2025-09-01' and '2026-01-31') as stray`,
      [new Date(s.now().getTime() - 3 * 86_400_000)],
    )
    expect(rows[0]?.sheets).toBe(1)
    expect(rows[0]?.papers).toBeGreaterThan(30)
    expect(rows[0]?.stray).toBe(0)
    expect(rows[0]?.unread).toBe(0)
  },
  120_000,
)
