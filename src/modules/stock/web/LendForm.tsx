import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { SignPad } from '../../../mechanisms/signature/web/index.ts'
import { useCommand, useRead } from '../../../web/api.ts'
import {
  type Choice,
  DayInput,
  ErrorNotice,
  Field,
  FieldGroup,
  FormFrame,
  Loading,
  PersonPicker,
  SelectInput,
  TextInput,
  toast,
  useForm,
} from '../../../web/ui/index.ts'
import { searchPersons } from '../../people/web/pickers.ts'
import { stock } from '../contract.ts'
import { emptyLine, filled, Lines, type LineValue } from './lines.tsx'

interface Values {
  storeId: string | undefined
  borrower: Choice | undefined
  dueOn: string | undefined
  purpose: string
  condition: string
  lines: LineValue[]
}

/** Lending against a signature, with the day on which it comes back. */
export default function LendForm() {
  const stores = useRead(stock.stores, {})
  if (stores.error)
    return <ErrorNotice message={stores.error.message} onRetry={() => void stores.refetch()} />
  return stores.data ? <Form stores={stores.data.rows} /> : <Loading kind="rows" />
}

function Form({ stores }: { stores: readonly { id: string; name: string }[] }) {
  const navigate = useNavigate()
  const lend = useCommand(stock.lend)
  const [path, setPath] = useState('')
  const form = useForm<Values>({
    start: {
      storeId: stores[0]?.id,
      borrower: undefined,
      dueOn: undefined,
      purpose: '',
      condition: '完好',
      lines: [emptyLine(1)],
    },
    check: (v): Record<string, string> => ({
      ...(v.storeId ? {} : { storeId: '请选仓库' }),
      ...(v.borrower ? {} : { borrower: '请选借用人' }),
      ...(v.dueOn ? {} : { dueOn: '请选归还日期' }),
      ...(filled(v.lines).length > 0 ? {} : { lines: '请至少写一样物品和数量' }),
    }),
    send: async v => {
      const made = await lend.mutateAsync({
        storeId: v.storeId as string,
        borrowerId: v.borrower?.value as string,
        dueOn: v.dueOn as string,
        purpose: v.purpose,
        lines: filled(v.lines).map(l => ({ itemId: l.itemId, quantity: l.quantity, condition: v.condition })),
        ...(path ? { strokes: path } : {}),
      })
      toast.ok(`已借出，编号 ${made.no}`)
      void navigate({ to: `/loans/${made.id}` })
    },
  })
  return (
    <FormFrame form={form} title="借出" ok="借出" intro="用完要还的才办借出；领了就用掉的办领用。">
      <FieldGroup title="借给谁">
        <Field label="借用人" {...form.field('borrower')}>
          <PersonPicker {...form.field('borrower')} search={searchPersons} />
        </Field>
        <Field label="用途" optional {...form.field('purpose')}>
          <TextInput {...form.field('purpose')} maxLength={200} />
        </Field>
        <Field label="归还日期" {...form.field('dueOn')}>
          <DayInput {...form.field('dueOn')} />
        </Field>
      </FieldGroup>
      <FieldGroup title="借什么">
        <Field label="仓库" {...form.field('storeId')}>
          <SelectInput
            {...form.field('storeId')}
            options={stores.map(s => ({ value: s.id, label: s.name }))}
          />
        </Field>
        <Lines
          lines={form.values.lines}
          onChange={lines => form.set('lines', lines)}
          storeId={form.values.storeId}
          lendable
        />
        {form.errors.lines && <ErrorNotice message={form.errors.lines} />}
        <Field label="借出时的状况" {...form.field('condition')}>
          <TextInput {...form.field('condition')} maxLength={60} />
        </Field>
      </FieldGroup>
      <FieldGroup title="借用人签名">
        <div className="zw-stock-signbox">
          <SignPad label={`请${form.values.borrower?.label ?? '借用人'}在这里签名`} onChange={setPath} />
        </div>
      </FieldGroup>
    </FormFrame>
  )
}
