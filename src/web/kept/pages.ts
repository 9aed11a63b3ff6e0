import { seenBy, unsentOf } from './device.ts'

/** A page that opens without a network, because it has taken along what it needs. */
export interface KeptPage {
  path: string
  title: string
  /** Where its unsent records stand among those of the account. */
  unsent: string
}

export async function keptPages(userId: string): Promise<(KeptPage & { waiting: number })[]> {
  const pages = await seenBy(userId).all<KeptPage>('page:')
  return Promise.all(
    pages.map(async page => ({ ...page, waiting: (await unsentOf(userId).all(page.unsent)).length })),
  )
}
