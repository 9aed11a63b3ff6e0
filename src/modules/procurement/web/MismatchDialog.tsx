import { useCommand } from '../../../web/api.ts'
import {
  ChoiceInput,
  ErrorNotice,
  Field,
  FormDialog,
  NumberInput,
  SelectInput,
  TextArea,
  toast,
  useForm,
} from '../../../web/ui/index.ts'
import { procurement } from '../contract.ts'
import { MISMATCH_KINDS, type MismatchKind } from '../words.ts'
import type { Order } from './OrderSlip.tsx'

/** Something found wrong after all: which thing, how many, in what; nothing is paid until it is settled. */
export function MismatchDialog({ order, onClose }: { order: Order; onClose: () => void }) {
  const tell = useCommand(procurement.noteMismatch)
  const form = useForm({
    start: {
      name: order.lines[0]?.name as string | undefined,
      kind: 'quality' as string | undefined,
      quantity: undefined as number | undefined,
      text: '',
    },
    check: v => ({
      ...(v.name ? {} : { name: '请选哪样东西' }),
      ...(v.text.trim() ? {} : { text: '请写明哪里不符' }),
    }),
    send: async v => {
      await tell.mutateAsync({
        orderId: order.id,
        name: v.name as string,
        kind: (v.kind ?? 'quality') as MismatchKind,
        quantity: v.quantity ?? null,
        text: v.text,
      })
      toast.ok('已登记，处理完之前不付款')
      onClose()
    },
  })
  return (
    <FormDialog
      open
      title={`登记不符 · ${order.no}`}
      ok="登记"
      busy={form.busy}
      onOk={() => void form.submit()}
      onClose={onClose}
    >
      <Field label="哪样东西" {...form.field('name')}>
        <SelectInput
          options={[...new Set(order.lines.map(l => l.name))].map(name => ({ value: name, label: name }))}
          {...form.field('name')}
        />
      </Field>
      <Field label="哪里不符" {...form.field('kind')}>
        <ChoiceInput
          options={Object.entries(MISMATCH_KINDS).map(([value, label]) => ({ value, label }))}
          {...form.field('kind')}
        />
      </Field>
      <Field label="多少" optional {...form.field('quantity')}>
        <NumberInput unit="" decimals={3} {...form.field('quantity')} />
      </Field>
      <Field label="情况" {...form.field('text')}>
        <TextArea {...form.field('text')} maxLength={500} />
      </Field>
      {form.failure && <ErrorNotice message={form.failure} />}
    </FormDialog>
  )
}
