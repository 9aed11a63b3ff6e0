import { randomBytes } from 'node:crypto'
import type { Selectable, Updateable } from 'kysely'
import { kernelError, notFound } from '../../kernel/pure/errors.ts'
import { actorName, type Ctx, userOf } from '../../kernel/server/ctx.ts'
import type { Tables } from '../../kernel/server/tables.ts'
import { readParameter } from '../parameter/index.ts'
import { contract } from './contract.ts'
import { crewOf, kindOf, once } from './kinds.ts'
import { type OrderState, orderMachine } from './machine.ts'
import { AUTO_CONFIRM_DAYS, REOPEN_DAYS } from './parameters.ts'
import { type Limits, maySee, type OrderFacts, refusalOf, type Verb, type Viewer } from './rules.ts'

export type Order = Selectable<Tables['workorder_order']>
export type OrderChange = Omit<Updateable<Tables['workorder_order']>, 'state' | 'version' | 'updated_at'>

export const ORDER_REF = 'workorder.order'

export const factsOf = (order: Order): OrderFacts => ({
  state: order.state,
  trade: order.trade,
  assigneeId: order.assignee_id,
  assigneeName: order.assignee_name,
  reporterId: order.reporter_person_id,
  doneAt: order.done_at,
  rating: order.rating,
})

export async function limitsOf(ctx: Ctx): Promise<Limits> {
  return once(ctx, 'limits', async () => {
    const [reopenDays, autoConfirmDays] = await Promise.all([
      readParameter(ctx, REOPEN_DAYS),
      readParameter(ctx, AUTO_CONFIRM_DAYS),
    ])
    return { reopenDays, autoConfirmDays }
  })
}

/** The person who calls, as the rules see him. `token`: he came by the reporter's follow link. */
export async function viewerOf(ctx: Ctx, kind: string, token = false): Promise<Viewer> {
  const user = userOf(ctx)
  const roles = user?.roles ?? []
  const worker = roles.includes('tradesman')
  const viewer: Viewer = {
    personId: user?.personId ?? null,
    office: roles.includes('director') || roles.includes('clerk'),
    leader: roles.includes('principal') || roles.includes('vice_principal'),
    poolTrades: [],
    tradeNames: new Map(),
    worker,
    system: ctx.actor.kind === 'system',
    token,
  }
  if (!worker) return viewer
  const work = kindOf(ctx, kind)
  const [tradeNames, crew, open] = [await work.trades(ctx), await work.crew(ctx), await work.poolOpen(ctx)]
  const mine = crew.find(member => member.personId === viewer.personId)
  return { ...viewer, tradeNames, poolTrades: open ? (mine?.trades ?? []) : [] }
}

export interface Target {
  id?: string | undefined
  token?: string | undefined
  version?: number | undefined
}

/** The order, locked for this transaction, with who looks at it. Not visible is not there. */
export async function lockOrder(
  ctx: Ctx,
  target: Target,
  /** A worker who reaches for an order that was in his pool learns who was faster. */
  from?: 'pool',
): Promise<{ order: Order; viewer: Viewer }> {
  if (!target.id && !target.token) throw kernelError('kernel.invalid', { detail: '没有说明是哪张工单' })
  const order = await ctx.db
    .selectFrom('workorder_order')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .$if(target.id !== undefined, q => q.where('id', '=', target.id as string))
    .$if(target.token !== undefined, q => q.where('follow_token', '=', target.token as string))
    .forUpdate()
    .executeTakeFirst()
  if (!order) throw notFound()
  const viewer = await viewerOf(ctx, order.kind, target.token !== undefined)
  const wasInPool = from === 'pool' && viewer.poolTrades.includes(order.trade)
  if (!wasInPool && !(await isVisible(ctx, order, viewer))) throw notFound()
  if (target.version !== undefined && target.version !== order.version)
    throw kernelError('kernel.changed', { who: await lastHand(ctx, order.id) })
  return { order, viewer }
}

