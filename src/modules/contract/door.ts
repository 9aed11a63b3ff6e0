import { notFound } from '../../kernel/pure/errors.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import { commitmentsOf } from '../budget/index.ts'
import { contract } from './contract.ts'
import { openDrawsOf } from './drawing.ts'
import { type AgreementState, agreementMachine } from './machine.ts'
import { mayBePaid } from './paying.ts'
import { type Kind, type Part, planPaid } from './rules.ts'
import { AGREEMENT_REF } from './store.ts'

export interface ContractFacts {
  id: string
  no: string
  title: string
  supplierId: string
  supplierName: string
  kind: Kind
  state: AgreementState
  totalFen: number
  paidFen: number
  /** Taken by orders under it and not yet paid. */
  drawnFen: number
  /** What may still be claimed or ordered. */
  leftFen: number
  /** The budget line that holds its money. */
  lineId: string | null
  plan: (Part & { paidFen: number })[]
}

/** Facts of contracts by id; unknown ids are missing. */
export async function contractFacts(ctx: Ctx, ids: readonly string[]): Promise<Map<string, ContractFacts>> {
  if (ids.length === 0) return new Map()
  const rows = await ctx.db
    .selectFrom('contract_agreement')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('id', 'in', [...new Set(ids)])
    .execute()
  const drawn = await openDrawsOf(ctx, ids)
  return new Map(
    rows.map(row => [
      row.id,
      {
        id: row.id,
        no: row.no,
        title: row.title,
        supplierId: row.supplier_id,
        supplierName: row.supplier_name,
        kind: row.kind,
        state: row.state,
        totalFen: row.total_fen,
        paidFen: row.paid_fen,
        drawnFen: drawn.get(row.id) ?? 0,
        leftFen: row.total_fen - row.paid_fen - (drawn.get(row.id) ?? 0),
        lineId: row.line_id,
        plan: planPaid(row.plan, row.paid_fen),
      },
    ]),
  )
}

/**
 * The contract on which an amount may be claimed now. Refused: 404, 'contract.not_running', 'contract.is_rent',
 * 'contract.over_paid'.
 */
export async function payableContract(ctx: Ctx, id: string, amountFen: number): Promise<ContractFacts> {
  const facts = (await contractFacts(ctx, [id])).get(id)
  if (!facts) throw notFound()
  if (facts.kind === 'rent') throw contract.fail('is_rent', { no: facts.no })
  if (facts.state !== 'active')
    throw contract.fail('not_running', { no: facts.no, state: agreementMachine.states[facts.state].label })
  mayBePaid({ no: facts.no, total_fen: facts.totalFen, paid_fen: facts.paidFen }, amountFen, facts.drawnFen)
  return facts
}

export interface CommitmentPair {
  contractId: string
  no: string
  title: string
  totalFen: number
  /** Paid up to the day. */
  paidFen: number
  /** What the budget still holds for it: by itself, or by the requests whose orders it covers. */
  heldFen: number
  href: string
}

/** Contracts that run and draw on a budget line: their total against what is paid and held. */
export async function commitmentPairs(ctx: Ctx, { asAt }: { asAt: string }): Promise<CommitmentPair[]> {
  const rows = await ctx.db
    .selectFrom('contract_agreement as a')
    .select(eb => [
      'a.id',
      'a.no',
      'a.title',
      'a.total_fen',
      eb
        .selectFrom('contract_payment as p')
        .select(inner => inner.fn.coalesce(inner.fn.sum<number>('p.amount_fen'), inner.lit(0)).as('n'))
        .whereRef('p.school_id', '=', 'a.school_id')
        .whereRef('p.agreement_id', '=', 'a.id')
        .where('p.day', '<=', asAt)
        .as('paid'),
    ])
    .where('a.school_id', '=', ctx.schoolId)
    .where('a.state', '=', 'active')
    .where('a.line_id', 'is not', null)
    .where('a.signed_on', '<=', asAt)
    .orderBy('a.no')
    .execute()
  const held = new Map<string, number>()
  for (const row of await commitmentsOf(ctx, AGREEMENT_REF, asAt))
    held.set(row.documentId, (held.get(row.documentId) ?? 0) + row.heldFen)
  const drawn = await openDrawsOf(
    ctx,
    rows.map(row => row.id),
  )
  return rows.map(row => ({
    contractId: row.id,
    no: row.no,
    title: row.title,
    totalFen: row.total_fen,
    paidFen: Number(row.paid ?? 0),
    heldFen: (held.get(row.id) ?? 0) + (drawn.get(row.id) ?? 0),
    href: `/contracts/${row.id}`,
  }))
}
