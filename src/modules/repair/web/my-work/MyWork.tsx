import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { contract as workorder } from '../../../../mechanisms/workorder/contract.ts'
import { reportedMoment } from '../../../../mechanisms/workorder/web/order-columns.tsx'
import {
  OrderDue,
  OrderFlags,
  OrderState,
  type Row,
} from '../../../../mechanisms/workorder/web/order-marks.tsx'
import { useCommand, useRead } from '../../../../web/api.ts'
import { Empty, ErrorNotice, Loading } from '../../../../web/ui/feedback/Notices.tsx'
import { toast } from '../../../../web/ui/feedback/toast.ts'
import { When } from '../../../../web/ui/marks/When.tsx'
import { BigButton } from '../../../../web/ui/phone/controls.tsx'
import { contract } from '../../contract.ts'
import { FinishSheet } from './FinishSheet.tsx'
import { draftKey } from './finish-draft.ts'
import { PauseSheet } from './PauseSheet.tsx'
import { useOnline } from './use-online.ts'
import './my-work.css'

const { operations } = workorder
const REFRESH_MS = 60_000

/** A worker's day: what to do next on top, each step one large button. */
export default function MyWork() {
  const day = useRead(operations.workerDay, {}, { refreshMs: REFRESH_MS })
  const catalogue = useRead(contract.operations.catalogue, {})
  const start = useCommand(operations.start)
  const resume = useCommand(operations.resume)
  const grab = useCommand(operations.grab)
  const [asked, setAsked] = useState<{ what: 'finish' | 'pause'; row: Row }>()
  const online = useOnline()
  const fail = (error: Error): void => void toast.fail(error.message)
  if (day.error && !day.data)
    return <ErrorNotice message={day.error.message} onRetry={() => void day.refetch()} />
  if (!day.data) return <Loading kind="rows" />
  const { person, open, pool, doneToday } = day.data
  const late = open.filter(row => row.clock.late).length
  const trades = catalogue.data?.trades ?? []
  const close = (): void => setAsked(undefined)
  return (
    <article className="zw-my-work">
      <header>
        <h1>我的活</h1>
        <p>
          {person.name}
          {person.trades.length > 0 && ` · ${person.trades.join('、')}`}，手上 {open.length} 单
          {late > 0 && <em>，{late} 单晚了</em>}，今天修好 {doneToday.length} 单
        </p>
      </header>
      {(day.error || !online) && (
        <p className="zw-my-work-old">网络不通，下面是刚才的情况。做好的可以先写，有网再发。</p>
      )}
      {open.length === 0 && (
        <Empty
          title="手上没有活"
          note={pool.length > 0 ? '下面有可以接的单子。' : '派给您的会出现在这里。'}
        />
      )}
      <ul className="zw-jobs">
        {open.map(row => (
          <Job key={row.id} row={row}>
            <JobButtons
              row={row}
              busy={start.isPending || resume.isPending}
              onStart={() => start.mutate({ id: row.id }, { onError: fail })}
              onResume={() => resume.mutate({ id: row.id }, { onError: fail })}
              onPause={() => setAsked({ what: 'pause', row })}
              onFinish={() => setAsked({ what: 'finish', row })}
            />
          </Job>
        ))}
      </ul>
      {pool.length > 0 && (
        <section>
          <h2>可以接的 {pool.length} 单</h2>
          <ul className="zw-jobs">
            {pool.map(row => (
              <Job key={row.id} row={row}>
                <BigButton
                  kind="plain"
                  onClick={() =>
                    grab.mutate(
                      { id: row.id },
                      { onSuccess: () => void toast.ok(`${row.no} 归您了`), onError: fail },
                    )
                  }
                >
                  我来修
                </BigButton>
              </Job>
            ))}
          </ul>
        </section>
      )}
      {doneToday.length > 0 && (
        <section>
          <h2>今天修好的 {doneToday.length} 单</h2>
          <ul className="zw-jobs-done">
            {doneToday.map(row => (
              <li key={row.id}>
                <Link to={`/orders/${row.id}`}>
                  <span>
                    <b>{row.place}</b> {row.title}
                  </span>
                  <When at={row.doneAt ?? undefined} />
                </Link>
              </li>
            ))}
          </ul>
        </section>
      )}
      {asked?.what === 'finish' && <FinishSheet row={asked.row} trades={trades} onClose={close} />}
      {asked?.what === 'pause' && <PauseSheet row={asked.row} onClose={close} />}
    </article>
  )
}

function Job({ row, children }: { row: Row; children: React.ReactNode }) {
  const unsent = hasDraft(row.id)
  return (
    <li data-late={row.clock.late || undefined} data-state={row.state}>
      <Link to={`/orders/${row.id}`} className="zw-job-what">
        <b>{row.place || '地点没写'}</b>
        <span>
          {row.title} <OrderFlags row={row} />
        </span>
        <small>
          <OrderState row={row} />
          <OrderDue row={row} />
          <span>
            {row.reporter || '没留名'} <When at={reportedMoment(row)} />
          </span>
          {row.photos > 0 && <span>{row.photos} 张照片</span>}
        </small>
        {row.waiting?.note && <small>{row.waiting.note}</small>}
      </Link>
      {unsent && <p className="zw-job-unsent">完工写了一半，还没发出去</p>}
      <div className="zw-job-buttons">{children}</div>
    </li>
  )
}

interface JobButtonsProps {
  row: Row
  busy: boolean
  onStart: () => void
  onResume: () => void
  onPause: () => void
  onFinish: () => void
}

function JobButtons({ row, busy, onStart, onResume, onPause, onFinish }: JobButtonsProps) {
  if (row.state === 'waiting')
    return (
      <>
        <BigButton kind="plain" onClick={onFinish}>
          完工
        </BigButton>
        <BigButton busy={busy} onClick={onResume}>
          接着修
        </BigButton>
      </>
    )
  const begun = row.state === 'in_progress'
  return (
    <>
      <BigButton kind="plain" onClick={onPause}>
        等材料
      </BigButton>
      {begun ? (
        <BigButton onClick={onFinish}>完工</BigButton>
      ) : (
        <>
          <BigButton kind="plain" onClick={onFinish}>
            完工
          </BigButton>
          <BigButton busy={busy} onClick={onStart}>
            开工
          </BigButton>
        </>
      )}
    </>
  )
}

function hasDraft(orderId: string): boolean {
  try {
    return localStorage.getItem(`zongwu.draft.${draftKey(orderId)}`) !== null
  } catch {
    return false
  }
}
