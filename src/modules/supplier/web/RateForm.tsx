import { useCommand } from '../../../web/api.ts'
import {
  ChoiceInput,
  ErrorNotice,
  Field,
  FormDialog,
  TextInput,
  toast,
  useForm,
} from '../../../web/ui/index.ts'
import { supplier } from '../contract.ts'
import { FACTOR_KEYS, FACTORS, type Factor } from '../rules.ts'
import type { Firm } from './FirmForm.tsx'

const MARKS = [
  { value: '5', label: '5 很好' },
  { value: '4', label: '4' },
  { value: '3', label: '3 一般' },
  { value: '2', label: '2' },
  { value: '1', label: '1 很差' },
  { value: '', label: '不评' },
]
const HINTS: Record<Factor, string> = {
  quality: '货真价实、好用耐用',
  quantity: '数量和单子一致',
  time: '按约定的日子送到',
  place: '送到指定的地方',
  price: '和报价、市价相比',
}

/** One delivery, judged by the five factors. */
export function RateForm({ row, onClose }: { row: Firm['deliveryRows'][number]; onClose: () => void }) {
  const rate = useCommand(supplier.rate)
  const text = (mark: number | null): string => (mark === null ? '' : String(mark))
  const form = useForm({
    start: {
      quality: text(row.quality),
      quantity: text(row.quantity),
      time: text(row.time),
      place: text(row.place),
      price: text(row.price),
      note: row.note,
    },
    check: (v): Record<string, string> =>
      FACTOR_KEYS.some(factor => v[factor]) ? {} : { quality: '至少给一项打分' },
    send: async ({ note, ...marks }) => {
      const mark = (factor: Factor): number | null => (marks[factor] ? Number(marks[factor]) : null)
      await rate.mutateAsync({
        id: row.id,
        version: row.version,
        quality: mark('quality'),
        quantity: mark('quantity'),
        time: mark('time'),
        place: mark('place'),
        price: mark('price'),
        note,
      })
      toast.ok('评分已保存')
      onClose()
    },
  })
  return (
    <FormDialog
      open
      title={`供货评分 · ${row.documentNo}`}
      ok="保存评分"
      busy={form.busy}
      onOk={() => void form.submit()}
      onClose={onClose}
      width={620}
    >
      {FACTOR_KEYS.map(factor => (
        <Field key={factor} label={FACTORS[factor]} hint={HINTS[factor]} {...form.field(factor)}>
          <ChoiceInput options={MARKS} {...form.field(factor)} onChange={v => form.set(factor, v ?? '')} />
        </Field>
      ))}
      <Field label="说明" optional {...form.field('note')}>
        <TextInput {...form.field('note')} maxLength={300} />
      </Field>
      {form.failure && <ErrorNotice message={form.failure} />}
    </FormDialog>
  )
}
