import { kernelError, notFound } from '../../kernel/pure/errors.ts'
import { mayTransit, stateRefusal } from '../../kernel/pure/state.ts'
import { actorName, type Ctx, hasRole, userOf } from '../../kernel/server/ctx.ts'
import { contract } from './contract.ts'
import {
  type Counted,
  SHEET_KINDS,
  type SheetAction,
  type SheetKind,
  type SheetState,
  sheetMachine,
} from './rules.ts'
import './schema.ts'

export const SHEET = 'property.sheet'
/** The signatures of the review are marks of their own: those of the registration stay as they were. */
export const REVIEW = 'property.review'

export type Sheet = Awaited<ReturnType<typeof readSheet>>
export type Line = Awaited<ReturnType<typeof linesOf>>[number]

async function readSheet(ctx: Ctx, id: string) {
  const row = await ctx.db
    .selectFrom('property_sheet')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw notFound()
  return row
}

/** The sheet to act on, locked: in a state that allows it, as it was seen, by someone who answers for it. */
export async function load(
  ctx: Ctx,
  { id, version }: { id: string; version: number },
  action: SheetAction,
): Promise<Sheet> {
  const sheet = await readSheet(ctx, id)
  if (!maySee(ctx, sheet)) throw notFound()
  if (!mayTransit(sheetMachine, action, sheet.state)) throw stateRefusal(sheetMachine, action, sheet.state)
  if (sheet.version !== version) throw kernelError('kernel.changed', { who: '别人' })
  return sheet
}

const ALL_SHEETS = [
  'director',
  'clerk',
  'asset_keeper',
  'principal',
  'vice_principal',
  'accountant',
  'auditor',
] as const

/** Kinds that a role beside the office has to do with. */
const KINDS_OF = {
  class_teacher: ['class'],
  dorm_keeper: ['dormitory'],
  room_head: ['special', 'office'],
} as const satisfies Partial<Record<string, readonly SheetKind[]>>

/** Undefined where all kinds may be seen. */
export function kindsSeen(ctx: Ctx): readonly SheetKind[] | undefined {
  if (hasRole(ctx, ...ALL_SHEETS)) return undefined
  return Object.entries(KINDS_OF).flatMap(([role, kinds]) => (hasRole(ctx, role) ? kinds : []))
}

/** The office sees all; others the sheets of their kind that are theirs or nobody's. */
export function maySee(ctx: Ctx, sheet: { kind: SheetKind; keeper_id: string | null }): boolean {
  const kinds = kindsSeen(ctx)
  if (!kinds) return true
  const me = userOf(ctx)?.personId
  return sheet.keeper_id === me || (kinds.includes(sheet.kind) && sheet.keeper_id === null)
}

export async function linesOf(ctx: Ctx, sheetId: string) {
  return ctx.db
    .selectFrom('property_line')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('sheet_id', '=', sheetId)
    .orderBy('sort')
    .execute()
}

export const countedOf = (line: Line): Counted => ({
  quantity: Number(line.quantity),
  broken: Number(line.broken),
  found: line.found === null ? null : Number(line.found),
  foundBroken: line.found_broken === null ? null : Number(line.found_broken),
})

export interface Change {
  note?: string
  set?: Partial<{
    place_id: string | null
    place_text: string
    registered_on: string
    reviewed_on: string
    closed_on: string
  }>
}

export async function change(ctx: Ctx, sheet: Sheet, action: SheetAction, to: SheetState, more: Change = {}) {
  const done = await ctx.db
    .updateTable('property_sheet')
    .set({ ...more.set, state: to, version: sheet.version + 1, updated_at: ctx.now })
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', sheet.id)
    .where('state', '=', sheet.state)
    .where('version', '=', sheet.version)
    .executeTakeFirst()
  if (done.numUpdatedRows === 0n) throw kernelError('kernel.changed', { who: '别人' })
  await note(ctx, sheet.id, sheetMachine.transitions[action].title, more.note ?? '')
  ctx.about({ kind: SHEET, id: sheet.id }, more.note)
  return { id: sheet.id, state: to, version: sheet.version + 1 }
}

export async function note(ctx: Ctx, sheetId: string, action: string, text: string): Promise<void> {
  await ctx.db
    .insertInto('property_event')
    .values({
      school_id: ctx.schoolId,
      id: ctx.id(),
      sheet_id: sheetId,
      at: ctx.now,
      action,
      actor_name: actorName(ctx.actor),
      note: text,
    })
    .execute()
}

/** The sentence that the three sign. */
export const statementOf = (
  sheet: { kind: SheetKind; title: string; term_name: string },
  lines: number,
): string =>
  `${sheet.term_name}${SHEET_KINDS[sheet.kind]}财产登记：${sheet.title}所列物品 ${lines} 种已当面点清，名称、数量和完好情况属实，愿负保管责任。`

export const reviewStatement = (sheet: { title: string; term_name: string }, differences: number): string =>
  `${sheet.term_name}期末复查：${sheet.title}按期初登记逐项点清，${differences > 0 ? `有差异 ${differences} 种` : '没有差异'}。`

export const failNotYours = (keeper: string) => contract.fail('not_yours', { keeper: keeper || '总务处' })
