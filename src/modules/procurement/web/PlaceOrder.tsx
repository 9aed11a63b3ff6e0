import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { formatFen } from '../../../kernel/pure/money.ts'
import { useCommand, useRead } from '../../../web/api.ts'
import type { Choice } from '../../../web/ui/form/choices.tsx'
import {
  DayInput,
  ErrorNotice,
  Field,
  FormDialog,
  MoneyInput,
  SelectInput,
  TextInput,
  toast,
  useForm,
} from '../../../web/ui/index.ts'
import { contracts } from '../../contract/contract.ts'
import { ContractPicker } from '../../contract/web/ContractPicker.tsx'
import { SupplierPicker } from '../../supplier/web/SupplierPicker.tsx'
import { procurement } from '../contract.ts'
import { sameThing } from '../rules.ts'
import { LineField } from './LineField.tsx'

interface Ordered {
  id: string
  no: string
  version: number
  /** From the chosen offer, with the outside platform's prices, or at the prices of a contract. */
  way: 'offer' | 'portal' | 'contract'
  /** Of the chosen offer: only contracts with it fit. */
  supplierId?: string | undefined
  lines: readonly { id: string; name: string; quantity: number; measure: string; priceFen: number }[]
}

/** An order, under a contract where there is one. */
export function PlaceOrder({ batch, onClose }: { batch: Ordered; onClose: () => void }) {
  const navigate = useNavigate()
  const place = useCommand(procurement.placeOrder, { touches: ['budget', 'contract'] })
  const portal = batch.way === 'portal'
  const [prices, setPrices] = useState<Record<string, number | undefined>>(
    Object.fromEntries(batch.lines.map(l => [l.id, l.priceFen])),
  )
  const [agreed, setAgreed] = useState<Record<string, string | undefined>>({})
  const form = useForm({
    start: {
      supplier: undefined as Choice | undefined,
      portalName: '政府采购平台',
      portalNo: '',
      deal: undefined as Choice | undefined,
      dueOn: undefined as string | undefined,
      placeText: '',
      note: '',
    },
    check: v => ({
      ...(portal && !v.supplier ? { supplier: '请选供应商' } : {}),
      ...(portal && !v.portalNo.trim() ? { portalNo: '请填平台单号' } : {}),
      ...(batch.way === 'contract' && !v.deal ? { deal: '请选按哪份合同' } : {}),
    }),
    send: async v => {
      const done = await place.mutateAsync({
        batchId: batch.id,
        version: batch.version,
        dueOn: v.dueOn ?? null,
        placeText: v.placeText,
        note: v.note,
        ...(v.deal ? { contractId: v.deal.value } : {}),
        contractLines: Object.entries(agreed).flatMap(([batchLineId, contractLineId]) =>
          contractLineId ? [{ batchLineId, contractLineId }] : [],
        ),
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
          <Field
            label="平台单号"
            hint="平台上的订单号或合同号，一个号只能登记一次"
            {...form.field('portalNo')}
          >
            <TextInput {...form.field('portalNo')} maxLength={60} />
          </Field>
          {batch.lines.map(l => (
            <LineField key={l.id} label={`${l.name} ${l.quantity}${l.measure}，平台单价`}>
              <MoneyInput value={prices[l.id]} onChange={fen => setPrices({ ...prices, [l.id]: fen })} />
            </LineField>
          ))}
        </>
      )}
      <Field
        label="合同"
        optional={batch.way !== 'contract'}
        hint={
          batch.way === 'contract'
            ? '定点供货、框架合同：按合同单价下单，不再询价'
            : '为这次采购签了合同的选上，付款就记在合同上'
        }
        {...form.field('deal')}
      >
        <ContractPicker
          {...(portal
            ? { supplierId: form.values.supplier?.value }
            : batch.supplierId
              ? { supplierId: batch.supplierId }
              : {})}
          {...form.field('deal')}
        />
      </Field>
      {form.values.deal && (
        <Agreed contractId={form.values.deal.value} lines={batch.lines} value={agreed} onChange={setAgreed} />
      )}
      <Field label="约定到货" optional {...form.field('dueOn')}>
        <DayInput {...form.field('dueOn')} />
      </Field>
      <Field label="送到哪里" optional {...form.field('placeText')}>
        <TextInput {...form.field('placeText')} maxLength={100} />
      </Field>
      <Field label="备注" optional {...form.field('note')}>
        <TextInput {...form.field('note')} maxLength={200} />
      </Field>
      {form.failure && <ErrorNotice message={form.failure} />}
    </FormDialog>
  )
}

interface AgreedProps {
  contractId: string
  lines: Ordered['lines']
  value: Record<string, string | undefined>
  onChange: (value: Record<string, string | undefined>) => void
}

/** Which line of the contract each thing is; the one of the same name unless said otherwise. */
function Agreed({ contractId, lines, value, onChange }: AgreedProps) {
  const deal = useRead(contracts.get, { id: contractId })
  if (!deal.data) return null
  const options = deal.data.lines.map(line => ({
    value: line.id,
    label: `${line.name}，${formatFen(line.priceFen)}/${line.measure}，共 ${line.quantity}${line.measure}`,
  }))
  return lines.map(l => (
    <LineField key={l.id} label={`“${l.name}”是合同里的哪一项`}>
      <SelectInput
        options={options}
        value={value[l.id] ?? deal.data.lines.find(line => sameThing(line.name, l.name))?.id}
        onChange={id => onChange({ ...value, [l.id]: id })}
      />
    </LineField>
  ))
}
