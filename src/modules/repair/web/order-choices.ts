import { useRead } from '../../../web/api.ts'
import { useSession } from '../../../web/session.tsx'
import { calendar } from '../../calendar/contract.ts'
import { place } from '../../place/contract.ts'
import { contract } from '../contract.ts'

const { operations } = contract

/** What the words of the filter may be: trades and items, terms, buildings, workers. */
export function useOrderChoices() {
  const { can } = useSession()
  const catalogue = useRead(operations.catalogue, {})
  const terms = useRead(calendar.terms, {}, { enabled: can(calendar.terms) })
  const buildings = useRead(place.search, { kinds: ['building'], limit: 50 })
  const crew = useRead(operations.crew, {}, { enabled: can(operations.crew) })
  return {
    trades: catalogue.data?.trades ?? [],
    terms: [...(terms.data?.terms ?? [])].reverse(),
    buildings: buildings.data?.rows ?? [],
    crew: crew.data?.members ?? [],
  }
}

export type OrderChoices = ReturnType<typeof useOrderChoices>
