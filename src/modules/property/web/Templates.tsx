import { useState } from 'react'
import { type Answer, useCommand, useRead } from '../../../web/api.ts'
import { Button, ButtonLink, ErrorNotice, Loading, toast } from '../../../web/ui/index.ts'
import { property } from '../contract.ts'
import { SHEET_KINDS } from '../rules.ts'
import { LineRows, type Row, rowsFrom, tidyRows } from './LineRows.tsx'
import './property.css'

type Template = Answer<typeof property.templates>['rows'][number]

/** What a class, dormitory room, special room or office usually holds: the beginning of a first registration. */
export default function Templates() {
  const all = useRead(property.templates, {})
  if (all.error) return <ErrorNotice message={all.error.message} onRetry={() => void all.refetch()} />
  if (!all.data) return <Loading kind="rows" />
  return (
    <section className="zw-property-edit" aria-label="登记样表">
      <header>
        <h1>登记样表</h1>
        <p className="zw-muted">
          第一次登记按样表带出，以后按上学期的登记带出。
          <ButtonLink kind="quiet" href="/property">
            回到进度
          </ButtonLink>
        </p>
      </header>
      {all.data.rows.map(template => (
        <One key={`${template.kind}${template.version}`} template={template} mayEdit={all.data.mayEdit} />
      ))}
    </section>
  )
}

function One({ template, mayEdit }: { template: Template; mayEdit: boolean }) {
  const [rows, setRows] = useState<readonly Row[] | null>(null)
  const [problem, setProblem] = useState('')
  const save = useCommand(property.saveTemplate)
  const send = (): void => {
    const { lines, wrong } = tidyRows(rows ?? [])
    setProblem(wrong)
    if (wrong) return
    save.mutate(
      {
        kind: template.kind,
        version: template.version,
        lines: lines.map(({ name, measure, quantity }) => ({ name, measure, quantity })),
      },
      { onSuccess: () => void toast.ok(`${SHEET_KINDS[template.kind]}样表已保存`) },
    )
  }
  return (
    <section className="zw-property-template">
      <h2>
        {SHEET_KINDS[template.kind]}
        {!template.own && <small className="zw-muted">通用样表，本校还没有改过</small>}
      </h2>
      {rows ? (
        <>
          <LineRows rows={rows} onChange={setRows} />
          {(problem || save.error) && <ErrorNotice message={problem || (save.error?.message ?? '')} />}
          <footer className="zw-property-foot">
            <Button onClick={() => setRows(null)}>先不</Button>
            <Button kind="primary" busy={save.isPending} onClick={send}>
              保存
            </Button>
          </footer>
        </>
      ) : (
        <p>
          {template.lines.map(line => `${line.name} ${line.quantity}${line.measure}`).join('、')}
          {mayEdit && (
            <Button kind="quiet" onClick={() => setRows(rowsFrom(template.lines))}>
              修改
            </Button>
          )}
        </p>
      )}
    </section>
  )
}
