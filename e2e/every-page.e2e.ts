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

/** The first opens each page afresh, as from a bookmark; the others move within the product, as from its menu. */
const LOOKERS = [
  { login: 'director', phone: false, afresh: true },
  { login: 'director', phone: true },
  { login: 'plumber', phone: true },
  { login: 'teacher', phone: true },
  { login: 'principal', phone: false },
  { login: 'cashier', phone: false },
  { login: 'admin', phone: false },
]

describe.concurrent.each(LOOKERS)('$login (phone: $phone)', ({ login, phone, afresh = false }) => {
  it('opens every page of the menu without trouble', async ({ expect }) => {
    const page = await eyes.as(login, { phone })
    const troubles = watch(page)
    const paths = await pagesFor(login)
    for (const { path, title } of paths) {
      if (afresh) await page.goto(product.url + path)
      else await moveTo(page, path)
      await page.locator('#zw-main, main').first().waitFor()
      await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' })
      const text = (await page.locator('body').innerText()).slice(0, 5000)
      if (/这一页没能打开|没有这一页|系统出了问题/.test(text)) troubles.push(`${path}: ${text.slice(0, 120)}`)
      if (!(await page.title()).startsWith(title)) troubles.push(`${path} is called ${await page.title()}`)
      if (!(await wideEnough(page))) troubles.push(`${path} scrolls sideways`)
    }
    expect(troubles.join('\n')).toBe('')
    await page.context().close()
  })
})

/** Goes there without loading anew, and waits until the page that was there has made room. */
async function moveTo(page: Page, path: string): Promise<void> {
  const inside = await page.evaluate(path => {
    const left = document.querySelector('#zw-main')?.firstElementChild
    if (!left || location.pathname === path) return false
    left.setAttribute('data-left', '')
    history.pushState({}, '', path)
    return true
  }, path)
  if (!inside) await page.goto(product.url + path)
  else await page.locator('[data-left]').waitFor({ state: 'detached' })
}

/** Pages without parameters that this person may open: what the menu offers, on a desk as on a phone. */
async function pagesFor(login: string): Promise<readonly { path: string; title: string }[]> {
  const page = await eyes.as(login)
  const may = new Set<string>(
    await page.evaluate(async () => (await (await fetch('/api/account.me')).json()).may as string[]),
  )
  await page.context().close()
  return pages.filter(p => !p.path.includes('$') && (!p.needs || p.needs.some(id => may.has(id))))
}
