import type { SearchSource } from '../../mechanisms/desk/index.ts'
import { place } from './contract.ts'
import { PLACE_KINDS } from './rules.ts'

const SHOWN = 8

/** Places in the global search: by name, alias, sound, first letters, or as people write them (学5幢311). */
export const placeSearch: SearchSource = {
  id: 'place.node',
  async search(ctx, text) {
    if (!ctx.may(place.list)) return []
    const { rows } = await ctx.run(place.search, { q: text.slice(0, 60), limit: SHOWN })
    return rows.map(row => ({
      kind: 'place.node',
      kindTitle: PLACE_KINDS[row.kind],
      title: row.fullName,
      detail: row.where,
      link: `/places/${row.id}`,
    }))
  },
}
