import type { Answer } from '../../../web/api.ts'
import type { register } from '../contract.ts'

export type Import = Answer<typeof register.get>
export type ImportLine = Answer<typeof register.list>['rows'][number]
export type ImportRow = Answer<typeof register.rows>['rows'][number]
export type KindLine = Import['kinds'][number]
export type SheetSettings = Import['settings']['sheets'][string]
export type SheetResult = NonNullable<Import['result']>['sheets'][number]

export const ROW_LABELS: Record<
  ImportRow['status'],
  { label: string; tone: 'doing' | 'done' | 'late' | 'off' }
> = {
  ready: { label: '可导入', tone: 'doing' },
  imported: { label: '已导入', tone: 'done' },
  refused: { label: '不能导入', tone: 'late' },
  skipped: { label: '跳过', tone: 'off' },
}

export const isRunning = (state: Import['state']): boolean => state === 'previewing' || state === 'committing'

/** 59 KB, 1.2 MB */
export const sizeText = (bytes: number): string =>
  bytes >= 1_000_000 ? `${(bytes / 1_048_576).toFixed(1)} MB` : `${Math.max(1, Math.round(bytes / 1024))} KB`

/** Where the wizard stands by itself: understanding, asking, deciding, or done. */
export function stepOf(one: Pick<Import, 'state' | 'result' | 'questions'>): number {
  if (one.state === 'done') return 4
  if (!one.result) return 1
  return one.questions.some(question => question.answer === null) ? 2 : 3
}

/** 412 × 1 + …: what is counted and what stands outside the count, in one line. */
export function totalsText(totals: SheetResult['totals']): string {
  const items = totals.map(
    ({ item, quantity, unit, counts }) => `${item} ${quantity}${unit}${counts ? '' : '（不计次）'}`,
  )
  return items.join('，')
}

export function groupSums(totals: SheetResult['totals']): { group: string; quantity: number }[] {
  const sums = new Map<string, number>()
  for (const { group, quantity, counts } of totals)
    if (counts) sums.set(group, Math.round(((sums.get(group) ?? 0) + quantity) * 1000) / 1000)
  return [...sums].map(([group, quantity]) => ({ group, quantity }))
}
