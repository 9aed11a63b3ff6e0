import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { PublicInfo } from '../net/operations.ts'
import {
  type Draft,
  emptyDraft,
  firstMissing,
  missing,
  phoneProblem,
  type Stage,
  stageAfter,
  stageBefore,
  stageOfRefusal,
  stepOf,
  toJoin,
  toReport,
  whatText,
} from './steps.ts'

const ROOM: PublicInfo = {
  school: '江城一职校',
  place: { id: 'p1', text: '高职B楼 312' },
  thing: null,
  open: true,
  closedWhy: null,
  requirePhone: false,
  requirePhoto: false,
  orders: [],
}
const ANYWHERE: PublicInfo = { ...ROOM, place: null }
const NOBODY = { name: '', phone: '' }
const BY = { at: 1, code: 'abcdefgh', school: undefined }

test('a scanned room asks three questions, the general page also where', () => {
  expect(stepOf('photo', ROOM)).toEqual({ step: 1, steps: 3 })
  expect(stepOf('fault', ROOM)).toEqual({ step: 2, steps: 3 })
  expect(stepOf('photo', ANYWHERE)).toEqual({ step: 2, steps: 4 })
  expect(emptyDraft(ROOM, 'd').stage).toBe('photo')
  expect(emptyDraft(ANYWHERE, 'd').stage).toBe('place')
})

test('back undoes forward', () => {
  const stages: Stage[] = ['place', 'photo', 'group', 'fault', 'person']
  fc.assert(
    fc.property(fc.constantFrom(...stages), fc.boolean(), (stage, room) => {
      const info = room ? ROOM : ANYWHERE
      if (room && stage === 'place') return
      const next = stageAfter(stage, info)
      if (next) expect(stageBefore(next, info)).toBe(stage)
      else expect(stage).toBe('person')
    }),
  )
})

describe('what is still missing', () => {
  const draft: Draft = { ...emptyDraft(ROOM, 'd'), group: 'water' }
  test('a photo only where the school wants one', () => {
    expect(missing('photo', draft, NOBODY, ROOM)).toBeUndefined()
    expect(missing('photo', draft, NOBODY, { ...ROOM, requirePhoto: true })).toContain('照片')
  })
  test('a fault or a few words; blanks are no words', () => {
    expect(missing('fault', { ...draft, words: '  ' }, NOBODY, ROOM)).toBeDefined()
    expect(missing('fault', { ...draft, words: '滴水' }, NOBODY, ROOM)).toBeUndefined()
    const fault = { code: 'plumber.tap', trade: 'plumber', label: '水龙头坏了' }
    expect(missing('fault', { ...draft, fault }, NOBODY, ROOM)).toBeUndefined()
  })
  test('an old draft is sent back to what the school asks for now', () => {
    const old = { ...draft, words: '滴水', stage: 'person' as const }
    expect(firstMissing(old, NOBODY, ROOM)).toBeUndefined()
    expect(firstMissing(old, NOBODY, { ...ROOM, requirePhoto: true })).toBe('photo')
    expect(firstMissing(old, NOBODY, { ...ROOM, requirePhone: true })).toBe('person')
    expect(firstMissing(old, NOBODY, ANYWHERE)).toBe('place')
  })
})

test.each([
  ['', false, undefined],
  ['', true, '请留一个手机号'],
  ['13800001234', true, undefined],
  ['138 0000 1234', false, undefined],
  ['1380000', false, '现在 7 位'],
  ['0718-8223344', false, undefined],
  ['没有', false, '只能有数字'],
])('telephone %s, wanted %s: %s', (phone, required, said) => {
  const problem = phoneProblem(phone, required)
  if (said === undefined) expect(problem).toBeUndefined()
  else expect(problem).toContain(said)
})

