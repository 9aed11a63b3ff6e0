import { sql } from 'kysely'
import type { ParsedOf } from '../../kernel/pure/operation.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import { once } from '../../mechanisms/workorder/index.ts'
import { findUnits } from '../org/index.ts'
import { findPersons } from '../people/index.ts'
import { loadPlaceIndex, type PlaceIndex } from '../place/index.ts'
import { contract } from './contract.ts'
import { classify, noEdition } from './facts.ts'
import { type CategoryCode, categoryOf, classInfo, readCategory } from './rules.ts'
import {
  categoryByName,
  readAcquireMode,
  readDirection,
  readEdition,
  readFunding,
  readState,
} from './words.ts'

export type Row = ParsedOf<typeof contract.operations.importCard>

/** What a row says, in the book's own terms; a column that is empty says nothing. */
export async function readRow(ctx: Ctx, row: Row) {
  const place = row.place === '' ? undefined : await placeFor(ctx, row.place)
  const unit = row.unit === '' ? undefined : await unitFor(ctx, row.unit)
  const keeper = row.keeper === '' ? undefined : await keeperFor(ctx, row.keeper)
  return {
    place,
    unit,
    keeper,
    acquireMode: word(row.acquireMode, '取得方式', readAcquireMode, '新购、调拨、接受捐赠、自建、盘盈'),
    funding: word(row.funding, '经费来源', readFunding, '财政拨款、教育附加、事业收入、捐赠'),
    direction: word(row.direction, '使用方向', readDirection, '教学、科研、行政、生活与后勤'),
    state: word(row.state, '使用状况', readState, '在用、闲置、维修'),
  }
}
export type ReadRow = Awaited<ReturnType<typeof readRow>>

function word<T>(
  text: string,
  field: string,
  read: (text: string) => T | undefined,
  words: string,
): T | undefined {
  if (text === '') return undefined
  const found = read(text)
  if (found === undefined) throw contract.fail('word_unknown', { field, text, words })
  return found
}

/** Class and category of a row: the class only as it is written, the category from what says it first. */
export function classOf(row: Row) {
  const edition = readEdition(row.classEdition) ?? null
  const code = row.classCode.toUpperCase()
  if (code !== '' && !edition) throw noEdition(row.classCode)
  const named = row.category === '' ? undefined : readCategory(row.category)
  const byClass = edition && classInfo(edition, code) ? categoryOf(edition, code) : undefined
  const category: CategoryCode | null =
    named ?? byClass ?? categoryByName(row.name) ?? readCategory(row.elseCategory) ?? null
  return classify({ name: row.name, classCode: code, classEdition: edition, category })
}

/** Was the category taken from the name, which nobody wrote down as such? */
export const isByName = (row: Row): boolean =>
  readCategory(row.category) === undefined && row.classCode === '' && categoryByName(row.name) !== undefined

/**
 * Rooms, units and people that are not on record are kept as they were written, without a link: the list finds
 * such cards, and nothing is taken for something else.
 */
async function placeFor(ctx: Ctx, text: string): Promise<Named> {
  const index: PlaceIndex = await once(ctx, 'asset.places', () => loadPlaceIndex(ctx))
  const match = index.match(text)
  const place = match.placeId && match.how !== 'fuzzy' ? index.get(match.placeId) : undefined
  if (!place) return { id: null, text }
  return { id: place.id, text: match.roomText ? text : place.fullName }
}

const unitFor = (ctx: Ctx, text: string): Promise<Named> =>
  once(ctx, `asset.unit:${text}`, async () => {
    const unit = (await findUnits(ctx, [text], ctx.today)).get(text)
    return !unit || unit === 'several' ? { id: null, text } : { id: unit.id, text: unit.name }
  })

const keeperFor = (ctx: Ctx, text: string): Promise<Named> =>
  once(ctx, `asset.person:${text}`, async () => {
    const person = (await findPersons(ctx, [text])).get(text)
    return !person || person === 'several' ? { id: null, text } : { id: person.id, text: person.name }
  })

export interface Named {
  id: string | null
  text: string
}

/** Numbers on the book, read once an import: nearly every row of a first import is new. */
export const knownNos = (ctx: Ctx): Promise<Set<string>> =>
  once(ctx, 'asset.nos', async () => {
    const rows = await sql<{
      no: string
    }>`select no from asset_card where school_id = ${ctx.schoolId}`.execute(ctx.db)
    return new Set(rows.rows.map(row => row.no))
  })
