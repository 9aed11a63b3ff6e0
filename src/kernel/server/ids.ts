import { v7 } from 'uuid'

/** UUIDv7: time-ordered, so that keyset pages and indexes follow creation. */
export const newId = (): string => v7()
