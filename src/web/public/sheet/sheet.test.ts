import { expect, it } from 'vitest'
import { answerText, type Line, nextOf } from './sheet.ts'

const line = (lineId: string, placeText: string, answer: Line['answer'] = null): Line => ({
  lineId,
  no: `GZ${lineId}`,
  name: '学生椅',
  model: '',
  placeText,
  answer,
  placeNow: '',
  remark: '',
  settled: false,
})

it('asks for the first thing without an answer, with what else is in its room', () => {
  const lines = [line('1', '101', 'here'), line('2', '101'), line('3', '102'), line('4', '101')]
  const next = nextOf(lines)
  expect(next?.line.lineId).toBe('2')
  expect(next?.sameRoom.map(l => l.lineId)).toEqual(['2', '4'])
  expect(nextOf(lines.filter(l => l.answer))).toBeUndefined()
})

it('takes things without a place one by one: they need not be together', () => {
  expect(nextOf([line('1', ''), line('2', '')])?.sameRoom).toHaveLength(1)
})

it('says an answer with where the thing is now and what was remarked', () => {
  expect(answerText({ ...line('1', '101', 'moved'), placeNow: '203', remark: '借给二班' })).toBe(
    '换了地方，203，借给二班',
  )
  expect(answerText(line('1', '101', 'here'))).toBe('在')
})
