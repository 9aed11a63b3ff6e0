import { useNavigate } from '@tanstack/react-router'
import { useRead } from '../../../web/api.ts'
import { ErrorNotice } from '../../../web/ui/feedback/Notices.tsx'
import { MonthCalendar } from '../../../web/ui/list/MonthCalendar.tsx'
import { monthWeeks } from '../../../web/ui/list/month.ts'
import { useNow } from '../../../web/ui/time/Now.tsx'
import { dayOf } from '../../../web/ui/time/when.ts'
import { contract } from '../contract.ts'
import type { OrderFilter } from '../shapes.ts'
import type { CalendarBy } from './filter-url.ts'
import { orderTitle, stateOf } from './order-marks.tsx'

const BY: Record<CalendarBy, string> = { reported: '报修日', due: '到期日', done: '完工日' }

export interface OrdersCalendarProps {
  filter: OrderFilter
  month: string | undefined
  by: CalendarBy
  onMonth: (month: string) => void
  onBy: (by: CalendarBy) => void
  /** Opens the list of one day. */
  onDay: (day: string, by: CalendarBy) => void
  /** 第12周, for the week that begins on that Monday. */
  weekName?: (monday: string) => string | undefined
}

/** The same orders in the days of a month, by report, by due day or by the day of finishing. */
export function OrdersCalendar({ filter, month, by, onMonth, onBy, onDay, weekName }: OrdersCalendarProps) {
  const navigate = useNavigate()
  const today = dayOf(useNow())
  const shown = month ?? today.slice(0, 7)
  const days = monthWeeks(shown).flat()
  const calendar = useRead(
    contract.operations.calendar,
    { ...filter, by, since: days[0] as string, until: days.at(-1) as string, perDay: 12 },
    { keep: true },
  )
  const items = (calendar.data?.days ?? []).flatMap(day =>
    day.rows.map(row => ({ key: row.id, day: day.day, label: orderTitle(row), tone: stateOf(row).tone })),
  )
  return (
    <>
      <fieldset className="zw-views zw-orders-by">
        <legend className="zw-sr">按哪一天排</legend>
        {(Object.keys(BY) as CalendarBy[]).map(key => (
          <button key={key} type="button" aria-pressed={key === by} onClick={() => onBy(key)}>
            按{BY[key]}
          </button>
        ))}
      </fieldset>
      {calendar.error && (
        <ErrorNotice message={calendar.error.message} onRetry={() => void calendar.refetch()} />
      )}
      <MonthCalendar
        month={shown}
        onMonth={onMonth}
        items={items}
        onOpen={item => void navigate({ to: `/orders/${item.key}` })}
        onDay={day => onDay(day, by)}
        {...(weekName ? { weekName } : {})}
        marks={Object.fromEntries(
          (calendar.data?.days ?? [])
            .filter(day => day.count > 0)
            .map(day => [
              day.day,
              { text: day.late > 0 ? `${day.count} 张，${day.late} 张晚了` : `${day.count} 张` },
            ]),
        )}
      />
    </>
  )
}
