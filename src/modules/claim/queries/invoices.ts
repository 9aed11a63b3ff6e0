import { type SqlBool, sql } from 'kysely'
import { z } from 'zod'
import type { Actions } from '../../../kernel/pure/fields.ts'
import { refKey } from '../../../kernel/pure/ref.ts'
import type { Ctx } from '../../../kernel/server/ctx.ts'
import { decodeCursor, pageFrom } from '../../../kernel/server/cursor.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import { listFor, type SubjectVisibility } from '../../../mechanisms/attachment/index.ts'
import { readParameter } from '../../../mechanisms/parameter/index.ts'
import { ordersToClaim } from '../../procurement/index.ts'
import { claimedOn } from '../basis.ts'
import { claim, type contract } from '../contract.ts'
import { buyerOf } from '../invoices.ts'
import { EXEMPT } from '../parameters.ts'
import { EXCEPTIONS, type ExceptionCode } from '../rules.ts'
import { me } from '../store.ts'
import { maySee } from '../visible.ts'
import { claimRows, seesAll } from './list.ts'

type H = Handlers<typeof contract>

export const invoices: H['invoices'] = async (ctx, input) => {
  const after = decodeCursor(input.cursor, [z.iso.date(), z.uuid()])
  const like = `%${(input.search ?? '').replace(/[\\%_]/g, '\\$&')}%`
  const filtered = invoiceRows(ctx)
    .$if(!seesAll(ctx), q => q.where('i.entered_by', '=', me(ctx)))
    .$if(input.loose === true, q => q.where('i.claim_id', 'is', null).where('i.void', '=', false))
    .$if(input.loose === false, q => q.where('i.claim_id', 'is not', null))
    .$if(input.from !== undefined, q => q.where('i.issued_on', '>=', input.from as string))
    .$if(input.to !== undefined, q => q.where('i.issued_on', '<=', input.to as string))
    .$if(Boolean(input.search), q =>
      q.where(eb =>
        eb.or([
          eb('i.number', 'ilike', like),
          eb('i.seller_name', 'ilike', like),
          eb('c.no', 'ilike', like),
          eb('i.note', 'ilike', like),
        ]),
      ),
    )
  const found = await filtered
    .$if(after !== undefined, q =>
      q.where(sql<SqlBool>`(i.issued_on, i.id) < (${after?.[0]}::date, ${after?.[1]}::uuid)`),
    )
    .orderBy('i.issued_on', 'desc')
    .orderBy('i.id', 'desc')
    .limit(input.limit + 1)
    .execute()
  const sums = await ctx.db
    .selectFrom(filtered.as('f'))
    .select(eb => [
      eb.fn.countAll<number>().as('total'),
      sql<string>`coalesce(sum(f.amount_fen) filter (where not f.void), 0)`.as('fen'),
    ])
    .executeTakeFirstOrThrow()
  const page = pageFrom(found, input.limit, row => [row.issued_on, row.id])
  return {
    rows: await toInvoices(ctx, page.rows),
    next: page.next,
    total: sums.total,
    amountFen: Number(sums.fen),
  }
}

export const invoiceRows = (ctx: Ctx) =>
  ctx.db
    .selectFrom('claim_invoice as i')
    .leftJoin('claim_claim as c', join =>
      join.onRef('c.school_id', '=', 'i.school_id').onRef('c.id', '=', 'i.claim_id'),
    )
    .selectAll('i')
    .select('c.no as claim_no')
    .where('i.school_id', '=', ctx.schoolId)

export type FoundInvoice = Awaited<ReturnType<ReturnType<typeof invoiceRows>['execute']>>[number]

export async function toInvoices(ctx: Ctx, rows: readonly FoundInvoice[]) {
  const files = await listFor(
    ctx,
    rows.map(row => ({ kind: 'claim.invoice', id: row.id })),
  )
  return rows.map(row => {
    const actions: Actions = {}
    if (ctx.may(claim.voidInvoice) && !row.void)
      actions.void = row.claim_id
        ? { allowed: false, why: `已用在 ${row.claim_no ?? '报销单'} 上` }
        : { allowed: true }
    return {
      id: row.id,
      code: row.code,
      number: row.number,
      issuedOn: row.issued_on,
      sellerName: row.seller_name,
      buyerName: row.buyer_name,
      buyerTaxNo: row.buyer_tax_no,
      amountFen: row.amount_fen,
      lines: row.lines,
      note: row.note,
      claimId: row.claim_id,
      claimNo: row.claim_no,
      void: row.void,
      voidReason: row.void_reason,
      enteredName: row.entered_name,
      version: row.version,
      files: files.get(refKey({ kind: 'claim.invoice', id: row.id })) ?? [],
      actions,
    }
  })
}

/** An invoice's picture is seen by whoever entered it, keeps the money, or has a hand in its claim. */
export const invoiceVisibility: SubjectVisibility = {
  kind: 'claim.invoice',
  async maySee(ctx, id) {
    const row = await invoiceRows(ctx).where('i.id', '=', id).executeTakeFirst()
    if (!row) return false
    if (seesAll(ctx) || row.entered_by === me(ctx)) return true
    if (!row.claim_id) return false
    const claim = await claimRows(ctx).where('c.id', '=', row.claim_id).executeTakeFirst()
    return claim !== undefined && (await maySee(ctx, claim))
  },
}

/** What may be claimed now: accepted and not claimed yet, and what the school exempts. */
export const start: H['start'] = async ctx => {
  const orders = []
  for (const order of await ordersToClaim(ctx)) {
    const { total } = await claimedOn(ctx, order.orderId, order.orderId)
    const leftFen = order.acceptedFen - total
    if (leftFen > 0)
      orders.push({
        orderId: order.orderId,
        orderNo: order.orderNo,
        title: order.title,
        supplierName: order.supplierName,
        acceptedFen: order.acceptedFen,
        claimedFen: total,
        leftFen,
        mismatchOpen: order.mismatchOpen,
      })
  }
  const listed = await readParameter(ctx, EXEMPT)
  const own = await buyerOf(ctx)
  return {
    orders,
    exceptions: (Object.keys(EXCEPTIONS) as ExceptionCode[])
      .filter(code => listed[code])
      .map(code => ({ code, title: EXCEPTIONS[code] })),
    buyerName: own.name,
    buyerTaxNo: own.taxNo,
  }
}
