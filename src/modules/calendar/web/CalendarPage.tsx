import ChevronLeft from 'lucide-react/icons/chevron-left'
import ChevronRight from 'lucide-react/icons/chevron-right'
import { useEffect, useRef, useState } from 'react'
import { useRead } from '../../../web/api.ts'
import { go } from '../../../web/app/go.ts'
import { useSession } from '../../../web/session.tsx'
import { Button, IconButton } from '../../../web/ui/base/Button.tsx'
import { useIsPhone } from '../../../web/ui/base/media.ts'
import { ErrorNotice, Loading, Notice } from '../../../web/ui/feedback/Notices.tsx'
import { ListFrame } from '../../../web/ui/list/ListFrame.tsx'
import { calendar } from '../contract.ts'
import { DayForm } from './DayForm.tsx'
import { Hours } from './Hours.tsx'
import { Legend, MonthGrid } from './MonthGrid.tsx'
import { Terms } from './Terms.tsx'
import './calendar.css'

/** The school's year on one sheet: terms, holidays, make-up days, and the hours of work. */
export default function CalendarPage() {
  const session = useSession()
  const [year, setYear] = useState<number>()
  const [marking, setMarking] = useState<string>()
  const read = useRead(calendar.year, year === undefined ? {} : { year }, { keep: true })
  const one = read.data
  const phone = useIsPhone()
  const sheet = useRef<HTMLDivElement>(null)
  const shown = one !== undefined
  // On a phone a year is long: it opens at the present month.
  useEffect(() => {
    if (phone && shown) sheet.current?.querySelector('[data-now]')?.scrollIntoView()
  }, [phone, shown])
  const mayMark = session.can(calendar.markDays)
  const step = (by: number): void => setYear((one?.year ?? 0) + by)
  return (
    <>
      <ListFrame
        title="校历"
        action={
          mayMark && (
            <Button kind="primary" onClick={() => setMarking(session.today)}>
              登记放假或调休
            </Button>
          )
        }
        {...(mayMark ? { onImport: () => go('/imports/new/calendar') } : {})}
        onPrint={() => window.print()}
        filter={
          <div className="zw-cal-year">
            <IconButton
              label="上一学年"
              icon={<ChevronLeft size={18} aria-hidden />}
              onClick={() => step(-1)}
            />
            <b>{one ? `${one.year}—${one.year + 1}学年` : ''}</b>
            <IconButton
              label="下一学年"
              icon={<ChevronRight size={18} aria-hidden />}
              onClick={() => step(1)}
            />
            <Legend />
          </div>
        }
      >
        {read.error && <ErrorNotice message={read.error.message} onRetry={() => void read.refetch()} />}
        {read.isPending && <Loading kind="rows" rows={12} />}
        {one && !one.holidaysKnown && (
          <Notice tone="waiting">
            这一学年的法定节假日还没有全部公布，没公布的只按周末算。公布后会随系统更新，也可以先自己登记。
          </Notice>
        )}
        {one && (
          <div className="zw-cal">
            <div className="zw-cal-months" ref={sheet}>
              {one.months.map(month => (
                <MonthGrid
                  key={month.month}
                  month={month}
                  today={one.today}
                  {...(mayMark ? { onDay: (day: string) => setMarking(day) } : {})}
                />
              ))}
            </div>
            <aside className="zw-cal-side">
              <Terms year={one.year} terms={one.terms} />
              <Hours terms={one.terms} />
            </aside>
          </div>
        )}
      </ListFrame>
      {marking && one && (
        <DayForm
          key={marking}
          day={marking}
          own={one.ownDays.find(own => own.day === marking)}
          onClose={() => setMarking(undefined)}
        />
      )}
    </>
  )
}
