import { type CallError, useCommand } from '../../../web/api.ts'
import { type Action, askReason, confirm, toast } from '../../../web/ui/index.ts'
import { stocktake } from '../contract.ts'
import { type Campaign, type Opened, signDuties } from './campaign.ts'

type Entry = Omit<Action, 'allowed' | 'why'> & { on: string }

/** The buttons of a count; which of them may be pressed comes from the server. */
export function useCampaignActions(
  campaign: Campaign,
  setOpen: (open: Opened) => void,
  goCount: () => unknown,
): Action[] {
  const which = { id: campaign.id, version: campaign.version }
  const fail = (error: CallError): void => void toast.fail(error.message)
  const said = (text: string) => ({ onSuccess: () => void toast.ok(text), onError: fail })
  const start = useCommand(stocktake.start)
  const finish = useCommand(stocktake.finish)
  const submit = useCommand(stocktake.submit)
  const withdraw = useCommand(stocktake.withdraw)
  const adjust = useCommand(stocktake.adjust, { touches: ['asset', 'stock'] })
  const cancel = useCommand(stocktake.cancel)
  const open = campaign.totals?.open ?? 0
  const end = async (): Promise<void> => {
    const sure = await confirm({
      title: '结束清点？',
      body:
        open > 0
          ? `还有 ${open} 项没有点到，确认找过、确实没有，将按盘亏处理。各人手机上没发出的也不再计入。`
          : '结束后不能再点，差异逐项说明。',
      ok: open > 0 ? `结束，${open} 项按盘亏` : '结束清点',
      danger: open > 0,
    })
    if (sure)
      finish.mutate(
        { ...which, restIsMissing: open > 0 },
        {
          onSuccess: done =>
            void toast.ok(done.differences > 0 ? `有 ${done.differences} 项差异，请逐项说明` : '账物相符'),
          onError: fail,
        },
      )
  }
  const why = async (title: string, ok: string, run: (reason: string) => void): Promise<void> => {
    const reason = await askReason({ title, ok })
    if (reason) run(reason)
  }
  const all: Entry[] = [
    { on: 'record', key: 'count', label: '去盘点', kind: 'primary', onRun: goCount },
    { on: 'edit', key: 'edit', label: '修改计划', onRun: () => setOpen({ kind: 'edit' }) },
    { on: 'assign', key: 'assign', label: '安排人员', onRun: () => setOpen({ kind: 'team' }) },
    {
      on: 'start',
      key: 'start',
      label: '开始盘点',
      kind: 'primary',
      confirm: { title: '开始盘点？', body: '账面从现在起冻结；范围里的资产在结束前不能调拨、出借和处置。' },
      onRun: () =>
        start.mutate(which, {
          onSuccess: done => void toast.ok(`已开始，账面 ${done.lines} 项`),
          onError: fail,
        }),
    },
    {
      on: 'finish',
      key: 'finish',
      label: '结束清点',
      ...(campaign.actions.record ? {} : { kind: 'primary' as const }),
      onRun: end,
    },
    {
      on: 'submit',
      key: 'submit',
      label: '送审',
      kind: 'primary',
      onRun: () => submit.mutate(which, said('已送出')),
    },
    {
      on: 'withdraw',
      key: 'withdraw',
      label: '撤回送审',
      onRun: () => why('撤回送审？', '撤回', reason => withdraw.mutate({ ...which, reason }, said('已撤回'))),
    },
    {
      on: 'adjust',
      key: 'adjust',
      label: '按批准调账',
      kind: 'primary',
      confirm: { title: '按批准的差异调账？', body: '盘亏核销、盘盈补登、错位改地点，一次入账。' },
      onRun: () =>
        adjust.mutate(which, {
          onSuccess: done => void toast.ok(`已调账 ${done.adjusted} 项，接下来在报告上签字`),
          onError: fail,
        }),
    },
    ...signDuties(campaign).map(
      (duty): Entry => ({
        on: `sign:${duty}`,
        key: `sign-${duty}`,
        label: `签字（${duty}）`,
        kind: 'primary',
        onRun: () => setOpen({ kind: 'sign', duty }),
      }),
    ),
    {
      on: 'cancel',
      key: 'cancel',
      label: '取消盘点',
      danger: true,
      onRun: () =>
        why('取消这次盘点？', '取消盘点', reason =>
          cancel.mutate({ ...which, reason }, said('已取消，资产已解锁')),
        ),
    },
  ]
  return all.flatMap(({ on, ...action }) => {
    const state = campaign.actions[on]
    return state ? [{ ...action, allowed: state.allowed, why: state.why }] : []
  })
}
