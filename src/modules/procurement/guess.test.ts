import { describe, expect, it } from 'vitest'
import { groupWishes, guessFor } from './guess.ts'

describe('what a thing is', () => {
  it.each([
    ['扫把', 'goods', 'cleaning'],
    ['投影仪', 'equipment', 'teaching'],
    ['激光打印机', 'equipment', 'it'],
    ['A4纸', 'goods', 'office'],
    ['LED灯管', 'goods', 'repair'],
    ['学生课桌', 'equipment', 'furniture'],
    ['篮球', 'goods', 'sports'],
    ['电梯保养', 'service', 'service'],
    ['干粉灭火器', 'equipment', 'safety'],
    ['什么东西', 'goods', 'other'],
  ])('%s', (name, kind, category) => {
    expect(guessFor(name)).toEqual({ kind, category })
  })

  it('of a high price is kept as an asset', () => {
    expect(guessFor('什么东西', 100_000).kind).toBe('equipment')
    expect(guessFor('什么东西', 99_999).kind).toBe('goods')
    expect(guessFor('电梯保养', 900_000).kind).toBe('service')
  })

  it('goes with its like onto one request', () => {
    const wishes = ['扫把', '投影仪', '拖把', '电子白板'].map(name => ({ name, ...guessFor(name) }))
    expect(groupWishes(wishes).map(g => [g.category, g.wishes.map(w => w.name)])).toEqual([
      ['cleaning', ['扫把', '拖把']],
      ['teaching', ['投影仪', '电子白板']],
    ])
  })
})
