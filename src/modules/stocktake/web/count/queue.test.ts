import fc from 'fast-check'
import { expect, test } from 'vitest'
import { seenBy, unsentOf } from '../../../../web/kept/device.ts'
import { type Keep, memoryKeep } from '../../../../web/public/keep/keep.ts'
import { type Carrier, createCountQueue, type Entry, type Tap } from './queue.ts'

const OFFLINE = new Error('offline')

function tap(id: string, more: Partial<Tap> = {}): Tap {
  const at = Number(id.replace(/\D/g, '')) || 1
  return {
    id,
    campaignId: 'c1',
    at,
    entry: { id, kind: 'seen', code: id, at: new Date(at * 1000).toISOString() },
    what: id,
    photos: [],
    state: 'waiting',
    why: '',
    result: null,
    lineId: null,
    ...more,
  }
}

/** A server that takes each id once, with a network that can be cut before or after it arrives. */
function server() {
  const entries = new Map<string, Entry>()
  const state = {
    badPhoto: '',
    cutBefore: false,
    cutAfter: false,
    refuseAll: '',
    bad: new Set<string>(),
    uploads: 0,
  }
  const carrier: Carrier = {
    now: () => 1,
    isPassing: error => error === OFFLINE,
    async upload(photo) {
      if (state.cutBefore) throw OFFLINE
      if (photo.key === state.badPhoto) throw new Error('不是照片')
      return `file-${++state.uploads}`
    },
    async record(_campaign, sent) {
      if (state.cutBefore) throw OFFLINE
      if (state.refuseAll) throw new Error(state.refuseAll)
      const outcomes = sent.map(entry => {
        const known = entries.has(entry.id)
        const refused = state.bad.has(entry.id)
        if (!refused && !known) entries.set(entry.id, entry)
        return {
          id: entry.id,
          outcome: refused ? ('refused' as const) : known ? ('known' as const) : ('kept' as const),
          why: refused ? '没有这个编号' : '',
          lineId: null,
          result: null,
        }
      })
      if (state.cutAfter) throw OFFLINE
      return outcomes
    },
  }
  return { entries, state, carrier }
}

const keepsOn = (device: Keep) => ({ unsent: unsentOf('a', device), sent: seenBy('a', device) })
const states = (taps: readonly Tap[]) => taps.map(t => t.state)

test('taps wait without a network, survive the page, and arrive once', async () => {
  const s = server()
  const keep = memoryKeep()
  s.state.cutBefore = true
  const first = createCountQueue(keepsOn(keep), s.carrier)
  await first.add(tap('t1'))
  await first.add(tap('t2'))
  expect(states(first.get().taps)).toEqual(['waiting', 'waiting'])
  s.state.cutBefore = false
  const reopened = createCountQueue(keepsOn(keep), s.carrier)
  await reopened.load('c1')
  await reopened.flush()
  await reopened.flush()
  expect([...s.entries.keys()]).toEqual(['t1', 't2'])
  expect(states(reopened.get().taps)).toEqual(['sent', 'sent'])
  const again = createCountQueue(keepsOn(keep), s.carrier)
  await again.load('c1')
  expect(states(again.get().taps)).toEqual(['sent', 'sent'])
  expect((await keep.all('a/unsent/')).length).toBe(0)
})

test('an answer lost on the way back does not count twice', async () => {
  const s = server()
  const queue = createCountQueue(keepsOn(memoryKeep()), s.carrier)
  s.state.cutAfter = true
  await queue.add(tap('t1'))
  expect(states(queue.get().taps)).toEqual(['waiting'])
  s.state.cutAfter = false
  await queue.flush()
  expect(s.entries.size).toBe(1)
  expect(states(queue.get().taps)).toEqual(['sent'])
})

test('one that is refused says why and does not hold up the others', async () => {
  const s = server()
  s.state.bad.add('t1')
  s.state.cutBefore = true
  const queue = createCountQueue(keepsOn(memoryKeep()), s.carrier)
  await queue.add(tap('t1'))
  await queue.add(tap('t2'))
  s.state.cutBefore = false
  await queue.flush()
  expect(queue.get().taps.map(t => [t.state, t.why])).toEqual([
    ['refused', '没有这个编号'],
    ['sent', ''],
  ])
  s.state.bad.clear()
  await queue.retry('t1')
  expect(states(queue.get().taps)).toEqual(['sent', 'sent'])
})

