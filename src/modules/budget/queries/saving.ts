import { type SqlBool, sql } from 'kysely'
import { z } from 'zod'
import { notFound } from '../../../kernel/pure/errors.ts'
import type { Actions } from '../../../kernel/pure/fields.ts'
import { refKey } from '../../../kernel/pure/ref.ts'
import { type Ctx, userOf } from '../../../kernel/server/ctx.ts'
import { decodeCursor, pageFrom } from '../../../kernel/server/cursor.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import { listFor } from '../../../mechanisms/attachment/index.ts'
import { budget, type contract } from '../contract.ts'

type H = Handlers<typeof contract>

export const savings: H['savings'] = async (ctx, input) => {
  const after = decodeCursor(input.cursor, [z.iso.date(), z.uuid()])
  const filtered = ctx.db
    .selectFrom('budget_saving')
    .where('school_id', '=', ctx.schoolId)
    .$if((input.states?.length ?? 0) > 0, q => q.where('state', 'in', input.states ?? []))
    .$if((input.kinds?.length ?? 0) > 0, q => q.where('kind', 'in', input.kinds ?? []))
    .$if(input.from !== undefined, q => q.where('counted_on', '>=', input.from as string))
    .$if(input.to !== undefined, q => q.where('counted_on', '<=', input.to as string))
  const found = await filtered
    .selectAll()
    .$if(after !== undefined, q =>
      q.where(sql<SqlBool>`(counted_on, id) < (${after?.[0]}::date, ${after?.[1]}::uuid)`),
    )
    .orderBy('counted_on', 'desc')
    .orderBy('id', 'desc')
    .limit(input.limit + 1)
    .execute()
  const sums = await filtered
    .select(eb => [
      eb.fn.countAll<number>().as('total'),
      sql<string>`coalesce(sum(amount_fen) filter (where state = 'verified' and not recurring), 0)`.as(
        'once',
      ),
      sql<string>`coalesce(sum(amount_fen) filter (where state = 'verified' and recurring), 0)`.as('yearly'),
    ])
    .executeTakeFirstOrThrow()
  const page = pageFrom(found, input.limit, row => [row.counted_on, row.id])
  return {
    rows: await toSavings(ctx, page.rows),
    next: page.next,
    total: sums.total,
    onceFen: Number(sums.once),
    recurringFen: Number(sums.yearly),
  }
}

export const saving: H['saving'] = async (ctx, input) => {
  const row = await ctx.db
    .selectFrom('budget_saving')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', input.id)
    .executeTakeFirst()
  if (!row) throw notFound()
  const [one] = await toSavings(ctx, [row])
  return one as NonNullable<typeof one>
}

type Found = NonNullable<Awaited<ReturnType<ReturnType<typeof select>['executeTakeFirst']>>>
const select = (ctx: Ctx) => ctx.db.selectFrom('budget_saving').selectAll()

async function toSavings(ctx: Ctx, rows: readonly Found[]) {
  const refs = rows.map(row => ({ kind: 'budget.saving', id: row.id }))
  const files = await listFor(ctx, refs)
  return rows.map((row, i) => ({
    id: row.id,
    no: row.no,
    kind: row.kind,
    state: row.state,
    measure: row.measure,
    basis: row.basis,
    baselineFen: row.baseline_fen,
    actualFen: row.actual_fen,
    amountFen: row.amount_fen,
    recurring: row.recurring,
    countedOn: row.counted_on,
    evidence: row.evidence,
    claimedName: row.claimed_name,
    verifiedName: row.verified_name,
    verifiedOn: row.verified_on,
    decision: row.decision,
    version: row.version,
    files: files.get(refKey(refs[i] as { kind: string; id: string })) ?? [],
    actions: actionsFor(ctx, row),
  }))
}

function actionsFor(ctx: Ctx, row: Found): Actions {
  const actions: Actions = {}
  if (row.state !== 'claimed') return actions
  const own = row.claimed_by !== null && row.claimed_by === userOf(ctx)?.personId
  if (ctx.may(budget.decideSaving))
    actions.decide = own ? { allowed: false, why: '自己填报的要由另一个人核实' } : { allowed: true }
  if (own && ctx.may(budget.amendSaving)) actions.amend = { allowed: true }
  if (own && ctx.may(budget.withdrawSaving)) actions.withdraw = { allowed: true }
  return actions
}
