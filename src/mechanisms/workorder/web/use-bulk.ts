import { type Answer, useCommand } from '../../../web/api.ts'
import { toast } from '../../../web/ui/feedback/toast.ts'
import { contract } from '../contract.ts'
import type { OrderFilter } from '../shapes.ts'

type Outcome = Answer<typeof contract.operations.bulk>
type Action = 'accept' | 'dispatch' | 'dispatchByRule' | 'close' | 'unaccept' | 'undispatch' | 'unclose'

export type Chosen = { ids: string[] } | { filter: OrderFilter; expected: number }

const DONE: Record<Action, string> = {
  accept: '受理了',
  dispatch: '派出去了',
  dispatchByRule: '按规则派出去了',
  close: '归档了',
  unaccept: '退回到未受理',
  undispatch: '收回了派工',
  unclose: '取消了归档',
}

/** Bulk actions with what happened in words and, where there is one, the way back. */
export function useBulk(onDone: () => void) {
  const bulk = useCommand(contract.operations.bulk)
  const run = (action: Action, selection: Chosen, personId?: string): Promise<void> =>
    bulk
      .mutateAsync({ action, selection, ...(personId ? { personId } : {}) })
      .then(outcome => {
        onDone()
        tell(action, outcome)
      })
      .catch((error: Error) => void toast.fail(error.message))
  const tell = (action: Action, outcome: Outcome): void => {
    const text = outcomeText(action, outcome)
    const { undo } = outcome
    if (outcome.refused > 0) toast.fail(text)
    else if (undo) toast.undo(text, () => void run(undo.action as Action, { ids: undo.ids }))
    else toast.ok(text)
  }
  return { run, busy: bulk.isPending }
}

/** 12 张派出去了。3 张没有办：BX-2026-000123 当前是“已归档”… */
export function outcomeText(
  action: Action,
  { done, refused, results }: Pick<Outcome, 'done' | 'refused' | 'results'>,
): string {
  const ok = `${done} 张${DONE[action]}`
  if (refused === 0) return ok
  const reasons = new Map<string, string[]>()
  for (const row of results)
    if (!row.ok) reasons.set(row.message ?? '', [...(reasons.get(row.message ?? '') ?? []), row.no])
  const told = [...reasons].map(
    ([why, nos]) => `${nos.slice(0, 3).join('、')}${nos.length > 3 ? `等 ${nos.length} 张` : ''}：${why}`,
  )
  return `${done > 0 ? `${ok}。` : ''}${refused} 张没有办。${told.slice(0, 3).join(' ')}`
}
