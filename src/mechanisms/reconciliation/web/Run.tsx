import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { formatFen } from '../../../kernel/pure/money.ts'
import { type CallError, download, moreOf, useCommand, usePages } from '../../../web/api.ts'
import { useSession } from '../../../web/session.tsx'
import { PrintHead, SignatureBoxes } from '../../../web/ui/document/PrintParts.tsx'
import { askReason } from '../../../web/ui/feedback/confirm.ts'
import { Empty, Notice } from '../../../web/ui/feedback/Notices.tsx'
import { toast } from '../../../web/ui/feedback/toast.ts'
import { DataTable } from '../../../web/ui/list/DataTable.tsx'
import { FilterBar } from '../../../web/ui/list/FilterBar.tsx'
import { ListFrame } from '../../../web/ui/list/ListFrame.tsx'
import { useListPrefs } from '../../../web/ui/list/list-prefs.ts'
import { useQuery } from '../../../web/use-query.ts'
import { reconciliation } from '../contract.ts'
import { ExplainDialog } from './ExplainDialog.tsx'
import { type Difference, DifferenceCard, runColumns } from './run-columns.tsx'
import { standingText } from './standing.ts'

/** Both sides beside one another, what was said about each difference, and what may be done about it. */
export default function Run() {
  const { id } = useParams({ strict: false }) as { id: string }
  const session = useSession()
  const query = useQuery()
  const prefs = useListPrefs('reconciliation.run')
  const [explaining, setExplaining] = useState<Difference | null>(null)
  const show = query.get('show') === 'all' ? 'all' : 'differences'
  const list = usePages(reconciliation.get, { id, show, limit: 100 })
  const agree = useCommand(reconciliation.agree, { touches: ['ledger'] })
  const sendBack = useCommand(reconciliation.sendBack, { touches: ['ledger'] })
  const fail = (error: CallError): void => void toast.fail(error.message)
  const first = list.first
  const columns = runColumns(first?.side, {
    explain: setExplaining,
    agree: row =>
      agree.mutate(
        { id: row.id, version: row.version },
        { onSuccess: () => void toast.ok('已确认'), onError: fail },
      ),
    sendBack: async row => {
      const reason = await askReason({ title: `退回“${row.label}”的说明？`, ok: '退回' })
      if (reason)
        sendBack.mutate(
          { id: row.id, version: row.version, reason },
          { onSuccess: () => void toast.ok('已退回'), onError: fail },
        )
    },
  })
  return (
    <>
      <ListFrame
        title={first?.side.title ?? '对账结果'}
        note={
          first && (
            <>
              <Link to="/reconciliations/$kind" params={{ kind: first.run.kind } as never}>
                历次对账
              </Link>
              {`　核对到 ${first.run.asAt}，${first.run.who}，共 ${first.run.rowCount} 项，${standingText(first.run.standing)}`}
            </>
          )
        }
        filter={
          <FilterBar
            parts={[
              {
                key: 'show',
                label: '显示',
                pinned: true,
                value: [show],
                options: [
                  { value: 'differences', label: '只看差异' },
                  { value: 'all', label: '全部项目' },
                ],
              },
            ]}
            onChange={(key, value) => query.set({ [key]: value.join(',') })}
            onClear={() => query.set({ show: '' })}
          />
        }
        printHead={
          <PrintHead
            school={session.school.name}
            title={first?.side.title ?? '对账结果'}
            filter={first ? `核对到 ${first.run.asAt}` : ''}
            by={session.name}
          />
        }
        foot={<SignatureBoxes places={['核对', '说明', '确认']} />}
        prefs={prefs}
        columns={columns}
        onExport={() => {
          download(reconciliation.exportRun, { id, show })
            .then(() => toast.ok('表格下载好了'))
            .catch((error: Error) => toast.fail(error.message))
        }}
        onPrint={() => window.print()}
      >
        {first && !first.latest && (
          <Notice tone="waiting">后来又核对过，这里是旧的结果，只能看。请从“历次对账”打开最新一次。</Notice>
        )}
        <DataTable
          label="对账结果"
          rows={list.isPending ? undefined : list.rows}
          rowKey={row => row.id}
          columns={columns}
          chosenColumns={prefs.columns}
          density={prefs.density}
          totals={
            first
              ? {
                  label: '合计（全部项目）',
                  left: formatFen(first.run.leftFen),
                  right: formatFen(first.run.rightFen),
                  difference: formatFen(first.run.leftFen - first.run.rightFen),
                }
              : {}
          }
          empty={<Empty title="两边完全相符" note="没有差异要说明。要看两边各项，把“显示”改成全部项目。" />}
          error={list.error ? { message: list.error.message, onRetry: () => void list.refetch() } : undefined}
          more={moreOf(list)}
          renderCard={row => <DifferenceCard row={row} columns={columns} />}
        />
      </ListFrame>
      {explaining && <ExplainDialog row={explaining} onClose={() => setExplaining(null)} />}
    </>
  )
}
