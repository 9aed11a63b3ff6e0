import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays } from '../../kernel/pure/calendar/day.ts'
import { isOfStage, proposeMoveUp } from './move-up.ts'
import { guessUnitKind, holdsOn, overlaps, type PastUnit, type TreeUnit, treeAsOf, unitKey } from './rules.ts'

const day = fc.integer({ min: 0, max: 4000 }).map(n => addDays('2018-01-01', n))
const span = fc
  .tuple(day, fc.option(fc.integer({ min: 0, max: 900 })))
  .map(([from, length]) => ({ from, to: length === null ? null : addDays(from, length) }))

describe('spans of days', () => {
  test('two overlap exactly when some day is in both, whichever comes first', () => {
    fc.assert(
      fc.property(span, span, (a, b) => {
        const latestStart = a.from > b.from ? a.from : b.from
        expect(overlaps(a, b)).toBe(holdsOn(a, latestStart) && holdsOn(b, latestStart))
        expect(overlaps(a, b)).toBe(overlaps(b, a))
      }),
    )
  })
})

describe('the tree as of a day', () => {
  const units = fc.array(span, { minLength: 1, maxLength: 30 }).chain(spans =>
    fc.tuple(...spans.map((_, i) => fc.nat({ max: Math.max(0, i - 1) }))).map(parents =>
      spans.map(
        (s, i): TreeUnit => ({
          ...s,
          id: `u${i}`,
          parentId: i === 0 ? null : `u${parents[i]}`,
          name: `单位${(i * 7) % 30}`,
          sort: i % 3,
        }),
      ),
    ),
  )

  test('holds just the units of that day, each once, after its parent', () => {
    fc.assert(
      fc.property(units, day, (all, on) => {
        const tree = treeAsOf(all, [], on)
        expect(new Set(tree.map(u => u.id))).toEqual(new Set(all.filter(u => holdsOn(u, on)).map(u => u.id)))
        expect(tree).toHaveLength(new Set(tree.map(u => u.id)).size)
        const at = new Map(tree.map((u, i) => [u.id, i]))
        for (const [i, unit] of tree.entries()) {
          const parent = unit.parentId === null ? undefined : at.get(unit.parentId)
          if (parent !== undefined) expect(parent).toBeLessThan(i)
        }
      }),
    )
  })

  test('a past name is used on its days and on no other', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 300 }), day, (from, length, on) => {
        const unit: TreeUnit = {
          id: 'u',
          parentId: null,
          name: '今名',
          sort: 0,
          from: '2018-01-01',
          to: null,
        }
        const past: PastUnit = { unitId: 'u', name: '旧名', parentId: null, from, to: addDays(from, length) }
        expect(treeAsOf([unit], [past], on)[0]?.name).toBe(from <= on && on <= past.to ? '旧名' : '今名')
      }),
    )
  })

  test('siblings stand as people count', () => {
    const class_ = (n: number): TreeUnit => ({
      id: `c${n}`,
      parentId: null,
      name: `${n}班`,
      sort: 0,
      from: '2020-01-01',
      to: null,
    })
    expect(treeAsOf([10, 2, 1].map(class_), [], '2021-01-01').map(u => u.name)).toEqual([
      '1班',
      '2班',
      '10班',
    ])
  })
})

describe('what becomes of a class', () => {
  const none = () => false
  const all = () => true
  test.each([
    ['高一1班', '高二1班'],
    ['高二(12)班', '高三(12)班'],
    ['综高一3班', '综高二3班'],
    ['初二（3）班', '初三（3）班'],
    ['三年级2班', '四年级2班'],
    ['七（3）班', '八（3）班'],
    ['803班', '903班'],
    ['3(2)班', '4(2)班'],
    ['小(1)班', '中(1)班'],
    ['中班', '大班'],
    ['职一机电班', '职二机电班'],
    ['高一年级', '高二年级'],
  ])('%s → %s', (name, next) =>
    expect(proposeMoveUp(name, 2025, none)).toMatchObject({ action: 'up', name: next }),
  )

  test.each([
    '高三1班',
    '九(2)班',
    '大(3)班',
    '六年级1班',
    '六(1)班',
    '职三数控班',
    '高职22会计1班',
    '2025届3班',
  ])('%s graduates', name => expect(proposeMoveUp(name, 2025, none).action).toBe('graduate'))

  test.each([
    '高职24会计1班',
    '三校25电商4班',
    '2024级护理2班',
    '实验班',
    '12班',
    '2026届1班',
    '二十一年级班',
  ])('%s keeps its name', name => expect(proposeMoveUp(name, 2025, none).action).toBe('keep'))

  test('the sixth year goes on only where there is a seventh', () => {
    expect(proposeMoveUp('六(1)班', 2025, stage => isOfStage('七(2)班', stage))).toMatchObject({
      name: '七(1)班',
    })
    expect(proposeMoveUp('六年级1班', 2025, all)).toMatchObject({ name: '七年级1班' })
  })

  test('any name gets an answer, and a new name is never the old one', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 20 }), fc.boolean(), (name, knows) => {
        const proposal = proposeMoveUp(name, 2025, () => knows)
        expect(proposal.why).not.toBe('')
        if (proposal.action === 'up') expect(proposal.name).not.toBe(name)
        else expect(proposal.name).toBeUndefined()
      }),
    )
  })
})

test.each([
  ['总务处', 'department'],
  ['高职24会计1班', 'class'],
  ['电工班', 'crew'],
  ['维修组', 'crew'],
  ['高一年级', 'grade'],
  ['2024级', 'grade'],
  ['北校区', 'campus'],
] as const)('%s is most likely a %s', (name, kind) => expect(guessUnitKind(name)).toBe(kind))

test('names of classes are compared without brackets, spaces and wide figures', () => {
  expect(unitKey('高职２４会计（３）班')).toBe(unitKey('高职24 会计3班'))
})
