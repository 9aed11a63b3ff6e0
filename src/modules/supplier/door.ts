import type { Ref } from '../../kernel/pure/ref.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import { contract } from './contract.ts'
import { lapsed, type Scores } from './rules.ts'
import { firmById } from './store.ts'

/** Names by id. */
export async function supplierNames(ctx: Ctx, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await ctx.db
    .selectFrom('supplier_firm')
    .select(['id', 'name'])
    .where('school_id', '=', ctx.schoolId)
    .where('id', 'in', [...new Set(ids)])
    .execute()
  return new Map(rows.map(row => [row.id, row.name]))
}

export interface UsableFirm {
  name: string
  contact: string
  phone: string
  creditCode: string
  warnings: string[]
}

/**
 * Refuses a supplier from whom nothing may be bought on a day: 'supplier.blacklisted', 'supplier.ended',
 * 'supplier.licence_expired', 404. Answers the name, how to reach it, and what else to be warned of.
 */
export async function mustBeUsable(ctx: Ctx, supplierId: string, day: string): Promise<UsableFirm> {
  const firm = await firmById(ctx, supplierId)
  const { name } = firm
  const blocked = firm.state === 'blocked' && (firm.blocked_until === null || firm.blocked_until >= day)
  if (blocked)
    throw contract.fail('blacklisted', {
      name,
      reason: firm.block_reason,
      until: firm.blocked_until ? `，至 ${firm.blocked_until}` : '',
    })
  if (firm.state === 'ended') throw contract.fail('ended', { name })
  const licences = await ctx.db
    .selectFrom('supplier_licence')
    .select(['title', 'valid_to as validTo', 'required'])
    .where('school_id', '=', ctx.schoolId)
    .where('firm_id', '=', supplierId)
    .where('ended_at', 'is', null)
    .execute()
  const { locking, warning } = lapsed(licences, day)
  if (locking.length > 0) throw contract.fail('licence_expired', { name, papers: locking.join('、') })
  return {
    name,
    contact: firm.contact_name,
    phone: firm.phone,
    creditCode: firm.credit_code ?? '',
    warnings: warning,
  }
}

export interface DeliveryFacts extends Scores {
  supplierId: string
  document: Ref
  documentNo: string
  deliveredOn: string
}

/** What a delivery shows of the five factors (1 to 5, null where nothing can be said); once a document. */
export async function recordDelivery(ctx: Ctx, facts: DeliveryFacts): Promise<void> {
  const { quality, quantity, time, place, price } = facts
  await ctx.db
    .insertInto('supplier_delivery')
    .values({
      school_id: ctx.schoolId,
      id: ctx.id(),
      firm_id: facts.supplierId,
      document_kind: facts.document.kind,
      document_id: facts.document.id,
      document_no: facts.documentNo,
      delivered_on: facts.deliveredOn,
      quality,
      quantity,
      time,
      place,
      price,
      created_at: ctx.now,
    })
    .onConflict(conflict => conflict.columns(['school_id', 'document_kind', 'document_id']).doNothing())
    .execute()
}
