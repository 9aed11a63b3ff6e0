import type { CSSProperties } from 'react'
import { useRead } from '../../../web/api.ts'
import { useSession } from '../../../web/session.tsx'
import { ErrorNotice } from '../../../web/ui/feedback/Notices.tsx'
import { When } from '../../../web/ui/marks/When.tsx'
import { WallFigure, WallFrame, WallList } from '../../../web/ui/wall/WallFrame.tsx'
import { contract } from '../contract.ts'
import { reportedMoment } from './order-columns.tsx'
import { OrderDue, OrderFlags, OrderState, orderTitle, type Row } from './order-marks.tsx'
import './orders.css'

const EVERY_SECONDS = 30

/** The office's screen: how the repairs stand, what burns, who has how much in hand. */
export default function Wall() {
  const { school } = useSession()
  const wall = useRead(contract.operations.wall, {}, { keep: true })
  if (!wall.data)
    return wall.error ? (
      <ErrorNotice message={wall.error.message} onRetry={() => void wall.refetch()} />
    ) : (
      <main className="zw-wall" data-theme="dark" aria-busy="true" />
    )
  const w = wall.data
  const hurting = distinct([...w.urgent, ...w.late]).slice(0, 8)
  const most = Math.max(1, ...w.workers.map(p => p.open))
  return (
    <WallFrame
      school={school.name}
      title="维修大屏"
      asAt={w.at}
      onRefresh={() => void wall.refetch()}
      everySeconds={EVERY_SECONDS}
      failed={wall.error !== null}
    >
      <WallFigure label="没修完" value={w.open} unit="件" note={`${w.waiting} 件等材料、等厂家`} />
      <WallFigure
        label="晚了"
        value={w.overdue}
        unit="件"
        note={w.overdue > 0 ? '过了时限' : '都在时限内'}
        {...(w.overdue > 0 ? { tone: 'late' as const } : {})}
      />
      <WallFigure
        label="还没派"
        value={w.unassigned}
        unit="件"
        note={w.unassigned > 0 ? '等总务处派人' : '都派出去了'}
        {...(w.unassigned > 0 ? { tone: 'waiting' as const } : {})}
      />
      <WallFigure
        label="今天修好"
        value={w.finishedToday}
        unit="件"
        note={`新报 ${w.reportedToday} 件`}
        tone="done"
      />
      <WallList title={hurting.length > 0 ? '先办这些' : '没有紧急的，也没有晚的'}>
        {hurting.map(row => (
          <li key={row.id}>
            <span className="zw-wall-what">
              {orderTitle(row)} <OrderFlags row={row} />
            </span>
            <span className="zw-wall-side">
              <span>{row.assignee?.name ?? '还没派'}</span>
              <OrderDue row={row} />
            </span>
          </li>
        ))}
      </WallList>
      <div className="zw-wall-column">
        <WallList title="刚报来的">
          {w.latest.slice(0, 4).map(row => (
            <li key={row.id}>
              <span className="zw-wall-what">{orderTitle(row)}</span>
              <span className="zw-wall-side">
                <OrderState row={row} />
                <When at={reportedMoment(row)} />
              </span>
            </li>
          ))}
        </WallList>
        <div className="zw-wall-workers">
          <WallList title="各人手上">
            {w.workers.slice(0, 8).map(p => (
              <li key={p.personId}>
                <span>{p.name}</span>
                <span className="zw-wall-load" style={{ '--share': (p.open / most) * 100 } as CSSProperties}>
                  <i aria-hidden />
                  <b>{p.open}</b> 件{p.late > 0 && <em>，晚 {p.late}</em>}
                </span>
              </li>
            ))}
          </WallList>
        </div>
      </div>
    </WallFrame>
  )
}

const distinct = (rows: readonly Row[]): Row[] => [...new Map(rows.map(r => [r.id, r])).values()]
