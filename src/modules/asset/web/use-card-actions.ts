import { addressOf, type CallError, useCommand } from '../../../web/api.ts'
import { type Action, askReason, toast } from '../../../web/ui/index.ts'
import { asset } from '../contract.ts'
import type { CardView } from './CardSlip.tsx'
import type { Move } from './MoveDialogs.tsx'
import type { Upkeep } from './UpkeepDialogs.tsx'

export type CardDialog = Move | Upkeep | 'edit'

/** What one may do with the thing now. */
export function useCardActions(card: CardView, open: (dialog: CardDialog) => void): Action[] {
  const which = { id: card.id, version: card.version }
  const fail = (error: CallError): void => void toast.fail(error.message)
  const said = (text: string) => ({ onSuccess: () => void toast.ok(text), onError: fail })
  const withdraw = useCommand(asset.withdrawIdle)
  const send = useCommand(asset.sendRepair)
  const back = useCommand(asset.backFromRepair)
  const link = useCommand(asset.linkOrder)
  const labels = useCommand(asset.makeLabels)
  const why = async (title: string, ok: string, run: (reason: string) => void): Promise<void> => {
    const reason = await askReason({ title, ok })
    if (reason) run(reason)
  }
  const print = (): void =>
    labels.mutate(
      { assetIds: [card.id] },
      {
        onSuccess: () => void window.open(addressOf(asset.printLabels, { assetIds: [card.id] }), '_blank'),
        onError: fail,
      },
    )
  const all: (Omit<Action, 'allowed' | 'why'> & { on: string })[] = [
    { on: 'offerCustody', key: 'custody', label: '移交保管', kind: 'primary', onRun: () => open('custody') },
    { on: 'requestTransfer', key: 'transfer', label: '申请调拨', onRun: () => open('transfer') },
    { on: 'lend', key: 'lend', label: '借出', onRun: () => open('lend') },
    { on: 'edit', key: 'edit', label: '修改', onRun: () => open('edit') },
    { on: 'makeLabels', key: 'labels', label: '打印标签', onRun: print },
    { on: 'addFiles', key: 'files', label: '拍照存档', onRun: () => open('files') },
    {
      on: 'withdrawIdle',
      key: 'withdraw',
      label: '重新启用',
      onRun: () =>
        why('为什么重新启用？', '启用', reason =>
          withdraw.mutate({ assetIds: [card.id], reason }, said('已重新启用')),
        ),
    },
    { on: 'offerIdle', key: 'idle', label: '转入闲置', onRun: () => open('idle') },
    { on: 'relocate', key: 'relocate', label: '更正地点', onRun: () => open('relocate') },
    {
      on: 'sendRepair',
      key: 'sendRepair',
      label: '送修',
      onRun: () =>
        why('什么故障，送到哪里修？', '送修', note => send.mutate({ ...which, note }, said('已送修'))),
    },
    {
      on: 'backFromRepair',
      key: 'back',
      label: '修好收回',
      kind: 'primary',
      onRun: () => back.mutate(which, said('已收回')),
    },
    {
      on: 'linkOrder',
      key: 'link',
      label: '关联报修单',
      onRun: () =>
        why('报修单号（如 BX-2026-000123）', '关联', orderNo =>
          link.mutate({ assetId: card.id, orderNo }, said('已关联，维修费计入这件资产')),
        ),
    },
    { on: 'refurbish', key: 'refurbish', label: '登记修旧改造', onRun: () => open('refurbish') },
    { on: 'correctValue', key: 'value', label: '更正价值', onRun: () => open('correctValue') },
    { on: 'renumber', key: 'renumber', label: '改编号', onRun: () => open('renumber') },
    { on: 'makeLabels', key: 'claim', label: '认领空白标签', onRun: () => open('claim') },
    { on: 'proposeDisposal', key: 'dispose', label: '申请处置', danger: true, onRun: () => open('dispose') },
  ]
  return all.flatMap(({ on, ...action }) => {
    const state = card.actions[on]
    return state ? [{ ...action, allowed: state.allowed, why: state.why }] : []
  })
}
