import { type Insertable, sql } from 'kysely'
import type { Ctx } from '../../kernel/server/ctx.ts'
import type { Writer } from '../../kernel/server/gather.ts'
import type { Tables } from '../../kernel/server/tables.ts'
import { once } from '../../mechanisms/workorder/index.ts'
import type { NewCard } from './adding.ts'
import { knownNos } from './importing.ts'
import { openImportBatch } from './posting-imports.ts'
import type { Card, CardChange } from './store.ts'

/*
 * What the rows of an import write, many rows in one statement (see `ctx.gather`). One parameter a statement:
 * a placeholder a value would cost more to plan than to insert.
 */

export interface ImportedCard {
  card: Omit<NewCard, 'batch_id'>
  /** Said in the first line of its life. */
  note: string
  valueId: string
  eventId: string
  actorName: string
}

/** Cards, values and first lines into the batch that the ledger has not been told of. */
export const addImported: Writer<ImportedCard> = async (ctx, items) => {
  if (await insertImported(ctx, items)) return
  await openImportBatch(ctx)
  await insertImported(ctx, items)
}

/** What is JSON in the table travels as its text. */
const inTable = (column: string) =>
  column === 'particulars' ? sql`(given.card->>'particulars')::jsonb` : sql.ref(`c.${column}`)

/** False where there is no such batch. The share lock keeps the posting from closing it meanwhile. */
async function insertImported(ctx: Ctx, items: readonly ImportedCard[]): Promise<boolean> {
  const columns = Object.keys(items[0]?.card ?? {})
  const names = sql.join(columns.map(column => sql.ref(column)))
  const { rows } = await sql<{ id: string }>`
    with batch as (
      select id, no from asset_batch where school_id = ${ctx.schoolId} and source = 'import' and posted_at is null
      for share),
    given as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(items)}::jsonb)
        as g (card jsonb, note text, "valueId" uuid, "eventId" uuid, "actorName" text)),
    card as (
      insert into asset_card (${names}, batch_id)
      select ${sql.join(columns.map(inTable))}, batch.id
      from batch, given, jsonb_populate_record(null::asset_card, given.card) as c returning id),
    value as (
      insert into asset_value (school_id, id, asset_id, kind, on_day, category, value_fen, depreciated_fen,
        document_kind, document_id, document_no, posted)
      select ${ctx.schoolId}::uuid, g."valueId", (g.card->>'id')::uuid, 'opening', ${ctx.today}::date,
        g.card->>'category', (g.card->>'value_fen')::bigint, (g.card->>'depreciated_fen')::bigint,
        'asset.batch', batch.id, batch.no, false
      from given g, batch),
    event as (
      insert into asset_event (school_id, id, asset_id, at, action, note, actor_name, document_kind, document_id,
        document_no)
      select ${ctx.schoolId}::uuid, g."eventId", (g.card->>'id')::uuid, ${ctx.now}, '导入建账', g.note, g."actorName",
        'asset.batch', batch.id, batch.no
      from given g, batch)
    select id from batch`.execute(ctx.db)
  return rows.length > 0
}

/** Changes of different cards; those of the same columns together. */
export const changeImported: Writer<{ id: string; change: CardChange }> = async (ctx, items) => {
  const alike = new Map<string, { id: string }[]>()
  for (const { id, change } of items) {
    const columns = Object.keys(change).sort().join()
    const { particulars } = change
    const row = {
      id,
      ...change,
      ...(typeof particulars === 'string' ? { particulars: JSON.parse(particulars) as unknown } : {}),
    }
    const rows = alike.get(columns)
    if (rows) rows.push(row)
    else alike.set(columns, [row])
  }
  for (const [names, rows] of alike) {
    const columns = names.split(',')
    await sql`
      update asset_card c set ${sql.join(columns.map(column => sql`${sql.ref(column)} = n.${sql.ref(column)}`))},
        version = c.version + 1, updated_at = ${ctx.now}
      from jsonb_populate_recordset(null::asset_card, ${JSON.stringify(rows)}::jsonb) as n
      where c.school_id = ${ctx.schoolId} and c.id = n.id`.execute(ctx.db)
  }
}

export const addEvents: Writer<Insertable<Tables['asset_event']>> = async (ctx, events) => {
  await sql`
    insert into asset_event select * from jsonb_populate_recordset(null::asset_event, ${JSON.stringify(events)}::jsonb)`.execute(
    ctx.db,
  )
}

/** Reads and locks at once the cards that the next rows may change. */
export async function readAhead(ctx: Ctx, inputs: readonly unknown[]): Promise<void> {
  const ahead = await cardsAhead(ctx)
  ahead.clear()
  const known = await knownNos(ctx)
  const nos = inputs.map(input => (input as { no?: string }).no ?? '').filter(no => known.has(no))
  if (nos.length === 0) return
  const cards = await ctx.db
    .selectFrom('asset_card')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('no', '=', sql<string>`any(${nos})`)
    .orderBy('id')
    .forUpdate()
    .execute()
  for (const card of cards) ahead.set(card.no, card)
}

const cardsAhead = (ctx: Ctx): Promise<Map<string, Card>> => once(ctx, 'asset.ahead', async () => new Map())

/** The card with this number as it stands now, locked. */
export async function cardToUpdate(ctx: Ctx, no: string): Promise<Card | undefined> {
  const ahead = await cardsAhead(ctx)
  const card = ahead.get(no)
  // Once: a second row about the same card must see what the first one made of it.
  if (card) {
    ahead.delete(no)
    return card
  }
  await ctx.settle()
  return ctx.db
    .selectFrom('asset_card')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('no', '=', no)
    .forUpdate()
    .executeTakeFirst()
}
