import { type SqlBool, sql } from 'kysely'
import { z } from 'zod'
import { notFound } from '../../../kernel/pure/errors.ts'
import type { Actions } from '../../../kernel/pure/fields.ts'
import { type Ctx, userOf } from '../../../kernel/server/ctx.ts'
import { decodeCursor, pageFrom } from '../../../kernel/server/cursor.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import { budget, type contract } from '../contract.ts'
import { documentOf } from './line.ts'

type H = Handlers<typeof contract>

export const incomes: H['incomes'] = async (ctx, input) => {
  const after = decodeCursor(input.cursor, [z.iso.date(), z.uuid()])
  const like = `%${(input.search ?? '').replace(/[\\%_]/g, '\\$&')}%`
  const filtered = incomeRows(ctx)
    .$if((input.kinds?.length ?? 0) > 0, q => q.where('i.kind', 'in', input.kinds ?? []))
    .$if(input.waiting === true, q => q.where('i.remittance_id', 'is', null))
    .$if(input.waiting === false, q => q.where('i.remittance_id', 'is not', null))
    .$if(input.from !== undefined, q => q.where('i.day', '>=', input.from as string))
    .$if(input.to !== undefined, q => q.where('i.day', '<=', input.to as string))
    .$if(Boolean(input.search), q =>
      q.where(eb =>
        eb.or([
          eb('i.no', 'ilike', like),
          eb('i.document_no', 'ilike', like),
          eb('i.payer', 'ilike', like),
          eb('i.note', 'ilike', like),
        ]),
      ),
    )
  const found = await filtered
    .$if(after !== undefined, q =>
      q.where(sql<SqlBool>`(i.day, i.id) < (${after?.[0]}::date, ${after?.[1]}::uuid)`),
    )
    .orderBy('i.day', 'desc')
    .orderBy('i.id', 'desc')
    .limit(input.limit + 1)
    .execute()
  const sums = await ctx.db
    .selectFrom(filtered.as('f'))
    .select(eb => [
      eb.fn.countAll<number>().as('total'),
      sql<string>`coalesce(sum(f.amount_fen), 0)`.as('fen'),
      sql<string>`coalesce(sum(f.amount_fen) filter (where f.remittance_id is null), 0)`.as('waiting'),
    ])
    .executeTakeFirstOrThrow()
  const page = pageFrom(found, input.limit, row => [row.day, row.id])
  return {
    rows: page.rows.map(row => toIncome(ctx, row)),
    next: page.next,
    total: sums.total,
    amountFen: Number(sums.fen),
    waitingFen: Number(sums.waiting),
  }
}

const incomeRows = (ctx: Ctx) =>
  ctx.db
    .selectFrom('budget_income as i')
    .leftJoin('budget_remittance as r', join =>
      join.onRef('r.school_id', '=', 'i.school_id').onRef('r.id', '=', 'i.remittance_id'),
    )
    .leftJoin('budget_income as u', join =>
      join.onRef('u.school_id', '=', 'i.school_id').onRef('u.reverses_id', '=', 'i.id'),
    )
    .selectAll('i')
    .select(['r.no as remittance_no', 'r.slip_no', 'u.id as undone'])
    .where('i.school_id', '=', ctx.schoolId)

type Found = Awaited<ReturnType<ReturnType<typeof incomeRows>['execute']>>[number]

function toIncome(ctx: Ctx, row: Found) {
  const actions: Actions = {}
  const own = row.document_kind === 'budget.income'
  if (ctx.may(budget.reverseReceived) && own && !row.undone && !row.reverses_id)
    actions.reverse = row.remittance_id
      ? { allowed: false, why: '已经上缴，要先向财政申请退付' }
      : { allowed: true }
  return {
    id: row.id,
    no: row.no,
    kind: row.kind,
    amountFen: row.amount_fen,
    day: row.day,
    document: documentOf(ctx, { ...row, no: row.document_no }),
    note: row.note,
    payer: row.payer,
    receivedName: row.received_name,
    remittanceNo: row.remittance_no,
    slipNo: row.slip_no,
    reverses: row.reverses_id !== null,
    reversed: row.undone !== null,
    actions,
  }
}

export const remittances: H['remittances'] = async (ctx, input) => {
  const after = decodeCursor(input.cursor, [z.iso.date(), z.uuid()])
  const filtered = ctx.db
    .selectFrom('budget_remittance')
    .where('school_id', '=', ctx.schoolId)
    .$if((input.states?.length ?? 0) > 0, q => q.where('state', 'in', input.states ?? []))
  const found = await filtered
    .selectAll()
    .$if(after !== undefined, q =>
      q.where(sql<SqlBool>`(day, id) < (${after?.[0]}::date, ${after?.[1]}::uuid)`),
    )
    .orderBy('day', 'desc')
    .orderBy('id', 'desc')
    .limit(input.limit + 1)
    .execute()
  const { total } = await filtered
    .select(eb => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  const page = pageFrom(found, input.limit, row => [row.day, row.id])
  return { rows: page.rows.map(row => toRemittance(ctx, row)), next: page.next, total }
}

export const remittance: H['remittance'] = async (ctx, input) => {
  const row = await ctx.db
    .selectFrom('budget_remittance')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', input.id)
    .executeTakeFirst()
  if (!row) throw notFound()
  const rows = await incomeRows(ctx)
    .where('i.remittance_id', '=', row.id)
    .orderBy('i.day')
    .orderBy('i.id')
    .execute()
  const school = await ctx.db
    .selectFrom('school')
    .select('name')
    .where('id', '=', ctx.schoolId)
    .executeTakeFirstOrThrow()
  return { ...toRemittance(ctx, row), school: school.name, incomes: rows.map(r => toIncome(ctx, r)) }
}

function toRemittance(
  ctx: Ctx,
  row: {
    id: string
    no: string
    slip_no: string
    state: 'remitted' | 'checked' | 'reversed'
    day: string
    amount_fen: number
    payee: string
    note: string
    remitted_by: string | null
    remitted_name: string
    checked_name: string
    checked_on: string | null
    reason: string
    version: number
  },
) {
  const actions: Actions = {}
  if (row.state === 'remitted') {
    const own = row.remitted_by !== null && row.remitted_by === userOf(ctx)?.personId
    if (ctx.may(budget.checkRemittance))
      actions.check = own ? { allowed: false, why: '上缴是您办的，要由会计另一个人核对' } : { allowed: true }
    if (ctx.may(budget.reverseRemittance)) actions.reverse = { allowed: true }
  }
  return {
    id: row.id,
    no: row.no,
    slipNo: row.slip_no,
    state: row.state,
    day: row.day,
    amountFen: row.amount_fen,
    payee: row.payee,
    note: row.note,
    remittedName: row.remitted_name,
    checkedName: row.checked_name,
    checkedOn: row.checked_on,
    reason: row.reason,
    version: row.version,
    actions,
  }
}
