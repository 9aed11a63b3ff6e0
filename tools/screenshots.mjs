// Makes the README's pictures: starts the product on a fresh demo school, imports the sample, looks.

import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { CHROMIUM_ARGS, ensureChromium } from './chromium.mjs'
import { ROOT } from './install.mjs'

const OUT = join(ROOT, 'docs/screenshots')
const data = mkdtempSync(join(tmpdir(), 'zongwu-shots-'))
const env = { ...process.env, ZONGWU_DATA: data, PORT: '0', LOG_LEVEL: 'warn' }

const SHOTS = [
  { name: 'login-desktop', path: '/', login: null },
  { name: 'desk-desktop', path: '/', login: 'director' },
  { name: 'orders-desktop', path: '/orders', login: 'director' },
  {
    name: 'summary-desktop',
    path: '/summary/2025-autumn',
    login: 'director',
    open: '.zw-summary-text .zw-figure >> nth=2',
  },
  { name: 'my-work-phone', path: '/my-work', login: 'plumber', phone: true },
  { name: 'report-phone', path: '/q/', login: null, phone: true },
]

mkdirSync(OUT, { recursive: true })
await command(['bin/zongwu.mjs', 'import', 'repair', 'samples/报修登记-2025秋.xlsx', '--commit'])
const product = spawn(process.execPath, ['tools/start.mjs'], {
  cwd: ROOT,
  env,
  stdio: ['ignore', 'pipe', 'inherit'],
})
try {
  const url = await new Promise(done =>
    product.stdout.on('data', chunk => {
      const match = /http:\/\/localhost:\d+/.exec(String(chunk))
      if (match) done(match[0])
    }),
  )
  const browser = await chromium.launch({ executablePath: ensureChromium(), args: CHROMIUM_ARGS })
  for (const shot of SHOTS) await take(browser, url, shot)
  await browser.close()
} finally {
  product.kill()
  await new Promise(done => product.once('exit', done))
  rmSync(data, { recursive: true, force: true })
}

async function take(browser, url, { name, path, login, phone, open }) {
  const context = await browser.newContext({
    viewport: phone ? { width: 390, height: 844 } : { width: 1440, height: 900 },
    isMobile: phone ?? false,
    hasTouch: phone ?? false,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
  })
  const page = await context.newPage()
  await page.goto(url)
  if (login) {
    await page.getByLabel('登录名').fill(login)
    await page.getByLabel('密码').fill('zongwu2026')
    await page.getByRole('button', { name: '登录', exact: true }).click()
    await page.locator('#zw-main').waitFor()
  }
  await page.goto(url + path)
  await page.waitForFunction(
    () => document.querySelector('main') && !document.querySelector('[aria-busy="true"]'),
  )
  await page.waitForTimeout(600)
  if (open) {
    await page.locator(open).click()
    await page.waitForTimeout(900)
  }
  await page.screenshot({ path: join(OUT, `${name}.png`) })
  await context.close()
  process.stdout.write(`${name}\n`)
}

function command(args) {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, args, { cwd: ROOT, env, stdio: ['ignore', 'ignore', 'inherit'] })
    child.once('exit', code =>
      code === 0 ? done() : fail(new Error(`${args.join(' ')} ended with ${code}`)),
    )
  })
}
