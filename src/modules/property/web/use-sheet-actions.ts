import { type CallError, useCommand } from '../../../web/api.ts'
import { type Action, askReason, toast } from '../../../web/ui/index.ts'
import { property } from '../contract.ts'
import { DUTIES, OFFICE } from '../rules.ts'
import type { Opened, Sheet } from './PropertySlip.tsx'

/** The buttons of a sheet; which of them may be pressed comes from the server. */
export function useSheetActions(sheet: Sheet, setOpen: (open: Opened) => void): Action[] {
  const which = { id: sheet.id, version: sheet.version }
  const fail = (error: CallError): void => void toast.fail(error.message)
  const said = (text: string) => ({ onSuccess: () => void toast.ok(text), onError: fail })
  const hand = useCommand(property.hand)
  const takeBack = useCommand(property.takeBack)
  const startReview = useCommand(property.startReview)
  const finish = useCommand(property.finishReview)
  const close = useCommand(property.close)
  const cancel = useCommand(property.cancel)
  const why = async (title: string, ok: string, run: (reason: string) => void): Promise<void> => {
    const reason = await askReason({ title, ok })
    if (reason) run(reason)
  }
  const signs: Entry[] = DUTIES[sheet.kind]
    .filter(({ duty }) => sheet.missing.includes(duty))
    .flatMap(({ duty, drawn }): Entry[] => {
      const own = !drawn && sheet.actions[`sign:${duty}`] !== undefined
      if (!own && duty === OFFICE) return []
      return [
        {
          on: own ? `sign:${duty}` : 'signFor',
          key: `sign-${duty}`,
          label: own ? `签字（${duty}）` : `请${duty}签字`,
          kind: 'primary',
          onRun: () => setOpen({ kind: 'sign', duty, drawn: !own }),
        },
      ]
    })
  const all: Entry[] = [
    { on: 'saveLines', key: 'edit', label: '修改物品', onRun: () => setOpen({ kind: 'edit' }) },
    {
      on: 'hand',
      key: 'hand',
      label: '交付签字',
      kind: 'primary',
      onRun: () => hand.mutate(which, said('可以签字了')),
    },
    ...signs,
    {
      on: 'takeBack',
      key: 'takeBack',
      label: '退回修改',
      onRun: () =>
        why('退回修改？已签的字会作废', '退回', reason =>
          takeBack.mutate({ ...which, reason }, said('已退回，改好后重新签字')),
        ),
    },
    {
      on: 'startReview',
      key: 'startReview',
      label: '开始复查',
      kind: 'primary',
      onRun: () => startReview.mutate(which, said('可以复查了，按期初登记逐项点')),
    },
    {
      on: 'saveReview',
      key: 'review',
      label: '逐项点',
      kind: 'primary',
      onRun: () => setOpen({ kind: 'review' }),
    },
    {
      on: 'finishReview',
      key: 'finish',
      label: '完成复查',
      confirm: '完成复查？',
      onRun: () =>
        finish.mutate(which, {
          onSuccess: done => {
            toast.ok(
              done.differences > 0 ? `有 ${done.differences} 种差异，请逐项处理` : '和期初登记一致，已办结',
            )
            window.scrollTo({ top: 0 })
          },
          onError: fail,
        }),
    },
    {
      on: 'close',
      key: 'close',
      label: '办结',
      kind: 'primary',
      onRun: () => close.mutate(which, said('已办结')),
    },
    {
      on: 'cancel',
      key: 'cancel',
      label: '作废',
      danger: true,
      onRun: () =>
        why('作废这张登记表？', '作废', reason => cancel.mutate({ ...which, reason }, said('已作废'))),
    },
  ]
  return all.flatMap(({ on, ...action }) => {
    const state = sheet.actions[on]
    return state ? [{ ...action, allowed: state.allowed, why: state.why }] : []
  })
}

type Entry = Omit<Action, 'allowed' | 'why'> & { on: string }
