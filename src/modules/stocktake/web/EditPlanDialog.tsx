import { useCommand } from '../../../web/api.ts'
import {
  ChoiceInput,
  DayInput,
  ErrorNotice,
  Field,
  FormDialog,
  TextArea,
  TextInput,
  toast,
  useForm,
} from '../../../web/ui/index.ts'
import { stocktake } from '../contract.ts'
import type { Campaign } from './campaign.ts'

/** Before it begins: name, way and day. Another scope is another count. */
export function EditPlanDialog({ campaign, onClose }: { campaign: Campaign; onClose: () => void }) {
  const edit = useCommand(stocktake.edit)
  const form = useForm({
    start: {
      title: campaign.title,
      blind: (campaign.blind ? 'blind' : 'open') as string | undefined,
      dueOn: campaign.dueOn ?? undefined,
      note: campaign.note,
    },
    check: (v): Record<string, string> =>
      v.title.trim() ? {} : { title: '请写名称，例如：2026年年终资产盘点' },
    send: async v => {
      await edit.mutateAsync({
        id: campaign.id,
        version: campaign.version,
        title: v.title,
        scope: campaign.scope,
        blind: v.blind === 'blind',
        dueOn: v.dueOn ?? null,
        note: v.note,
      })
      toast.ok('计划改好了')
      onClose()
    },
  })
  return (
    <FormDialog
      open
      title="修改计划"
      ok="保存"
      busy={form.busy}
      onOk={() => void form.submit()}
      onClose={onClose}
    >
      <p className="zw-muted">范围：{campaign.scopeText}。要换范围，请取消后重新计划。</p>
      <Field label="名称" {...form.field('title')}>
        <TextInput {...form.field('title')} maxLength={60} />
      </Field>
      <Field label="方式" hint="盲盘时盘点人看不到账面数" {...form.field('blind')}>
        <ChoiceInput
          {...form.field('blind')}
          options={[
            { value: 'open', label: '对账盘' },
            { value: 'blind', label: '盲盘' },
          ]}
        />
      </Field>
      <Field label="要求完成" optional {...form.field('dueOn')}>
        <DayInput {...form.field('dueOn')} />
      </Field>
      <Field label="说明" optional {...form.field('note')}>
        <TextArea {...form.field('note')} maxLength={300} />
      </Field>
      {form.failure && <ErrorNotice message={form.failure} />}
    </FormDialog>
  )
}
