import type { InputOf } from '../../../../kernel/pure/operation.ts'
import type { contract } from '../../../../mechanisms/workorder/contract.ts'
import type { Slip } from '../../../../mechanisms/workorder/web/slip/timeline.ts'
import type { CatalogueItem } from '../../contract.ts'

/** A line while it is being written. */
export interface DraftLine {
  key: string
  itemCode?: string
  /** Words of one's own instead of an item. */
  free: boolean
  text: string
  qty: number | null
  measure: string
}

export interface DraftMaterial {
  key: string
  name: string
  qty: number | null
  measure: string
  unitPriceFen: number | undefined
}

type FinishInput = InputOf<typeof contract.operations.finish>
type LineInput = NonNullable<FinishInput['lines']>[number]
type MaterialInput = NonNullable<FinishInput['materials']>[number]

let last = 0
const nextKey = (): string => `line-${++last}`

export const emptyLine = (): DraftLine => ({ key: nextKey(), free: false, text: '', qty: 1, measure: '' })
export const emptyMaterial = (): DraftMaterial => ({
  key: nextKey(),
  name: '',
  qty: 1,
  measure: '个',
  unitPriceFen: undefined,
})

/** The item chosen for a line brings its measure word; none means words of one's own. */
export function withItem(
  line: DraftLine,
  item: Pick<CatalogueItem, 'code' | 'measure'> | undefined,
): DraftLine {
  const { itemCode: _, ...rest } = line
  if (!item) return { ...rest, free: true, measure: line.measure || '次' }
  return { ...rest, free: false, text: '', itemCode: item.code, measure: item.measure }
}

/** Where an order starts from: its own lines, else one of what was reported. */
export function startLines(
  slip: Pick<Slip, 'lines' | 'item' | 'title'>,
  items: readonly Pick<CatalogueItem, 'code' | 'measure'>[],
): DraftLine[] {
  if (slip.lines.length > 0)
    return slip.lines.map(l => ({
      key: nextKey(),
      ...(l.item ? { itemCode: l.item.code } : {}),
      free: !l.item,
      text: l.text,
      qty: Number(l.qty),
      measure: l.measure,
    }))
  const item = items.find(i => i.code === slip.item?.code)
  const empty = emptyLine()
  return [item ? withItem(empty, item) : { ...empty, free: true, text: slip.title, measure: '次' }]
}

/** As the command takes them, or what is missing; lines left quite empty are left out. */
export function readLines(drafts: readonly DraftLine[]): LineInput[] | string {
  const lines: LineInput[] = []
  for (const [i, d] of drafts.entries()) {
    const text = d.text.trim()
    if (!d.itemCode && !text) continue
    if (!d.qty || d.qty <= 0) return `第 ${i + 1} 项的数量要大于零。没有修的请去掉这一行。`
    lines.push({
      ...(d.itemCode ? { itemCode: d.itemCode } : {}),
      ...(text ? { text } : {}),
      qty: d.qty,
      ...(d.measure.trim() ? { measure: d.measure.trim() } : {}),
    })
  }
  return lines.length > 0 ? lines : '请至少写一项修了什么。'
}

export function readMaterials(drafts: readonly DraftMaterial[]): MaterialInput[] | string {
  const materials: MaterialInput[] = []
  for (const d of drafts) {
    const name = d.name.trim()
    if (!name) continue
    if (!d.qty || d.qty <= 0) return `材料“${name}”的数量要大于零。`
    materials.push({
      name,
      qty: d.qty,
      measure: d.measure.trim() || '个',
      unitPriceFen: d.unitPriceFen ?? 0,
    })
  }
  return materials
}
