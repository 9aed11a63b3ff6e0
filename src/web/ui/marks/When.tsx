import { useNow } from '../time/Now.tsx'
import { formatFull, formatWhen, isDay, type Moment, toMs } from '../time/when.ts'

/** A time as people say it, with the exact one on hover and in the markup. */
export function When({ at }: { at: Moment | undefined }) {
  const now = useNow()
  if (at === undefined) return <span className="zw-muted">—</span>
  return (
    <time
      className="zw-num"
      dateTime={isDay(at) ? at : new Date(toMs(at)).toISOString()}
      title={formatFull(at)}
    >
      {formatWhen(at, now)}
    </time>
  )
}