export async function isVisible(ctx: Ctx, order: Order, viewer: Viewer): Promise<boolean> {
  const facts = { ...factsOf(order), endorsed: false }
  if (maySee(facts, viewer)) return true
  if (order.endorse_count === 0 || viewer.personId === null) return false
  const joined = await ctx.db
    .selectFrom('workorder_endorsement')
    .select('id')
    .where('order_id', '=', order.id)
    .where('person_id', '=', viewer.personId)
    .executeTakeFirst()
  return joined !== undefined
}

/** The verbs whose refusal depends on a parameter. */
const LIMITED: readonly Verb[] = ['confirm', 'reopen']
const NO_LIMITS: Limits = { reopenDays: 0, autoConfirmDays: 0 }

/** Throws when the rules refuse this verb to this person in this state. */
export async function assertMay(ctx: Ctx, verb: Verb, order: Order, viewer: Viewer): Promise<void> {
  const limits = LIMITED.includes(verb) ? await limitsOf(ctx) : NO_LIMITS
  const refusal = refusalOf(verb, factsOf(order), viewer, limits, ctx.now)
  if (refusal) throw refusal
}

export interface Said {
  verb: string
  text?: string
  /** Shown behind the follow link. */
  public?: boolean
  who?: string
}

/** Writes the order on, in its state or into another, and its entry in the thread. */
export async function writeOrder(
  ctx: Ctx,
  order: Order,
  change: OrderChange & { state?: OrderState },
  said: Said,
): Promise<Order> {
  const written = await ctx.db
    .updateTable('workorder_order')
    .set({ ...change, version: order.version + 1, updated_at: ctx.now })
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', order.id)
    .where('state', '=', order.state)
    .where('version', '=', order.version)
    .returningAll()
    .executeTakeFirst()
  if (!written) throw kernelError('kernel.changed', { who: await lastHand(ctx, order.id) })
  await say(ctx, order.id, said)
  ctx.about({ kind: ORDER_REF, id: order.id }, `${order.no}：${titleOf(said.verb)}`)
  return written
}

export async function say(ctx: Ctx, orderId: string, said: Said): Promise<string> {
  const id = ctx.id()
  await ctx.db
    .insertInto('workorder_event')
    .values({
      school_id: ctx.schoolId,
      id,
      order_id: orderId,
      at: ctx.now,
      person_id: userOf(ctx)?.personId ?? null,
      who: said.who ?? actorName(ctx.actor),
      verb: said.verb,
      text: said.text ?? '',
      public: said.public ?? false,
    })
    .execute()
  return id
}

export const movedOf = (order: Order) => ({
  id: order.id,
  no: order.no,
  state: order.state,
  version: order.version,
})

/** 22 characters of chance, for a link that needs no sign-in. */
export const newToken = (): string => randomBytes(16).toString('base64url')

const TITLES: Record<string, string> = {
  report: '报修',
  record: '登记已完成的维修',
  setLevel: '调整级别',
  edit: '更正',
  editLines: '更正维修内容',
  requestExtension: '申请延期',
  decideExtension: '答复延期',
  vendorCall: '联系厂家',
  vendorResult: '厂家结果',
  comment: '留言',
  endorse: '附议',
  rate: '评价',
  autoConfirm: '自动验收',
  escalate: '催办',
  material: '领料',
}

export const titleOf = (verb: string): string =>
  verb in orderMachine.transitions
    ? orderMachine.transitions[verb as keyof typeof orderMachine.transitions].title
    : (TITLES[verb] ?? verb)

async function lastHand(ctx: Ctx, orderId: string): Promise<string> {
  const last = await ctx.db
    .selectFrom('workorder_event')
    .select('who')
    .where('order_id', '=', orderId)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .executeTakeFirst()
  return last?.who ?? '别人'
}

/** A worker of the kind's crew, who can be given work. */
export async function workerOf(
  ctx: Ctx,
  kind: string,
  personId: string | null | undefined,
): Promise<{ id: string; name: string }> {
  const member = (await crewOf(ctx, kind)).find(m => m.personId === personId)
  if (!member) throw contract.fail('person_unknown')
  return { id: member.personId, name: member.name }
}
