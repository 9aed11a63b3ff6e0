import { useState } from 'react'
import { type Answer, type CallError, useCommand } from '../../../web/api.ts'
import {
  type Action,
  askReason,
  ChoiceInput,
  ErrorNotice,
  Field,
  FormDialog,
  NumberInput,
  SelectInput,
  TextInput,
  toast,
  useForm,
} from '../../../web/ui/index.ts'
import { budget } from '../contract.ts'
import { SOURCE_KINDS, type SourceKind } from '../rules.ts'

/** What one may do with the budget of the year as a whole. */
export function usePlanActions(plan: Answer<typeof budget.plan> | undefined, adjust: () => void): Action[] {
  const approve = useCommand(budget.approvePlan)
  const sendBack = useCommand(budget.sendBackPlan)
  const start = useCommand(budget.startPlan)
  const close = useCommand(budget.closePlan)
  if (!plan) return []
  const which = { id: plan.id, version: plan.version }
  const said = (text: string) => ({
    onSuccess: () => void toast.ok(text),
    onError: (error: CallError) => void toast.fail(error.message),
  })
  const all: Omit<Action, 'allowed'>[] = [
    {
      key: 'approve',
      label: '批准预算',
      kind: 'primary',
      onRun: async () => {
        const basis = await askReason({ title: `批准 ${plan.year} 年预算？`, label: '批复文号', ok: '批准' })
        if (basis) approve.mutate({ ...which, basis }, said('已批准，等会计下达'))
      },
    },
    {
      key: 'sendBack',
      label: '退回编制',
      onRun: async () => {
        const reason = await askReason({ title: '为什么退回编制？', ok: '退回' })
        if (reason) sendBack.mutate({ ...which, reason }, said('已退回编制'))
      },
    },
    {
      key: 'start',
      label: '下达',
      kind: 'primary',
      confirm: '下达后各项目就能列支，金额改动要走调整单。',
      onRun: () => start.mutate(which, said('已下达，各项目可以列支了')),
    },
    { key: 'adjust', label: '申请调整', onRun: adjust },
    {
      key: 'close',
      label: '年终结转',
      danger: true,
      confirm: '结转后本年度不能再列支，余额收回来源。',
      onRun: () => close.mutate(which, said('已结转')),
    },
  ]
  return all.flatMap(action => {
    const state = plan.actions[action.key]
    return state ? [{ ...action, allowed: state.allowed, why: state.why }] : []
  })
}

const KINDS = Object.entries(SOURCE_KINDS).map(([value, label]) => ({ value, label }))
const EARMARKED = [
  { value: 'no', label: '不限用途' },
  { value: 'yes', label: '专款专用' },
]

/** A new source of money, or the budget of another year. */
export function PlanStart(props: { what: 'source' | 'year'; year: number; onClose: () => void }) {
  return props.what === 'source' ? <SourceForm {...props} /> : <YearForm {...props} />
}

function YearForm({ year, onClose }: { year: number; onClose: () => void }) {
  const open = useCommand(budget.openPlan)
  const [value, setValue] = useState<number | undefined>(year)
  const [failure, setFailure] = useState<string>()
  const send = (): void => {
    if (!value) return
    open.mutate(
      { year: value },
      {
        onSuccess: () => {
          toast.ok(`可以编制 ${value} 年预算了`)
          onClose()
        },
        onError: error => setFailure(error.message),
      },
    )
  }
  return (
    <FormDialog open title="编制年度预算" ok="开始编制" busy={open.isPending} onOk={send} onClose={onClose}>
      <Field id="budget-year" label="年度">
        <NumberInput id="budget-year" unit="年" value={value} onChange={setValue} />
      </Field>
      {failure && <ErrorNotice message={failure} />}
    </FormDialog>
  )
}

function SourceForm({ onClose }: { onClose: () => void }) {
  const save = useCommand(budget.saveSource)
  const form = useForm({
    start: { code: '', title: '', kind: 'public' as SourceKind, earmarked: 'no', purpose: '', basis: '' },
    check: (v): Record<string, string> => ({
      ...(v.code.trim() ? {} : { code: '请填来源编码，例如：GY' }),
      ...(v.title.trim() ? {} : { title: '请填来源名称，例如：公用经费' }),
      ...(v.earmarked === 'yes' && !v.purpose.trim() ? { purpose: '专款要写明用途' } : {}),
    }),
    send: async v => {
      await save.mutateAsync({ ...v, earmarked: v.earmarked === 'yes' })
      toast.ok(`已登记${v.title}`)
      onClose()
    },
  })
  return (
    <FormDialog
      open
      title="登记经费来源"
      ok="登记"
      busy={form.busy}
      onOk={() => void form.submit()}
      onClose={onClose}
    >
      <Field label="编码" {...form.field('code')}>
        <TextInput {...form.field('code')} maxLength={20} />
      </Field>
      <Field label="名称" {...form.field('title')}>
        <TextInput {...form.field('title')} maxLength={40} />
      </Field>
      <Field label="类别" {...form.field('kind')}>
        <SelectInput
          options={KINDS}
          {...form.field('kind')}
          onChange={v => form.set('kind', (v ?? 'other') as SourceKind)}
        />
      </Field>
      <Field label="用途" {...form.field('earmarked')}>
        <ChoiceInput
          options={EARMARKED}
          {...form.field('earmarked')}
          onChange={v => form.set('earmarked', v ?? 'no')}
        />
      </Field>
      {form.values.earmarked === 'yes' && (
        <Field label="专款用途" {...form.field('purpose')}>
          <TextInput {...form.field('purpose')} maxLength={100} />
        </Field>
      )}
      <Field label="文号" optional {...form.field('basis')}>
        <TextInput {...form.field('basis')} maxLength={100} />
      </Field>
      {form.failure && <ErrorNotice message={form.failure} />}
    </FormDialog>
  )
}
