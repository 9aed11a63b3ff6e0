import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Eyes, openEyes, theProduct } from './product.ts'
import budgets from './web-budgets.json' with { type: 'json' }
import { weigh } from './weigh.ts'

const product = theProduct()
let eyes: Eyes

beforeAll(async () => {
  eyes = await openEyes(product)
})
afterAll(async () => {
  await eyes?.close()
})

// Bytes are the same on every machine; times are in bench/web.bench.ts.
it.each(budgets)('$name stays within its bytes', async ({ path, login, phone, script, bytes }) => {
  const page = login ? await eyes.as(login, { phone }) : (await eyes.open({ phone, path: '/health' })).page
  const weight = await weigh(page, product.url + path)
  expect(weight.requests).toBeGreaterThan(3)
  expect(weight.script).toBeGreaterThan(10_000)
  expect.soft(weight.script).toBeLessThanOrEqual(script)
  expect(weight.bytes).toBeLessThanOrEqual(bytes)
  await page.context().close()
})
