import { Link } from '@tanstack/react-router'
import { moreOf, usePages } from '../../../web/api.ts'
import { EvidenceDrawer } from '../../../web/ui/feedback/EvidenceDrawer.tsx'
import { Empty, ErrorNotice, Loading } from '../../../web/ui/feedback/Notices.tsx'
import { LoadMore } from '../../../web/ui/list/LoadMore.tsx'
import { formatFull } from '../../../web/ui/time/when.ts'
import { metric, type Params, type Period } from '../contract.ts'
import './evidence.css'

/** What a figure asks the records: metric, period, parameters. */
export interface Question {
  metricId: string
  period: Period
  params: Params
}

/** The records behind one question, newest first, with what each adds to the number. */
export function EvidenceRows({ question, shown }: { question: Question; shown?: number | undefined }) {
  const { metricId, params } = question
  const period = { from: question.period.from, to: question.period.to }
  const list = usePages(metric.rows, { metricId, period, params, limit: 50 })
  if (list.error) return <ErrorNotice message={list.error.message} onRetry={() => void list.refetch()} />
  if (list.isPending) return <Loading kind="rows" />
  const now = list.first?.metric
  if (list.rows.length === 0) return <Empty title="这个数字背后没有记录" note="它是零，或者记录已经更正。" />
  return (
    <>
      {now && (
        <p className="zw-evidence-head">
          {now.title}：<b>{now.value.toLocaleString('zh-CN')}</b>
          {now.unit}，来自 {now.records.toLocaleString('zh-CN')} 条记录，{period.from} 至 {period.to}
          {shown !== undefined && shown !== now.value && (
            <span className="zw-evidence-changed">
              写进总结时是 {shown.toLocaleString('zh-CN')}
              {now.unit}，之后记录有变动
            </span>
          )}
        </p>
      )}
      <ul className="zw-evidence">
        {list.rows.map(row => (
          <li key={row.id}>
            <Link to={row.link}>
              <span className="zw-evidence-title">{row.title}</span>
              <span className="zw-evidence-amount">
                {row.amount.toLocaleString('zh-CN')}
                {row.unit}
              </span>
              <span className="zw-evidence-note">
                {row.on} · {row.no}
                {row.detail && ` · ${row.detail}`}
              </span>
            </Link>
          </li>
        ))}
      </ul>
      <LoadMore {...moreOf({ ...list, total: now?.records })} />
    </>
  )
}

export interface EvidenceOf {
  title: string
  asAt: string
  questions: readonly Question[]
  value?: number
}

/** The drawer beside a text: a figure worked out from others shows each part it was made of. */
export function FigureEvidence({ of, onClose }: { of: EvidenceOf | null; onClose: () => void }) {
  return (
    <EvidenceDrawer
      open={of !== null}
      onClose={onClose}
      title={of?.title ?? ''}
      note={of && `截至 ${formatFull(of.asAt)}`}
    >
      {of?.questions.map(question => (
        <EvidenceRows
          key={JSON.stringify(question)}
          question={question}
          shown={of.questions.length === 1 ? of.value : undefined}
        />
      ))}
    </EvidenceDrawer>
  )
}
