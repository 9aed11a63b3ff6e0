import { formatFen } from '../../../kernel/pure/money.ts'
import type { ParsedOf } from '../../../kernel/pure/operation.ts'
import type { Ctx } from '../../../kernel/server/ctx.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import { supplier } from '../../supplier/index.ts'
import { contract } from '../contract.ts'
import { KINDS } from '../rules.ts'
import { AGREEMENT_REF, type Agreement, lockAgreement, me, note, patchAgreement } from '../store.ts'

type H = Handlers<typeof contract>
type Row = ParsedOf<typeof contract.operations.importRow>
interface Change {
  title: string
  from: string
  to: string
}

/**
 * A row of a contract register kept elsewhere. Found by either number: what the row says of name, end, content and
 * note is changed; money only changes by a variation. Not found: taken over as signed, with what was paid before.
 */
export const importRow: H['importRow'] = async (ctx, row) => {
  const found = await ctx.db
    .selectFrom('contract_agreement')
    .select('id')
    .where('school_id', '=', ctx.schoolId)
    .where('state', '<>', 'void')
    .where(eb => eb.or([eb('no', '=', row.no), eb('outer_no', '=', row.no)]))
    .executeTakeFirst()
  return found ? update(ctx, await lockAgreement(ctx, found.id), row) : create(ctx, row)
}

async function update(ctx: Ctx, old: Agreement, row: Row) {
  const { id, no } = old
  if (row.totalFen !== undefined && row.totalFen !== old.total_fen)
    throw contract.fail('total_by_change', {
      no: row.no,
      total: formatFen(old.total_fen),
      stated: formatFen(row.totalFen),
    })
  const endsOn = row.endsOn ?? old.ends_on
  if (endsOn < old.starts_on) throw contract.fail('ends_first', { ends: endsOn, starts: old.starts_on })
  const pairs: [string, string, string][] = [
    ['合同名称', old.title, row.title || old.title],
    ['到期', old.ends_on, endsOn],
    ['主要内容', old.scope, row.scope || old.scope],
    ['备注', old.note, row.note || old.note],
  ]
  const changes: Change[] = pairs
    .filter(([, from, to]) => from !== to)
    .map(([title, from, to]) => ({ title, from, to }))
  ctx.about({ kind: AGREEMENT_REF, id }, no)
  if (changes.length === 0) return { id, no, outcome: 'unchanged' as const, changes }
  await patchAgreement(ctx, old, {
    title: row.title || old.title,
    ends_on: endsOn,
    scope: row.scope || old.scope,
    note: row.note || old.note,
    ...(endsOn === old.ends_on ? {} : { alerted_days: null }),
  })
  await note(
    ctx,
    { kind: AGREEMENT_REF, id },
    '导入修改',
    changes.map(c => `${c.title}：${c.from || '空'} → ${c.to}`).join('；'),
  )
  return { id, no, outcome: 'updated' as const, changes }
}

async function create(ctx: Ctx, row: Row) {
  const { title, totalFen, endsOn } = row
  const missing = [
    title ? '' : '合同名称',
    row.supplier ? '' : '对方单位',
    totalFen === undefined ? '合同总价' : '',
    endsOn === undefined ? '到期日' : '',
  ].filter(Boolean)
  if (totalFen === undefined || endsOn === undefined || missing.length > 0)
    throw contract.fail('import_needs', { what: missing.join('、') })
  const signedOn = row.signedOn ?? row.startsOn ?? minDay(endsOn, ctx.today)
  const startsOn = row.startsOn ?? minDay(signedOn, endsOn)
  if (signedOn > ctx.today) throw contract.fail('signed_later', { day: signedOn })
  if (endsOn < startsOn) throw contract.fail('ends_first', { ends: endsOn, starts: startsOn })
  const paidFen = row.paidFen ?? 0
  if (paidFen > totalFen)
    throw contract.fail('paid_above', { paid: formatFen(paidFen), total: formatFen(totalFen) })
  const firm = await supplierByName(ctx, row.supplier)
  const [id, no] = [ctx.id(), await ctx.number('HT')]
  const over = endsOn < ctx.today
  const manager = me(ctx)
  await ctx.db
    .insertInto('contract_agreement')
    .values({
      school_id: ctx.schoolId,
      id,
      no,
      outer_no: row.no,
      supplier_id: firm.id,
      supplier_name: firm.name,
      kind: row.kind ?? 'service',
      title,
      scope: row.scope,
      way: null,
      starts_on: startsOn,
      ends_on: endsOn,
      line_id: null,
      tender_id: null,
      renews_id: null,
      state: over ? 'completed' : 'active',
      first_total_fen: totalFen,
      total_fen: totalFen,
      paid_fen: paidFen,
      plan: JSON.stringify([{ title: '合同总价', dueOn: endsOn, amountFen: totalFen }]),
      manager_id: manager.id,
      manager_name: manager.name,
      signed_on: signedOn,
      ended_on: over ? endsOn : null,
      end_reason: over ? '登记时已到期' : '',
      alerted_days: null,
      note: row.note,
      created_at: ctx.now,
      updated_at: ctx.now,
    })
    .execute()
  await ctx.db
    .insertInto('contract_line')
    .values({
      school_id: ctx.schoolId,
      id: ctx.id(),
      agreement_id: id,
      seq: 1,
      name: title,
      quantity: 1,
      measure: '项',
      price_fen: totalFen,
      amount_fen: totalFen,
    })
    .execute()
  if (paidFen > 0) await carriedOver(ctx, { id, no, paidFen, day: minDay(ctx.today, endsOn) })
  await note(ctx, { kind: AGREEMENT_REF, id }, '导入登记', `${row.no} ${KINDS[row.kind ?? 'service']}`)
  return { id, no, outcome: 'created' as const, changes: [] }
}

/** What was paid before the register was taken over is one payment whose document is the contract itself. */
const carriedOver = (ctx: Ctx, p: { id: string; no: string; paidFen: number; day: string }) =>
  ctx.db
    .insertInto('contract_payment')
    .values({
      school_id: ctx.schoolId,
      id: ctx.id(),
      agreement_id: p.id,
      document_kind: AGREEMENT_REF,
      document_id: p.id,
      no: p.no,
      day: p.day,
      amount_fen: p.paidFen,
      released_fen: 0,
      reverses_id: null,
      note: '登记前已付',
      created_at: ctx.now,
    })
    .execute()

const minDay = (a: string, b: string): string => (b < a ? b : a)

const plain = (name: string): string =>
  name
    .normalize('NFKC')
    .replace(/[\s()（）·.,，。]/g, '')
    .toLowerCase()

async function supplierByName(ctx: Ctx, name: string): Promise<{ id: string; name: string }> {
  const { rows } = await ctx.run(supplier.options, { q: name.slice(0, 60), limit: 50 })
  const firm = rows.find(one => plain(one.name) === plain(name))
  if (!firm) throw contract.fail('supplier_unknown', { name })
  return firm
}
