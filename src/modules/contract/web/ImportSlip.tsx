import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { formatFen } from '../../../kernel/pure/money.ts'
import { useCommand, useRead } from '../../../web/api.ts'
import { useSession } from '../../../web/session.tsx'
import {
  type Action,
  DayInput,
  ErrorNotice,
  Facts,
  Field,
  FormDialog,
  Loading,
  Slip,
  TextInput,
  Timeline,
  toast,
  useForm,
} from '../../../web/ui/index.ts'
import { contracts } from '../contract.ts'
import { IMPORT_ACTIONS, type ImportAction, importMachine } from '../machine.ts'
import { landedFen } from '../rules.ts'
import { Files } from './Files.tsx'
import { type ImportBatch, ImportForm } from './ImportForm.tsx'

/** One batch of equipment from abroad, from the talks to acceptance. */
export default function ImportSlip() {
  const { id } = useParams({ strict: false }) as { id: string }
  const one = useRead(contracts.importBatch, { id })
  if (one.error) return <ErrorNotice message={one.error.message} onRetry={() => void one.refetch()} />
  return one.data ? <BatchSlip batch={one.data} /> : <Loading kind="slip" />
}

function BatchSlip({ batch: b }: { batch: ImportBatch }) {
  const [doing, setDoing] = useState<'update' | ImportAction>()
  const addFiles = useCommand(contracts.addImportFiles)
  const close = (): void => setDoing(undefined)
  const actions: Action[] = [
    ...IMPORT_ACTIONS.flatMap((step): Action[] =>
      b.actions[step]
        ? [
            {
              key: step,
              label: importMachine.transitions[step].title,
              allowed: true,
              ...(step === 'drop' ? { danger: true } : {}),
              onRun: () => setDoing(step),
            },
          ]
        : [],
    ),
    ...(b.actions.update
      ? [{ key: 'update', label: '修改', allowed: true, onRun: () => setDoing('update') }]
      : []),
  ]
  return (
    <>
      <Slip
        kind="进口批次"
        number={b.no}
        url={`${window.location.origin}/import-batches/${b.id}`}
        sentence={`${b.title} ${b.items} 台（件），${formatFen(b.valueFen)}`}
        state={importMachine.states[b.state]}
        back={<Link to="/import-batches">进口设备</Link>}
        actions={actions}
        timeline={
          <Timeline
            events={b.events.map(event => ({
              key: event.id,
              at: event.at,
              who: event.actorName,
              what: event.action,
              ...(event.note ? { detail: event.note } : {}),
            }))}
          />
        }
      >
        <Facts facts={factsOf(b)} />
        <Files
          files={b.files}
          onAdd={
            b.actions.addFiles?.allowed ? fileIds => addFiles.mutateAsync({ id: b.id, fileIds }) : undefined
          }
        />
      </Slip>
      {doing === 'update' && <ImportForm batch={b} onClose={close} />}
      {doing && doing !== 'update' && <StepForm batch={b} step={doing} onClose={close} />}
    </>
  )
}

const factsOf = (b: ImportBatch) => [
  { label: '供货单位', value: <Link to={`/suppliers/${b.supplierId}`}>{b.supplierName}</Link> },
  ...(b.agreement
    ? [{ label: '合同', value: <Link to={`/contracts/${b.agreement.id}`}>{b.agreement.no}</Link> }]
    : []),
  {
    label: '外币金额',
    value: `${b.currency} ${b.foreignAmount.toLocaleString('zh-CN', { minimumFractionDigits: 2 })}`,
  },
  { label: '汇率', value: `${b.rate}`, note: `${b.rateOn} ${b.rateSource}` },
  { label: '折合人民币', value: formatFen(b.valueFen) },
  { label: '完税价格', value: formatFen(b.dutiableFen) },
  { label: '税率', value: `${b.dutyRate}%` },
  { label: '免税证明', value: b.exemptionNo || '没有办理' },
  { label: '免税节约', value: b.savedFen > 0 ? formatFen(b.savedFen) : '—' },
  {
    label: '应缴关税',
    value: formatFen(landedFen(b) - b.valueFen),
    ...(b.savedFen > 0 ? { note: '已免税' } : {}),
  },
  {
    label: '到岸成本',
    value: <b className="zw-num">{formatFen(landedFen(b))}</b>,
    note: `折合人民币加应缴关税，每台（件）${formatFen(Math.round(landedFen(b) / b.items))}`,
  },
  { label: '谈判', value: b.negotiatedOn },
  { label: '签约', value: b.contractedOn ?? '—' },
  { label: '办理免税', value: b.exemptedOn ?? '—' },
  { label: '发运', value: b.shippedOn ?? '—' },
  { label: '报关', value: b.clearedOn ?? '—' },
  { label: '验收', value: b.acceptedOn ?? '—' },
  ...(b.droppedReason ? [{ label: '中止原因', value: b.droppedReason, block: true }] : []),
  ...(b.note ? [{ label: '备注', value: b.note, block: true }] : []),
]

function StepForm({ batch, step, onClose }: { batch: ImportBatch; step: ImportAction; onClose: () => void }) {
  const session = useSession()
  const move = useCommand(contracts.moveImport)
  const { title } = importMachine.transitions[step]
  const form = useForm({
    start: { day: session.today as string | undefined, exemptionNo: batch.exemptionNo, note: '' },
    check: v => ({
      ...(v.day ? {} : { day: '请填日期' }),
      ...(step === 'exempt' && !v.exemptionNo.trim() ? { exemptionNo: '请填免税证明编号' } : {}),
      ...(step === 'drop' && !v.note.trim() ? { note: '请写明为什么中止' } : {}),
    }),
    send: async v => {
      const done = await move.mutateAsync({
        id: batch.id,
        version: batch.version,
        step,
        day: v.day ?? '',
        exemptionNo: step === 'exempt' ? v.exemptionNo : '',
        note: v.note,
      })
      toast.ok(step === 'exempt' ? `已登记，节约 ${formatFen(done.savedFen)}` : '已登记')
      onClose()
    },
  })
  return (
    <FormDialog
      open
      title={`${title} · ${batch.no}`}
      ok={title}
      danger={step === 'drop'}
      busy={form.busy}
      onOk={() => void form.submit()}
      onClose={onClose}
    >
      <Field label="日期" {...form.field('day')}>
        <DayInput {...form.field('day')} />
      </Field>
      {step === 'exempt' && (
        <Field label="免税证明编号" {...form.field('exemptionNo')}>
          <TextInput {...form.field('exemptionNo')} maxLength={60} />
        </Field>
      )}
      <Field label="说明" optional={step !== 'drop'} {...form.field('note')}>
        <TextInput {...form.field('note')} maxLength={300} />
      </Field>
      {form.failure && <ErrorNotice message={form.failure} />}
    </FormDialog>
  )
}
