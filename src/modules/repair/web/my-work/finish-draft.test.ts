import { describe, expect, it } from 'vitest'
import { finishInput, startDraft, stepped, withDone } from './finish-draft.ts'

const LAMP = { code: 'lamp', name: '灯具', measure: '只' }
const SWITCH = { code: 'switch', name: '开关', measure: '只' }
const row = { id: 'a', item: { code: 'lamp', name: '灯具' }, title: '灯管不亮' }

describe('finishing by taps', () => {
  it('starts with one of what was reported', () => {
    expect(startDraft(row, [LAMP]).done).toEqual([{ ...LAMP, qty: 1 }])
    expect(startDraft({ ...row, item: null }, [LAMP]).done).toEqual([
      { code: null, name: '灯管不亮', measure: '次', qty: 1 },
    ])
  })

  it('counts up, down and away', () => {
    const two = stepped(startDraft(row, [LAMP]), 0, 1)
    expect(two.done[0]?.qty).toBe(2)
    expect(stepped(stepped(two, 0, -1), 0, -1).done).toEqual([])
  })

  it('adds what was done besides, and counts it again when tapped again', () => {
    const more = withDone(withDone(startDraft(row, [LAMP]), SWITCH), SWITCH)
    expect(more.done.map(d => [d.name, d.qty])).toEqual([
      ['灯具', 1],
      ['开关', 2],
    ])
  })

  it('goes out as countable lines', () => {
    const draft = withDone(startDraft({ ...row, item: null }, []), SWITCH)
    expect(finishInput(row, draft, ['p'])).toEqual({
      id: 'a',
      cause: 'natural',
      note: '',
      photos: ['p'],
      lines: [
        { text: '灯管不亮', qty: 1, measure: '次' },
        { itemCode: 'switch', qty: 1, measure: '只' },
      ],
    })
  })
})
