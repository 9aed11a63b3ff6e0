import { beforeEach, expect, test } from 'vitest'
import { type DraftStore, dropDraft, keepDraft, readDraft } from './draft.ts'

const NOW = new Date('2026-11-22T08:00:00Z')
const START = { what: '', place: 'none' }
let kept: Map<string, string>
let store: DraftStore

beforeEach(() => {
  kept = new Map()
  store = {
    getItem: key => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: key => void kept.delete(key),
  }
})

test('what was typed is found again, with the time', () => {
  keepDraft(store, 'repair', { what: '灯管不亮', place: 'none' }, NOW)
  expect(readDraft(store, 'repair', START, NOW)).toEqual({
    savedAt: NOW.toISOString(),
    values: { what: '灯管不亮', place: 'none' },
  })
  expect(readDraft(store, 'other', START, NOW)).toBeUndefined()
})

test('a form that has changed since takes only the fields it still has', () => {
  keepDraft(store, 'repair', { what: '灯管不亮', gone: 1 }, NOW)
  expect(readDraft(store, 'repair', START, NOW)?.values).toEqual({ what: '灯管不亮', place: 'none' })
})

test('pictures are left out, the words stay', () => {
  const file = new File(['x'], 'a.jpg')
  keepDraft(store, 'repair', { what: '灯管不亮', photos: [file], plan: file }, NOW)
  const start = { what: '', photos: [] as File[], plan: undefined }
  expect(readDraft(store, 'repair', start, NOW)?.values).toEqual({ ...start, what: '灯管不亮' })
})

test('a month later it is forgotten', () => {
  keepDraft(store, 'repair', START, NOW)
  const late = new Date(NOW.getTime() + 31 * 86_400_000)
  expect(readDraft(store, 'repair', START, late)).toBeUndefined()
})

test('dropped, broken or refused stores disturb nobody', () => {
  keepDraft(store, 'repair', START, NOW)
  dropDraft(store, 'repair')
  expect(readDraft(store, 'repair', START, NOW)).toBeUndefined()
  kept.set('zongwu.draft.repair', '{broken')
  expect(readDraft(store, 'repair', START, NOW)).toBeUndefined()
  store.setItem = () => {
    throw new Error('QuotaExceededError')
  }
  expect(keepDraft(store, 'repair', START, NOW)).toBe(false)
})
