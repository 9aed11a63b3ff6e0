import { useState } from 'react'
import { useCommand } from '../../../web/api.ts'
import {
  ErrorNotice,
  Field,
  FormDialog,
  SelectInput,
  TextArea,
  TextInput,
  toast,
  useForm,
} from '../../../web/ui/index.ts'
import { FilesInput, type LooseFile } from '../../budget/web/FilesInput.tsx'
import { procurement } from '../contract.ts'
import { PORTAL_STATES, type PortalState } from '../words.ts'
import { LineField } from './LineField.tsx'
import type { Order } from './OrderSlip.tsx'

const STEPS = Object.entries(PORTAL_STATES)
  .filter(([value]) => value !== '')
  .map(([value, label]) => ({ value, label }))

/** How far the order has come on the outside platform, with its number there and the papers from there. */
export function PortalDialog({ order, onClose }: { order: Order; onClose: () => void }) {
  const track = useCommand(procurement.trackPortal)
  const [files, setFiles] = useState<LooseFile[]>([])
  const form = useForm({
    start: {
      portalNo: order.portalNo,
      portalState: (order.portalState || 'placed') as string | undefined,
      note: '',
    },
    check: v => ({
      ...(v.portalNo.trim() ? {} : { portalNo: '请填平台单号' }),
      ...(v.portalState ? {} : { portalState: '请选进度' }),
    }),
    send: async v => {
      await track.mutateAsync({
        id: order.id,
        version: order.version,
        portalNo: v.portalNo,
        portalState: v.portalState as PortalState,
        note: v.note,
        fileIds: files.map(file => file.id),
      })
      toast.ok(`平台进度：${PORTAL_STATES[v.portalState as PortalState]}`)
      onClose()
    },
  })
  return (
    <FormDialog
      open
      title={`平台进度 · ${order.no}`}
      ok="记下"
      busy={form.busy}
      onOk={() => void form.submit()}
      onClose={onClose}
    >
      <Field label="到哪一步了" {...form.field('portalState')}>
        <SelectInput options={STEPS} {...form.field('portalState')} />
      </Field>
      <Field label="平台单号" hint={order.portalName} {...form.field('portalNo')}>
        <TextInput {...form.field('portalNo')} maxLength={60} />
      </Field>
      <Field label="说明" optional hint="快递单号、平台上的意见" {...form.field('note')}>
        <TextArea {...form.field('note')} maxLength={500} />
      </Field>
      <LineField label="截图、合同、发货单" optional>
        <FilesInput value={files} onChange={setFiles} />
      </LineField>
      {form.failure && <ErrorNotice message={form.failure} />}
    </FormDialog>
  )
}
