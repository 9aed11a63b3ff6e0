import { expect, test } from 'vitest'
import { pinyinOf } from './pinyin.ts'

test('a name gives its sound and its first letters', () => {
  expect(pinyinOf('陆建国')).toEqual({ pinyin: 'lujianguo', initials: 'ljg' })
  expect(pinyinOf('吕萍')).toEqual({ pinyin: 'lvping', initials: 'lp' })
})

test('figures and letters stay where they stand, in lower case and without spaces', () => {
  expect(pinyinOf('高职24会计1班')).toEqual({ pinyin: 'gaozhi24kuaiji1ban', initials: 'gz24kj1b' })
  expect(pinyinOf('高职Ｂ楼 312')).toEqual({ pinyin: 'gaozhiblou312', initials: 'gzbl312' })
})

test('a surname is read as one only where a name is meant', () => {
  expect(pinyinOf('单桂芳', { surname: true }).initials).toBe('sgf')
  expect(pinyinOf('曾经', { surname: true }).pinyin).toBe('zengjing')
  expect(pinyinOf('单元楼').pinyin).toBe('danyuanlou')
})

test('rare characters and emoji do not fail', () => {
  expect(pinyinOf('𠮷野🙂')).toEqual({ pinyin: '𠮷ye🙂', initials: '𠮷y🙂' })
  expect(pinyinOf('')).toEqual({ pinyin: '', initials: '' })
})
