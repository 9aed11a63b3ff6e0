import { DAY_KINDS } from '../day-kinds.ts'
import { type Day, type Month, monthNotes, weeksOf } from './month.ts'

interface MonthGridProps {
  month: Month
  today: string
  /** Absent: the days are for reading only. */
  onDay?: (day: string) => void
}

/** One month of the year: weeks of the term at the side, what is to be known below. */
export function MonthGrid({ month, today, onDay }: MonthGridProps) {
  const [year, number] = month.month.split('-').map(Number)
  const notes = monthNotes(month)
  return (
    <section
      className="zw-cal-month"
      aria-label={`${year}年${number}月`}
      data-now={today.startsWith(month.month) || undefined}
    >
      <h2>
        {number}月{number === 1 || number === 9 ? <small>{year}年</small> : null}
      </h2>
      <table>
        <thead>
          <tr>
            <th scope="col">
              <span className="zw-sr">周次</span>
            </th>
            {[...'一二三四五六日'].map(name => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeksOf(month).map(week => (
            <tr key={week.days.find(day => day)?.day}>
              <th scope="row" data-term={week.number !== null || undefined}>
                {week.number}
              </th>
              {week.days.map((day, i) => (
                <DayCell
                  key={day?.day ?? `none-${i}`}
                  day={day}
                  today={today}
                  {...(onDay ? { onDay } : {})}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {notes.length > 0 && (
        <ul>
          {notes.map(note => (
            <li key={note.key}>
              <b>{note.off ? '休' : '班'}</b>
              <span>
                {note.days} {note.why}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

interface DayCellProps {
  day: Day | null
  today: string
  onDay?: (day: string) => void
}

function DayCell({ day, today, onDay }: DayCellProps) {
  if (!day) return <td />
  const number = Number(day.day.slice(8))
  const mark = MARKS[day.kind]
  const inside = (
    <>
      {number}
      {mark && <i aria-hidden>{mark}</i>}
    </>
  )
  return (
    <td data-kind={day.kind} aria-current={day.day === today ? 'date' : undefined} title={day.why}>
      {onDay ? (
        <button type="button" aria-label={`${day.day} ${day.why}`} onClick={() => onDay(day.day)}>
          {inside}
        </button>
      ) : (
        <span>{inside}</span>
      )}
    </td>
  )
}

const MARKS: Partial<Record<Day['kind'], string>> = {
  holiday: '休',
  own_off: '休',
  makeup: '班',
  own_work: '班',
}

/** What the looks of the days mean. */
export function Legend() {
  const shown = ['school', 'weekend', 'holiday', 'makeup', 'own_off', 'own_work', 'vacation', 'duty'] as const
  return (
    <ul className="zw-cal-legend" aria-label="图例">
      {shown.map(kind => (
        <li key={kind}>
          <span data-kind={kind}>8{MARKS[kind] && <i>{MARKS[kind]}</i>}</span>
          {DAY_KINDS[kind]}
        </li>
      ))}
    </ul>
  )
}
