import { useState } from 'react'
import { useCommand, useRead } from '../../../web/api.ts'
import { go } from '../../../web/app/go.ts'
import { Button } from '../../../web/ui/base/Button.tsx'
import { confirm } from '../../../web/ui/feedback/confirm.ts'
import { FormDialog } from '../../../web/ui/feedback/FormDialog.tsx'
import { toast } from '../../../web/ui/feedback/toast.ts'
import { ChoiceInput } from '../../../web/ui/form/choices.tsx'
import { Field } from '../../../web/ui/form/Field.tsx'
import { TextInput } from '../../../web/ui/form/inputs.tsx'
import { SavedViews } from '../../../web/ui/list/SavedViews.tsx'
import { register } from '../contract.ts'

export interface ViewTabsProps {
  /** Which list: 'repair', 'damage'. */
  register: string
  /** Path of the list page, without its query. */
  path: string
  /** The list's present query string: filters, columns, order. */
  query: string
}

const WHO = [
  { value: 'mine', label: '只有我看' },
  { value: 'shared', label: '大家都能看' },
]

/** The saved views of a list page: its address under a name, for oneself or for the team. */
export function ViewTabs({ register: list, path, query }: ViewTabsProps) {
  const views = useRead(register.views, { register: list })
  const save = useCommand(register.saveView)
  const remove = useCommand(register.deleteView)
  const [naming, setNaming] = useState(false)
  const [name, setName] = useState('')
  const [who, setWho] = useState('mine')
  const bare = query.replace(/^\?/, '')
  const known = views.data?.views ?? []
  const current = known.find(view => view.query === bare)

  const keep = (): void =>
    save.mutate(
      { register: list, name, query: bare, shared: who === 'shared' },
      {
        onSuccess: () => {
          setNaming(false)
          setName('')
          toast.ok(`视图“${name}”存好了`)
        },
        onError: error => toast.fail(error.message),
      },
    )
  const drop = async (): Promise<void> => {
    if (!current) return
    const sure = await confirm({
      title: `删除视图“${current.name}”？`,
      body: '只删除这个视图，记录都在。',
      ok: '删除',
    })
    if (sure) remove.mutate({ id: current.id }, { onError: error => toast.fail(error.message) })
  }
  return (
    <div className="zw-view-tabs">
      <SavedViews
        views={known.map(view => ({
          key: view.id,
          name: view.name,
          href: view.query ? `${path}?${view.query}` : path,
          shared: view.shared,
        }))}
        current={current?.id}
        onGo={view => go(view.href)}
        onSave={current || bare === '' ? undefined : () => setNaming(true)}
      />
      {current?.mine && (
        <Button kind="quiet" onClick={() => void drop()}>
          删除这个视图
        </Button>
      )}
      <FormDialog
        open={naming}
        title="存下这个视图"
        ok="存下"
        busy={save.isPending}
        onOk={keep}
        onClose={() => setNaming(false)}
      >
        <Field id="view-name" label="名称" hint="例如：电工未完成的" error={save.error?.fields.name}>
          <TextInput value={name} onChange={setName} maxLength={30} />
        </Field>
        <Field id="view-who" label="谁能看">
          <ChoiceInput value={who} options={WHO} onChange={value => setWho(value ?? 'mine')} />
        </Field>
      </FormDialog>
    </div>
  )
}
