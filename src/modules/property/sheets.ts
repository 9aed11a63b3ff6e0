import { notFound } from '../../kernel/pure/errors.ts'
import type { Handlers } from '../../kernel/server/module.ts'
import { voidSignatures } from '../../mechanisms/signature/index.ts'
import { placeById } from '../place/index.ts'
import { contract } from './contract.ts'
import { change, linesOf, load, SHEET } from './store.ts'

type H = Handlers<typeof contract>

export const saveLines: H['saveLines'] = async (ctx, input) => {
  const sheet = await load(ctx, input, 'edit')
  const names = new Set<string>()
  for (const line of input.lines) {
    if (line.broken > line.quantity)
      throw contract.fail('broken_too_many', {
        name: line.name,
        quantity: line.quantity,
        measure: line.measure,
      })
    // The same thing may stand twice only where each has its own asset card.
    const key = `${line.name}\n${line.assetId ?? ''}`
    if (names.has(key)) throw contract.fail('twice_named', { name: line.name })
    names.add(key)
  }
  await ctx.db
    .deleteFrom('property_line')
    .where('school_id', '=', ctx.schoolId)
    .where('sheet_id', '=', sheet.id)
    .execute()
  const rows = input.lines.map((line, sort) => ({
    school_id: ctx.schoolId,
    id: ctx.id(),
    sheet_id: sheet.id,
    sort,
    name: line.name,
    measure: line.measure,
    quantity: line.quantity,
    broken: line.broken,
    note: line.note,
    asset_id: line.assetId,
    asset_no: line.assetNo,
    found: null,
    found_broken: null,
    cause: null,
    charged_quantity: null,
    case_id: null,
  }))
  if (rows.length > 0) await ctx.db.insertInto('property_line').values(rows).execute()
  return change(ctx, sheet, 'edit', 'draft', {
    note: `${rows.length} 种`,
    set: sheet.unit_id && input.placeId !== undefined ? await placeSet(ctx, input.placeId) : {},
  })
}

export const hand: H['hand'] = async (ctx, input) => {
  const sheet = await load(ctx, input, 'hand')
  if ((await linesOf(ctx, sheet.id)).length === 0) throw contract.fail('no_lines')
  return change(ctx, sheet, 'hand', 'signing')
}

export const takeBack: H['takeBack'] = async (ctx, input) => {
  const sheet = await load(ctx, input, 'takeBack')
  await voidSignatures(ctx, { kind: SHEET, id: sheet.id }, input.reason)
  return change(ctx, sheet, 'takeBack', 'draft', { note: input.reason })
}

export const cancel: H['cancel'] = async (ctx, input) => {
  const sheet = await load(ctx, input, 'cancel')
  await voidSignatures(ctx, { kind: SHEET, id: sheet.id }, input.reason)
  return change(ctx, sheet, 'cancel', 'cancelled', { note: input.reason })
}

async function placeSet(ctx: Parameters<H['saveLines']>[0], placeId: string | null) {
  if (placeId === null) return { place_id: null, place_text: '' }
  const room = await placeById(ctx, placeId)
  if (!room) throw notFound()
  return { place_id: room.id, place_text: room.fullName }
}
