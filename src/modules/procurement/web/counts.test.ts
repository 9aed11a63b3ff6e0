import { expect, it } from 'vitest'
import { usualMismatch } from '../words.ts'
import { beforeSigning, type Count, isWrong } from './counts.ts'

const whole: Count = {
  delivered: 2,
  accepted: 2,
  kind: undefined,
  reason: '',
  found: '',
  serials: '',
  looksOk: true,
  worksOk: true,
  target: 'asset',
  cardReason: '',
  item: undefined,
}
const alone = { present: 1, wanted: 1 }
const of = (count: Count) => [{ name: '台式计算机', count }]

it('tells from what was looked at what is wrong', () => {
  expect(usualMismatch({ looksOk: false, worksOk: true })).toBe('broken')
  expect(usualMismatch({ looksOk: true, worksOk: false })).toBe('spec')
  expect(usualMismatch(whole)).toBe('quality')
})

it('asks for the reason before the signature, not after', () => {
  expect(beforeSigning(of(whole), alone)).toBeUndefined()
  const short = { ...whole, accepted: 0 }
  expect(isWrong(short)).toBe(true)
  expect(beforeSigning(of(short), alone)).toContain('“台式计算机”有不合格的')
  expect(beforeSigning(of({ ...short, reason: '型号不对' }), alone)).toBeUndefined()
})

it('asks for what came and for who must be there', () => {
  expect(beforeSigning(of({ ...whole, delivered: 0, accepted: 0 }), alone)).toContain('到货数量')
  expect(beforeSigning(of(whole), { present: 1, wanted: 3 })).toContain('再选 2 位')
})
