import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { contract as workorder } from '../../../../mechanisms/workorder/contract.ts'
import type { Slip } from '../../../../mechanisms/workorder/web/slip/timeline.ts'
import { call, refresh } from '../../../../web/api.ts'
import { useSession } from '../../../../web/session.tsx'
import type { Action } from '../../../../web/ui/document/ActionBar.tsx'
import { askReason } from '../../../../web/ui/feedback/confirm.ts'
import { toast } from '../../../../web/ui/feedback/toast.ts'
import type { CatalogueTrade } from '../../contract.ts'
import { type FormKey, OrderForm } from './dialogs.tsx'
import { actionsFor, type OrderAction } from './order-actions.ts'

const { operations } = workorder
const { accept, unaccept, restore, undispatch, unclose, close, start, resume, grab, endorse } = operations
const { cancel, reject, decline } = operations

const AT_ONCE = { accept, unaccept, restore, undispatch, unclose, close, start, resume, grab, endorse }
const WITH_REASON = { cancel, reject, decline }
/** The way back, where the machine has one; offered for eight seconds. */
const UNDO: Record<string, keyof typeof AT_ONCE> = { accept: 'unaccept', close: 'unclose' }
const TOLD: Record<string, string> = {
  accept: '受理了',
  close: '归档了',
  start: '开工了',
  resume: '接着修',
  grab: '归您了',
  endorse: '记上了，修好会告诉您',
}
const USUAL: Record<string, readonly string[]> = {
  reject: ['不归总务处修', '重复报修', '说不清地点，请重新报'],
  cancel: ['已经好了', '报错了', '重复报修'],
  decline: ['不是我的工种', '手上活太多', '今天请假'],
}

/** The buttons of one slip, and the form that is open over it. */
export function useOrderActions(
  slip: Slip | undefined,
  trades: readonly CatalogueTrade[],
): { actions: Action[]; form: ReactNode } {
  const session = useSession()
  const client = useQueryClient()
  const [asked, setAsked] = useState<FormKey>()
  if (!slip) return { actions: [], form: null }
  const told = (key: string, label: string): string => `${slip.no} ${TOLD[key] ?? `已${label}`}`
  const settled = () => refresh(client, ['workorder', 'repair', 'desk'])

  const now = async (key: keyof typeof AT_ONCE, label: string): Promise<void> => {
    try {
      await call(AT_ONCE[key], { id: slip.id, version: slip.version })
      const undo = UNDO[key]
      if (undo)
        toast.undo(told(key, label), () => {
          void call(AT_ONCE[undo], { id: slip.id })
            .catch((error: Error) => toast.fail(error.message))
            .finally(settled)
        })
      else toast.ok(told(key, label))
    } catch (error) {
      toast.fail((error as Error).message)
    } finally {
      await settled()
    }
  }
  const withReason = async (key: keyof typeof WITH_REASON, label: string, danger: boolean): Promise<void> => {
    const reason = await askReason({
      title: `${label} ${slip.no}？`,
      ok: label,
      danger,
      label: '原因',
      suggestions: USUAL[key] ?? [],
    })
    if (reason === undefined) return
    const input = { id: slip.id, reason }
    try {
      await call(WITH_REASON[key], input)
      toast.ok(told(key, label))
    } catch (error) {
      toast.fail((error as Error).message)
    } finally {
      await settled()
    }
  }
  const run = (action: OrderAction): unknown => {
    if (action.way === 'now') return now(action.key as keyof typeof AT_ONCE, action.label)
    if (action.way === 'reason')
      return withReason(action.key as keyof typeof WITH_REASON, action.label, action.danger ?? false)
    setAsked(action.key as FormKey)
    return undefined
  }
  const looker = {
    personId: session.personId,
    office: session.can(operations.dispatch),
    worker: session.can(operations.grab),
  }
  return {
    actions: actionsFor(slip, looker).map(a => ({
      key: a.key,
      label: a.label,
      allowed: a.allowed,
      why: a.why,
      ...(a.primary ? { kind: 'primary' as const } : {}),
      // A question follows, which says it is serious; the bar itself stays calm.
      onRun: () => run(a),
    })),
    form: asked && (
      <OrderForm asked={asked} slip={slip} trades={trades} onClose={() => setAsked(undefined)} />
    ),
  }
}
