import { kernelError, notFound } from '../../kernel/pure/errors.ts'
import { mayTransit, stateRefusal } from '../../kernel/pure/state.ts'
import { actorName, type Ctx } from '../../kernel/server/ctx.ts'
import { pinyinOf } from '../../kernel/server/pinyin.ts'
import { contract } from './contract.ts'
import { type FirmAction, type FirmState, firmMachine, nameKey } from './rules.ts'

export const FIRM_REF = 'supplier.firm'

export interface FirmFacts {
  name: string
  creditCode: string
  contactName: string
  phone: string
  address: string
  bankName: string
  bankAccount: string
  supplies: string
  note: string
}

export type StoredFirm = Awaited<ReturnType<typeof firmById>>

export async function firmById(ctx: Ctx, id: string) {
  const row = await ctx.db
    .selectFrom('supplier_firm')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) throw notFound()
  return row
}

/** The firm a command changes, if it has not changed since it was looked at. */
export async function firmToChange(ctx: Ctx, { id, version }: { id: string; version: number }) {
  const row = await firmById(ctx, id)
  if (row.version !== version) throw kernelError('kernel.changed', { who: '别人' })
  return row
}

/** The columns of what a person fills in. */
export const columnsOf = (facts: FirmFacts) => ({
  name: facts.name,
  name_key: nameKey(facts.name),
  ...pinyinOf(facts.name),
  credit_code: facts.creditCode || null,
  contact_name: facts.contactName,
  phone: facts.phone,
  address: facts.address,
  bank_name: facts.bankName,
  bank_account: facts.bankAccount,
  supplies: facts.supplies,
  note: facts.note,
})

/** Refuses a name or a code that another firm has. */
export async function refuseTwin(ctx: Ctx, facts: FirmFacts, self?: string): Promise<void> {
  const rows = await ctx.db
    .selectFrom('supplier_firm')
    .select(['id', 'no', 'name', 'name_key', 'credit_code'])
    .where('school_id', '=', ctx.schoolId)
    .where(eb =>
      eb.or([
        eb('name_key', '=', nameKey(facts.name)),
        ...(facts.creditCode ? [eb('credit_code', '=', facts.creditCode)] : []),
      ]),
    )
    .execute()
  for (const { id, no, name, name_key } of rows) {
    if (id === self) continue
    if (name_key === nameKey(facts.name)) throw contract.fail('known', { name, no }, { name: '已经登记过' })
    throw contract.fail('credit_known', { code: facts.creditCode, name, no }, { creditCode: '已经登记过' })
  }
}

export async function note(ctx: Ctx, firmId: string, action: string, text = ''): Promise<void> {
  await ctx.db
    .insertInto('supplier_event')
    .values({
      school_id: ctx.schoolId,
      id: ctx.id(),
      firm_id: firmId,
      at: ctx.now,
      on_day: ctx.today,
      action,
      actor_name: actorName(ctx.actor),
      note: text,
    })
    .execute()
  ctx.about({ kind: FIRM_REF, id: firmId }, text)
}

/** Moves a firm to another state. */
export async function transit(
  ctx: Ctx,
  which: { id: string; version: number },
  action: FirmAction,
  reason: string,
  block: { block_reason: string; blocked_until: string | null } = { block_reason: '', blocked_until: null },
): Promise<{ id: string; state: FirmState; version: number }> {
  const row = await firmToChange(ctx, which)
  if (!mayTransit(firmMachine, action, row.state)) throw stateRefusal(firmMachine, action, row.state)
  const { title, to } = firmMachine.transitions[action]
  const state = to as FirmState
  await ctx.db
    .updateTable('supplier_firm')
    .set({ state, ...block, version: row.version + 1, updated_at: ctx.now })
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', row.id)
    .where('version', '=', row.version)
    .execute()
    .then(([done]) => {
      if (done?.numUpdatedRows === 0n) throw kernelError('kernel.changed', { who: '别人' })
    })
  await note(ctx, row.id, title, reason)
  return { id: row.id, state, version: row.version + 1 }
}
