import { dayOf, toInstant } from '../../kernel/pure/calendar/zone.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import type { Handlers } from '../../kernel/server/module.ts'
import { once, recordOrder } from '../../mechanisms/workorder/index.ts'
import { personNames } from '../people/index.ts'
import { contract, REPAIR_KIND } from './contract.ts'

/** Registers know the day; where the hour is not known, work begins and ends at these. */
const MORNING = 8 * 60
const EVENING = 17 * 60

export const record: Pick<Handlers<typeof contract>, 'recordFinished'> = {
  async recordFinished(ctx, input) {
    const doneOn = input.doneAt ? dayOf(new Date(input.doneAt), ctx.zone) : input.doneOn
    if (input.reportedOn > ctx.today)
      throw contract.fail(
        'day_future',
        { what: '报修日期', day: input.reportedOn },
        { reportedOn: '日期还没有到' },
      )
    if (doneOn && doneOn > ctx.today)
      throw contract.fail('day_future', { what: '完成日期', day: doneOn }, { doneOn: '日期还没有到' })
    if (doneOn && doneOn < input.reportedOn)
      throw contract.fail(
        'day_order',
        { done: doneOn, reported: input.reportedOn },
        { doneOn: '早于报修日期' },
      )
    if (input.reportedAt && dayOf(new Date(input.reportedAt), ctx.zone) !== input.reportedOn)
      throw contract.fail('day_mismatch', {}, { reportedAt: '和报修日期不是同一天' })
    for (const id of [input.reporterId, input.workerId])
      if (id && !(await knownPerson(ctx, id))) throw contract.fail('person_unknown')
    if (!input.placeId && !input.placeText) throw contract.fail('place_needed', {}, { placeText: '没有地点' })
    const { order, countedQty } = await recordOrder(ctx, {
      kind: REPAIR_KIND,
      trade: input.trade,
      level: input.level ?? null,
      register: input.register,
      importId: input.importId ?? null,
      externalNo: input.externalNo ?? null,
      reportedOn: input.reportedOn,
      reportedAt: input.reportedAt
        ? new Date(input.reportedAt)
        : toInstant(input.reportedOn, MORNING, ctx.zone),
      timed: input.reportedAt !== undefined,
      reporter: { personId: input.reporterId ?? null, name: input.reporter },
      placeId: input.placeId ?? null,
      placeText: input.placeText,
      title: input.title ?? '',
      description: input.description,
      lines: input.lines,
      materials: input.materials,
      worker: { personId: input.workerId ?? null, name: input.worker },
      doneAt: input.doneAt ? new Date(input.doneAt) : doneOn ? toInstant(doneOn, EVENING, ctx.zone) : null,
      rating: input.rating ?? null,
      cause: input.cause ?? null,
      remark: input.remark,
      content: [...(input.content ?? ownContent(input)), String(input.occurrence)],
    })
    return { id: order.id, no: order.no, state: order.state, countedQty: String(countedQty) }
  },
}

/** Asked once for each person of an import. */
const knownPerson = (ctx: Ctx, id: string): Promise<boolean> =>
  once(ctx, `person:${id}`, async () => (await personNames(ctx, [id])).has(id))

type Input = import('zod').output<typeof import('./contract.ts').FinishedInput>

/** What makes a row this row where the register's own cells were not handed over. */
const ownContent = (input: Input): string[] => [
  input.placeId ?? input.placeText,
  input.reporterId ?? input.reporter,
  input.workerId ?? input.worker,
  input.doneOn ?? '',
  input.title ?? '',
  input.remark,
  ...input.lines.map(l => `${l.itemCode ?? l.text}×${l.qty}${l.measure ?? ''}`),
]
