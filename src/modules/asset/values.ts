import { type Insertable, sql } from 'kysely'
import type { Ctx } from '../../kernel/server/ctx.ts'
import type { Tables } from '../../kernel/server/tables.ts'
import { type PostLine, post } from '../../mechanisms/ledger/index.ts'
import { CATEGORIES, type CategoryCode } from './rules.ts'
import type { DocumentOf } from './store.ts'

export const BOOK = 'asset'
export type ValueKind = Tables['asset_value']['kind']

export interface ValueLine {
  assetId: string
  kind: ValueKind
  category: CategoryCode
  valueFen: number
  depreciatedFen: number
  note?: string
}

/**
 * Writes what changes the value of cards and tells the ledger, in one entry for the whole document: accounts
 * are kept by category, the cards keep the detail.
 */
export async function postValues(
  ctx: Ctx,
  day: string,
  document: DocumentOf,
  note: string,
  lines: readonly ValueLine[],
): Promise<void> {
  await writeLines(ctx, day, document, lines, true)
  await postSums(ctx, day, document, note, sumLines(lines))
}

export async function writeLines(
  ctx: Ctx,
  day: string,
  document: DocumentOf,
  lines: readonly ValueLine[],
  posted: boolean,
): Promise<void> {
  const rows = lines
    .filter(line => line.valueFen !== 0 || line.depreciatedFen !== 0 || line.kind === 'acquired')
    .map(
      (line): Insertable<Tables['asset_value']> => ({
        school_id: ctx.schoolId,
        id: ctx.id(),
        asset_id: line.assetId,
        kind: line.kind,
        on_day: day,
        category: line.category,
        value_fen: line.valueFen,
        depreciated_fen: line.depreciatedFen,
        document_kind: document.ref.kind,
        document_id: document.ref.id,
        document_no: document.no,
        note: line.note ?? '',
        posted,
      }),
    )
  for (let from = 0; from < rows.length; from += 500)
    await ctx.db
      .insertInto('asset_value')
      .values(rows.slice(from, from + 500))
      .execute()
}

export interface ValueSum {
  kind: ValueKind
  category: CategoryCode
  valueFen: number
  depreciatedFen: number
}

function sumLines(lines: readonly ValueLine[]): ValueSum[] {
  const sums = new Map<string, ValueSum>()
  for (const { kind, category, valueFen, depreciatedFen } of lines) {
    const key = `${kind} ${category}`
    const sum = sums.get(key)
    sums.set(key, {
      kind,
      category,
      valueFen: (sum?.valueFen ?? 0) + valueFen,
      depreciatedFen: (sum?.depreciatedFen ?? 0) + depreciatedFen,
    })
  }
  return [...sums.values()]
}

/** One balanced entry; nothing where nothing changed (things entered at no value). */
export async function postSums(
  ctx: Ctx,
  day: string,
  document: DocumentOf,
  note: string,
  sums: readonly ValueSum[],
): Promise<void> {
  const lines = sums.flatMap(ledgerLines).filter(line => line.amountFen !== 0)
  if (lines.length === 0) return
  await post(ctx, { book: BOOK, day, document: document.ref, documentNo: document.no, note, lines })
}

/** The book's accounts: value and depreciation by category, and for each kind of movement what it stands against. */
export const ACCOUNT_KINDS = {
  cost: { title: '固定资产原值', floor: true },
  depreciation: { title: '累计折旧', floor: true },
  acquired: { title: '购建和增加', floor: false },
  opening: { title: '期初建账', floor: false },
  charged: { title: '折旧费用', floor: false },
  refurbished: { title: '改造增加', floor: false },
  corrected: { title: '价值更正', floor: false },
  reclassed: { title: '类别调整', floor: false },
  disposed: { title: '处置核销', floor: false },
  restored: { title: '核销冲回', floor: false },
} as const

const AGAINST: Record<ValueKind, keyof typeof ACCOUNT_KINDS> = {
  acquired: 'acquired',
  opening: 'opening',
  depreciation: 'charged',
  refurbished: 'refurbished',
  corrected: 'corrected',
  reclassed: 'reclassed',
  disposed: 'disposed',
  restored: 'restored',
}

function ledgerLines({ kind, category, valueFen, depreciatedFen }: ValueSum): PostLine[] {
  const { title } = CATEGORIES[category]
  const against = AGAINST[kind]
  return [
    { account: { kind: 'cost', key: category, title }, amountFen: valueFen },
    { account: { kind: against, key: 'value', title: '原值' }, amountFen: -valueFen },
    { account: { kind: 'depreciation', key: category, title }, amountFen: depreciatedFen },
    { account: { kind: against, key: 'depreciation', title: '折旧' }, amountFen: -depreciatedFen },
  ]
}

/** Sums of the lines of a document that the ledger has not been told of yet, by kind and category. */
export async function openSums(ctx: Ctx, documentId: string): Promise<(ValueSum & { lines: number })[]> {
  const rows = await ctx.db
    .selectFrom('asset_value')
    .select(eb => [
      'kind',
      'category',
      eb.fn.countAll<number>().as('lines'),
      sql<number>`sum(value_fen)::bigint`.as('valueFen'),
      sql<number>`sum(depreciated_fen)::bigint`.as('depreciatedFen'),
    ])
    .where('school_id', '=', ctx.schoolId)
    .where('document_id', '=', documentId)
    .where('posted', '=', false)
    .groupBy(['kind', 'category'])
    .execute()
  return rows
}
