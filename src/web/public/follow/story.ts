import type { Progress } from '../net/operations.ts'

export interface Scene {
  key: string
  /** null: still to come. */
  at: string | null
  /** Who and what, as one line: 您报修; 老陆开工. */
  what: string
  detail: string
  /** The newest thing that has happened. */
  current: boolean
}

/** Which entries of the thread already tell that a station was reached. */
const TOLD_BY: Readonly<Record<string, readonly string[]>> = {
  已报修: ['report', 'record'],
  已受理: ['accept'],
  已派工: ['dispatch', 'grab'],
  维修: ['start'],
  完成: ['finish'],
}
const STILL_TO_COME: Readonly<Record<string, string>> = {
  已受理: '等学校受理',
  已派工: '等安排师傅',
  维修: '等师傅上门',
  完成: '等修好',
}
/** Who reported without giving a name is called so by the server. */
const NAMELESS = '报修人'
const OVER = ['rejected', 'cancelled']

/** Stations and thread as one story from the report to what is still to come. */
export function storyOf(progress: Pick<Progress, 'steps' | 'timeline' | 'state' | 'role'>): Scene[] {
  const own = progress.role === 'reporter'
  const told = progress.timeline.map((event, i) => ({
    key: `event-${i}`,
    at: event.at,
    what: sentenceOf(own && event.who === NAMELESS ? '您' : event.who, event.verb),
    detail: event.text,
    current: false,
  }))
  const verbs = new Set(progress.timeline.map(event => event.verb))
  const moments = new Set(progress.timeline.map(event => event.at))
  const reached = progress.steps
    .filter(step => step.at !== null && !TOLD_BY[step.label]?.some(verb => verbs.has(verb)))
    // Reached along with something that is told: accepted by being dispatched, begun by being finished.
    .filter(step => !moments.has(step.at as string))
    .map(step => ({
      key: `step-${step.label}`,
      at: step.at,
      what: REACHED[step.label] ?? step.label,
      detail: '',
      current: false,
    }))
  const past = [...told, ...reached].sort((a, b) => Date.parse(a.at ?? '') - Date.parse(b.at ?? ''))
  const last = past[past.length - 1]
  if (last) last.current = true
  return [...past, ...futureOf(progress)]
}

/** Stations not reached; of those before the last one reached, none will come any more. */
function futureOf({ steps, state }: Pick<Progress, 'steps' | 'state'>): Scene[] {
  if (OVER.includes(state)) return []
  const reached = steps.map(step => step.reached).lastIndexOf(true)
  return steps.slice(reached + 1).map(step => ({
    key: `step-${step.label}`,
    at: null,
    what: STILL_TO_COME[step.label] ?? step.label,
    detail: '',
    current: false,
  }))
}

const REACHED: Readonly<Record<string, string>> = {
  已报修: '报修',
  已受理: '学校已受理',
  已派工: '已安排师傅',
  维修: '师傅开始处理',
  完成: '修好了',
}

const SAID: Readonly<Record<string, string>> = {
  report: '报修',
  record: '登记',
  accept: '受理',
  dispatch: '派工',
  grab: '接单',
  start: '开工',
  pause: '暂停，在等',
  resume: '继续修',
  finish: '修好了',
  confirm: '验收',
  autoConfirm: '自动验收',
  rate: '评价',
  reopen: '要求返修',
  reject: '退回',
  restore: '重新受理',
  cancel: '撤销',
  comment: '留言',
  endorse: '也遇到了',
  setLevel: '调整了级别',
  vendorCall: '联系了厂家',
  vendorResult: '登记了厂家结果',
}

function sentenceOf(who: string, verb: string): string {
  const said = SAID[verb] ?? '更新'
  return who && who !== '系统' ? `${who} ${said}` : said
}

/** Photos in the order of the work. */
export const PHOTO_WORDS: Readonly<Record<string, string>> = {
  before: '修前',
  after: '修后',
}
