import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Item, parseItems } from './items.ts'

const brief = (items: readonly Item[]) => items.map(i => [i.text, i.qty, ...(i.measure ? [i.measure] : [])])

describe('items of a cell', () => {
  it.each<[string, (string | number | null)[][]]>([
    [
      '修锁1把，换玻璃2块',
      [
        ['修锁', 1, '把'],
        ['换玻璃', 2, '块'],
      ],
    ],
    [
      '修门1扇 修门1扇',
      [
        ['修门', 1, '扇'],
        ['修门', 1, '扇'],
      ],
    ],
    [
      '更换灯管、开关各1只',
      [
        ['更换灯管', 1, '只'],
        ['开关', 1, '只'],
      ],
    ],
    [
      '修锁、换锁各2把',
      [
        ['修锁', 2, '把'],
        ['换锁', 2, '把'],
      ],
    ],
    ['换锁2把(宿舍)', [['换锁', 2, '把']]],
    [
      '1、302灯不亮\n2、405水龙头漏水2只\n3、修锁一把',
      [
        ['302灯不亮', null],
        ['405水龙头漏水', 2, '只'],
        ['修锁', 1, '把'],
      ],
    ],
    [
      '1、302灯不亮 2、修锁一把',
      [
        ['302灯不亮', null],
        ['修锁', 1, '把'],
      ],
    ],
    [
      '(1)修灯2只；(2)换锁',
      [
        ['修灯', 2, '只'],
        ['换锁', null],
      ],
    ],
    [
      '①修灯②换锁3把',
      [
        ['修灯', null],
        ['换锁', 3, '把'],
      ],
    ],
    [
      '修灯1，换锁2、补漆',
      [
        ['修灯', 1],
        ['换锁', 2],
        ['补漆', null],
      ],
    ],
    [
      '修门拉手两扇、修门拉手1 扇',
      [
        ['修门拉手', 2, '扇'],
        ['修门拉手', 1, '扇'],
      ],
    ],
    [
      '移门铜条１根 修锁一把',
      [
        ['移门铜条', 1, '根'],
        ['修锁', 1, '把'],
      ],
    ],
    [
      '换锁 2 把 修门 1 扇',
      [
        ['换锁', 2, '把'],
        ['修门', 1, '扇'],
      ],
    ],
    [
      '更换灯管2只开关1只',
      [
        ['更换灯管', 2, '只'],
        ['开关', 1, '只'],
      ],
    ],
    ['灯管x3', [['灯管', 3]]],
    [
      '灯管×3只，开关*2',
      [
        ['灯管', 3, '只'],
        ['开关', 2],
      ],
    ],
    ['灯管：3只', [['灯管', 3, '只']]],
    ['疏通地漏2', [['疏通地漏', 2]]],
    ['换2把锁', [['换锁', 2, '把']]],
    [
      '换2把锁，3只灯管',
      [
        ['换锁', 2, '把'],
        ['灯管', 3, '只'],
      ],
    ],
    [
      '更换2根灯管 1个开关',
      [
        ['更换灯管', 2, '根'],
        ['开关', 1, '个'],
      ],
    ],
    [
      '修锁（2把）、换玻璃（3块）',
      [
        ['修锁', 2, '把'],
        ['换玻璃', 3, '块'],
      ],
    ],
    [
      '1.修锁2把 2.换玻璃1块',
      [
        ['修锁', 2, '把'],
        ['换玻璃', 1, '块'],
      ],
    ],
    [
      '换锁1把\n修门2扇',
      [
        ['换锁', 1, '把'],
        ['修门', 2, '扇'],
      ],
    ],
    [
      '修锁2把/换锁1把',
      [
        ['修锁', 2, '把'],
        ['换锁', 1, '把'],
      ],
    ],
    [
      '灯管2支和开关1只',
      [
        ['灯管', 2, '支'],
        ['开关', 1, '只'],
      ],
    ],
    [
      '修门 换锁',
      [
        ['修门', null],
        ['换锁', null],
      ],
    ],
    [
      '下水慢，通地漏',
      [
        ['下水慢', null],
        ['通地漏', null],
      ],
    ],
    ['水管3.5米', [['水管', 3.5, '米']]],
    ['两米半水管', [['水管', 2.5, '米']]],
    ['疏通地漏，2次', [['疏通地漏', 2, '次']]],
    ['', []],
  ])('%j', (text, expected) => {
    expect(brief(parseItems(text))).toEqual(expected)
  })

  it.each<[string, (string | number | null)[]]>([
    ['T8灯管4只', ['T8灯管', 4, '只']],
    ['60×60灯盘2块', ['60×60灯盘', 2, '块']],
    ['4分龙头1只', ['4分龙头', 1, '只']],
    ['三层床板1块', ['三层床板', 1, '块']],
    ['四件套1套', ['四件套', 1, '套']],
    ['一体机1台', ['一体机', 1, '台']],
    ['10A五孔插座2只', ['10A五孔插座', 2, '只']],
    ['第2次疏通地漏', ['第2次疏通地漏', null]],
    ['402室插座', ['402室插座', null]],
  ])('numbers that are part of a name stay there: %s', (text, expected) => {
    expect(brief(parseItems(text))).toEqual([
      expected.map(part => (typeof part === 'string' ? part.replace('×', '×') : part)),
    ])
  })

  it('keeps remarks in brackets, and does not cut inside them', () => {
    expect(parseItems('更换灯管2只（走廊，东侧）、开关1只')).toMatchObject([
      { text: '更换灯管', qty: 2, note: '走廊,东侧' },
      { text: '开关', qty: 1 },
    ])
  })

  it('does not share out a common number', () => {
    expect(parseItems('修门、橱门共3扇')).toMatchObject([
      { text: '修门', qty: null, shared: 3 },
      { text: '橱门', qty: null, shared: 3 },
    ])
    expect(parseItems('修门、橱门共2扇')).toMatchObject([{ qty: 1 }, { qty: 1 }])
  })

  const name = fc.constantFrom(
    '修门',
    '修锁',
    '换锁',
    '配玻璃',
    '换移门滑轮',
    '更换灯管',
    '疏通地漏',
    '修门拉手',
  )
  const quantity = fc.record({
    n: fc.integer({ min: 1, max: 99 }),
    measure: fc.constantFrom('扇', '把', '块', '只', '根', '次'),
  })
  const gap = fc.constantFrom('，', '；', '、', ',', ';', '\n', ' ', '。', '', ' 、')

  it('finds every item again, however they are joined', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(name, quantity, gap, fc.constantFrom('', ' ')), { minLength: 1, maxLength: 6 }),
        list => {
          const text = list
            .map(
              ([item, { n, measure }, join, inner], i) => `${i > 0 ? join : ''}${item}${n}${inner}${measure}`,
            )
            .join('')
          expect(brief(parseItems(text))).toEqual(list.map(([item, { n, measure }]) => [item, n, measure]))
        },
      ),
    )
  })

  it('points to where each item stands', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.stringMatching(/^[修换门锁灯管0-9０-９只把，、 (（)）各共x×]{0,20}$/)),
        text => {
          let last = 0
          for (const { span, text: item } of parseItems(text)) {
            expect(span[0]).toBeGreaterThanOrEqual(last)
            expect(span[1]).toBeLessThanOrEqual(text.length)
            expect(span[1]).toBeGreaterThanOrEqual(span[0])
            if (/^[修换门锁灯管]+$/.test(item)) expect(text.slice(...span)).toContain(item.slice(-1))
            last = span[0]
          }
        },
      ),
    )
  })
})
