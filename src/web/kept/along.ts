import { seenBy } from './device.ts'
import type { KeptPage } from './pages.ts'

/** As in the service worker. */
const CACHE = 'zongwu-v1'

/** What a page needs that is to open without a network is taken along on the device. */
export async function keepPage(userId: string, page: KeptPage): Promise<void> {
  await seenBy(userId).set(`page:${page.path}`, page)
  // Where a browser begins that was closed meanwhile, and from where the page is found again.
  await import('../app/Desk.tsx')
  await takeScriptsAlong()
}

export const dropPage = (userId: string, path: string): Promise<void> => seenBy(userId).drop(`page:${path}`)

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
