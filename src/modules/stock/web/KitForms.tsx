import { useNavigate } from '@tanstack/react-router'
import { useCommand, useRead } from '../../../web/api.ts'
import { useSession } from '../../../web/session.tsx'
import {
  DayInput,
  ErrorNotice,
  Field,
  FormDialog,
  SelectInput,
  TextInput,
  toast,
  useForm,
} from '../../../web/ui/index.ts'
import { stock } from '../contract.ts'
import type { Kit } from './KitList.tsx'
import { emptyLine, filled, Lines, type LineValue } from './lines.tsx'

interface KitValues {
  title: string
  classMatch: string
  validFrom: string | undefined
  source: string
  lines: LineValue[]
}

/** A standard, or its next version: the old one ends on the day before. */
export function KitForm({ kit, onClose }: { kit?: Kit; onClose: () => void }) {
  const session = useSession()
  const save = useCommand(stock.saveKit)
  const form = useForm<KitValues>({
    start: {
      title: kit?.title ?? '班级开学物资',
      classMatch: kit?.classMatch ?? '',
      validFrom: session.today,
      source: kit?.source ?? '',
      lines: kit
        ? kit.lines.map((l, i) => ({
            ...emptyLine(i + 1),
            item: { value: l.itemId, label: l.name },
            quantity: l.quantity,
          }))
        : [emptyLine(1)],
    },
    check: (v): Record<string, string> => ({
      ...(v.title.trim() ? {} : { title: '请填标准名称' }),
      ...(v.validFrom ? {} : { validFrom: '请选从哪天起' }),
      ...(filled(v.lines).length > 0 ? {} : { lines: '请至少写一样' }),
    }),
    send: async v => {
      const made = await save.mutateAsync({
        title: v.title,
        classMatch: v.classMatch,
        validFrom: v.validFrom as string,
        source: v.source,
        lines: filled(v.lines).map(({ itemId, quantity }) => ({ itemId, quantity })),
      })
      toast.ok(`已定，第 ${made.versionNo} 版`)
      onClose()
    },
  })
  return (
    <FormDialog
      open
      title={kit ? `改标准 · ${kit.title}` : '定标准'}
      ok="定下来"
      busy={form.busy}
      onOk={() => void form.submit()}
      onClose={onClose}
      width={720}
    >
      <Field label="标准名称" hint="同名的算它的新一版" {...form.field('title')}>
        <TextInput {...form.field('title')} maxLength={40} />
      </Field>
      <Field
        label="给哪些班"
        optional
        hint="写班名里的几个字，例如：高职；不写就是所有班"
        {...form.field('classMatch')}
      >
        <TextInput {...form.field('classMatch')} maxLength={30} />
      </Field>
      <Field label="从哪天起" {...form.field('validFrom')}>
        <DayInput {...form.field('validFrom')} />
      </Field>
      <Field label="依据" optional {...form.field('source')}>
        <TextInput {...form.field('source')} maxLength={100} />
      </Field>
      <Lines lines={form.values.lines} onChange={lines => form.set('lines', lines)} />
      {form.errors.lines && <ErrorNotice message={form.errors.lines} />}
      {form.failure && <ErrorNotice message={form.failure} />}
    </FormDialog>
  )
}

/** A sheet of all classes by the standard that holds on the day. */
export function SheetForm({ onClose }: { onClose: () => void }) {
  const session = useSession()
  const navigate = useNavigate()
  const stores = useRead(stock.stores, {})
  const usual = stores.data?.rows[0]?.id
  const make = useCommand(stock.makeSheet)
  const form = useForm<{ title: string; storeId: string | undefined; day: string | undefined }>({
    start: { title: '开学班级物资', storeId: undefined, day: session.today },
    check: (v): Record<string, string> => ({
      ...(v.title.trim() ? {} : { title: '请填名称' }),
      ...((v.storeId ?? usual) ? {} : { storeId: '请选从哪个仓库发' }),
      ...(v.day ? {} : { day: '请选发放日期' }),
    }),
    send: async v => {
      const made = await make.mutateAsync({
        title: v.title,
        storeId: (v.storeId ?? usual) as string,
        day: v.day as string,
      })
      toast.ok(`已编好，编号 ${made.no}，接下来填各班还有多少`)
      void navigate({ to: `/kits/${made.id}` })
    },
  })
  return (
    <FormDialog
      open
      title="编发放表"
      ok="编表"
      busy={form.busy}
      onOk={() => void form.submit()}
      onClose={onClose}
    >
      <Field label="名称" {...form.field('title')}>
        <TextInput {...form.field('title')} maxLength={60} />
      </Field>
      <Field label="从哪个仓库发" {...form.field('storeId')}>
        <SelectInput
          {...form.field('storeId')}
          value={form.values.storeId ?? usual}
          options={(stores.data?.rows ?? []).map(s => ({ value: s.id, label: s.name }))}
        />
      </Field>
      <Field label="发放日期" {...form.field('day')}>
        <DayInput {...form.field('day')} />
      </Field>
      {form.failure && <ErrorNotice message={form.failure} />}
    </FormDialog>
  )
}
