import { type ChildProcess, spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { resolve } from 'node:path'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { inject } from 'vitest'
import { CHROMIUM_ARGS, ensureChromium } from '../tools/chromium.mjs'
import { makeScratch } from '../tools/scratch.mjs'

export const ROOT = resolve(import.meta.dirname, '..')

export interface Running {
  url: string
  dataDir: string
  kill(signal?: NodeJS.Signals): Promise<void>
  close(): Promise<void>
}

/** Starts the product as a newcomer would, on a data directory of its own and a free port. */
export async function startProduct(
  options: { env?: Record<string, string>; dataDir?: string } = {},
): Promise<Running> {
  const dataDir = options.dataDir ?? makeScratch('zongwu-e2e-')
  const child = spawn(process.execPath, ['tools/start.mjs'], {
    cwd: ROOT,
    env: { ...process.env, PORT: '0', ZONGWU_DATA: dataDir, LOG_LEVEL: 'warn', ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const url = await addressOf(child)
  const ended = new Promise<void>(done => child.once('exit', () => done()))
  const kill = async (signal: NodeJS.Signals = 'SIGTERM'): Promise<void> => {
    child.kill(signal)
    await ended
  }
  return {
    url,
    dataDir,
    kill,
    close: async () => {
      await kill()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((done, fail) => {
    let said = ''
    const listen = (chunk: Buffer): void => {
      said += chunk.toString()
      const match = /http:\/\/localhost:\d+/.exec(said)
      if (match) done(match[0])
    }
    child.stdout?.on('data', listen)
    child.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString()
    })
    child.once('exit', code => fail(new Error(`the product ended with ${code}:\n${said}`)))
  })
}

/** The one that all stories share. */
export function theProduct(): { url: string; dataDir: string } {
  return { url: inject('url'), dataDir: inject('dataDir') }
}

export interface Eyes {
  browser: Browser
  /** A fresh browser profile: a desk by default, a phone where asked; url: the product at another address. */
  open(options?: {
    phone?: boolean
    path?: string
    url?: string
  }): Promise<{ page: Page; context: BrowserContext }>
  /** A desk or phone where this demo account is signed in. */
  as(login: string, options?: { phone?: boolean; url?: string }): Promise<Page>
  close(): Promise<void>
}

export async function openEyes(product: { url: string }): Promise<Eyes> {
  const browser = await chromium.launch({ executablePath: ensureChromium(), args: CHROMIUM_ARGS })
  const open: Eyes['open'] = async ({ phone = false, path = '/', url = product.url } = {}) => {
    const context = await browser.newContext({
      viewport: phone ? { width: 390, height: 844 } : { width: 1440, height: 900 },
      deviceScaleFactor: phone ? 2 : 1,
      hasTouch: phone,
      isMobile: phone,
      locale: 'zh-CN',
      timezoneId: 'Asia/Shanghai',
    })
    const page = await context.newPage()
    await page.goto(url + path)
    return { page, context }
  }
  return {
    browser,
    open,
    as: async (login, options = {}) => {
      const { page } = await open(options)
      await page.getByLabel('登录名').fill(login)
      await page.getByLabel('密码').fill('zongwu2026')
      await page.getByRole('button', { name: '登录', exact: true }).click()
      // The door has a heading of its own; only the shell has this.
      await page.locator('#zw-main').waitFor()
      return page
    },
    close: () => browser.close(),
  }
}
