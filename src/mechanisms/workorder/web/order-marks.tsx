import type { Answer } from '../../../web/api.ts'
import { DueMark } from '../../../web/ui/marks/DueMark.tsx'
import { StateTag } from '../../../web/ui/marks/StateTag.tsx'
import { stateTag } from '../../../web/ui/marks/states.ts'
import type { contract } from '../contract.ts'
import { orderMachine, WAIT_REASONS } from '../machine.ts'

export type Row = Answer<typeof contract.operations.list>['rows'][number]

/** What is wrong and where: 高职B楼 312 灯管不亮. */
export const orderTitle = (row: Pick<Row, 'place' | 'title'>): string =>
  [row.place, row.title].filter(Boolean).join(' ')

/** The order's state; a waiting one says what it waits for. */
export function OrderState({ row, framed }: { row: Pick<Row, 'state' | 'waiting'>; framed?: boolean }) {
  return <StateTag {...stateOf(row)} {...(framed ? { framed } : {})} />
}

export function stateOf(row: Pick<Row, 'state' | 'waiting'>) {
  const tag = stateTag(orderMachine, row.state)
  return row.waiting ? { ...tag, label: WAIT_REASONS[row.waiting.reason] } : tag
}

/** How the clock of an order stands; nothing where none runs. */
export function OrderDue({ row }: { row: Pick<Row, 'clock' | 'doneAt' | 'waiting'> }) {
  const due = dueOf(row)
  return due ? <DueMark {...due} /> : null
}

export function dueOf(row: Pick<Row, 'clock' | 'doneAt' | 'waiting'>) {
  const { clock, doneAt, waiting } = row
  if (!clock.dueAt) return undefined
  return {
    dueAt: clock.dueAt,
    doneAt: clock.phase === 'stopped' ? (doneAt ?? undefined) : undefined,
    pausedReason: waiting ? WAIT_REASONS[waiting.reason] : undefined,
  }
}

/** Small words that change how a row is read: 抢险, 返修2次, 3人遇到. */
export function OrderFlags({ row }: { row: Row }) {
  const flags = [
    row.level === 'L0' && { key: 'l', text: '抢险', tone: 'late' },
    row.level === 'L1' && { key: 'l', text: '紧急', tone: 'late' },
    row.rework > 0 && { key: 'r', text: row.rework === 1 ? '返修' : `返修${row.rework}次`, tone: 'waiting' },
    row.endorsements > 0 && { key: 'e', text: `${row.endorsements + 1}人遇到`, tone: 'doing' },
    row.cause === 'human' && { key: 'c', text: '人为', tone: 'waiting' },
  ].filter(f => f !== false)
  return flags.map(f => (
    <em key={f.key} className="zw-order-flag" data-tone={f.tone}>
      {f.text}
    </em>
  ))
}
