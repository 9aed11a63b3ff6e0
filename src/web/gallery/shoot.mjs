// Takes pictures of the gallery to look at: node src/web/gallery/shoot.mjs [word in the name]
// Build first: npx vite build -c src/web/gallery/vite.config.ts
import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import { preview } from 'vite'

const OUT = fileURLToPath(new URL('../../../.cache/gallery-shots/', import.meta.url))
const DESK = { width: 1440, height: 900 }
const PHONE = { width: 390, height: 844 }
const PAGES = {
  marks: 'marks',
  desk: 'desk',
  list: 'list',
  'list-bulk': 'list&bulk',
  board: 'list&view=board',
  calendar: 'list&view=calendar',
  slip: 'slip',
  form: 'form',
  import0: 'import&step=0',
  import1: 'import&step=1',
  import2: 'import&step=2',
  import3: 'import&step=3',
  import4: 'import&step=4',
  chart: 'chart',
  'chart-drawer': 'chart&drawer',
  paper: 'paper',
  states: 'states',
  'states-dialog': 'states&open=dialog',
  'states-form': 'states&open=form',
  wall: 'wall',
}
const PHONE_ONLY = {
  phone1: 'phone&step=1',
  phone2: 'phone&step=2',
  phone3: 'phone&step=3',
  phone4: 'phone&step=4',
  public: 'public',
}
const PRINTED = ['list', 'slip', 'desk', 'paper']
const DARK = ['marks', 'desk', 'list', 'slip', 'form', 'chart', 'board']

const word = process.argv[2] ?? ''
mkdirSync(OUT, { recursive: true })
const server = await preview({
  configFile: fileURLToPath(new URL('./vite.config.ts', import.meta.url)),
  preview: { host: '127.0.0.1', port: 0 },
  logLevel: 'error',
})
const base = `${server.resolvedUrls?.local[0]}gallery.html?page=`
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-sync',
    '--disable-background-networking',
    '--disable-component-update',
  ],
})

async function shoot(name, query, { viewport, scheme = 'light', print = false, full = true }) {
  if (!name.includes(word)) return
  const context = await browser.newContext({
    viewport,
    colorScheme: scheme,
    deviceScaleFactor: viewport === PHONE ? 2 : 1,
    hasTouch: viewport === PHONE,
    isMobile: viewport === PHONE,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
  })
  const page = await context.newPage()
  page.on(
    'console',
    m => ['error', 'warning'].includes(m.type()) && console.log(`${name}: ${m.text().slice(0, 300)}`),
  )
  page.on('pageerror', e => console.log(`${name}: ${e.message}`))
  await page.goto(base + query, { waitUntil: 'networkidle' })
  await page.waitForTimeout(400)
  const wide = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  if (wide > 0) console.log(`${name}: ${wide} px too wide`)
  if (print) await page.pdf({ path: `${OUT}${name}.pdf`, preferCSSPageSize: true })
  else await page.screenshot({ path: `${OUT}${name}.png`, fullPage: full })
  await context.close()
}

for (const [name, query] of Object.entries(PAGES)) {
  await shoot(`${name}-1440`, query, { viewport: DESK, full: !name.includes('-') && name !== 'wall' })
  await shoot(`${name}-390`, query, { viewport: PHONE, full: false })
}
for (const [name, query] of Object.entries(PHONE_ONLY))
  await shoot(`${name}-390`, query, { viewport: PHONE, full: false })
for (const name of DARK) {
  await shoot(`${name}-dark-1440`, PAGES[name], { viewport: DESK, scheme: 'dark' })
  await shoot(`${name}-dark-390`, PAGES[name], { viewport: PHONE, scheme: 'dark', full: false })
}
for (const name of PRINTED) await shoot(`${name}-print`, PAGES[name], { viewport: DESK, print: true })

await browser.close()
await server.close()
