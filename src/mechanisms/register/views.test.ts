import { describe, expect, it } from 'vitest'
import { scenario } from '../../testing/scenario.ts'
import { register } from './contract.ts'

describe('saved views', () => {
  it('are one’s own until they are shared, and only their owner changes them', async () => {
    const s = await scenario()
    const [director, clerk] = [s.as('director'), s.as('clerk')]
    const view = { register: 'repair', name: '电工未完成的', query: 'trade=electrician&state=open' }
    const { id } = await director.call(register.saveView, view)
    expect((await clerk.call(register.views, { register: 'repair' })).views).toEqual([])
    await s.refused(clerk.call(register.deleteView, { id }), 'kernel.not_found')

    await director.call(register.saveView, { ...view, query: 'trade=electrician', shared: true })
    const { views } = await clerk.call(register.views, { register: 'repair' })
    expect(views).toMatchObject([
      { id, name: view.name, query: 'trade=electrician', shared: true, mine: false },
    ])
    await s.refused(clerk.call(register.deleteView, { id }), 'register.not_yours')
    expect((await clerk.call(register.views, { register: 'damage' })).views).toEqual([])

    await director.call(register.deleteView, { id })
    expect((await director.call(register.views, { register: 'repair' })).views).toEqual([])
  })
  it('stay within their school', async () => {
    const s = await scenario()
    await s
      .as('director')
      .call(register.saveView, { register: 'repair', name: '全部', query: '', shared: true })
    const other = await s.otherSchool()
    expect((await other.as('director').call(register.views, { register: 'repair' })).views).toEqual([])
  })
})
