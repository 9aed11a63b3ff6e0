import { expect, test } from 'vitest'
import { Refusal } from '../net/call.ts'
import type { Carrier, Receipt, Waiting } from './deliver.ts'
import { memoryKeep } from './keep.ts'
import { createQueue } from './queue.ts'

const offline = () => new Refusal(0, { code: 'offline', message: '网络不通' })
const refusal = (code: string, status = 422) => new Refusal(status, { code, message: '请拍一张照片' })
const RECEIPT: Receipt = {
  id: 'order',
  no: 'BX-2026-000001',
  state: 'reported',
  level: 'L2',
  followToken: 't',
  followPath: '/f/t',
  expected: '预计今天有人来',
}

function report(id: string, photos = 0): Waiting {
  return {
    op: 'repair.report',
    id,
    at: Number(id.replace(/\D/g, '')) || 1,
    input: { placeText: '高职B楼 312', description: '灯不亮' },
    where: '高职B楼 312',
    what: '灯不亮',
    photos: Array.from({ length: photos }, (_, i) => ({
      key: `${id}-photo${i}`,
      name: 'a.jpg',
      type: 'image/jpeg',
      bytes: new ArrayBuffer(4),
    })),
  }
}

/** A server that takes every key once, as the real one does, with a network that can be cut. */
function server() {
  const orders = new Map<string, string[]>()
  const uploads = new Map<string, string>()
  const state = {
    now: 1_000_000,
    cutBefore: false,
    cutAfter: false,
    refuse: undefined as Refusal | undefined,
  }
  const carrier: Omit<Carrier, 'save'> = {
    now: () => state.now,
    async upload(photo) {
      if (state.cutBefore) throw offline()
      const id = uploads.get(photo.key) ?? `file-${uploads.size + 1}`
      uploads.set(photo.key, id)
      return id
    },
    async send(item, photos) {
      if (state.cutBefore) throw offline()
      if (state.refuse) throw state.refuse
      if (!orders.has(item.id)) orders.set(item.id, photos)
      if (state.cutAfter) throw offline()
      return RECEIPT
    },
  }
  return { orders, uploads, state, carrier }
}

test('a report that gets through leaves a receipt and nothing waiting', async () => {
  const s = server()
  const queue = createQueue(memoryKeep(), s.carrier)
  await queue.add(report('r1', 2))
  expect(s.orders.get('r1')).toEqual(['file-1', 'file-2'])
  expect(queue.get().waiting).toEqual([])
  expect(queue.get().sent.map(x => x.receipt.no)).toEqual(['BX-2026-000001'])
})

test('without a network it waits, survives the page, and arrives once', async () => {
  const s = server()
  const keep = memoryKeep()
  s.state.cutBefore = true
  await createQueue(keep, s.carrier).add(report('r1', 1))
  expect(s.orders.size).toBe(0)

  s.state.cutBefore = false
  const reopened = createQueue(keep, s.carrier)
  await reopened.load()
  expect(reopened.get().waiting.map(w => w.id)).toEqual(['r1'])
  await reopened.flush()
  await reopened.flush()
  expect([...s.orders.keys()]).toEqual(['r1'])
  expect(reopened.get().waiting).toEqual([])
})

test('an answer lost on the way back does not make a second report', async () => {
  const s = server()
  const queue = createQueue(memoryKeep(), s.carrier)
  s.state.cutAfter = true
  await queue.add(report('r1', 2))
  expect(queue.get().waiting).toHaveLength(1)
  s.state.cutAfter = false
  await queue.flush()
  expect(s.orders.size).toBe(1)
  expect(s.uploads.size).toBe(2)
  expect(queue.get().sent).toHaveLength(1)
})

test('a double tap and two flushes at once send one', async () => {
  const s = server()
  const queue = createQueue(memoryKeep(), s.carrier)
  const item = report('r1')
  await Promise.all([queue.add(item), queue.add(item), queue.flush(), queue.flush()])
  await queue.add(item)
  expect(s.orders.size).toBe(1)
  expect(queue.get().sent).toHaveLength(1)
})

test('what the server refuses waits for the person and does not hold up the others', async () => {
  const s = server()
  const keep = memoryKeep()
  const queue = createQueue(keep, s.carrier)
  s.state.refuse = refusal('repair.public_photo')
  await queue.add(report('r1'))
  expect(queue.get().waiting[0]?.refused?.why).toBe('请拍一张照片')
  s.state.refuse = undefined
  await queue.add(report('r2'))
  expect([...s.orders.keys()]).toEqual(['r2'])

  await queue.flush('r1')
  expect([...s.orders.keys()]).toEqual(['r2', 'r1'])
  expect(await keep.all('waiting:')).toEqual([])
})

test('a busy server is a passing trouble', async () => {
  const s = server()
  const queue = createQueue(memoryKeep(), s.carrier)
  s.state.refuse = refusal('kernel.too_often', 429)
  await queue.add(report('r1'))
  expect(queue.get().waiting[0]?.refused).toBeUndefined()
})

test('photos the server has thrown away meanwhile are sent anew', async () => {
  const s = server()
  const queue = createQueue(memoryKeep(), s.carrier)
  s.state.cutAfter = true
  await queue.add(report('r1', 1))
  s.orders.clear()
  s.state.cutAfter = false
  s.state.now += 2 * 3600_000
  await queue.flush()
  expect(s.orders.get('r1')).toEqual(['file-2'])
})

test('a report that was deleted while it was under way does not come back', async () => {
  const s = server()
  const keep = memoryKeep()
  const queue = createQueue(keep, {
    ...s.carrier,
    async upload(photo, school) {
      await queue.drop('r1')
      return s.carrier.upload(photo, school)
    },
    async send() {
      throw offline()
    },
  })
  await queue.add(report('r1', 1))
  expect(queue.get().waiting).toEqual([])
  expect(await keep.all('waiting:')).toEqual([])
})

test('a report that waited for weeks is sent only when its writer says so', async () => {
  const s = server()
  const queue = createQueue(memoryKeep(), s.carrier)
  s.state.cutAfter = true
  await queue.add(report('r1'))
  s.state.cutAfter = false
  s.state.now += 26 * 86_400_000
  await queue.flush()
  expect(queue.get().waiting[0]?.refused?.code).toBe('stale')
  await queue.flush('r1')
  expect(queue.get().waiting).toEqual([])
})
