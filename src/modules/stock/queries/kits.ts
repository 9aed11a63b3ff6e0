import { z } from 'zod'
import { notFound } from '../../../kernel/pure/errors.ts'
import { type Ctx, userOf } from '../../../kernel/server/ctx.ts'
import { decodeCursor, pageFrom } from '../../../kernel/server/cursor.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import { signaturesOf } from '../../../mechanisms/signature/index.ts'
import { unitNames } from '../../org/index.ts'
import { classesTaughtBy } from '../../people/index.ts'
import { type contract, stock } from '../contract.ts'
import { itemNames, stockOf } from '../facts.ts'
import { kitStatement, sheetLines } from '../kits.ts'
import { DOCUMENT_REF } from '../paper.ts'
import { minus, plus } from '../rules.ts'

type H = Handlers<typeof contract>

export const kits: H['kits'] = async (ctx, { history }) => {
  const rows = await ctx.db
    .selectFrom('stock_kit')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .$if(!history, q => q.where(eb => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>=', ctx.today)])))
    .orderBy('title')
    .orderBy('version_no', 'desc')
    .execute()
  const lines = rows.length
    ? await ctx.db
        .selectFrom('stock_kit_line as l')
        .innerJoin('stock_item as i', join =>
          join.onRef('i.school_id', '=', 'l.school_id').onRef('i.id', '=', 'l.item_id'),
        )
        .select(['l.kit_id', 'l.item_id', 'l.quantity', 'i.code', 'i.name', 'i.spec', 'i.measure'])
        .where('l.school_id', '=', ctx.schoolId)
        .where(
          'l.kit_id',
          'in',
          rows.map(r => r.id),
        )
        .orderBy('l.id')
        .execute()
    : []
  return {
    rows: rows.map(r => ({
      id: r.id,
      title: r.title,
      classMatch: r.class_match,
      versionNo: r.version_no,
      validFrom: r.valid_from,
      validTo: r.valid_to,
      source: r.source,
      lines: lines
        .filter(l => l.kit_id === r.id)
        .map(l => ({
          itemId: l.item_id,
          code: l.code,
          name: l.name,
          spec: l.spec,
          measure: l.measure,
          quantity: Number(l.quantity),
        })),
    })),
  }
}

export const sheets: H['sheets'] = async (ctx, input) => {
  const after = decodeCursor(input.cursor, [z.uuid()])
  const found = await selectSheets(ctx)
    .$if(after !== undefined, q => q.where('h.id', '<', after?.[0] ?? ''))
    .orderBy('h.id', 'desc')
    .limit(input.limit + 1)
    .execute()
  const { rows, next } = pageFrom(found, input.limit, r => [r.id])
  return { rows: rows.map(toRow), next }
}

const selectSheets = (ctx: Ctx) =>
  ctx.db
    .selectFrom('stock_sheet as h')
    .innerJoin('stock_store as s', join =>
      join.onRef('s.school_id', '=', 'h.school_id').onRef('s.id', '=', 'h.store_id'),
    )
    .select(['h.id', 'h.no', 'h.title', 'h.state', 'h.day', 'h.store_id', 'h.version', 's.name as store'])
    .select(eb => [
      eb
        .selectFrom('stock_sheet_line as l')
        .whereRef('l.school_id', '=', 'h.school_id')
        .whereRef('l.sheet_id', '=', 'h.id')
        .select(e => e.fn.count<number>('l.unit_id').distinct().as('n'))
        .as('classes'),
      eb
        .selectFrom('stock_document as d')
        .whereRef('d.school_id', '=', 'h.school_id')
        .whereRef('d.sheet_id', '=', 'h.id')
        .where('d.person_text', '<>', '')
        .select(e => e.fn.countAll<number>().as('n'))
        .as('signed'),
    ])
    .where('h.school_id', '=', ctx.schoolId)

type Found = Awaited<ReturnType<ReturnType<typeof selectSheets>['execute']>>[number]

const toRow = (r: Found) => ({
  id: r.id,
  no: r.no,
  title: r.title,
  state: r.state,
  storeName: r.store,
  day: r.day,
  classes: Number(r.classes ?? 0),
  signed: Number(r.signed ?? 0),
})

export const sheet: H['sheet'] = async (ctx, input) => {
  const row = await selectSheets(ctx).where('h.id', '=', input.id).executeTakeFirst()
  if (!row) throw notFound()
  const lines = await sheetLines(ctx, row.id)
  const itemIds = [...new Set(lines.map(l => l.itemId))]
  const names = await itemNames(ctx, itemIds)
  const held = await stockOf(ctx, itemIds, row.store_id)
  const units = await unitNames(
    ctx,
    lines.map(l => l.unitId),
  )
  const papers = await ctx.db
    .selectFrom('stock_document')
    .select(['id', 'no', 'unit_id', 'person_text', 'amount_fen', 'reason'])
    .where('school_id', '=', ctx.schoolId)
    .where('sheet_id', '=', row.id)
    .execute()
  const signatures = await signaturesOf(
    ctx,
    papers.map(p => ({ kind: DOCUMENT_REF, id: p.id })),
  )
  const mine = await myClasses(ctx)
  const classRows = []
  for (const unitId of new Set(lines.map(l => l.unitId))) {
    const paper = papers.find(p => p.unit_id === unitId)
    const unsigned = paper !== undefined && paper.person_text === ''
    classRows.push({
      unitId,
      unitName: units.get(unitId) ?? '',
      documentId: paper?.id ?? null,
      documentNo: paper?.no ?? '',
      signedBy: signatures.find(s => s.subject.id === paper?.id)?.name ?? '',
      statement: paper && unsigned ? await kitStatement(ctx, paper, row.store) : '',
      maySign: unsigned && (ctx.may(stock.issueSheet) || mine.has(unitId)),
      cells: lines
        .filter(l => l.unitId === unitId)
        .map(({ id, itemId, standard, has, demand }) => ({ lineId: id, itemId, standard, has, demand })),
    })
  }
  return {
    ...toRow(row),
    storeId: row.store_id,
    version: row.version,
    columns: itemIds.map(itemId => {
      const item = names.get(itemId) ?? { code: '', name: '', spec: '', measure: '' }
      const onhand = held.get(itemId)?.onhand ?? 0
      const demand = lines.filter(l => l.itemId === itemId).reduce((sum, l) => plus(sum, l.demand), 0)
      return {
        itemId,
        ...item,
        onhand,
        demand,
        short: row.state === 'draft' ? Math.max(0, minus(demand, onhand)) : 0,
      }
    }),
    classRows,
    signatures: signatures.map(({ subject: _, ...mark }) => mark),
    actions: {
      ...(ctx.may(stock.editSheet) && row.state === 'draft'
        ? { edit: { allowed: true }, issue: { allowed: true }, cancel: { allowed: true } }
        : {}),
    },
  }
}

async function myClasses(ctx: Ctx): Promise<ReadonlySet<string>> {
  const me = userOf(ctx)?.personId
  return new Set(me ? await classesTaughtBy(ctx, me) : [])
}
