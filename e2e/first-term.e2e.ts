import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Eyes, openEyes, ROOT, theProduct } from './product.ts'

const SAMPLE = join(ROOT, 'samples/报修登记-2025秋.xlsx')

const product = theProduct()
let eyes: Eyes

beforeAll(async () => {
  eyes = await openEyes(product)
})
afterAll(async () => {
  await eyes?.close()
})

function zongwu(...args: string[]): string {
  return execFileSync(process.execPath, ['bin/zongwu.mjs', ...args], {
    cwd: ROOT,
    encoding: 'utf8',
    env: { ...process.env, ZONGWU_DATA: product.dataDir, LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
}

describe('the first term out of a real register', () => {
  it('is previewed and imported by the director in the browser', async () => {
    const page = await eyes.as('director')
    await page.goto(`${product.url}/imports/new/repair`)
    await page.locator('input[type="file"]').setInputFiles(SAMPLE)
    await page.getByText('水道工').first().waitFor({ timeout: 60_000 })
    await page.context().close()
  })

  it('is told by the summary, each figure with the records behind it', async () => {
    zongwu('import', 'repair', SAMPLE, '--commit', '--json')
    const told = JSON.parse(zongwu('summary', '--term', '2025-autumn', '--format', 'json'))
    const of = (metric: string, params: object) =>
      told.figures.find(
        (f: { metric: string; params: object }) =>
          f.metric === metric && JSON.stringify(f.params) === JSON.stringify(params),
      )
    expect(of('repair.items', { trade: 'plumber' })).toMatchObject({ value: 562, unit: '次' })
    expect(of('repair.items', { trade: 'electrician' })).toMatchObject({ value: 417 })
    expect(of('repair.items', { trade: 'carpenter' })).toMatchObject({ value: 697 })
    expect(told.text).toContain('疏通地漏、拖把池345次')
    expect(told.text).toContain('3000余元')
    const page = await eyes.as('director')
    await page.goto(`${product.url}/summary/2025-autumn`)
    await page
      .getByRole('button', { name: /水道工.*562次/ })
      .first()
      .click()
    const drawer = page.getByRole('dialog')
    await drawer.getByText(/来自 418 条记录/).waitFor()
    await drawer.getByRole('link').first().click()
    await page
      .getByText(/BX-20\d\d-\d{6}/)
      .first()
      .waitFor()
    await page.context().close()
  })
})
