import { seenBy, unsentOf } from './device.ts'

/** A page that opens without a network, because it has taken along what it needs. */
export interface KeptPage {
  path: string
  title: string
  /** Where its unsent records stand among those of the account. */
  unsent: string
}

/** As in the service worker. */
const CACHE = 'zongwu-v1'

export async function keepPage(userId: string, page: KeptPage): Promise<void> {
  await seenBy(userId).set(`page:${page.path}`, page)
  // Where a browser begins that was closed meanwhile, and from where the page is found again.
  await import('../app/Desk.tsx')
  await takeScriptsAlong()
}

export const dropPage = (userId: string, path: string): Promise<void> => seenBy(userId).drop(`page:${path}`)

export async function keptPages(userId: string): Promise<(KeptPage & { waiting: number })[]> {
  const pages = await seenBy(userId).all<KeptPage>('page:')
  return Promise.all(
    pages.map(async page => ({ ...page, waiting: (await unsentOf(userId).all(page.unsent)).length })),
  )
}

/** On the very first visit the service worker came too late to see what was loaded before it. */
async function takeScriptsAlong(): Promise<void> {
  if (!('caches' in globalThis)) return
  const cache = await caches.open(CACHE)
  const loaded = performance
    .getEntriesByType('resource')
    .map(entry => entry.name)
    .filter(name => new URL(name).pathname.startsWith('/assets/'))
  for (const name of new Set(loaded))
    if (!(await cache.match(name))) await cache.add(name).catch(() => undefined)
}
