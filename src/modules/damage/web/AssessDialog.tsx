import { formatFen } from '../../../kernel/pure/money.ts'
import { useCommand, useRead } from '../../../web/api.ts'
import { FormDialog } from '../../../web/ui/feedback/FormDialog.tsx'
import { ErrorNotice } from '../../../web/ui/feedback/Notices.tsx'
import { toast } from '../../../web/ui/feedback/toast.ts'
import { ChoiceInput } from '../../../web/ui/form/choices.tsx'
import { Field } from '../../../web/ui/form/Field.tsx'
import { MoneyInput, TextArea, TextInput } from '../../../web/ui/form/inputs.tsx'
import { useForm } from '../../../web/ui/form/use-form.ts'
import { damage } from '../contract.ts'
import { amountOf, INTENTS, LIABLE_KINDS } from '../rules.ts'
import type { Case } from './DamageSlip.tsx'

const choices = (map: Record<string, string>) =>
  Object.entries(map).map(([value, label]) => ({ value, label }))

/** Who answers, and how much: by the price of the day, or an amount with its basis. */
export function AssessDialog({ row, onClose }: { row: Case; onClose: () => void }) {
  const assess = useCommand(damage.assess)
  const prices = useRead(damage.prices, { on: row.occurredOn })
  const price = prices.data?.rows.find(p => p.item === row.item)
  const form = useForm({
    start: {
      intent: row.intent === 'unknown' ? 'careless' : row.intent,
      liableKind: row.liableKind === 'unknown' ? 'person' : row.liableKind,
      liableName: row.liableName,
      unitText: row.unitText,
      // A class or a room pays as one until its pupils are named.
      sharers:
        row.shares.length > 1
          ? row.shares.map(s => s.name).join('、')
          : ['class', 'room'].includes(row.liableKind)
            ? row.liableName || row.unitText
            : '',
      amountFen: undefined as number | undefined,
      basis: '',
    },
    check: v => ({
      ...(v.liableKind !== 'person' || v.liableName.trim() ? {} : { liableName: '请填责任人姓名' }),
      ...(v.liableKind === 'person' || v.sharers.trim()
        ? {}
        : { sharers: '请列出分摊的人或班级，用顿号隔开' }),
      ...(price || v.amountFen ? {} : { amountFen: `“${row.item}”没有公布价格，请填金额和依据` }),
    }),
    send: async v => {
      await assess.mutateAsync({
        id: row.id,
        version: row.version,
        intent: v.intent,
        liableKind: v.liableKind,
        liableName: v.liableName,
        unitText: v.unitText,
        sharers: v.liableKind === 'person' ? [] : v.sharers.split(/[、,，;；\s]+/).filter(Boolean),
        ...(v.amountFen === undefined ? {} : { amountFen: v.amountFen }),
        basis: v.basis,
      })
      toast.ok('已核定，可以发通知了')
      onClose()
    },
  })
  const byPerson = form.values.liableKind === 'person'
  return (
    <FormDialog
      open
      title={`核定 · ${row.no}`}
      ok="核定"
      busy={form.busy}
      onOk={() => void form.submit()}
      onClose={onClose}
    >
      <Field label="性质" {...form.field('intent')}>
        <ChoiceInput
          options={choices(INTENTS)}
          {...form.field('intent')}
          onChange={v => form.set('intent', v as 'careless')}
        />
      </Field>
      <Field label="由谁赔" {...form.field('liableKind')}>
        <ChoiceInput
          options={choices(LIABLE_KINDS)}
          {...form.field('liableKind')}
          onChange={v => form.set('liableKind', v as 'person')}
        />
      </Field>
      {byPerson ? (
        <Field label="责任人" {...form.field('liableName')}>
          <TextInput {...form.field('liableName')} maxLength={60} />
        </Field>
      ) : (
        <Field label="分摊人" hint="用顿号隔开；平均分摊，零头记在前面的人" {...form.field('sharers')}>
          <TextArea {...form.field('sharers')} placeholder="1号床、2号床、3号床、4号床" />
        </Field>
      )}
      <Field label="班级或寝室" optional {...form.field('unitText')}>
        <TextInput {...form.field('unitText')} maxLength={100} />
      </Field>
      <Field
        label="金额"
        optional={Boolean(price)}
        hint={
          price
            ? `不填就按价目：${formatFen(price.priceFen)}/${price.measure} × ${row.quantity} = ${formatFen(amountOf(price.priceFen, row.quantity))}`
            : undefined
        }
        {...form.field('amountFen')}
      >
        <MoneyInput {...form.field('amountFen')} />
      </Field>
      <Field label="依据" optional {...form.field('basis')}>
        <TextInput {...form.field('basis')} placeholder="学校公物赔偿价目" maxLength={500} />
      </Field>
      {form.failure && <ErrorNotice message={form.failure} />}
    </FormDialog>
  )
}
