import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { formatFen } from '../../../kernel/pure/money.ts'
import { type Answer, moreOf, useCommand, usePages } from '../../../web/api.ts'
import { useSession } from '../../../web/session.tsx'
import { Button } from '../../../web/ui/base/Button.tsx'
import { FormDialog } from '../../../web/ui/feedback/FormDialog.tsx'
import { Empty, ErrorNotice } from '../../../web/ui/feedback/Notices.tsx'
import { Field } from '../../../web/ui/form/Field.tsx'
import { DayInput } from '../../../web/ui/form/inputs.tsx'
import { useForm } from '../../../web/ui/form/use-form.ts'
import { RowCard } from '../../../web/ui/list/CardRows.tsx'
import type { Column } from '../../../web/ui/list/columns.ts'
import { DataTable } from '../../../web/ui/list/DataTable.tsx'
import { ListFrame } from '../../../web/ui/list/ListFrame.tsx'
import { useListPrefs } from '../../../web/ui/list/list-prefs.ts'
import { StateTag } from '../../../web/ui/marks/StateTag.tsx'
import { useQuery } from '../../../web/use-query.ts'
import { reconciliation } from '../contract.ts'
import { standingTag, standingText } from './standing.ts'

type Row = Answer<typeof reconciliation.list>['rows'][number]

/** One comparison over time, newest first. */
export default function Runs() {
  const { kind } = useParams({ strict: false }) as { kind: string }
  const session = useSession()
  const navigate = useNavigate()
  const query = useQuery()
  const prefs = useListPrefs('reconciliation.runs')
  const [asking, setAsking] = useState(query.get('asAt') !== '')
  const list = usePages(reconciliation.list, { kind, limit: 50 })
  const side = list.first?.side
  const open = (id: string): void =>
    void navigate({ to: '/reconciliations/runs/$id', params: { id } as never })
  return (
    <>
      <ListFrame
        title={side?.title ?? '对账'}
        note={
          <>
            <Link to="/reconciliations">对账</Link>
            {side?.about ? `　${side.about}` : ''}
          </>
        }
        action={
          session.can(reconciliation.run) && (
            <Button kind="primary" onClick={() => setAsking(true)}>
              核对
            </Button>
          )
        }
        prefs={prefs}
        columns={COLUMNS}
        onPrint={() => window.print()}
      >
        <DataTable
          label="历次对账"
          rows={list.isPending ? undefined : list.rows}
          rowKey={row => row.id}
          columns={COLUMNS}
          chosenColumns={prefs.columns}
          density={prefs.density}
          onOpen={row => open(row.id)}
          empty={<Empty title="还没有核对过" note="点“核对”，两边马上各算一遍。" />}
          error={list.error ? { message: list.error.message, onRetry: () => void list.refetch() } : undefined}
          more={moreOf(list)}
          renderCard={row => (
            <RowCard
              title={`核对到 ${row.asAt}`}
              side={<StateTag {...standingTag(row)} />}
              meta={<span>{standingText(row.standing)}</span>}
            />
          )}
        />
      </ListFrame>
      {asking && (
        <RunDialog
          kind={kind}
          asAt={query.get('asAt') || session.today}
          onClose={() => setAsking(false)}
          onDone={open}
        />
      )}
    </>
  )
}

function RunDialog(props: { kind: string; asAt: string; onClose: () => void; onDone: (id: string) => void }) {
  const run = useCommand(reconciliation.run, { touches: ['ledger'] })
  const form = useForm({
    start: { asAt: props.asAt as string | undefined },
    check: (v): Record<string, string> => (v.asAt ? {} : { asAt: '请选日期' }),
    send: async v => props.onDone((await run.mutateAsync({ kind: props.kind, asAt: v.asAt as string })).id),
  })
  return (
    <FormDialog
      open
      title="核对"
      ok="核对"
      busy={form.busy}
      onOk={() => void form.submit()}
      onClose={props.onClose}
    >
      <Field label="核对到" hint="结账用的要核对到月末那天" {...form.field('asAt')}>
        <DayInput {...form.field('asAt')} />
      </Field>
      {form.failure && <ErrorNotice message={form.failure} />}
    </FormDialog>
  )
}

const COLUMNS: readonly Column<Row>[] = [
  { key: 'asAt', title: '核对到', always: true, width: 130, render: row => row.asAt },
  { key: 'state', title: '情况', width: 140, render: row => <StateTag {...standingTag(row)} /> },
  { key: 'differences', title: '差异', render: row => standingText(row.standing) },
  { key: 'left', title: '左边合计', figure: true, width: 160, render: row => formatFen(row.leftFen) },
  { key: 'right', title: '右边合计', figure: true, width: 160, render: row => formatFen(row.rightFen) },
  { key: 'who', title: '核对人', width: 110, render: row => row.who },
]
