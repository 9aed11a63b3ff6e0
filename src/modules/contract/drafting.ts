import { notFound } from '../../kernel/pure/errors.ts'
import { formatFen } from '../../kernel/pure/money.ts'
import type { ParsedOf } from '../../kernel/pure/operation.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import { lineFacts } from '../budget/index.ts'
import { mustBeUsable } from '../supplier/index.ts'
import { contract } from './contract.ts'
import { tenderMachine } from './machine.ts'
import { lineAmount, MOST_FEN, planOrWhole, planSum, totalOf, type Way } from './rules.ts'

export type Draft = ParsedOf<typeof contract.operations.create>

/** The columns of a draft that has passed every rule, and what deserves a second look. */
export async function checked(ctx: Ctx, input: Draft, self?: string) {
  const sum = totalOf(input.lines)
  if (sum > MOST_FEN || !Number.isSafeInteger(sum)) throw contract.fail('too_much')
  if (input.totalFen !== undefined && input.totalFen !== sum)
    throw contract.fail(
      'total_differs',
      {
        stated: formatFen(input.totalFen),
        sum: formatFen(sum),
        difference: formatFen(Math.abs(sum - input.totalFen)),
      },
      { totalFen: `与明细合计差 ${formatFen(Math.abs(sum - input.totalFen))}` },
    )
  if (input.endsOn < input.startsOn)
    throw contract.fail(
      'ends_first',
      { ends: input.endsOn, starts: input.startsOn },
      { endsOn: '早于开始日' },
    )
  const plan = planOrWhole(input.plan, sum, input.endsOn)
  const planned = planSum(plan)
  if (planned !== sum)
    throw contract.fail(
      'plan_differs',
      { sum: formatFen(planned), total: formatFen(sum), difference: formatFen(Math.abs(planned - sum)) },
      { plan: `与总价差 ${formatFen(Math.abs(planned - sum))}` },
    )
  await refuseOuterTwin(ctx, input.outerNo, self)
  const firm = await mustBeUsable(ctx, input.supplierId, ctx.today)
  if (input.lineId && !(await lineFacts(ctx, [input.lineId])).has(input.lineId)) throw notFound()
  const way = input.tenderId ? await wayOfTender(ctx, input, firm.name, sum, self) : input.way
  return {
    warnings: firm.warnings.map(paper => `“${firm.name}”的${paper}`),
    columns: {
      outer_no: input.outerNo,
      supplier_id: input.supplierId,
      supplier_name: firm.name,
      kind: input.kind,
      title: input.title,
      scope: input.scope,
      way,
      starts_on: input.startsOn,
      ends_on: input.endsOn,
      line_id: input.lineId,
      tender_id: input.tenderId,
      first_total_fen: sum,
      total_fen: sum,
      plan: JSON.stringify(plan),
      note: input.note,
    },
  }
}

export async function refuseOuterTwin(ctx: Ctx, outerNo: string, self?: string): Promise<void> {
  if (!outerNo) return
  const twin = await ctx.db
    .selectFrom('contract_agreement')
    .select(['id', 'no', 'title'])
    .where('school_id', '=', ctx.schoolId)
    .where('outer_no', '=', outerNo)
    .where('state', '<>', 'void')
    .executeTakeFirst()
  if (twin && twin.id !== self)
    throw contract.fail('outer_known', { outerNo, no: twin.no, title: twin.title }, { outerNo: '已经登记过' })
}

/** A contract that follows from a tender is with its winner, for no more than its bid, and the only one. */
async function wayOfTender(
  ctx: Ctx,
  input: Draft,
  supplier: string,
  sum: number,
  self: string | undefined,
): Promise<Way> {
  const tender = await ctx.db
    .selectFrom('contract_tender as t')
    .leftJoin('supplier_firm as f', join =>
      join.onRef('f.school_id', '=', 't.school_id').onRef('f.id', '=', 't.winner_id'),
    )
    .select(['t.no', 't.state', 't.way', 't.winner_id', 't.decided_fen', 'f.name as winner'])
    .where('t.school_id', '=', ctx.schoolId)
    .where('t.id', '=', input.tenderId)
    .executeTakeFirst()
  if (!tender) throw notFound()
  const { no } = tender
  if (tender.state !== 'decided')
    throw contract.fail('tender_open', { no, state: tenderMachine.states[tender.state].label })
  if (tender.winner_id !== input.supplierId)
    throw contract.fail('other_winner', { no, winner: tender.winner ?? '', supplier })
  if (sum > (tender.decided_fen ?? 0))
    throw contract.fail('above_bid', {
      no,
      total: formatFen(sum),
      bid: formatFen(tender.decided_fen ?? 0),
    })
  const other = await ctx.db
    .selectFrom('contract_agreement')
    .select(['id', 'no'])
    .where('school_id', '=', ctx.schoolId)
    .where('tender_id', '=', input.tenderId)
    .where('state', '<>', 'void')
    .executeTakeFirst()
  if (other && other.id !== self) throw contract.fail('tender_used', { no, agreement: other.no })
  return tender.way
}

export async function writeLines(ctx: Ctx, agreementId: string, lines: Draft['lines']): Promise<void> {
  await ctx.db
    .deleteFrom('contract_line')
    .where('school_id', '=', ctx.schoolId)
    .where('agreement_id', '=', agreementId)
    .execute()
  await ctx.db
    .insertInto('contract_line')
    .values(
      lines.map((line, i) => ({
        school_id: ctx.schoolId,
        id: ctx.id(),
        agreement_id: agreementId,
        seq: i + 1,
        name: line.name,
        quantity: line.quantity,
        measure: line.measure,
        price_fen: line.priceFen,
        amount_fen: lineAmount(line.quantity, line.priceFen),
      })),
    )
    .execute()
}
