import { kernelError, notFound } from '../../../kernel/pure/errors.ts'
import type { ParsedOf } from '../../../kernel/pure/operation.ts'
import { mayTransit, stateRefusal } from '../../../kernel/pure/state.ts'
import type { Ctx } from '../../../kernel/server/ctx.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import { mustBeUsable } from '../../supplier/index.ts'
import { contract } from '../contract.ts'
import { type ImportAction, type ImportState, importMachine } from '../machine.ts'
import { dutySavedFen, MOST_FEN, valueFen } from '../rules.ts'
import { agreementById, hang, IMPORT_REF, note } from '../store.ts'

type H = Handlers<typeof contract>
type Facts = ParsedOf<typeof contract.operations.createImport>

export const createImport: H['createImport'] = async (ctx, facts) => {
  const columns = await columnsOf(ctx, facts)
  const [id, no] = [ctx.id(), await ctx.number('JK')]
  await ctx.db
    .insertInto('contract_import')
    .values({
      school_id: ctx.schoolId,
      id,
      no,
      ...columns,
      state: 'negotiated',
      contracted_on: null,
      exempted_on: null,
      shipped_on: null,
      cleared_on: null,
      accepted_on: null,
      created_at: ctx.now,
      updated_at: ctx.now,
    })
    .execute()
  await note(ctx, { kind: IMPORT_REF, id }, '登记', facts.title)
  return { id, no, state: 'negotiated' as const, version: 1, valueFen: columns.value_fen }
}

export const updateImport: H['updateImport'] = async (ctx, { id, version, ...facts }) => {
  const row = await importToChange(ctx, { id, version })
  const { final, label } = importMachine.states[row.state]
  if (final) throw kernelError('kernel.state', { state: label, action: '修改' })
  const columns = await columnsOf(ctx, facts, row.supplier_id)
  const saved = row.exempted_on ? dutySavedFen(columns.dutiable_fen, thousandths(facts.dutyRate)) : 0
  await ctx.db
    .updateTable('contract_import')
    .set({ ...columns, saved_fen: saved, version: version + 1, updated_at: ctx.now })
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', id)
    .where('version', '=', version)
    .execute()
  await note(ctx, { kind: IMPORT_REF, id }, '修改')
  return { id, state: row.state, version: version + 1 }
}

const DAY_OF = {
  contract: 'contracted_on',
  exempt: 'exempted_on',
  ship: 'shipped_on',
  clear: 'cleared_on',
  accept: 'accepted_on',
} as const satisfies Record<Exclude<ImportAction, 'drop'>, string>

/** One step further, on the day it was done; the exemption names its certificate and fixes what it saves. */
export const moveImport: H['moveImport'] = async (ctx, { step, day, exemptionNo, note: text, ...which }) => {
  const row = await importToChange(ctx, which)
  if (!mayTransit(importMachine, step, row.state)) throw stateRefusal(importMachine, step, row.state)
  if (day > ctx.today) throw contract.fail('step_later', { day }, { day: '这一天还没到' })
  const before = [row.negotiated_on, row.contracted_on, row.exempted_on, row.shipped_on, row.cleared_on]
    .filter(d => d !== null)
    .reduce((a, b) => (b > a ? b : a))
  if (day < before) throw contract.fail('step_before', { day, before }, { day: '早于上一步' })
  if (step === 'exempt' && !exemptionNo) throw contract.fail('no_exemption', {}, { exemptionNo: '请填编号' })
  const { title, to } = importMachine.transitions[step]
  const state = to as ImportState
  const saved =
    step === 'exempt' ? dutySavedFen(row.dutiable_fen, thousandths(Number(row.duty_rate))) : row.saved_fen
  await ctx.db
    .updateTable('contract_import')
    .set({
      state,
      ...(step === 'drop' ? { dropped_reason: text || '未写原因' } : { [DAY_OF[step]]: day }),
      ...(step === 'exempt' ? { exemption_no: exemptionNo, saved_fen: saved } : {}),
      version: row.version + 1,
      updated_at: ctx.now,
    })
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', row.id)
    .where('version', '=', row.version)
    .execute()
  await note(
    ctx,
    { kind: IMPORT_REF, id: row.id },
    title,
    [day, exemptionNo, text].filter(Boolean).join('，'),
  )
  return { id: row.id, state, version: row.version + 1, savedFen: saved }
}

export const addImportFiles: H['addImportFiles'] = async (ctx, { id, fileIds }) => {
  await importById(ctx, id)
  return hang(ctx, { kind: IMPORT_REF, id }, fileIds)
}

export async function importById(ctx: Ctx, id: string) {
  const row = await ctx.db
    .selectFrom('contract_import')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) throw notFound()
  return row
}

async function importToChange(ctx: Ctx, { id, version }: { id: string; version: number }) {
  const row = await ctx.db
    .selectFrom('contract_import')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw notFound()
  if (row.version !== version) throw kernelError('kernel.changed', { who: '别人' })
  return row
}

const thousandths = (percent: number): number => Math.round(percent * 1000)

async function columnsOf(ctx: Ctx, facts: Facts, oldSupplier?: string) {
  const value = valueFen(Math.round(facts.foreignAmount * 100), Math.round(facts.rate * 1_000_000))
  if (value > MOST_FEN) throw contract.fail('too_much')
  const day = facts.rateOn > facts.negotiatedOn ? facts.rateOn : facts.negotiatedOn
  if (day > ctx.today) throw contract.fail('step_later', { day })
  const firm = await supplierOf(ctx, facts.supplierId, oldSupplier)
  if (facts.agreementId) {
    const agreement = await agreementById(ctx, facts.agreementId)
    if (agreement.supplier_id !== facts.supplierId)
      throw contract.fail('other_firm', { no: agreement.no, supplier: agreement.supplier_name })
  }
  return {
    title: facts.title,
    supplier_id: facts.supplierId,
    supplier_name: firm.name,
    agreement_id: facts.agreementId,
    currency: facts.currency,
    foreign_amount: facts.foreignAmount,
    rate: facts.rate,
    rate_on: facts.rateOn,
    rate_source: facts.rateSource,
    value_fen: value,
    items: facts.items,
    dutiable_fen: facts.dutiableFen,
    duty_rate: facts.dutyRate,
    negotiated_on: facts.negotiatedOn,
    note: facts.note,
  }
}

/** A supplier that is blocked later does not keep what runs from being corrected. */
async function supplierOf(ctx: Ctx, id: string, old: string | undefined): Promise<{ name: string }> {
  if (id !== old) return mustBeUsable(ctx, id, ctx.today)
  return (
    (await ctx.db
      .selectFrom('supplier_firm')
      .select('name')
      .where('school_id', '=', ctx.schoolId)
      .where('id', '=', id)
      .executeTakeFirst()) ?? { name: '' }
  )
}
