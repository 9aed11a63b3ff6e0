import { type Ref, refKey } from '../../kernel/pure/ref.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import type { CaseState } from './machine.ts'
import type { Case } from './store.ts'
import { sentenceOf } from './view.ts'

/** How the newest approval of a document stands: enough to name it among other papers. */
export interface ChainHead {
  id: string
  state: CaseState
  sentence: string
  routeTitle: string
  /** Who agreed, in the order in which they did. */
  agreed: { personId: string; name: string; at: Date }[]
}

/** The newest approval of each of these documents, by `refKey`; whoever shows it answers for who may see it. */
export async function chainHeads(ctx: Ctx, subjects: readonly Ref[]): Promise<Map<string, ChainHead>> {
  const heads = new Map<string, ChainHead>()
  if (subjects.length === 0) return heads
  const wanted = new Set(subjects.map(refKey))
  const cases = await ctx.db
    .selectFrom('approval_case')
    .selectAll()
    .distinctOn(['subject_kind', 'subject_id'])
    .where('school_id', '=', ctx.schoolId)
    .where('subject_kind', 'in', [...new Set(subjects.map(one => one.kind))])
    .where('subject_id', 'in', [...new Set(subjects.map(one => one.id))])
    .orderBy('subject_kind')
    .orderBy('subject_id')
    .orderBy('started_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
  if (cases.length === 0) return heads
  const ids = cases.map(row => row.id)
  const steps = await ctx.db
    .selectFrom('approval_step')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('case_id', 'in', ids)
    .orderBy('seq')
    .execute()
  const seats = await ctx.db
    .selectFrom('approval_seat')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('case_id', 'in', ids)
    .where('state', 'in', ['open', 'approved'])
    .orderBy('seq')
    .orderBy('id')
    .execute()
  for (const row of cases) {
    const key = refKey(refOf(row))
    if (!wanted.has(key)) continue
    const own = steps.filter(step => step.case_id === row.id)
    const sat = seats.filter(seat => seat.case_id === row.id)
    const round = new Map(own.map(step => [step.id, step.round]))
    heads.set(key, {
      id: row.id,
      state: row.state,
      sentence: sentenceOf(
        ctx,
        row,
        own,
        sat.filter(seat => seat.state === 'open'),
      ),
      routeTitle: row.route_title,
      agreed: sat
        .flatMap(seat =>
          seat.state === 'approved' && seat.decided_at && round.get(seat.step_id) === seat.round
            ? [{ personId: seat.person_id, name: seat.person_name, at: seat.decided_at }]
            : [],
        )
        .toSorted((a, b) => Number(a.at) - Number(b.at)),
    })
  }
  return heads
}

const refOf = (row: Case): Ref => ({ kind: row.subject_kind, id: row.subject_id })
