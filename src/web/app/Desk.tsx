import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { desk } from '../../mechanisms/desk/contract.ts'
import { type Answer, useRead } from '../api.ts'
import { isAway } from '../kept/me.ts'
import { useSession } from '../session.tsx'
import { Empty, ErrorNotice, Loading } from '../ui/feedback/Notices.tsx'
import { DueMark } from '../ui/marks/DueMark.tsx'
import { FigureLine } from '../ui/marks/FigureLine.tsx'
import { go } from './go.ts'
import { greeting } from './greeting.ts'
import { KeptPages } from './KeptPages.tsx'
import './desk.css'

type Today = Answer<typeof desk.today>
type Item = Today['items'][number]

const URGENCIES: readonly { key: Item['urgency']; title: string }[] = [
  { key: 'late', title: '已经超时' },
  { key: 'sign', title: '等我处理' },
  { key: 'today', title: '今天到期' },
  { key: 'soon', title: '快到期' },
  { key: 'news', title: '新消息' },
]
const REFRESH_MS = 60_000
const FOLD_AT = 8

/** What needs me, in the order in which it hurts; then the school's day in one row of figures. */
export default function Desk() {
  const session = useSession()
  const today = useRead(desk.today, {}, { refreshMs: REFRESH_MS })
  if (today.error)
    return (
      <>
        <ErrorNotice
          message={isAway(today.error) ? '没有网络，今天的事看不到。' : today.error.message}
          onRetry={() => void today.refetch()}
        />
        <KeptPages away={isAway(today.error)} />
      </>
    )
  if (!today.data) return <Loading kind="rows" />
  const { items, figures, more } = today.data
  return (
    <article className="zw-desk">
      <header className="zw-desk-head">
        <h1>
          {greeting(new Date(today.data.now))}，{session.name}
        </h1>
        <p className="zw-muted">{dayLine(today.data)}</p>
      </header>
      <KeptPages away={false} />
      {figures.length > 0 && (
        <FigureLine
          label="学校今天"
          items={figures.map(f => ({
            key: f.key,
            label: f.label,
            value: f.value,
            unit: f.unit,
            title: f.label,
            asAt: today.data.now,
            onOpen: () => go(f.link),
          }))}
        />
      )}
      {items.length === 0 && (
        <Empty title="今天没有等您办的事" note="有新的报修、审批或到期的事，会先出现在这里。" />
      )}
      {URGENCIES.map(({ key, title }) => (
        <Group key={key} title={title} urgency={key} items={items.filter(item => item.urgency === key)} />
      ))}
      {more > 0 && <p className="zw-muted">还有 {more} 件没有列出，请到各自的列表里看。</p>}
    </article>
  )
}

function Group({ title, urgency, items }: { title: string; urgency: string; items: readonly Item[] }) {
  const [open, setOpen] = useState(false)
  if (items.length === 0) return null
  const shown = open ? items : items.slice(0, FOLD_AT)
  return (
    <section className="zw-desk-group" data-urgency={urgency} aria-labelledby={`desk-${urgency}`}>
      <h2 id={`desk-${urgency}`}>
        {title}
        <span className="zw-num">{items.length}</span>
      </h2>
      <ul>
        {shown.map(item => (
          <li key={item.key}>
            <Link to={item.link}>
              <span className="zw-desk-title">{item.title}</span>
              <span className="zw-desk-detail">{item.detail}</span>
              {item.dueAt && <DueMark dueAt={item.dueAt} />}
            </Link>
          </li>
        ))}
      </ul>
      {items.length > FOLD_AT && (
        <button type="button" className="zw-link" onClick={() => setOpen(!open)}>
          {open ? '收起' : `看全部 ${items.length} 件`}
        </button>
      )}
    </section>
  )
}

const WEEKDAYS = ['日', '一', '二', '三', '四', '五', '六']

function dayLine({ today, schoolDay }: Today): string {
  const [, month, day] = today.split('-').map(Number)
  const weekday = WEEKDAYS[new Date(`${today}T12:00:00`).getDay()]
  return [`${month}月${day}日`, schoolDay || `星期${weekday}`].join(' · ')
}
