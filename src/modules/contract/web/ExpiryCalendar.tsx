import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { addDays, addMonths, diffDays, firstOfMonth, monthOf } from '../../../kernel/pure/calendar/day.ts'
import { useRead } from '../../../web/api.ts'
import { useSession } from '../../../web/session.tsx'
import { ErrorNotice, MonthCalendar, Notice } from '../../../web/ui/index.ts'
import { contracts } from '../contract.ts'
import './contract.css'

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
  const coming = useRead(contracts.list, {
    states: ['active'],
    endsFrom: session.today,
    sort: 'ends',
    limit: 10,
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
      <h2>接下来到期的</h2>
      {coming.data?.rows.length === 0 && <p className="zw-muted">没有履行中、等着到期的合同。</p>}
      <ul className="zw-contract-coming">
        {(coming.data?.rows ?? []).map(row => (
          <li key={row.id}>
            <span className="zw-num">{row.endsOn}</span>
            <Link to={`/contracts/${row.id}`}>{row.title}</Link>
            <span className="zw-muted">
              {row.supplierName}，还有 {diffDays(session.today, row.endsOn)} 天
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
