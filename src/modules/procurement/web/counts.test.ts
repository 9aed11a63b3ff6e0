import { expect, it } from 'vitest'
import { beforeSigning, type Count, changed, isWrong } from './counts.ts'

const whole: Count = {
  delivered: 2,
  accepted: 2,
  kind: 'quality',
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

it('takes from the tap what is wrong, and leaves what was chosen by hand', () => {
  expect(changed(whole, { looksOk: false })).toMatchObject({ looksOk: false, kind: 'broken' })
  expect(changed(whole, { worksOk: false })).toMatchObject({ worksOk: false, kind: 'spec' })
  const chosen = changed(changed(whole, { worksOk: false }), { kind: 'paper' })
  expect(changed(chosen, { reason: '发票写的是另一型号' }).kind).toBe('paper')
})

it('asks for the reason before the signature, not after', () => {
  expect(beforeSigning(of(whole), alone)).toBeUndefined()
  const short = changed(whole, { accepted: 0 })
  expect(isWrong(short)).toBe(true)
  expect(beforeSigning(of(short), alone)).toContain('“台式计算机”有不符的地方')
  expect(beforeSigning(of(changed(short, { reason: '型号不对' })), alone)).toBeUndefined()
})

it('asks for what came and for who must be there', () => {
  expect(beforeSigning(of(changed(whole, { delivered: 0, accepted: 0 })), alone)).toContain('到货数量')
  expect(beforeSigning(of(whole), { present: 1, wanted: 3 })).toContain('再选 2 位')
})
