import type { Page } from 'playwright-core'
import QRCode from 'qrcode'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Cable, layCable } from './cable.ts'
import { type Eyes, openEyes, theProduct } from './product.ts'

const product = theProduct()
let eyes: Eyes
let cable: Cable
let keeper: Page
let phone: Page
let id: string

beforeAll(async () => {
  eyes = await openEyes(product)
  cable = await layCable(product.url)
})
afterAll(async () => {
  await eyes?.close()
  cable?.close()
})

async function loseNetwork(): Promise<void> {
  cable.pull()
  await phone.context().setOffline(true)
}

async function findNetwork(): Promise<void> {
  cable.plug()
  await phone.context().setOffline(false)
}

async function ask(page: Page, operation: string, input: object) {
  const answer = await page.request.get(
    `${page === phone ? cable.url : product.url}/api/${operation}?input=${encodeURIComponent(JSON.stringify(input))}`,
  )
  expect(answer.status(), operation).toBe(200)
  return answer.json()
}

async function tell(page: Page, operation: string, input: object) {
  const answer = await page.request.post(`${product.url}/api/${operation}`, {
    data: input,
    headers: { origin: product.url, 'idempotency-key': crypto.randomUUID() },
  })
  expect(answer.status(), operation).toBe(200)
  return answer.json()
}

const which = async () => ({ id, version: (await ask(keeper, 'stocktake.get', { id })).version })
const counted = async (): Promise<number> =>
  (await ask(keeper, 'stocktake.lines', { id, limit: 100 })).rows.filter(
    (row: { countedAt: string | null }) => row.countedAt,
  ).length

/** The room with the most things, so that there is something to count. */
async function fullestRoom(): Promise<string> {
  const { rows } = await ask(keeper, 'asset.list', { limit: 100 })
  const rooms = new Map<string, number>()
  for (const { placeId } of rows) if (placeId) rooms.set(placeId, (rooms.get(placeId) ?? 0) + 1)
  const [most] = [...rooms].sort((a, b) => b[1] - a[1])
  return most?.[0] ?? ''
}

/** Things of the room that nobody has counted yet, each with what is printed on its label. */
async function uncounted(): Promise<{ code: string; url: string }[]> {
  const { lines } = await ask(phone, 'stocktake.task', { id, limit: 2000 })
  return lines
    .filter((line: { counted: boolean }) => !line.counted)
    .map((line: { code: string; labels: string[] }) => ({
      code: line.code,
      url: `https://zongwu.example.edu.cn/q/demo/${line.labels[0]}`,
    }))
}

/** Before the lens of this phone's camera from now on. */
async function holdBeforeLens(picture: string): Promise<void> {
  await phone.evaluate(async source => {
    const image = new Image()
    image.src = source
    await image.decode()
    const canvas = document.createElement('canvas')
    canvas.width = 640
    canvas.height = 480
    const pen = canvas.getContext('2d')
    const draw = (): void => {
      if (!pen) return
      pen.fillStyle = '#777777'
      pen.fillRect(0, 0, canvas.width, canvas.height)
      pen.drawImage(image, 180, 100, 280, 280)
    }
    setInterval(draw, 50)
    draw()
    navigator.mediaDevices.getUserMedia = async () => canvas.captureStream(20)
  }, picture)
}

