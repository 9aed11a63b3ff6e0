import { describe, expect, it } from 'vitest'
import { emptyLine, emptyMaterial, readLines, readMaterials, startLines, withItem } from './lines.ts'

const ITEMS = [
  { code: 'lamp', measure: '只' },
  { code: 'kerb', measure: '米' },
]

describe('the lines of a slip while they are written', () => {
  it('start from what was reported', () => {
    const [line] = startLines({ lines: [], item: { code: 'lamp', name: '灯具' }, title: '灯不亮' }, ITEMS)
    expect(line).toMatchObject({ itemCode: 'lamp', qty: 1, measure: '只', free: false })
    const [free] = startLines({ lines: [], item: null, title: '怪味' }, ITEMS)
    expect(free).toMatchObject({ free: true, text: '怪味', measure: '次' })
  })

  it('keep what is there when work comes back', () => {
    const kept = { id: '1', item: null, text: '换合页', qty: '2.5', measure: '副', counts: true }
    expect(startLines({ lines: [kept], item: null, title: 'x' }, ITEMS)[0]).toMatchObject({
      text: '换合页',
      qty: 2.5,
      measure: '副',
    })
  })

  it('take the measure of the chosen item and drop words of one’s own', () => {
    const line = { ...emptyLine(), free: true, text: '随便', measure: '次' }
    expect(withItem(line, ITEMS[1])).toMatchObject({ itemCode: 'kerb', measure: '米', text: '', free: false })
    expect(withItem({ ...line, itemCode: 'lamp' }, undefined)).not.toHaveProperty('itemCode')
  })

  it('are read without the empty ones', () => {
    const lines = [withItem(emptyLine(), ITEMS[0]), emptyLine()]
    expect(readLines(lines)).toEqual([{ itemCode: 'lamp', qty: 1, measure: '只' }])
  })

  it('say what is missing', () => {
    expect(readLines([emptyLine()])).toContain('至少')
    expect(readLines([{ ...withItem(emptyLine(), ITEMS[0]), qty: null }])).toContain('第 1 项')
    expect(readMaterials([{ ...emptyMaterial(), name: '灯管', qty: 0 }])).toContain('灯管')
    expect(readMaterials([emptyMaterial()])).toEqual([])
  })
})
