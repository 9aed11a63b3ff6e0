import type { Ctx } from '../../../kernel/server/ctx.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import type { Orderable } from '../../contract/index.ts'
import { contract } from '../contract.ts'
import type { RowOf } from '../store.ts'
import { goodsOf, quotesOf } from './comparing.ts'
import { agreedLine } from './under-contract.ts'

type Input = Parameters<Handlers<typeof contract>['placeOrder']>[1]

export interface Source {
  supplierId: string
  sheetId: string | null
  chosenBy: string | null
  warrantyMonths: number | null
  prices: Map<string, { brand: string; priceFen: number }>
}

/** Where supplier and prices come from: the chosen offer, the portal, or a contract that runs. */
export async function sourceOf(
  ctx: Ctx,
  batch: RowOf<'procurement_batch'>,
  input: Input,
  deal: Orderable | undefined,
): Promise<Source> {
  const sheet = await ctx.db
    .selectFrom('procurement_sheet')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('batch_id', '=', batch.id)
    .where('state', '<>', 'void')
    .executeTakeFirst()
  if (sheet) return fromSheet(ctx, sheet)
  if (batch.channel === 'portal') return fromPortal(ctx, input)
  if (!deal) throw contract.fail('needs_channel')
  return fromContract(ctx, batch.id, input, deal)
}

async function fromSheet(ctx: Ctx, sheet: RowOf<'procurement_sheet'>): Promise<Source> {
  if (sheet.state !== 'chosen') throw contract.fail('not_chosen')
  const chosen = (await quotesOf(ctx, sheet.id)).find(q => q.id === sheet.chosen_quote_id)
  if (!chosen?.supplier_id) throw contract.fail('not_chosen')
  const lines = await ctx.db
    .selectFrom('procurement_quote_line')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('quote_id', '=', chosen.id)
    .execute()
  return {
    supplierId: chosen.supplier_id,
    sheetId: sheet.id,
    chosenBy: sheet.chosen_by,
    warrantyMonths: chosen.warranty_months,
    prices: new Map(lines.map(l => [l.batch_line_id, { brand: l.brand, priceFen: l.price_fen }])),
  }
}

async function fromPortal(ctx: Ctx, input: Input): Promise<Source> {
  if (!input.portalNo || !input.supplierId) throw contract.fail('needs_portal')
  await mustBeNewPortalNo(ctx, input.portalNo)
  return { ...bare(input.supplierId), prices: pricesIn(input) }
}

/** The contract was compared and approved before; its prices count where the buyer names no lower ones. */
async function fromContract(ctx: Ctx, batchId: string, input: Input, deal: Orderable): Promise<Source> {
  const prices = pricesIn(input)
  for (const goods of await goodsOf(ctx, batchId)) {
    const agreed = agreedLine(deal, goods, input.contractLines)
    if (agreed && !prices.has(goods.id)) prices.set(goods.id, { brand: '', priceFen: agreed.priceFen })
    if (!agreed)
      throw contract.fail('contract_line', {
        no: deal.no,
        name: goods.name,
        lines: deal.lines.map(line => line.name).join('、'),
      })
  }
  return { ...bare(deal.supplierId), prices }
}

const bare = (supplierId: string) => ({ supplierId, sheetId: null, chosenBy: null, warrantyMonths: null })

const pricesIn = (input: Input): Source['prices'] =>
  new Map(input.prices.map(p => [p.batchLineId, { brand: p.brand, priceFen: p.priceFen }]))

export async function mustBeNewPortalNo(ctx: Ctx, portalNo: string, butOrderId?: string): Promise<void> {
  const used = await ctx.db
    .selectFrom('procurement_order')
    .select('no')
    .where('school_id', '=', ctx.schoolId)
    .where('portal_no', '=', portalNo)
    .where('state', '<>', 'cancelled')
    .$if(butOrderId !== undefined, q => q.where('id', '<>', butOrderId as string))
    .executeTakeFirst()
  if (used) throw contract.fail('portal_used', { no: portalNo, order: used.no })
}
