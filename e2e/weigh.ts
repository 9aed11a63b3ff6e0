import type { Page } from 'playwright-core'

export interface Weight {
  requests: number
  /** Encoded bytes as they came over the wire, headers included. */
  bytes: number
  script: number
  style: number
  font: number
}

/** Opens the address as somebody who was never here: nothing cached, no service worker. */
export async function weigh(page: Page, url: string): Promise<Weight> {
  const cdp = await page.context().newCDPSession(page)
  const kinds = new Map<string, string>()
  const weight: Weight = { requests: 0, bytes: 0, script: 0, style: 0, font: 0 }
  cdp.on('Network.responseReceived', e => kinds.set(e.requestId, e.type))
  cdp.on('Network.loadingFinished', e => {
    const kind = kinds.get(e.requestId)
    weight.requests++
    weight.bytes += e.encodedDataLength
    if (kind === 'Script') weight.script += e.encodedDataLength
    if (kind === 'Stylesheet') weight.style += e.encodedDataLength
    if (kind === 'Font') weight.font += e.encodedDataLength
  })
  await cdp.send('Network.enable')
  await cdp.send('Network.setBypassServiceWorker', { bypass: true })
  await cdp.send('Network.setCacheDisabled', { cacheDisabled: true })
  await page.goto(url, { waitUntil: 'networkidle' })
  await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' })
  await cdp.detach()
  return weight
}
