import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pages } from '../src/web/pages.ts'
import { type Eyes, openEyes, theProduct } from './product.ts'

const product = theProduct()
let eyes: Eyes

beforeAll(async () => {
  eyes = await openEyes(product)
})
afterAll(async () => {
  await eyes?.close()
})

/** What a page must not do, whoever looks. */
function watch(page: Page): string[] {
  const troubles: string[] = []
  page.on('pageerror', error => troubles.push(`error: ${error.message}`))
  page.on('response', response => {
    if (response.status() >= 500) troubles.push(`${response.status()} ${response.url()}`)
  })
  return troubles
}

async function wideEnough(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth + 1)
}

describe('the door', () => {
  it('refuses a wrong password in words and lets the demo accounts in', async () => {
    const { page, context } = await eyes.open()
    await page.getByLabel('登录名').fill('director')
    await page.getByLabel('密码').fill('wrong')
    await page.getByRole('button', { name: '登录', exact: true }).click()
    expect(await page.getByRole('alert').textContent()).toContain('登录名或密码不对')
    await page.getByRole('button', { name: /总务主任/ }).click()
    await page.getByRole('heading', { name: /周国良/ }).waitFor()
    await context.close()
  })
})

const LOOKERS = [
  { login: 'director', phone: false },
  { login: 'director', phone: true },
  { login: 'plumber', phone: true },
  { login: 'teacher', phone: true },
  { login: 'principal', phone: false },
  { login: 'cashier', phone: false },
  { login: 'admin', phone: false },
]

describe.concurrent.each(LOOKERS)('$login (phone: $phone)', ({ login, phone }) => {
  it('opens every page of the menu without trouble', async ({ expect }) => {
    const page = await eyes.as(login, { phone })
    const troubles = watch(page)
    const paths = await pathsFor(login)
    for (const path of paths) {
      await page.goto(product.url + path)
      await page.locator('#zw-main, main').first().waitFor()
      await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' })
      const text = (await page.locator('body').innerText()).slice(0, 5000)
      if (/这一页没能打开|没有这一页|系统出了问题/.test(text)) troubles.push(`${path}: ${text.slice(0, 120)}`)
      if (!(await wideEnough(page))) troubles.push(`${path} scrolls sideways`)
    }
    expect(troubles).toEqual([])
    await page.context().close()
  })
})

/** Pages without parameters that this person may open: what the menu offers, on a desk as on a phone. */
async function pathsFor(login: string): Promise<string[]> {
  const page = await eyes.as(login)
  const may = new Set<string>(
    await page.evaluate(async () => (await (await fetch('/api/account.me')).json()).may as string[]),
  )
  await page.context().close()
  return pages
    .filter(p => !p.path.includes('$') && (!p.needs || p.needs.some(id => may.has(id))))
    .map(p => p.path)
}
