import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useCommand } from '../../../web/api.ts'
import type { Choice } from '../../../web/ui/form/choices.tsx'
import {
  DayInput,
  ErrorNotice,
  Field,
  FormDialog,
  MoneyInput,
  TextInput,
  toast,
  useForm,
} from '../../../web/ui/index.ts'
import { SupplierPicker } from '../../supplier/web/SupplierPicker.tsx'
import { procurement } from '../contract.ts'
import { LineField } from './LineField.tsx'

interface Ordered {
  id: string
  no: string
  version: number
  channel: 'own' | 'portal'
  lines: readonly { id: string; name: string; quantity: number; measure: string; priceFen: number }[]
}

/** An order: from the chosen offer, or with the portal's own number and prices. */
export function PlaceOrder({ batch, onClose }: { batch: Ordered; onClose: () => void }) {
  const navigate = useNavigate()
  const place = useCommand(procurement.placeOrder, { touches: ['budget'] })
  const portal = batch.channel === 'portal'
  const [prices, setPrices] = useState<Record<string, number | undefined>>(
    Object.fromEntries(batch.lines.map(l => [l.id, l.priceFen])),
  )
  const form = useForm({
    start: {
      supplier: undefined as Choice | undefined,
      portalName: '政府采购平台',
      portalNo: '',
      dueOn: undefined as string | undefined,
      placeText: '',
    },
    check: v => ({
      ...(portal && !v.supplier ? { supplier: '请选供应商' } : {}),
      ...(portal && !v.portalNo.trim() ? { portalNo: '请填平台单号' } : {}),
    }),
    send: async v => {
      const done = await place.mutateAsync({
        batchId: batch.id,
        version: batch.version,
        dueOn: v.dueOn ?? null,
        placeText: v.placeText,
        ...(portal
          ? {
              supplierId: v.supplier?.value as string,
              portalName: v.portalName,
              portalNo: v.portalNo,
              prices: batch.lines.map(l => ({ batchLineId: l.id, priceFen: prices[l.id] ?? 0 })),
            }
          : {}),
      })
      toast.ok(`已下单，编号 ${done.no}`)
      void navigate({ to: '/procurement/orders/$id', params: { id: done.id } as never })
    },
  })
  return (
    <FormDialog
      open
      title={`下单 · ${batch.no}`}
      ok="下单"
      busy={form.busy}
      onOk={() => void form.submit()}
      onClose={onClose}
    >
      {portal && (
        <>
          <Field label="供应商" {...form.field('supplier')}>
            <SupplierPicker {...form.field('supplier')} />
          </Field>
          <Field label="平台" {...form.field('portalName')}>
            <TextInput {...form.field('portalName')} maxLength={60} />
          </Field>
          <Field label="平台单号" {...form.field('portalNo')}>
            <TextInput {...form.field('portalNo')} maxLength={60} />
          </Field>
          {batch.lines.map(l => (
            <LineField key={l.id} label={`${l.name} ${l.quantity}${l.measure}，单价`}>
              <MoneyInput value={prices[l.id]} onChange={fen => setPrices({ ...prices, [l.id]: fen })} />
            </LineField>
          ))}
        </>
      )}
      <Field label="约定到货" optional {...form.field('dueOn')}>
        <DayInput {...form.field('dueOn')} />
      </Field>
      <Field label="送到哪里" optional {...form.field('placeText')}>
        <TextInput {...form.field('placeText')} maxLength={100} />
      </Field>
      {form.failure && <ErrorNotice message={form.failure} />}
    </FormDialog>
  )
}
