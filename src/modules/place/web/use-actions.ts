import { type CallError, useCommand } from '../../../web/api.ts'
import type { Action } from '../../../web/ui/document/ActionBar.tsx'
import { toast } from '../../../web/ui/feedback/toast.ts'
import { place } from '../contract.ts'
import type { Doing } from './PlaceDoing.tsx'
import type { PlaceFull } from './PlacePanel.tsx'

const VERBS: Record<string, string> = {
  update: '修改',
  create: '新增里面的',
  layOut: '批量建房间',
  makeCodes: '打印二维码',
  addAlias: '加别名',
  move: '移到别处',
  end: '停用',
  reopen: '恢复',
}

/** The buttons of a place, from what the server says this person may do. */
export function useActions(one: PlaceFull | undefined, onDo: (doing: Doing) => void): Action[] {
  const reopen = useCommand(place.reopen)
  if (!one) return []
  const run = (key: string): unknown => {
    if (key === 'reopen')
      return reopen
        .mutateAsync({ id: one.id, version: one.version })
        .then(() => toast.ok(`${one.fullName}已恢复`))
        .catch((error: CallError) => toast.fail(error.message))
    return onDo(key === 'makeCodes' ? { verb: 'print', target: one } : { verb: key as 'update' })
  }
  return Object.keys(VERBS).flatMap(key => {
    const rule = one.actions[key]
    if (!rule) return []
    return [
      {
        key,
        label: VERBS[key] as string,
        allowed: rule.allowed,
        why: rule.why,
        ...(key === 'update' ? { kind: 'primary' as const } : {}),
        onRun: () => run(key),
      },
    ]
  })
}
