import type { Page } from 'playwright-core'
import { afterAll, beforeAll, it } from 'vitest'
import { type Eyes, openEyes, type Running, startProduct } from '../e2e/product.ts'
import { weigh } from '../e2e/weigh.ts'

/** Slow 4G as browsers' own tools define it, and a processor four times as slow: a cheap phone. */
const SLOW = { latency: 150, downloadThroughput: (1.6 * 1024 * 1024) / 8, uploadThroughput: (750 * 1024) / 8 }
const PAGES = [
  { name: '登录', path: '/login', login: undefined, phone: false },
  { name: '报修（手机，慢网络）', path: '/q/', login: undefined, phone: true },
  { name: '报修单', path: '/orders', login: 'director', phone: false },
  { name: '今日', path: '/', login: 'director', phone: false },
] as const

let product: Running
let eyes: Eyes
beforeAll(async () => {
  product = await startProduct()
  eyes = await openEyes(product)
})
afterAll(async () => {
  await eyes?.close()
  await product?.close()
})

it('weighs and times the pages people meet first', async () => {
  const say = (line: string): boolean => process.stdout.write(`${line}\n`)
  say(
    '| page | requests | kB | script kB | first paint ms | largest paint ms | blocked ms | tap answered ms |',
  )
  say('|---|---:|---:|---:|---:|---:|---:|---:|')
  for (const { name, path, login, phone } of PAGES) {
    const page = login ? await eyes.as(login, { phone }) : (await eyes.open({ phone, path: '/health' })).page
    if (phone) await slowDown(page)
    await watchPaints(page)
    const weight = await weigh(page, product.url + path)
    const times = await timesOf(page)
    const kb = (bytes: number): number => Math.round(bytes / 1000)
    say(
      `| ${name} | ${weight.requests} | ${kb(weight.bytes)} | ${kb(weight.script)} | ${times.first} | ${times.largest} | ${times.blocked} | ${times.tap} |`,
    )
    await page.context().close()
  }
})

async function slowDown(page: Page): Promise<void> {
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('Network.enable')
  await cdp.send('Network.emulateNetworkConditions', { offline: false, ...SLOW })
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: 4 })
}

/** Begins with the next address: what is painted when, and for how long the page cannot answer. */
async function watchPaints(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const seen = { largest: 0, blocked: 0 }
    Object.assign(globalThis, { __seen: seen })
    new PerformanceObserver(list => {
      for (const entry of list.getEntries()) seen.largest = entry.startTime
    }).observe({ type: 'largest-contentful-paint', buffered: true })
    new PerformanceObserver(list => {
      for (const entry of list.getEntries()) seen.blocked += Math.max(0, entry.duration - 50)
    }).observe({ type: 'longtask', buffered: true })
  })
}

async function timesOf(
  page: Page,
): Promise<{ first: number; largest: number; blocked: number; tap: number }> {
  // The first thing one may press; pressing the body answers as the page's own script lets it.
  const tap = await page.evaluate(
    () =>
      new Promise<number>(done => {
        const from = performance.now()
        document.body.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }))
        requestAnimationFrame(() => setTimeout(() => done(performance.now() - from)))
      }),
  )
  return page.evaluate(answered => {
    const seen = (globalThis as unknown as { __seen: { largest: number; blocked: number } }).__seen
    const first = performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0
    return {
      first: Math.round(first),
      largest: Math.round(seen.largest),
      blocked: Math.round(seen.blocked),
      tap: Math.round(answered),
    }
  }, tap)
}
