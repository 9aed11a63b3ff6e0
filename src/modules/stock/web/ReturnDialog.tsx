import { useCommand } from '../../../web/api.ts'
import {
  ErrorNotice,
  Field,
  FormDialog,
  NumberInput,
  TextInput,
  toast,
  useForm,
} from '../../../web/ui/index.ts'
import { stock } from '../contract.ts'
import { minus } from '../rules.ts'
import type { StockDocument } from './DocumentSlip.tsx'

/** What was issued and not used goes back on the shelf. */
export function ReturnDialog({ paper, onClose }: { paper: StockDocument; onClose: () => void }) {
  const give = useCommand(stock.giveIn)
  const rows = paper.rows
    .map(row => ({ ...row, left: minus(row.quantity, row.returned) }))
    .filter(r => r.left > 0)
  const form = useForm<Record<string, number | string | undefined>>({
    start: { reason: '' },
    check: (v): Record<string, string> => ({
      ...(String(v.reason ?? '').trim() ? {} : { reason: '请写明为什么退，例如：多领了' }),
    }),
    send: async v => {
      const lines = rows.flatMap(r => {
        const quantity = Number(v[r.id] ?? 0)
        const damaged = Math.min(quantity, Number(v[`bad${r.id}`] ?? 0))
        return quantity > 0 ? [{ lineId: r.id, quantity, damaged }] : []
      })
      if (lines.length === 0) throw new Error('还没有填退多少。请至少填一样。')
      const made = await give.mutateAsync({
        id: paper.id,
        version: paper.version,
        lines,
        reason: String(v.reason),
      })
      toast.ok(
        made.lossId
          ? `已退库，单号 ${made.no}；坏的已报损 ${made.lossNo}，等批准`
          : `已退库，单号 ${made.no}`,
      )
      onClose()
    },
  })
  return (
    <FormDialog
      open
      title={`退库 · ${paper.no}`}
      ok="退库"
      busy={form.busy}
      onOk={() => void form.submit()}
      onClose={onClose}
    >
      {rows.map(row => (
        <div key={row.id} className="zw-stock-pair">
          <Field label={row.name} hint={`还能退 ${row.left}${row.measure}`} id={row.id}>
            <NumberInput
              id={row.id}
              unit={row.measure}
              min={0}
              max={row.left}
              value={form.values[row.id] as number | undefined}
              onChange={quantity => form.set(row.id, quantity)}
            />
          </Field>
          <Field label="其中坏的" hint="坏的随即报损" optional id={`bad${row.id}`}>
            <NumberInput
              id={`bad${row.id}`}
              unit={row.measure}
              min={0}
              max={Number(form.values[row.id] ?? 0)}
              value={form.values[`bad${row.id}`] as number | undefined}
              onChange={damaged => form.set(`bad${row.id}`, damaged)}
            />
          </Field>
        </div>
      ))}
      <Field label="为什么退" {...form.field('reason')}>
        <TextInput
          id={form.field('reason').id}
          value={String(form.values.reason ?? '')}
          onChange={reason => form.set('reason', reason)}
          placeholder="多领了，或领回去发现是坏的"
          maxLength={100}
        />
      </Field>
      {form.failure && <ErrorNotice message={form.failure} />}
    </FormDialog>
  )
}
