import type { InputOf } from '../../../../kernel/pure/operation.ts'
import type { Cause, contract } from '../../../../mechanisms/workorder/contract.ts'
import type { Row } from '../../../../mechanisms/workorder/web/order-marks.tsx'
import type { CatalogueItem } from '../../contract.ts'

/** What was done, as a worker taps it; kept on the phone until it has arrived. */
export interface FinishDraft {
  done: { code: string | null; name: string; measure: string; qty: number }[]
  cause: Cause
  note: string
}

type Item = Pick<CatalogueItem, 'code' | 'name' | 'measure'>
type Input = InputOf<typeof contract.operations.finish>

/** One of what was reported; mostly that is already right. */
export function startDraft(row: Pick<Row, 'item' | 'title'>, items: readonly Item[]): FinishDraft {
  const item = items.find(i => i.code === row.item?.code)
  const first = item
    ? { code: item.code, name: item.name, measure: item.measure, qty: 1 }
    : { code: null, name: row.title, measure: '次', qty: 1 }
  return { done: [first], cause: 'natural', note: '' }
}

/** One more or one fewer; below one it is taken away. */
export function stepped(draft: FinishDraft, at: number, by: 1 | -1): FinishDraft {
  const done = draft.done.map((d, i) => (i === at ? { ...d, qty: d.qty + by } : d)).filter(d => d.qty > 0)
  return { ...draft, done }
}

/** A tapped item joins; tapped again it counts one more. */
export function withDone(draft: FinishDraft, item: Item): FinishDraft {
  const at = draft.done.findIndex(d => d.code === item.code)
  if (at >= 0) return stepped(draft, at, 1)
  const { code, name, measure } = item
  return { ...draft, done: [...draft.done, { code, name, measure, qty: 1 }] }
}

export function finishInput(row: Pick<Row, 'id'>, draft: FinishDraft, photos: string[]): Input {
  return {
    id: row.id,
    cause: draft.cause,
    note: draft.note,
    photos,
    lines: draft.done.map(d => ({
      ...(d.code ? { itemCode: d.code } : { text: d.name }),
      qty: d.qty,
      measure: d.measure,
    })),
  }
}

export const draftKey = (orderId: string): string => `workorder.finish.${orderId}`
