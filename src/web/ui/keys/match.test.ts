import { describe, expect, test } from 'vitest'
import { keyName, matchKey } from './match.ts'

const BINDINGS = ['/', 'j', 'g r', 'g d', '?', 'mod+Enter']

describe('matchKey', () => {
  test('a single key hits at once', () => {
    expect(matchKey(BINDINGS, '', 'j')).toEqual({ kind: 'hit', index: 1 })
  })
  test('the first of two keys waits, the second hits', () => {
    expect(matchKey(BINDINGS, '', 'g')).toEqual({ kind: 'wait', pending: 'g' })
    expect(matchKey(BINDINGS, 'g', 'r')).toEqual({ kind: 'hit', index: 2 })
  })
  test('a wrong second key counts for itself', () => {
    expect(matchKey(BINDINGS, 'g', 'j')).toEqual({ kind: 'hit', index: 1 })
    expect(matchKey(BINDINGS, 'g', 'q')).toEqual({ kind: 'none' })
  })
  test('the later registration wins', () => {
    expect(matchKey(['j', 'k', 'j'], '', 'j')).toEqual({ kind: 'hit', index: 2 })
  })
  test('an unknown key means nothing', () => {
    expect(matchKey(BINDINGS, '', 'x')).toEqual({ kind: 'none' })
  })
})

describe('keyName', () => {
  const press = (key: string, with_: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey', boolean>> = {}) =>
    keyName({ key, ctrlKey: false, metaKey: false, altKey: false, ...with_ })
  test('letters by their small form, the rest by name', () => {
    expect(press('J')).toBe('j')
    expect(press('?')).toBe('?')
    expect(press('Enter', { ctrlKey: true })).toBe('mod+Enter')
    expect(press('Enter', { metaKey: true })).toBe('mod+Enter')
  })
  test('modifiers alone and an input method at work are nothing', () => {
    expect(press('Shift')).toBeUndefined()
    expect(press('Process')).toBeUndefined()
    expect(press('j', { altKey: true })).toBeUndefined()
  })
})
