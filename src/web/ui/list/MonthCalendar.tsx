import ChevronLeft from 'lucide-react/icons/chevron-left'
import ChevronRight from 'lucide-react/icons/chevron-right'
import type { Tone } from '../../../kernel/pure/state.ts'
import { IconButton } from '../base/Button.tsx'
import { useIsPhone } from '../base/media.ts'
import { Glyph } from '../marks/Glyph.tsx'
import { useNow } from '../time/Now.tsx'
import { clockFace, dayOf } from '../time/when.ts'
import { monthWeeks, shiftMonth } from './month.ts'
import './calendar.css'

export interface CalendarItem {
  key: string
  /** 'YYYY-MM-DD' */
  day: string
  label: string
  tone: Tone
}

/** What the school calendar says of a day: 期中考试, 国庆节. */
export interface DayMark {
  text: string
  /** No lessons. */
  rest?: boolean
}

export interface MonthCalendarProps {
  /** 'YYYY-MM' */
  month: string
  onMonth: (month: string) => void
  items: readonly CalendarItem[]
  onOpen: (item: CalendarItem) => void
  /** Opens a day whose items do not all fit. */
  onDay?: (day: string) => void
  marks?: Readonly<Record<string, DayMark>>
  /** 第12周, for the week that begins on that Monday. */
  weekName?: (monday: string) => string | undefined
}

const FIT = 3

/** A month of the school's year: weeks are counted, holidays and exams stand in the days. */
export function MonthCalendar(props: MonthCalendarProps) {
  const { month, onMonth } = props
  const phone = useIsPhone()
  const [year, m] = month.split('-')
  return (
    <section className="zw-month">
      <header>
        <IconButton
          label="上个月"
          icon={<ChevronLeft size={18} aria-hidden />}
          onClick={() => onMonth(shiftMonth(month, -1))}
        />
        <h2>
          {year}年{Number(m)}月
        </h2>
        <IconButton
          label="下个月"
          icon={<ChevronRight size={18} aria-hidden />}
          onClick={() => onMonth(shiftMonth(month, 1))}
        />
      </header>
      {phone ? <Agenda {...props} /> : <Grid {...props} />}
    </section>
  )
}

function Grid({ month, items, onOpen, onDay, marks, weekName }: MonthCalendarProps) {
  const today = dayOf(useNow())
  return (
    <table className="zw-month-grid">
      <thead>
        <tr>
          {weekName && (
            <th scope="col" className="zw-month-week">
              周次
            </th>
          )}
          {[...'一二三四五六日'].map(d => (
            <th key={d} scope="col">
              周{d}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {monthWeeks(month).map(week => (
          <tr key={week[0]}>
            {weekName && (
              <th scope="row" className="zw-month-week">
                {weekName(week[0] as string) ?? ''}
              </th>
            )}
            {week.map(day => (
              <td
                key={day}
                data-other={day.startsWith(month) ? undefined : true}
                data-rest={marks?.[day]?.rest || undefined}
                aria-current={day === today ? 'date' : undefined}
              >
                <p className="zw-month-day">
                  <span>{Number(day.slice(8))}</span>
                  {marks?.[day] && <em>{marks[day].text}</em>}
                </p>
                <DayItems
                  items={items.filter(i => i.day === day)}
                  onOpen={onOpen}
                  onMore={() => onDay?.(day)}
                />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

interface DayItemsProps {
  items: readonly CalendarItem[]
  onOpen: (item: CalendarItem) => void
  onMore?: () => void
}

function DayItems({ items, onOpen, onMore }: DayItemsProps) {
  const shown = onMore ? items.slice(0, FIT) : items
  return (
    <ul>
      {shown.map(item => (
        <li key={item.key}>
          <button type="button" onClick={() => onOpen(item)} title={item.label}>
            <Glyph tone={item.tone} />
            <span>{item.label}</span>
          </button>
        </li>
      ))}
      {items.length > shown.length && (
        <li>
          <button type="button" className="zw-month-more" onClick={onMore}>
            还有 {items.length - shown.length} 件
          </button>
        </li>
      )}
    </ul>
  )
}

/** On a phone a month is a list of the days that have something. */
function Agenda({ month, items, onOpen, marks }: MonthCalendarProps) {
  const days = monthWeeks(month)
    .flat()
    .filter(day => day.startsWith(month) && (marks?.[day] || items.some(i => i.day === day)))
  if (days.length === 0) return <p className="zw-month-none">这个月没有安排</p>
  return (
    <ol className="zw-agenda">
      {days.map(day => (
        <li key={day}>
          <p>
            <b>{Number(day.slice(8))}日</b> {clockFace(day).weekday.replace('星期', '周')}
            {marks?.[day] && <em>{marks[day].text}</em>}
          </p>
          <DayItems items={items.filter(i => i.day === day)} onOpen={onOpen} />
        </li>
      ))}
    </ol>
  )
}
