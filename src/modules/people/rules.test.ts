import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ROLE_CODES } from '../../kernel/pure/roles.ts'
import { isLastAdmin, mayGrant, phoneTail, tidyName, tidyPhone } from './rules.ts'
import { readPosts, roleOfTitle } from './titles.ts'

describe('names', () => {
  test.each([
    ['李 敏', '李敏'],
    ['　李　敏 ', '李敏'],
    ['王老师', '王老师'],
    ['John  Smith', 'John Smith'],
    ['阿不都 · 热合曼', '阿不都·热合曼'],
    ['𠮷 野', '𠮷野'],
  ])('%s is kept as %s', (text, name) => expect(tidyName(text)).toBe(name))

  test('a tidied name stays as it is, and never has spaces at its ends', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 30 }), text => {
        const once = tidyName(text)
        expect(tidyName(once)).toBe(once)
        expect(once).toBe(once.trim())
      }),
    )
  })
})

describe('telephone numbers', () => {
  test.each([
    ['138 0000 1234', '13800001234'],
    ['+86-138-0000-1234', '13800001234'],
    ['１３８００００１２３４', '13800001234'],
    ['0512-66881234', '0512-66881234'],
    ['66881234', '66881234'],
    ['66881234-203', '66881234-203'],
  ])('%s is kept as %s', (text, phone) => expect(tidyPhone(text)).toBe(phone))

  test.each(['', '1380000123', '138000012345', 'abc', '王老师', '12', '138-0000'])('%s is none', text =>
    expect(tidyPhone(text)).toBeUndefined(),
  )

  test('the tail is the last four figures', () => {
    expect(phoneTail('13800001234')).toBe('1234')
    expect(phoneTail('0512-66881234')).toBe('1234')
  })
})

describe('who may give a role', () => {
  test('an administrator any, others never one that stands above them', () => {
    for (const role of ROLE_CODES) {
      expect(mayGrant(['admin'], role)).toBe(true)
      expect(mayGrant(['teacher'], role)).toBe(false)
      if (mayGrant(['clerk'], role)) expect(mayGrant(['director'], role)).toBe(true)
    }
    expect(mayGrant(['director'], 'admin')).toBe(false)
    expect(mayGrant(['director'], 'auditor')).toBe(false)
    expect(mayGrant(['director'], 'cashier')).toBe(true)
    expect(mayGrant(['clerk'], 'cashier')).toBe(false)
    expect(mayGrant(['clerk'], 'class_teacher')).toBe(true)
  })

  test('several roles allow what each allows', () => {
    fc.assert(
      fc.property(fc.subarray([...ROLE_CODES]), fc.constantFrom(...ROLE_CODES), (held, role) => {
        expect(mayGrant(held, role)).toBe(held.some(one => mayGrant([one], role)))
      }),
    )
  })
})

test('the last administrator is the only person on the list, however often', () => {
  expect(isLastAdmin(['a'], 'a')).toBe(true)
  expect(isLastAdmin(['a', 'a'], 'a')).toBe(true)
  expect(isLastAdmin(['a', 'b'], 'a')).toBe(false)
  expect(isLastAdmin(['b'], 'a')).toBe(false)
  expect(isLastAdmin([], 'a')).toBe(false)
})

describe('posts as people write them', () => {
  test.each([
    ['水道工', 'tradesman'],
    ['电工', 'tradesman'],
    ['班主任', 'class_teacher'],
    ['总务主任', 'director'],
    ['后勤处副处长', 'director'],
    ['总务处干事', 'clerk'],
    ['会计', 'accountant'],
    ['出纳', 'cashier'],
    ['食堂管理员', 'canteen_manager'],
    ['仓库保管员', 'storekeeper'],
    ['门卫', 'guard'],
    ['夜间保安', 'guard'],
    ['生活指导教师', 'dorm_keeper'],
    ['宿管', 'dorm_keeper'],
    ['分管副校长', 'vice_principal'],
    ['校长', 'principal'],
    ['教务主任', 'teacher'],
    ['任课教师', 'teacher'],
    ['实验室管理员', 'room_head'],
    ['绿化工', 'groundskeeper'],
  ])('%s is a %s', (title, role) => expect(roleOfTitle(title)).toBe(role))

  test('several in one cell, each once; the one not understood is named', () => {
    expect(readPosts('班主任、语文教师，班主任')).toEqual([
      { title: '班主任', role: 'class_teacher' },
      { title: '语文教师', role: 'teacher' },
    ])
    expect(readPosts('嗯嗯')).toEqual([{ title: '嗯嗯', role: undefined }])
    expect(readPosts(' ')).toEqual([])
  })

  test('every name of a role is understood as that role', () => {
    for (const [title, code] of [
      ['维修工', 'tradesman'],
      ['资产管理员', 'asset_keeper'],
      ['系统管理员', 'admin'],
      ['审核人', 'auditor'],
    ])
      expect(roleOfTitle(title as string)).toBe(code)
  })
})
