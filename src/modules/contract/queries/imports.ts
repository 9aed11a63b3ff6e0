import { sql } from 'kysely'
import { z } from 'zod'
import type { Actions } from '../../../kernel/pure/fields.ts'
import type { ParsedOf } from '../../../kernel/pure/operation.ts'
import { mayTransit } from '../../../kernel/pure/state.ts'
import type { Ctx } from '../../../kernel/server/ctx.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import { decodeCursor, pageFrom } from '../../../mechanisms/register/index.ts'
import { type contract, contracts } from '../contract.ts'
import { IMPORT_ACTIONS, type ImportState, importMachine } from '../machine.ts'
import { importById } from '../operations/import-batch.ts'
import type { ImportRow } from '../shapes.ts'
import { escapeLike, eventsOf, filesOf, IMPORT_REF } from '../store.ts'

type H = Handlers<typeof contract>
export type ImportFilter = Omit<ParsedOf<typeof contract.operations.imports>, 'cursor' | 'limit'>
type Stored = Awaited<ReturnType<typeof importById>>

export const imports: H['imports'] = async (ctx, input) => {
  const after = decodeCursor(input.cursor, [z.uuid()])
  let select = importsOf(ctx, input).selectAll('i')
  if (after) select = select.where('i.id', '<', after[0])
  const found = await select
    .orderBy('i.id', 'desc')
    .limit(input.limit + 1)
    .execute()
  const { rows, next } = pageFrom(found, input.limit, row => [row.id])
  const all = await importsOf(ctx, input)
    .select(eb => [
      eb.fn.countAll<number>().as('n'),
      eb.fn.coalesce(eb.fn.sum<string>('i.items'), sql<string>`0`).as('items'),
      eb.fn.coalesce(eb.fn.sum<string>('i.saved_fen'), sql<string>`0`).as('saved'),
    ])
    .executeTakeFirstOrThrow()
  return {
    rows: await rowsOf(ctx, rows),
    next,
    total: all.n,
    items: Number(all.items),
    savedFen: Number(all.saved),
  }
}

export const importBatch: H['importBatch'] = async (ctx, { id }) => {
  const row = await importById(ctx, id)
  const [line] = (await rowsOf(ctx, [row])) as [ImportRow]
  const ref = { kind: IMPORT_REF, id }
  return {
    ...line,
    contractedOn: row.contracted_on,
    exemptedOn: row.exempted_on,
    shippedOn: row.shipped_on,
    clearedOn: row.cleared_on,
    acceptedOn: row.accepted_on,
    droppedReason: row.dropped_reason,
    note: row.note,
    version: row.version,
    files: await filesOf(ctx, ref),
    events: await eventsOf(ctx, ref),
    actions: actionsFor(ctx, row.state),
  }
}

function actionsFor(ctx: Ctx, state: ImportState): Actions {
  const actions: Actions = {}
  if (ctx.may(contracts.updateImport) && !importMachine.states[state].final)
    actions.update = { allowed: true }
  if (ctx.may(contracts.moveImport))
    for (const step of IMPORT_ACTIONS)
      if (mayTransit(importMachine, step, state)) actions[step] = { allowed: true }
  if (ctx.may(contracts.addImportFiles)) actions.addFiles = { allowed: true }
  return actions
}

export function importsOf(ctx: Ctx, filter: ImportFilter) {
  let select = ctx.db.selectFrom('contract_import as i').where('i.school_id', '=', ctx.schoolId)
  if (filter.states?.length) select = select.where('i.state', 'in', filter.states)
  if (filter.q) {
    const like = escapeLike(filter.q)
    select = select.where(eb =>
      eb.or(
        (['i.title', 'i.no', 'i.supplier_name', 'i.exemption_no'] as const).map(c => eb(c, 'ilike', like)),
      ),
    )
  }
  return select
}

async function rowsOf(ctx: Ctx, rows: readonly Stored[]): Promise<ImportRow[]> {
  const ids = rows.flatMap(row => row.agreement_id ?? [])
  const agreements =
    ids.length === 0
      ? []
      : await ctx.db
          .selectFrom('contract_agreement')
          .select(['id', 'no', 'title'])
          .where('school_id', '=', ctx.schoolId)
          .where('id', 'in', ids)
          .execute()
  return rows.map(row => ({
    id: row.id,
    no: row.no,
    title: row.title,
    supplierId: row.supplier_id,
    supplierName: row.supplier_name,
    agreement: agreements.find(a => a.id === row.agreement_id) ?? null,
    currency: row.currency,
    foreignAmount: Number(row.foreign_amount),
    rate: Number(row.rate),
    rateOn: row.rate_on,
    rateSource: row.rate_source,
    valueFen: row.value_fen,
    items: row.items,
    exemptionNo: row.exemption_no,
    dutiableFen: row.dutiable_fen,
    dutyRate: Number(row.duty_rate),
    savedFen: row.saved_fen,
    state: row.state,
    negotiatedOn: row.negotiated_on,
  }))
}
