import { useState } from 'react'
import { formatFen } from '../../../kernel/pure/money.ts'
import { type Answer, useCommand, useRead } from '../../../web/api.ts'
import { useSession } from '../../../web/session.tsx'
import { Button } from '../../../web/ui/base/Button.tsx'
import { PrintHead } from '../../../web/ui/document/PrintParts.tsx'
import { FormDialog } from '../../../web/ui/feedback/FormDialog.tsx'
import { ErrorNotice } from '../../../web/ui/feedback/Notices.tsx'
import { toast } from '../../../web/ui/feedback/toast.ts'
import { Field } from '../../../web/ui/form/Field.tsx'
import { DayInput, MoneyInput, TextInput } from '../../../web/ui/form/inputs.tsx'
import { useForm } from '../../../web/ui/form/use-form.ts'
import type { Column } from '../../../web/ui/list/columns.ts'
import { DataTable } from '../../../web/ui/list/DataTable.tsx'
import { ListFrame } from '../../../web/ui/list/ListFrame.tsx'
import { damage } from '../contract.ts'

type Price = Answer<typeof damage.prices>['rows'][number]

/** The published price table, with the prices of earlier days where asked. */
export default function PriceTable() {
  const session = useSession()
  const [history, setHistory] = useState(false)
  const [setting, setSetting] = useState<Price | 'new' | null>(null)
  const prices = useRead(damage.prices, { history })
  const may = session.can(damage.setPrice)
  return (
    <>
      <ListFrame
        title="赔偿价目"
        note="公布后照此赔偿。改价不改旧账：每件按损坏当天的价。"
        action={
          may && (
            <Button kind="primary" onClick={() => setSetting('new')}>
              定价
            </Button>
          )
        }
        filter={
          <Button kind="quiet" onClick={() => setHistory(!history)}>
            {history ? '只看现行的' : '连同以前的价'}
          </Button>
        }
        printHead={<PrintHead school={session.school.name} title="公物损坏赔偿价目" by={session.name} />}
        onPrint={() => window.print()}
      >
        <DataTable
          label="赔偿价目"
          rows={prices.data?.rows}
          rowKey={row => row.id}
          columns={COLUMNS}
          {...(may ? { onOpen: (row: Price) => setSetting(row) } : {})}
          empty="还没有公布价目。定了价，登记损坏时金额就会自动算出。"
          error={
            prices.error ? { message: prices.error.message, onRetry: () => void prices.refetch() } : undefined
          }
        />
      </ListFrame>
      {setting && (
        <SetPrice from={setting === 'new' ? undefined : setting} onClose={() => setSetting(null)} />
      )}
    </>
  )
}

const COLUMNS: readonly Column<Price>[] = [
  { key: 'item', title: '物品', render: row => <b>{row.item}</b>, always: true },
  { key: 'price', title: '单价', figure: true, render: row => `${formatFen(row.priceFen)}/${row.measure}` },
  { key: 'from', title: '生效', render: row => row.validFrom },
  { key: 'to', title: '止', render: row => row.validTo ?? '现行' },
  { key: 'source', title: '依据', render: row => row.source || '—' },
]

function SetPrice({ from, onClose }: { from: Price | undefined; onClose: () => void }) {
  const session = useSession()
  const set = useCommand(damage.setPrice)
  const form = useForm({
    start: {
      item: from?.item ?? '',
      measure: from?.measure ?? '件',
      priceFen: from?.priceFen as number | undefined,
      source: '',
      validFrom: session.today as string | undefined,
    },
    check: v => ({
      ...(v.item.trim() ? {} : { item: '请写物品名称' }),
      ...(v.priceFen ? {} : { priceFen: '请填单价' }),
      ...(v.validFrom ? {} : { validFrom: '请选生效日期' }),
    }),
    send: async v => {
      await set.mutateAsync({
        item: v.item,
        measure: v.measure || '件',
        priceFen: v.priceFen as number,
        source: v.source,
        validFrom: v.validFrom as string,
      })
      toast.ok(`${v.item}从 ${v.validFrom} 起按新价赔偿`)
      onClose()
    },
  })
  return (
    <FormDialog
      open
      title={from ? `${from.item}定新价` : '定价'}
      ok="公布"
      busy={form.busy}
      onOk={() => void form.submit()}
      onClose={onClose}
    >
      <Field label="物品" {...form.field('item')}>
        <TextInput {...form.field('item')} maxLength={60} />
      </Field>
      <Field label="量词" {...form.field('measure')}>
        <TextInput {...form.field('measure')} maxLength={10} />
      </Field>
      <Field label="单价" {...form.field('priceFen')}>
        <MoneyInput {...form.field('priceFen')} />
      </Field>
      <Field label="依据" optional hint="哪份文件公布的" {...form.field('source')}>
        <TextInput {...form.field('source')} maxLength={200} />
      </Field>
      <Field label="从哪天起" {...form.field('validFrom')}>
        <DayInput {...form.field('validFrom')} />
      </Field>
      {form.failure && <ErrorNotice message={form.failure} />}
    </FormDialog>
  )
}
