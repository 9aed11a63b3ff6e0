import { kernelError, notFound } from '../../kernel/pure/errors.ts'
import { actorName } from '../../kernel/server/ctx.ts'
import type { Handlers } from '../../kernel/server/module.ts'
import { contract } from './contract.ts'
import { FACTOR_KEYS, nameKey } from './rules.ts'
import {
  columnsOf,
  FIRM_REF,
  type FirmFacts,
  firmById,
  firmToChange,
  note,
  refuseTwin,
  transit,
} from './store.ts'

type H = Handlers<typeof contract>

export const create: H['create'] = async (ctx, input) => {
  await refuseTwin(ctx, input)
  const [id, no] = [ctx.id(), await ctx.number('GY')]
  await ctx.db
    .insertInto('supplier_firm')
    .values({
      school_id: ctx.schoolId,
      id,
      no,
      ...columnsOf(input),
      state: 'active',
      blocked_until: null,
      created_at: ctx.now,
      updated_at: ctx.now,
    })
    .execute()
  await note(ctx, id, '登记')
  return { id, no, state: 'active' as const, version: 1 }
}

export const update: H['update'] = async (ctx, { id, version, ...facts }) => {
  const row = await firmToChange(ctx, { id, version })
  await refuseTwin(ctx, facts, id)
  const changes = changesOf(row, facts)
  const done = await ctx.db
    .updateTable('supplier_firm')
    .set({ ...columnsOf(facts), version: version + 1, updated_at: ctx.now })
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  if (done.numUpdatedRows === 0n) throw kernelError('kernel.changed', { who: '别人' })
  await note(
    ctx,
    id,
    '修改',
    changes.map(({ title, from, to }) => `${title}：${from || '空'} → ${to || '空'}`).join('；'),
  )
  return { id, state: row.state, version: version + 1 }
}

/** A row of a list of suppliers: found by number, credit code or name; empty cells change nothing. */
export const importRow: H['importRow'] = async (ctx, { code, ...given }) => {
  const found = await ctx.db
    .selectFrom('supplier_firm')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where(eb =>
      eb.or([
        eb('name_key', '=', nameKey(given.name)),
        ...(code ? [eb('no', '=', code)] : []),
        ...(given.creditCode ? [eb('credit_code', '=', given.creditCode)] : []),
      ]),
    )
    .orderBy(eb => eb.case().when('no', '=', code).then(0).else(1).end())
    .executeTakeFirst()
  if (!found) {
    const { id, no } = await ctx.run(contract.operations.create, given)
    return { id, no, outcome: 'created' as const, changes: [] }
  }
  const old = factsOf(found)
  const facts = { ...old, ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== '')) }
  const changes = changesOf(found, facts)
  ctx.about({ kind: FIRM_REF, id: found.id }, found.name)
  if (changes.length === 0) return { id: found.id, no: found.no, outcome: 'unchanged' as const, changes }
  await ctx.run(contract.operations.update, { id: found.id, version: found.version, ...facts })
  return { id: found.id, no: found.no, outcome: 'updated' as const, changes }
}

export const addLicence: H['addLicence'] = async (ctx, input) => {
  const firm = await firmById(ctx, input.firmId)
  const id = ctx.id()
  await ctx.db
    .insertInto('supplier_licence')
    .values({
      school_id: ctx.schoolId,
      id,
      firm_id: firm.id,
      title: input.title,
      number: input.number,
      valid_to: input.validTo,
      required: input.required,
      ended_at: null,
      created_at: ctx.now,
    })
    .execute()
  await note(ctx, firm.id, '登记证照', `${input.title}${input.validTo ? `，有效期至 ${input.validTo}` : ''}`)
  return { id }
}

export const endLicence: H['endLicence'] = async (ctx, input) => {
  const row = await ctx.db
    .updateTable('supplier_licence')
    .set({ ended_at: ctx.now })
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', input.id)
    .where('ended_at', 'is', null)
    .returning(['firm_id', 'title'])
    .executeTakeFirst()
  if (!row) throw notFound()
  await note(ctx, row.firm_id, '撤下证照', `${row.title}：${input.reason}`)
  return {}
}

export const rate: H['rate'] = async (ctx, { id, version, note: text, ...marks }) => {
  if (FACTOR_KEYS.every(factor => marks[factor] === null)) throw contract.fail('nothing_rated')
  const row = await ctx.db
    .updateTable('supplier_delivery')
    .set({ ...marks, note: text, rated_by: actorName(ctx.actor), version: version + 1 })
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', id)
    .where('version', '=', version)
    .returning(['firm_id', 'document_no'])
    .executeTakeFirst()
  if (!row) {
    const there = await ctx.db
      .selectFrom('supplier_delivery')
      .select('id')
      .where('id', '=', id)
      .executeTakeFirst()
    throw there ? kernelError('kernel.changed', { who: '别人' }) : notFound()
  }
  await note(ctx, row.firm_id, '供货评分', row.document_no)
  return { id, version: version + 1 }
}

export const block: H['block'] = (ctx, input) => {
  if (input.until && input.until <= ctx.today) throw contract.fail('until_past', { day: input.until })
  return transit(ctx, input, 'block', input.reason, {
    block_reason: input.reason,
    blocked_until: input.until,
  })
}
export const unblock: H['unblock'] = (ctx, input) => transit(ctx, input, 'unblock', input.reason)
export const end: H['end'] = (ctx, input) => transit(ctx, input, 'end', input.reason)
export const revive: H['revive'] = (ctx, input) => transit(ctx, input, 'revive', input.reason)

const TITLES: Record<keyof FirmFacts, string> = {
  name: '名称',
  creditCode: '统一社会信用代码',
  contactName: '联系人',
  phone: '电话',
  address: '地址',
  bankName: '开户行',
  bankAccount: '账号',
  supplies: '供应什么',
  note: '备注',
}

const factsOf = (row: Awaited<ReturnType<typeof firmById>>): FirmFacts => ({
  name: row.name,
  creditCode: row.credit_code ?? '',
  contactName: row.contact_name,
  phone: row.phone,
  address: row.address,
  bankName: row.bank_name,
  bankAccount: row.bank_account,
  supplies: row.supplies,
  note: row.note,
})

function changesOf(row: Awaited<ReturnType<typeof firmById>>, facts: FirmFacts) {
  const old = factsOf(row)
  return (Object.keys(TITLES) as (keyof FirmFacts)[])
    .filter(key => old[key] !== facts[key])
    .map(key => ({ title: TITLES[key], from: old[key], to: facts[key] }))
}
