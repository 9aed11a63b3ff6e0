import { type Answer, useCommand, useRead } from '../../../web/api.ts'
import {
  ErrorNotice,
  Field,
  FormDialog,
  MoneyInput,
  SelectInput,
  TextInput,
  toast,
  useForm,
} from '../../../web/ui/index.ts'
import { budget } from '../contract.ts'
import { CATEGORIES, type Category } from '../rules.ts'

type Line = Answer<typeof budget.lines>['rows'][number]

const OPTIONS = Object.entries(CATEGORIES).map(([value, label]) => ({ value, label }))

/** A line of a budget that is still being drafted. */
export function LineForm({
  year,
  line,
  onClose,
}: {
  year: number
  line: Line | undefined
  onClose: () => void
}) {
  const sources = useRead(budget.sources, {})
  const save = useCommand(budget.saveLine)
  const form = useForm({
    start: {
      sourceId: line?.sourceId as string | undefined,
      code: line?.code ?? '',
      title: line?.title ?? '',
      category: line?.category as string | undefined,
      plannedFen: line?.plannedFen as number | undefined,
      note: line?.note ?? '',
    },
    check: (v): Record<string, string> => ({
      ...(v.sourceId ? {} : { sourceId: '请选经费来源；没有的先登记来源' }),
      ...(v.code.trim() ? {} : { code: `请填编码，例如：${year}-GY-01` }),
      ...(v.title.trim() ? {} : { title: '请填项目名称，例如：办公用品' }),
      ...(v.category ? {} : { category: '请选支出类别' }),
      ...(v.plannedFen === undefined ? { plannedFen: '请填预算数' } : {}),
    }),
    send: async v => {
      await save.mutateAsync({
        ...(line ? { id: line.id, version: line.version } : {}),
        year,
        sourceId: v.sourceId as string,
        code: v.code,
        title: v.title,
        category: v.category as Category,
        plannedFen: v.plannedFen as number,
        note: v.note,
      })
      toast.ok(`${v.title}已保存`)
      onClose()
    },
  })
  return (
    <FormDialog
      open
      title={line ? `修改 ${line.code}` : `添加 ${year} 年预算项目`}
      ok="保存"
      busy={form.busy}
      onOk={() => void form.submit()}
      onClose={onClose}
    >
      <Field label="经费来源" {...form.field('sourceId')}>
        <SelectInput
          options={(sources.data?.rows ?? []).map(s => ({ value: s.id, label: s.title, note: s.purpose }))}
          {...form.field('sourceId')}
        />
      </Field>
      <Field label="编码" {...form.field('code')}>
        <TextInput {...form.field('code')} maxLength={30} />
      </Field>
      <Field label="项目" {...form.field('title')}>
        <TextInput {...form.field('title')} maxLength={60} />
      </Field>
      <Field label="支出类别" {...form.field('category')}>
        <SelectInput options={OPTIONS} {...form.field('category')} />
      </Field>
      <Field label="预算数" {...form.field('plannedFen')}>
        <MoneyInput {...form.field('plannedFen')} />
      </Field>
      <Field label="说明" optional {...form.field('note')}>
        <TextInput {...form.field('note')} maxLength={200} />
      </Field>
      {form.failure && <ErrorNotice message={form.failure} />}
    </FormDialog>
  )
}
