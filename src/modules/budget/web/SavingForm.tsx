import { useState } from 'react'
import { formatFen } from '../../../kernel/pure/money.ts'
import { type Answer, useCommand } from '../../../web/api.ts'
import { useSession } from '../../../web/session.tsx'
import {
  ChoiceInput,
  DayInput,
  ErrorNotice,
  Field,
  FormDialog,
  MoneyInput,
  Notice,
  TextArea,
  TextInput,
  toast,
  useForm,
} from '../../../web/ui/index.ts'
import { budget } from '../contract.ts'
import { SAVING_KINDS, type SavingKind, savedFen } from '../rules.ts'
import { FilesInput, type LooseFile } from './FilesInput.tsx'

const KINDS = Object.entries(SAVING_KINDS).map(([value, label]) => ({ value, label }))
const TIMES = [
  { value: 'once', label: '一次性' },
  { value: 'yearly', label: '每年都有' },
]

/** A saving against its baseline, or money got back against what was claimed. */
export function SavingForm({
  row,
  onClose,
}: {
  row: Answer<typeof budget.savings>['rows'][number] | undefined
  onClose: () => void
}) {
  const session = useSession()
  const claim = useCommand(budget.claimSaving)
  const amend = useCommand(budget.amendSaving)
  const [files, setFiles] = useState<LooseFile[]>([])
  const form = useForm({
    start: {
      kind: (row?.kind ?? 'saving') as SavingKind,
      measure: row?.measure ?? '',
      basis: row?.basis ?? '',
      baselineFen: row?.baselineFen as number | undefined,
      actualFen: row?.actualFen as number | undefined,
      times: row?.recurring ? 'yearly' : 'once',
      countedOn: (row?.countedOn ?? session.today) as string | undefined,
      evidence: row?.evidence ?? '',
    },
    check: (v): Record<string, string> => ({
      ...(v.measure.trim() ? {} : { measure: '请写采取了什么措施' }),
      ...(v.basis.trim() ? {} : { basis: '请写基准怎么来，例如：去年同期电费账单' }),
      ...(v.baselineFen ? {} : { baselineFen: '请填基准数' }),
      ...(v.actualFen === undefined ? { actualFen: '请填实际数' } : {}),
      ...(v.countedOn ? {} : { countedOn: '请选日期' }),
    }),
    send: async v => {
      const input = {
        kind: v.kind,
        measure: v.measure,
        basis: v.basis,
        baselineFen: v.baselineFen as number,
        actualFen: v.actualFen as number,
        recurring: v.times === 'yearly',
        countedOn: v.countedOn as string,
        evidence: v.evidence,
        fileIds: files.map(f => f.id),
      }
      if (row) await amend.mutateAsync({ id: row.id, version: row.version, ...input })
      else await claim.mutateAsync(input)
      toast.ok('已填报，等会计核实')
      onClose()
    },
  })
  const { kind, baselineFen, actualFen } = form.values
  const saved =
    baselineFen !== undefined && actualFen !== undefined
      ? kind === 'saving'
        ? savedFen(baselineFen, actualFen)
        : actualFen
      : undefined
  return (
    <FormDialog
      open
      title={row ? `补充 ${row.no}` : '填报节约增收'}
      ok="填报"
      busy={form.busy}
      onOk={() => void form.submit()}
      onClose={onClose}
    >
      <Field label="类别" {...form.field('kind')}>
        <ChoiceInput
          options={KINDS}
          {...form.field('kind')}
          onChange={v => form.set('kind', v as SavingKind)}
        />
      </Field>
      <Field label="措施" {...form.field('measure')}>
        <TextInput {...form.field('measure')} placeholder="教学楼照明改为 LED" maxLength={100} />
      </Field>
      <Field label="基准依据" {...form.field('basis')}>
        <TextArea {...form.field('basis')} maxLength={500} />
      </Field>
      <Field label={kind === 'saving' ? '基准数' : '应追回'} {...form.field('baselineFen')}>
        <MoneyInput {...form.field('baselineFen')} />
      </Field>
      <Field label={kind === 'saving' ? '实际数' : '已追回'} {...form.field('actualFen')}>
        <MoneyInput {...form.field('actualFen')} />
      </Field>
      {saved !== undefined && (
        <Notice tone="doing">
          {kind === 'saving' ? '节约' : '追回'} {formatFen(saved)}
        </Notice>
      )}
      <Field label="几次" {...form.field('times')}>
        <ChoiceInput
          options={TIMES}
          {...form.field('times')}
          onChange={v => form.set('times', v ?? 'once')}
        />
      </Field>
      <Field label="日期" {...form.field('countedOn')}>
        <DayInput {...form.field('countedOn')} />
      </Field>
      <Field label="依据单据" optional hint="合同、账单、报价的编号" {...form.field('evidence')}>
        <TextInput {...form.field('evidence')} maxLength={200} />
      </Field>
      <Field id="saving-files" label="附件" optional>
        <FilesInput value={files} onChange={setFiles} />
      </Field>
      {form.failure && <ErrorNotice message={form.failure} />}
    </FormDialog>
  )
}
