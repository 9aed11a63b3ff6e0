import { sql } from 'kysely'
import type { Ctx } from '../../kernel/server/ctx.ts'
import type { Handlers } from '../../kernel/server/module.ts'
import type { contract } from './contract.ts'
import { loadOutline, loadPlaceIndex } from './place-index.ts'
import { named, whereNames } from './queries.ts'
import { type PlaceKind, roomKey } from './rules.ts'
import { type Node, selectNodes } from './store.ts'

type H = Handlers<typeof contract>

/** For pickers: what people mean first (学5幢311), then whatever sounds or reads like it. */
export const search: H['search'] = async (ctx, input) => {
  const kinds = input.kinds
  const meant = input.q === '' ? [] : await meantBy(ctx, input.q, kinds, input.limit)
  const like = await selectNodes(ctx)
    .where('valid_to', 'is', null)
    .$if(input.q !== '', select => select.where(named(input.q)))
    .$if(kinds !== undefined, select => select.where('kind', 'in', kinds ?? []))
    // Without a question the usual start: whole buildings and outdoor places.
    .$if(input.q === '' && kinds === undefined, select => select.where('kind', 'in', ['building', 'zone']))
    .orderBy('sort_key')
    .limit(input.limit)
    .execute()
  const found = [...meant, ...like]
  if (found.length === 0) found.push(...(await writtenTogether(ctx, input.q, kinds, input.limit)))
  const nodes = new Map(found.map(node => [node.id, node]))
  const rows = [...nodes.values()].slice(0, input.limit)
  const where = await whereNames(ctx, rows)
  return {
    rows: rows.map(node => ({
      id: node.id,
      kind: node.kind,
      name: node.name,
      fullName: node.fullName,
      where: where.get(node.id) ?? '',
    })),
  }
}

/** The building that the text names, and its rooms that begin with what follows. */
async function meantBy(
  ctx: Ctx,
  text: string,
  kinds: PlaceKind[] | undefined,
  limit: number,
): Promise<Node[]> {
  const outline = await loadOutline(ctx)
  const { placeId, roomText, how } = outline.match(text)
  if (!placeId || how === 'fuzzy') return []
  const place = outline.get(placeId)
  const prefix = roomText ? roomKey(roomText) : ''
  const wanted = (kind: PlaceKind): boolean => kinds?.includes(kind) ?? true
  if (prefix === '' || place?.kind !== 'building') {
    const nodes = await selectNodes(ctx).where('id', '=', placeId).execute()
    return nodes.filter(node => wanted(node.kind))
  }
  const rooms = await selectNodes(ctx)
    .where('building_id', '=', place.id)
    .where('kind', '=', 'room')
    .where('valid_to', 'is', null)
    .orderBy('sort_key')
    .execute()
  return rooms.filter(room => wanted(room.kind) && roomKey(room.name).startsWith(prefix)).slice(0, limit)
}

/** B209 and B栋209 for the room 209 of 高职B楼: names run together, without the words that end a building's. */
async function writtenTogether(
  ctx: Ctx,
  text: string,
  kinds: PlaceKind[] | undefined,
  limit: number,
): Promise<Node[]> {
  const bare = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(new RegExp(`[\\s%_\\\\-]|${ENDINGS}`, 'g'), '')
  if (bare.length < 3 || !/\d/.test(bare)) return []
  return await selectNodes(ctx)
    .where('valid_to', 'is', null)
    .where(
      sql<boolean>`regexp_replace(lower(full_name), ${`[\\s-]|${ENDINGS}`}, '', 'g') like ${`%${bare}%`}`,
    )
    .$if(kinds !== undefined, select => select.where('kind', 'in', kinds ?? []))
    .orderBy('sort_key')
    .limit(limit)
    .execute()
}

const ENDINGS = '号楼|[楼幢栋棟座#号室]'

export const resolve: H['resolve'] = async (ctx, input) => {
  const index = await loadPlaceIndex(ctx)
  return {
    rows: input.texts.map(text => {
      const { placeId, roomText, how, alternatives } = index.match(text)
      return {
        text,
        placeId,
        fullName: (placeId && index.get(placeId)?.fullName) || '',
        how,
        room: roomText ?? '',
        alternatives: alternatives.map(({ id, name }) => ({ id, fullName: name })),
      }
    }),
  }
}
