import { kernelError, notFound } from '../../kernel/pure/errors.ts'
import { formatFen } from '../../kernel/pure/money.ts'
import type { ParsedOf } from '../../kernel/pure/operation.ts'
import { actorName, type Ctx, userOf } from '../../kernel/server/ctx.ts'
import type { Handlers } from '../../kernel/server/module.ts'
import { attach } from '../../mechanisms/attachment/index.ts'
import { readParameter } from '../../mechanisms/parameter/index.ts'
import { type claim, contract } from './contract.ts'
import { BUYER } from './parameters.ts'
import { invoiceFlaw, plainName } from './rules.ts'
import './schema.ts'

type H = Handlers<typeof contract>

/** An invoice enters once, with the school as its buyer. */
export const addInvoice: H['addInvoice'] = async (ctx, input) => {
  await check(ctx, input)
  const { id } = await insert(ctx, input)
  await attach(ctx, { kind: 'claim.invoice', id }, input.fileIds, 'receipt')
  ctx.about({ kind: 'claim.invoice', id }, `${input.number} ${formatFen(input.amountFen)}`)
  return { id, version: 1 }
}

export const voidInvoice: H['voidInvoice'] = async (ctx, input) => {
  const row = await ctx.db
    .selectFrom('claim_invoice as i')
    .leftJoin('claim_claim as c', join =>
      join.onRef('c.school_id', '=', 'i.school_id').onRef('c.id', '=', 'i.claim_id'),
    )
    .select(['i.id', 'i.number', 'i.void', 'i.version', 'i.claim_id', 'c.no'])
    .where('i.school_id', '=', ctx.schoolId)
    .where('i.id', '=', input.id)
    .forUpdate('i')
    .executeTakeFirst()
  if (!row) throw notFound()
  if (row.claim_id) throw contract.fail('invoice_used', { number: row.number, no: row.no ?? '' })
  if (row.version !== input.version || row.void) throw kernelError('kernel.changed', { who: '别人' })
  await ctx.db
    .updateTable('claim_invoice')
    .set({ void: true, void_reason: input.reason, version: row.version + 1 })
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', row.id)
    .execute()
  ctx.about({ kind: 'claim.invoice', id: row.id }, input.reason)
  return { id: row.id, version: row.version + 1 }
}

type Input = ParsedOf<typeof claim.addInvoice>

async function check(ctx: Ctx, input: Input): Promise<void> {
  const flaw = invoiceFlaw(input.code, input.number)
  if (flaw === 'number')
    throw contract.fail('invoice_number', { number: input.number }, { number: '纸质票 8 位，数电票 20 位' })
  if (flaw === 'code_needed') throw contract.fail('invoice_code', {}, { code: '10 位或 12 位数字' })
  if (flaw === 'code_extra') throw contract.fail('invoice_code_extra', {}, { code: '数电票没有代码，请清空' })
  if (input.issuedOn > ctx.today)
    throw contract.fail('future_invoice', { day: input.issuedOn }, { issuedOn: '还没有到' })
  const own = await buyerOf(ctx)
  if (plainName(input.buyerName) !== plainName(own.name))
    throw contract.fail(
      'wrong_buyer',
      { given: input.buyerName, own: own.name },
      { buyerName: `应是“${own.name}”` },
    )
  if (own.taxNo && input.buyerTaxNo.toUpperCase() !== own.taxNo.toUpperCase())
    throw contract.fail(
      'wrong_tax_no',
      { given: input.buyerTaxNo || '（空）', own: own.taxNo },
      { buyerTaxNo: `应是 ${own.taxNo}` },
    )
  const sum = input.lines.reduce((total, l) => total + l.amountFen, 0)
  if (input.lines.length > 0 && sum !== input.amountFen)
    throw contract.fail('lines_sum', { lines: formatFen(sum), amount: formatFen(input.amountFen) })
  await mustBeNew(ctx, input)
}

async function mustBeNew(ctx: Ctx, input: Pick<Input, 'code' | 'number'>): Promise<void> {
  const seen = await ctx.db
    .selectFrom('claim_invoice as i')
    .leftJoin('claim_claim as c', join =>
      join.onRef('c.school_id', '=', 'i.school_id').onRef('c.id', '=', 'i.claim_id'),
    )
    .select(['i.entered_name', 'i.import_id', 'c.no'])
    .where('i.school_id', '=', ctx.schoolId)
    .where('i.code', '=', input.code)
    .where('i.number', '=', input.number)
    .where('i.void', '=', false)
    .executeTakeFirst()
  if (!seen) return
  const where = seen.no
    ? `报销单 ${seen.no}`
    : seen.import_id
      ? `${seen.entered_name}导入的发票台账`
      : `${seen.entered_name}登记，还没有报销`
  throw contract.fail('invoice_seen', { number: input.number, where }, { number: '已经登记过' })
}

async function insert(ctx: Ctx, input: Input): Promise<{ id: string }> {
  const id = ctx.id()
  const done = await ctx.db
    .insertInto('claim_invoice')
    .values({
      school_id: ctx.schoolId,
      id,
      code: input.code,
      number: input.number,
      issued_on: input.issuedOn,
      seller_name: input.sellerName,
      seller_tax_no: input.sellerTaxNo,
      buyer_name: input.buyerName,
      buyer_tax_no: input.buyerTaxNo,
      amount_fen: input.amountFen,
      lines: JSON.stringify(input.lines),
      note: input.note,
      claim_id: null,
      import_id: input.importId ?? null,
      entered_by: userOf(ctx)?.personId ?? null,
      entered_name: actorName(ctx.actor),
      created_at: ctx.now,
    })
    .onConflict(conflict => conflict.doNothing())
    .executeTakeFirst()
  // Two hands with the same paper at once.
  if (Number(done.numInsertedOrUpdatedRows) === 0)
    throw contract.fail('invoice_seen', { number: input.number, where: '刚刚由别人登记' })
  return { id }
}

/** The school as invoices must name it. */
export async function buyerOf(ctx: Ctx): Promise<{ name: string; taxNo: string }> {
  const set = await readParameter(ctx, BUYER)
  if (set.name) return set
  const school = await ctx.db
    .selectFrom('school')
    .select('name')
    .where('id', '=', ctx.schoolId)
    .executeTakeFirstOrThrow()
  return { name: school.name, taxNo: set.taxNo }
}
