import { notFound } from '../../../kernel/pure/errors.ts'
import { LEADERS } from '../../../kernel/pure/roles.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import type { contract } from '../contract.ts'
import { ORIGINS } from '../machine.ts'
import { subjectOf } from '../points.ts'
import { isVisible, meOf, openSeats, stepsOf } from '../store.ts'
import { chainView } from '../view.ts'

type One = Pick<Handlers<typeof contract>, 'get' | 'chain'>

/** Whoever works on goods and money sees how far a document is. */
const HANDS = [
  ...LEADERS,
  'clerk',
  'auditor',
  'accountant',
  'cashier',
  'buyer',
  'asset_keeper',
  'storekeeper',
]

export const one: One = {
  async get(ctx, input) {
    const row = await ctx.db
      .selectFrom('approval_case')
      .selectAll()
      .where('school_id', '=', ctx.schoolId)
      .where('id', '=', input.id)
      .executeTakeFirst()
    if (!row || !(await isVisible(ctx, row))) throw notFound()
    const chain = await chainView(ctx, row)
    const steps = await stepsOf(ctx, row.id)
    const seat = (await openSeats(ctx, row.id)).find(s => s.person_id === meOf(ctx))
    const step = steps.find(s => s.id === seat?.step_id)
    const events = await ctx.db
      .selectFrom('approval_event')
      .select(['id', 'at', 'who', 'verb', 'text'])
      .where('school_id', '=', ctx.schoolId)
      .where('case_id', '=', row.id)
      .orderBy('at')
      .orderBy('id')
      .execute()
    return {
      ...chain,
      facts: await subjectOf(ctx, row.subject_kind).facts(ctx, row.subject_id),
      events,
      mySeat:
        seat && step && row.state === 'pending'
          ? { id: seat.id, stepTitle: step.title, origin: seat.origin_text || ORIGINS[seat.origin] }
          : null,
      backTo: step
        ? steps
            .filter(s => s.seq < step.seq && s.state === 'passed')
            .map(s => ({ seq: s.seq, title: s.title }))
        : [],
    }
  },

  async chain(ctx, input) {
    const rows = await ctx.db
      .selectFrom('approval_case')
      .selectAll()
      .where('school_id', '=', ctx.schoolId)
      .where('subject_id', '=', input.subjectId)
      .where('subject_kind', '=', input.kind)
      .orderBy('started_at', 'desc')
      .orderBy('id', 'desc')
      .execute()
    const [row] = rows
    if (!row || !(await isVisible(ctx, row, HANDS))) return { chain: null, earlier: 0 }
    return { chain: await chainView(ctx, row), earlier: rows.length - 1 }
  },
}