test('a report says where by the code that was scanned, else by the words', () => {
  const draft: Draft = { ...emptyDraft(ROOM, 'd1'), group: 'water', words: ' 滴水 ', placeText: '操场' }
  const scanned = toReport(draft, { name: ' 王老师 ', phone: '' }, ROOM, BY)
  expect(scanned).toMatchObject({
    id: 'd1',
    where: '高职B楼 312',
    input: { code: 'abcdefgh', trade: 'plumber', description: '滴水', name: '王老师' },
  })
  expect(scanned.input).not.toHaveProperty('phone')
  expect(scanned.input).not.toHaveProperty('placeText')
  const typed = toReport(draft, NOBODY, ANYWHERE, { ...BY, code: undefined })
  expect(typed.input).toMatchObject({ placeText: '操场' })
  expect(typed.input).not.toHaveProperty('code')
})

test('a report from the label of a thing says by its code which, and where when its place is not on record', () => {
  const thing = { no: 'ZC-2026-000012', name: '投影仪', model: '', placeText: '老库房', mayOpen: false }
  const draft: Draft = { ...emptyDraft({ ...ROOM, thing }, 'd1'), words: '没有图像' }
  expect(toReport(draft, NOBODY, { ...ROOM, thing }, BY)).toMatchObject({
    what: '投影仪：没有图像',
    input: { code: 'abcdefgh', description: '没有图像' },
  })
  expect(stageAfter('photo', { ...ROOM, thing })).toBe('fault')
  expect(stepOf('fault', { ...ROOM, thing })).toEqual({ step: 2, steps: 3 })
  const nowhere = { ...ANYWHERE, thing }
  const lost: Draft = { ...emptyDraft(nowhere, 'd2'), words: '没有图像' }
  expect(lost.stage).toBe('place')
  expect(toReport(lost, NOBODY, nowhere, BY).input).toMatchObject({ code: 'abcdefgh', placeText: '老库房' })
})

test('the chosen fault decides the trade, and 其他 leaves it to the office', () => {
  const fault = { code: 'metalworker.gate', trade: 'metalworker', label: '大门、门轴' }
  const draft: Draft = { ...emptyDraft(ROOM, 'd'), group: 'door', fault }
  expect(toReport(draft, NOBODY, ROOM, BY).input).toMatchObject({
    trade: 'metalworker',
    itemCode: 'metalworker.gate',
  })
  const other: Draft = { ...emptyDraft(ROOM, 'd'), group: 'other', words: '树枝断了' }
  expect(toReport(other, NOBODY, ROOM, BY).input).not.toHaveProperty('trade')
})

test('joining takes the words along, at most as long as the server takes', () => {
  const draft: Draft = { ...emptyDraft(ROOM, 'd'), words: '滴'.repeat(300) }
  const joined = toJoin({ id: 'o1', place: 'B楼', title: '水龙头' }, draft, NOBODY, BY)
  expect(joined).toMatchObject({ op: 'repair.endorse', where: 'B楼', what: '水龙头' })
  expect(joined.input).toMatchObject({ id: 'o1', note: '滴'.repeat(200) })
})

test('what is broken, in one line', () => {
  const fault = { code: 'c', trade: 't', label: '灯不亮' }
  const draft = emptyDraft(ROOM, 'd')
  expect(whatText({ ...draft, group: 'light', fault, words: '靠窗一排' })).toBe('灯不亮，靠窗一排')
  expect(whatText({ ...draft, group: 'light', words: '靠窗一排' })).toBe('靠窗一排')
  expect(whatText({ ...draft, group: 'light' })).toBe('电、灯')
})

test('a refusal leads to the screen where it is put right', () => {
  expect(stageOfRefusal('repair.x', { photos: '请拍一张照片' }, ROOM)).toBe('photo')
  expect(stageOfRefusal('repair.x', { description: '请说明' }, ROOM)).toBe('fault')
  expect(stageOfRefusal('repair.x', { placeText: '请说明在哪里' }, ANYWHERE)).toBe('place')
  expect(stageOfRefusal('attachment.not_picture', {}, ROOM)).toBe('photo')
  expect(stageOfRefusal('repair.x', {}, ROOM)).toBe('person')
})