test('a count that has ended keeps the taps on the device until they are dropped', async () => {
  const s = server()
  const keep = memoryKeep()
  s.state.refuseAll = '清点已经结束'
  const queue = createCountQueue(keepsOn(keep), s.carrier)
  await queue.add(tap('t1'))
  expect(queue.get().taps[0]).toMatchObject({ state: 'refused', why: '清点已经结束' })
  await queue.drop('t1')
  expect(queue.get().taps).toEqual([])
  expect(await keep.all('a/')).toEqual([])
})

test('photos go first and once, and leave the device when they have arrived', async () => {
  const s = server()
  const queue = createCountQueue(keepsOn(memoryKeep()), s.carrier)
  const photo = { key: 'p', name: 'a.jpg', type: 'image/jpeg', bytes: new ArrayBuffer(2) }
  s.state.cutAfter = true
  await queue.add(tap('t1', { photos: [photo] }))
  s.state.cutAfter = false
  await queue.flush()
  expect(s.state.uploads).toBe(1)
  expect(s.entries.get('t1')).toMatchObject({ photos: ['file-1'] })
  expect(queue.get().taps[0]?.photos).toEqual([])
})

test('however the network comes and goes, each tap arrives exactly once', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom('on', 'before', 'after', 'tap', 'reopen'), { maxLength: 40 }),
      async steps => {
        const s = server()
        const keep = memoryKeep()
        let queue = createCountQueue(keepsOn(keep), s.carrier)
        let made = 0
        for (const step of steps) {
          if (step === 'tap') await queue.add(tap(`t${++made}`))
          else if (step === 'reopen') {
            queue = createCountQueue(keepsOn(keep), s.carrier)
            await queue.load('c1')
          } else {
            s.state.cutBefore = step === 'before'
            s.state.cutAfter = step === 'after'
            await queue.flush()
          }
        }
        s.state.cutBefore = false
        s.state.cutAfter = false
        await queue.flush()
        expect(s.entries.size).toBe(made)
        expect(queue.get().taps.every(t => t.state === 'sent')).toBe(true)
      },
    ),
    { numRuns: 60 },
  )
})

test('what was tapped in another count goes on its way too; what was sent elsewhere is not loaded', async () => {
  const s = server()
  const keep = memoryKeep()
  s.state.cutBefore = true
  await createCountQueue(keepsOn(keep), s.carrier).add(tap('t1', { campaignId: 'c0' }))
  s.state.cutBefore = false
  const queue = createCountQueue(keepsOn(keep), s.carrier)
  await queue.load('c1')
  await queue.flush()
  expect([...s.entries.keys()]).toEqual(['t1'])
  const again = createCountQueue(keepsOn(keep), s.carrier)
  await again.load('c1')
  expect(again.get().taps).toEqual([])
})

test('another account on the same device neither sees nor sends them', async () => {
  const s = server()
  const keep = memoryKeep()
  s.state.cutBefore = true
  await createCountQueue(keepsOn(keep), s.carrier).add(tap('t1'))
  s.state.cutBefore = false
  const other = createCountQueue({ unsent: unsentOf('b', keep), sent: seenBy('b', keep) }, s.carrier)
  await other.load('c1')
  await other.flush()
  expect(other.get().taps).toEqual([])
  expect(s.entries.size).toBe(0)
})

test('a photo that is not taken holds up its own tap only, which can go without it', async () => {
  const s = server()
  const queue = createCountQueue(keepsOn(memoryKeep()), s.carrier)
  const photo = { key: 'p', name: 'a.jpg', type: 'image/jpeg', bytes: new ArrayBuffer(2) }
  s.state.cutBefore = true
  await queue.add(tap('t1', { photos: [photo] }))
  await queue.add(tap('t2'))
  s.state.cutBefore = false
  s.state.badPhoto = 'p'
  await queue.flush()
  expect(queue.get().taps.map(t => [t.state, t.why])).toEqual([
    ['refused', '不是照片'],
    ['sent', ''],
  ])
  await queue.retry('t1', { withoutPhotos: true })
  expect(states(queue.get().taps)).toEqual(['sent', 'sent'])
  expect(s.entries.get('t1')).toMatchObject({ photos: [] })
})

test('cut off between arriving and being crossed off, it is crossed off at the next opening', async () => {
  const s = server()
  const keep = memoryKeep()
  const { unsent, sent } = keepsOn(keep)
  await unsent.set('tap:c1:t1', tap('t1'))
  await sent.set('tap:c1:t1', tap('t1', { state: 'sent' }))
  const queue = createCountQueue({ unsent, sent }, s.carrier)
  await queue.load('c1')
  expect(states(queue.get().taps)).toEqual(['sent'])
  expect(await unsent.all('')).toEqual([])
})
