import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type OrdersView, readView, writeView } from './filter-url.ts'

const plain: OrdersView = { filter: { open: true }, sort: 'newest', view: 'table', by: 'reported' }

describe('the address of a list of orders', () => {
  it('shows the unfinished ones where it says nothing', () => {
    expect(readView('')).toEqual(plain)
    expect(writeView(plain)).toBe('')
  })

  it('can ask for all of them', () => {
    const all = { ...plain, filter: {} }
    expect(writeView(all)).toBe('show=all')
    expect(readView('?show=all')).toEqual(all)
  })

  it('is readable by people', () => {
    const text = writeView({
      ...plain,
      filter: { open: true, trades: ['plumber', 'electrician'] },
      sort: 'due',
    })
    expect(text).toBe('trades=plumber,electrician&open=1&sort=due')
  })

  it('keeps month and kind of day only for the calendar', () => {
    expect(writeView({ ...plain, view: 'calendar', month: '2025-11', by: 'due' })).toBe(
      'view=calendar&month=2025-11&by=due',
    )
    expect(writeView({ ...plain, month: '2025-11', by: 'due' })).toBe('')
  })

  it('leaves out what it cannot read and keeps the rest', () => {
    const view = readView(
      '?states=lost&trades=plumber&levels=L9&view=hologram&sort=luck&month=2025-13&mine=yours',
    )
    expect(view).toEqual({ ...plain, filter: { trades: ['plumber'] } })
  })

  it('gives back every view that was written', () => {
    const list = <T extends string>(...of: T[]) => fc.uniqueArray(fc.constantFrom(...of), { minLength: 1 })
    const filters = fc.record(
      {
        states: list('reported', 'waiting', 'closed'),
        trades: list('plumber', 'electrician'),
        levels: list('L0', 'L2'),
        causes: list('human', 'natural'),
        open: fc.boolean(),
        overdue: fc.boolean(),
        rework: fc.boolean(),
        mine: fc.constantFrom('assigned' as const, 'reported' as const),
        term: fc.constant('2025-autumn'),
        buildingId: fc.uuid(),
        ratedAtMost: fc.integer({ min: 1, max: 5 }),
        text: fc.constantFrom('灯管', 'B楼 312', '50%&更多=1'),
      },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(filters, fc.constantFrom('newest' as const, 'due' as const), (filter, sort) => {
        const view: OrdersView = { ...plain, filter, sort }
        expect(readView(`?${writeView(view)}`)).toEqual(view)
      }),
    )
  })
})
