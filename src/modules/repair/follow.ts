import { refKey } from '../../kernel/pure/ref.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import type { Handlers } from '../../kernel/server/module.ts'
import { listFor } from '../../mechanisms/attachment/index.ts'
import { OPEN_STATES, stateLabel, WAIT_REASONS } from '../../mechanisms/workorder/contract.ts'
import {
  expectedText,
  mayAsReporter,
  type Order,
  orderByToken,
  orderRef,
  publicThread,
} from '../../mechanisms/workorder/index.ts'
import { loadCalendar } from '../calendar/index.ts'
import { contract } from './contract.ts'
import { schoolName } from './public.ts'

/** Verbs of the reporter, whose name nobody else need know. */
const REPORTERS = ['report', 'confirm', 'rate', 'reopen', 'cancel']

export const follow: Pick<Handlers<typeof contract>, 'follow'> = {
  async follow(ctx, input) {
    const found = await orderByToken(ctx, input.token)
    if (!found) throw contract.fail('token_unknown')
    const { order, role } = found
    const thread = await publicThread(ctx, order.id)
    const ref = orderRef(order.id)
    const files = (await listFor(ctx, [ref])).get(refKey(ref)) ?? []
    const own = role === 'reporter'
    return {
      no: order.no,
      role,
      title: own ? order.title : order.item_name || order.title,
      description: own ? order.description : '',
      place: order.place_text,
      school: await schoolName(ctx),
      state: order.state,
      stateLabel: stateLabel(order.state),
      expected: await expectation(ctx, order, thread),
      reportedAt: order.reported_at.toISOString(),
      doneAt: order.done_at?.toISOString() ?? null,
      steps: stepsOf(order),
      timeline: thread
        .filter(event => own || (event.verb !== 'comment' && event.verb !== 'endorse'))
        .map(event => ({
          at: event.at.toISOString(),
          who: whoOf(event, order, own),
          verb: event.verb,
          text: !own && REPORTERS.includes(event.verb) ? '' : event.text,
        })),
      photos: files
        .filter(f => f.picture && (own || f.role === 'after'))
        .map(f => ({ id: f.id, role: f.role })),
      rating: own ? order.rating : null,
      endorsements: order.endorse_count,
      can: own
        ? await mayAsReporter(ctx, order)
        : { confirm: false, reopen: false, cancel: false, comment: false },
    }
  },
}

function whoOf(
  event: { who: string; verb: string; person_id: string | null },
  order: Order,
  own: boolean,
): string {
  if (event.verb === 'endorse') return '一位师生'
  const byReporter =
    REPORTERS.includes(event.verb) ||
    (event.person_id !== null && event.person_id === order.reporter_person_id) ||
    (event.person_id === null && event.who === order.reporter_name)
  if (byReporter && event.who !== '系统') return own ? '您' : '报修人'
  return event.who
}

/** What happens next, as a sentence. */
async function expectation(
  ctx: Ctx,
  order: Order,
  thread: readonly { verb: string; text: string }[],
): Promise<string> {
  const calendar = await loadCalendar(ctx)
  const visit = () => expectedText(order.respond_due_at, calendar, ctx.now)
  switch (order.state) {
    case 'reported':
    case 'accepted':
      return visit()
    case 'dispatched':
      return `已派${order.assignee_name}，${visit()}`
    case 'reopened':
      return `已收到返修要求，${visit()}`
    case 'in_progress':
      return '正在维修'
    case 'waiting':
      return `${order.wait_reason ? WAIT_REASONS[order.wait_reason] : '等待中'}，备好后马上来修`
    case 'done':
      return '已修好，请验收'
    case 'confirmed':
    case 'closed':
      return '已修好'
    case 'rejected':
      return `没有受理：${thread.filter(e => e.verb === 'reject').at(-1)?.text ?? ''}`
    case 'cancelled':
      return '已撤销'
  }
}

function stepsOf(order: Order) {
  const over = !(OPEN_STATES as readonly string[]).includes(order.state)
  const step = (label: string, at: Date | null, reached = at !== null) => ({
    label,
    at: at?.toISOString() ?? null,
    reached,
  })
  return [
    step('已报修', order.reported_at),
    step('已受理', order.accepted_at),
    step('已派工', order.dispatched_at),
    step('维修', order.started_at ?? order.responded_at),
    step('完成', order.done_at, over && order.done_at !== null),
  ]
}
