import { useState } from 'react'
import { type Answer, useCommand, useRead } from '../../../../web/api.ts'
import { Button } from '../../../../web/ui/base/Button.tsx'
import { toast } from '../../../../web/ui/feedback/toast.ts'
import { SelectInput } from '../../../../web/ui/form/choices.tsx'
import { Field } from '../../../../web/ui/form/Field.tsx'
import { TextInput } from '../../../../web/ui/form/inputs.tsx'
import type { Column } from '../../../../web/ui/list/columns.ts'
import { DataTable } from '../../../../web/ui/list/DataTable.tsx'
import { contract } from '../../contract.ts'
import { SendForm } from '../order/SendForm.tsx'

const { operations } = contract
type Synonym = Answer<typeof operations.synonyms>['rows'][number]

/** What people call things, as learned from imports and from the office: 下水慢 → 疏通地漏. */
export function Synonyms() {
  const read = useRead(operations.synonyms, {})
  const forget = useCommand(operations.forgetSynonym)
  const learn = useCommand(operations.learnSynonym)
  const [asked, setAsked] = useState(false)
  const drop = (row: Synonym): void =>
    forget.mutate(
      { id: row.id },
      {
        onSuccess: () =>
          void toast.undo(`不再把“${row.text}”当作${row.itemName}`, () =>
            learn.mutate({ text: row.text, itemCode: row.itemCode }),
          ),
        onError: error => void toast.fail(error.message),
      },
    )
  const columns: Column<Synonym>[] = [
    { key: 'text', title: '别人这样说', always: true, render: row => `“${row.text}”` },
    { key: 'item', title: '就是', render: row => <b>{row.itemName}</b> },
    { key: 'trade', title: '工种', width: '8em', render: row => row.trade },
    {
      key: 'do',
      title: '',
      width: '5em',
      always: true,
      render: row => (
        <Button kind="quiet" onClick={() => drop(row)}>
          忘掉
        </Button>
      ),
    },
  ]
  return (
    <section>
      <div className="zw-setup-head">
        <h2>学到的说法</h2>
        <Button onClick={() => setAsked(true)}>教一个说法</Button>
      </div>
      <DataTable
        label="学到的说法"
        rows={read.data?.rows}
        rowKey={row => row.id}
        columns={columns}
        density="dense"
        empty="还没有。导入登记簿时回答过的问题会记在这里，下次不用再问。"
        error={read.error ? { message: read.error.message, onRetry: () => void read.refetch() } : undefined}
      />
      {asked && <LearnForm onClose={() => setAsked(false)} />}
    </section>
  )
}

function LearnForm({ onClose }: { onClose: () => void }) {
  const catalogue = useRead(operations.catalogue, {})
  const [text, setText] = useState('')
  const [item, setItem] = useState<string>()
  return (
    <SendForm
      operation={operations.learnSynonym}
      title="教一个说法"
      ok="记住"
      make={() => (text.trim() && item ? { text, itemCode: item } : '说法和项目都要写。')}
      told={() => `记住了：“${text}”`}
      onClose={onClose}
    >
      <Field id="learn-text" label="别人这样说">
        <TextInput value={text} onChange={setText} maxLength={60} placeholder="例如：下水慢" />
      </Field>
      <Field id="learn-item" label="就是">
        <SelectInput
          value={item}
          onChange={setItem}
          options={(catalogue.data?.trades ?? []).flatMap(t =>
            t.items.map(i => ({ value: i.code, label: i.name, note: t.name })),
          )}
        />
      </Field>
    </SendForm>
  )
}
