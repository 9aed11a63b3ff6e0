import { describe, expect, it } from 'vitest'
import { lacks, toBuy, type Wish, wayOf, wishFrom } from './wish.ts'

const wish = (more: Partial<Wish> = {}): Wish => ({
  ...wishFrom({
    text: '投影仪2台',
    itemId: null,
    itemName: '',
    name: '投影仪',
    measure: '台',
    quantity: 2,
    onhand: null,
    lastPriceFen: null,
    lastOn: null,
    way: 'buy',
    idle: [{ id: 'a', no: 'ZC-1', name: '投影仪', where: '旧实训楼' }],
  }),
  ...more,
})

describe('the way a wish comes', () => {
  it('is from the stores while they have enough, and bought when that does not serve', () => {
    const stocked = wish({ itemId: 'x', onhand: 5, idle: [] })
    expect([wayOf(stocked), lacks(stocked)]).toEqual(['store', ''])
    expect(wayOf({ ...stocked, why: '要长柄的' })).toBe('buy')
    expect(wayOf({ ...stocked, quantity: 6 })).toBe('buy')
  })

  it('offers what stands idle before anything is bought', () => {
    expect(lacks(wish({ priceFen: 100 }))).toContain('闲置')
    expect(lacks(wish({ priceFen: 100, why: '亮度不够' }))).toBe('')
    expect(lacks(wish({ why: '亮度不够' }))).toContain('单价')
    const one = wish({ takeIds: ['a'], priceFen: 100 })
    expect([wayOf(one), toBuy(one), lacks(one)]).toEqual(['buy', 1, ''])
    const all = wish({ quantity: 1, takeIds: ['a'] })
    expect([wayOf(all), lacks(all)]).toEqual(['idle', ''])
  })
})
