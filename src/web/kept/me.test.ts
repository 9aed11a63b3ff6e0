import { expect, test, vi } from 'vitest'
import { CallError } from '../api.ts'
import { memoryKeep } from '../public/keep/keep.ts'
import { seenBy, unsentOf } from './device.ts'
import { askMe, type Door, leave, type Me } from './me.ts'

const person = (userId: string): Me => ({ userId, name: userId }) as Me
const offline = (): never => {
  throw new CallError(0, { code: 'offline', message: '网络不通' })
}
const signedOut = (): never => {
  throw new CallError(401, { code: 'kernel.signed_out', message: '请先登录' })
}

/** A school that knows one account, with a network that can be cut. */
function school(userId: string) {
  const state = { away: false, signedIn: true, userId }
  const door: Door = {
    me: async () => (state.away ? offline() : state.signedIn ? person(state.userId) : signedOut()),
    signOut: async () => {
      if (state.away) offline()
      state.signedIn = false
    },
  }
  return { state, door }
}

test('without a network one is who one was, and after signing out nobody', async () => {
  const keep = memoryKeep()
  const { state, door } = school('a')
  state.away = true
  await expect(askMe(keep, door)).rejects.toThrow('网络不通')
  state.away = false
  await askMe(keep, door)
  state.away = true
  expect(await askMe(keep, door)).toEqual(person('a'))
  state.away = false
  await leave('a', keep, door)
  expect(state.signedIn).toBe(false)
  state.away = true
  await expect(askMe(keep, door)).rejects.toThrow('网络不通')
})

test('who signs out without a network is signed out before anything is shown again', async () => {
  const keep = memoryKeep()
  const { state, door } = school('a')
  await askMe(keep, door)
  state.away = true
  await leave('a', keep, door)
  await expect(askMe(keep, door)).rejects.toThrow('网络不通')
  expect(state.signedIn).toBe(true)
  state.away = false
  await expect(askMe(keep, door)).rejects.toThrow('请先登录')
  expect(state.signedIn).toBe(false)
  state.signedIn = true
  expect(await askMe(keep, door)).toEqual(person('a'))
})

test('a session that was ended elsewhere does not open again without a network', async () => {
  const keep = memoryKeep()
  const { state, door } = school('a')
  await askMe(keep, door)
  state.signedIn = false
  await expect(askMe(keep, door)).rejects.toThrow('请先登录')
  state.away = true
  await expect(askMe(keep, door)).rejects.toThrow('网络不通')
})

test('signing out takes what the school has too; what was not sent stays with its account', async () => {
  const keep = memoryKeep()
  const { state, door } = school('a')
  await askMe(keep, door)
  await seenBy('a', keep).set('task:1', 'lines')
  await unsentOf('a', keep).set('tap:1', 'tap')
  await leave('a', keep, door)
  expect(await keep.all('a/')).toEqual(['tap'])
  state.signedIn = true
  state.userId = 'b'
  await askMe(keep, door)
  expect(await unsentOf('b', keep).all('')).toEqual([])
})

test('another account on the same device finds nothing of the one before', async () => {
  const keep = memoryKeep()
  const { state, door } = school('a')
  await askMe(keep, door)
  await seenBy('a', keep).set('task:1', 'lines')
  state.userId = 'b'
  await askMe(keep, door)
  expect(await keep.all('a/seen/')).toEqual([])
})

test('what was half written is forgotten with whoever wrote it', async () => {
  const kept = new Map([
    ['zongwu.draft.supplier', '{}'],
    ['zongwu.draft.leave', '{}'],
    ['zongwu.theme', 'dark'],
  ])
  const store = {
    get length() {
      return kept.size
    },
    key: (i: number) => [...kept.keys()][i] ?? null,
    removeItem: (key: string) => void kept.delete(key),
  }
  vi.stubGlobal('localStorage', store)
  const { state, door } = school('a')
  const keep = memoryKeep()
  await askMe(keep, door)
  expect(kept.size).toBe(3)
  await leave('a', keep, door)
  expect([...kept.keys()]).toEqual(['zongwu.theme'])
  kept.set('zongwu.draft.supplier', '{}')
  state.signedIn = true
  await askMe(keep, door)
  state.userId = 'b'
  await askMe(keep, door)
  expect([...kept.keys()]).toEqual(['zongwu.theme'])
  vi.unstubAllGlobals()
})
