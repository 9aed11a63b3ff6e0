import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { addDays, addMonths, firstOfMonth, monthOf } from '../../../kernel/pure/calendar/day.ts'
import { useRead } from '../../../web/api.ts'
import { useSession } from '../../../web/session.tsx'
import { ErrorNotice, MonthCalendar, Notice } from '../../../web/ui/index.ts'
import { contracts } from '../contract.ts'

const MOST = 200

/** Which contracts that run end on which day of a month. */
export default function ExpiryCalendar() {
  const session = useSession()
  const navigate = useNavigate()
  const [month, setMonth] = useState(monthOf(session.today))
  const list = useRead(contracts.list, {
    states: ['active'],
    endsFrom: firstOfMonth(month),
    endsTo: addDays(firstOfMonth(addMonths(month, 1)), -1),
    sort: 'ends',
    limit: MOST,
  })
  if (list.error) return <ErrorNotice message={list.error.message} onRetry={() => void list.refetch()} />
  const rows = list.data?.rows ?? []
  return (
    <section className="zw-contract-part">
      <p>
        <Link to="/contracts">合同</Link>
      </p>
      <h1>合同到期日历</h1>
      <p className="zw-muted">
        {list.data
          ? rows.length > 0
            ? `这个月有 ${rows.length} 份合同到期`
            : '这个月没有合同到期'
          : '正在读取…'}
      </p>
      {(list.data?.total ?? 0) > MOST && <Notice tone="waiting">{`只显示前 ${MOST} 份`}</Notice>}
      <MonthCalendar
        month={month}
        onMonth={setMonth}
        items={rows.map(row => ({
          key: row.id,
          day: row.endsOn,
          label: `${row.title} · ${row.supplierName}`,
          tone: row.endsOn < session.today ? ('late' as const) : ('waiting' as const),
        }))}
        onOpen={item => void navigate({ to: `/contracts/${item.key}` })}
      />
    </section>
  )
}