describe('counting in a basement', () => {
  it('is prepared by the keeper and taken along on the phone', async () => {
    keeper = await eyes.as('keeper')
    phone = await eyes.as('clerk', { phone: true, url: cable.url })
    const watcher = await eyes.as('reviewer')
    const placeIds = [await fullestRoom()]
    id = (await tell(keeper, 'stocktake.plan', { kind: 'asset', title: '地下室', scope: { placeIds } })).id
    await tell(keeper, 'stocktake.assign', {
      ...(await which()),
      counters: [
        { personId: (await ask(phone, 'account.me', {})).personId, duty: 'counter' },
        { personId: (await ask(watcher, 'account.me', {})).personId, duty: 'watcher' },
      ],
    })
    await tell(keeper, 'stocktake.start', await which())
    const { rows } = await ask(keeper, 'stocktake.lines', { id, limit: 100 })
    await tell(keeper, 'asset.makeLabels', { assetIds: rows.map((row: { assetId: string }) => row.assetId) })
    await phone.goto(`${cable.url}/stocktakes/${id}/count`)
    await phone.getByRole('heading', { name: '选房间' }).waitFor()
    await phone.waitForFunction(() => navigator.serviceWorker.controller !== null)
    await phone.waitForLoadState('networkidle')
  })

  it('goes on after a reload without a network, and everything arrives once', async () => {
    await loseNetwork()
    await phone.reload()
    await phone.getByText('没有网络。照常点').waitFor()
    await phone.locator('.zw-count-rooms button').first().click()
    const things = phone.locator('.zw-count-thing')
    await things.nth(0).click()
    await things.nth(1).click()
    await phone.getByText('2 条待发').waitFor()
    await phone.reload()
    await phone.getByText('2 条待发').click()
    await phone.getByText('等网络，连上后自动发出').first().waitFor()
    await phone.keyboard.press('Escape')
    expect(await counted()).toBe(0)
    await phone.goto(cable.url)
    await phone.getByRole('link', { name: /地下室/ }).click()
    await phone.locator('.zw-count-rooms button').first().click()
    await things.nth(2).click()
    await phone.getByText('3 条待发').waitFor()
    await findNetwork()
    await phone.getByText('3 条待发').waitFor({ state: 'detached', timeout: 30_000 })
    await phone.reload()
    await phone
      .locator('.zw-count-rooms')
      .getByText(/已点 3\//)
      .waitFor()
    expect(await counted()).toBe(3)
  })

  it('reads labels with the camera and off a picture, without a network', async () => {
    const [one, other] = (await uncounted()).slice(-2)
    if (!one || !other) throw new Error('no two things left to count')
    await loseNetwork()
    await phone.reload()
    await phone.locator('.zw-count-rooms button').first().click()
    await holdBeforeLens(await QRCode.toDataURL(one.url, { width: 280 }))
    await phone.getByRole('button', { name: '扫码' }).click()
    await phone.getByText('1 条待发').waitFor()
    expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
    await phone.getByRole('button', { name: '停' }).click()
    await phone.locator('input[type=file][capture]').setInputFiles({
      name: 'label.png',
      mimeType: 'image/png',
      buffer: await QRCode.toBuffer(other.url, { width: 900 }),
    })
    await phone.getByText('2 条待发').waitFor()
    await findNetwork()
    await phone.getByText('2 条待发').waitFor({ state: 'detached', timeout: 30_000 })
    const left = (await uncounted()).map(line => line.code)
    expect(left).not.toContain(one.code)
    expect(left).not.toContain(other.code)
    expect(await counted()).toBe(5)
    await phone.goto(`${cable.url}/stocktakes/${id}/count`)
  })

  it('leaves nothing on the phone when the counter signs out', async () => {
    await loseNetwork()
    await phone.locator('.zw-count-rooms button').first().click()
    await phone.locator('.zw-count-thing').nth(3).click()
    await phone.getByText('1 条待发').waitFor()
    await phone.goto(`${cable.url}/me`)
    const kept = () =>
      phone.evaluate(
        () =>
          new Promise<string[]>(done => {
            const open = indexedDB.open('zongwu-account')
            open.onsuccess = () => {
              const keys = open.result.transaction('kept').objectStore('kept').getAllKeys()
              keys.onsuccess = () => done(keys.result.map(String))
            }
          }),
      )
    const before = await kept()
    expect(before.some(key => key.includes('/seen/task:'))).toBe(true)
    expect(before.filter(key => key.includes('/unsent/'))).toHaveLength(1)
    await findNetwork()
    await phone.goto(`${cable.url}/stocktakes/${id}/count`)
    await expect
      .poll(async () => (await kept()).filter(key => key.includes('/unsent/')), { timeout: 30_000 })
      .toEqual([])
    await phone.goto(cable.url)
    await phone.locator('#zw-main').waitFor()
    await phone.getByRole('button', { name: /更多/ }).click()
    await phone.getByText('退出登录').click()
    await phone.getByLabel('登录名').waitFor()
    expect(await kept()).toEqual([])
    expect(await counted()).toBe(6)
    await phone.context().close()
  })
})
