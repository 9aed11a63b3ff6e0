import type { Tone } from '../../../../kernel/pure/state.ts'
import type { Answer } from '../../../../web/api.ts'
import type { TimelineEvent } from '../../../../web/ui/document/Timeline.tsx'
import type { contract } from '../../contract.ts'
import { orderMachine } from '../../machine.ts'

export type Slip = Answer<typeof contract.operations.get>
type Event = Slip['timeline'][number]

const OTHER: Record<string, { title: string; tone: Tone }> = {
  report: { title: '报修', tone: 'waiting' },
  record: { title: '登记', tone: 'done' },
  comment: { title: '留言', tone: 'off' },
  note: { title: '记一笔', tone: 'off' },
  endorse: { title: '也遇到了', tone: 'waiting' },
  rate: { title: '评价', tone: 'done' },
  edit: { title: '更正', tone: 'off' },
  editLines: { title: '更正维修内容', tone: 'off' },
  material: { title: '领料', tone: 'doing' },
  setLevel: { title: '调整级别', tone: 'waiting' },
  requestExtension: { title: '申请延期', tone: 'waiting' },
  decideExtension: { title: '审批延期', tone: 'off' },
  vendorCall: { title: '联系厂家', tone: 'waiting' },
  vendorResult: { title: '厂家结果', tone: 'doing' },
  escalate: { title: '超时提醒', tone: 'late' },
  autoConfirm: { title: '到期自动验收', tone: 'done' },
}

const LATE: readonly string[] = ['reopen', 'escalate']

/** What happened, newest first, in the words of the house. */
export function timelineOf(events: readonly Event[]): TimelineEvent[] {
  return [...events].reverse().map(event => {
    const { title, tone } = sayOf(event.verb)
    return {
      key: event.id,
      at: event.at,
      who: event.who,
      what: event.verb === 'comment' ? event.text : title,
      tone,
      ...(event.text && event.verb !== 'comment' ? { detail: event.text } : {}),
    }
  })
}

function sayOf(verb: string): { title: string; tone: Tone } {
  const other = OTHER[verb]
  if (other) return other
  const step = orderMachine.transitions[verb as keyof typeof orderMachine.transitions]
  if (!step) return { title: verb, tone: 'off' }
  const [to] = [step.to].flat() as (keyof typeof orderMachine.states)[]
  return { title: step.title, tone: LATE.includes(verb) || !to ? 'late' : orderMachine.states[to].tone }
}
