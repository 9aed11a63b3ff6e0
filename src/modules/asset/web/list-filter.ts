import { Day } from '../../../kernel/pure/fields.ts'
import { CardState, Category, Funding } from '../shapes.ts'

const UUID = /^[0-9a-f-]{36}$/

/** What the address of the list says, as far as it makes sense. */
export function filterOf(get: (key: string) => string) {
  const several = (key: string): string[] => get(key).split(',').filter(Boolean)
  const states = several('states').flatMap(text => CardState.safeParse(text).data ?? [])
  const categories = several('categories').flatMap(text => Category.safeParse(text).data ?? [])
  const funding = Funding.safeParse(get('funding')).data
  const id = (key: string): string | undefined => (UUID.test(get(key)) ? get(key) : undefined)
  const [unitId, placeId, batchId, keeperId] = [id('unitId'), id('placeId'), id('batchId'), id('keeperId')]
  const day = (key: string): string | undefined => Day.safeParse(get(key)).data
  const search = get('q').slice(0, 60)
  return {
    ...(states.length > 0 ? { states } : {}),
    ...(categories.length > 0 ? { categories } : {}),
    ...(funding ? { funding } : {}),
    ...(unitId ? { unitId } : {}),
    ...(placeId ? { placeId } : {}),
    ...(batchId ? { batchId } : {}),
    ...(keeperId ? { keeperId } : {}),
    ...(get('off') === '1' ? { writtenOff: true } : {}),
    ...(get('nokeeper') === '1' ? { noKeeper: true } : {}),
    ...(get('noplace') === '1' ? { noPlace: true } : {}),
    ...(day('warrantyBy') ? { warrantyBy: day('warrantyBy') } : {}),
    ...(day('insuredBy') ? { insuredBy: day('insuredBy') } : {}),
    ...(search ? { search } : {}),
  }
}
