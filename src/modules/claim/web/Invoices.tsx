import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { formatFen } from '../../../kernel/pure/money.ts'
import { register } from '../../../mechanisms/register/contract.ts'
import { ViewTabs } from '../../../mechanisms/register/web/ViewTabs.tsx'
import { type Answer, download, moreOf, useCommand, usePages } from '../../../web/api.ts'
import { useSession } from '../../../web/session.tsx'
import {
  askReason,
  Button,
  ButtonLink,
  type Column,
  DataTable,
  Empty,
  FilterBar,
  type FilterPart,
  filterSentence,
  ListFrame,
  PrintHead,
  RowCard,
  StateTag,
  toast,
  useListPrefs,
} from '../../../web/ui/index.ts'
import { useQuery } from '../../../web/use-query.ts'
import { claim } from '../contract.ts'
import { InvoiceForm } from './InvoiceForm.tsx'

type Row = Answer<typeof claim.invoices>['rows'][number]

const USE = [
  { value: 'loose', label: '还没报销的' },
  { value: 'used', label: '已在报销单上的' },
]

/** Every invoice that ever came in, once. */
export default function Invoices() {
  const session = useSession()
  const navigate = useNavigate()
  const query = useQuery()
  const use = query.get('use')
  const search = query.get('q').slice(0, 60)
  const prefs = useListPrefs('claim.invoices')
  const [adding, setAdding] = useState(false)
  const voidOne = useCommand(claim.voidInvoice)
  const filter = { ...(use ? { loose: use === 'loose' } : {}), ...(search ? { search } : {}) }
  const list = usePages(claim.invoices, { ...filter, limit: 50 })
  const parts: FilterPart[] = [
    { key: 'use', label: '报销', pinned: true, value: use ? [use] : [], options: USE },
  ]
  const words = filterSentence(parts, search)
  const save = (): void => {
    download(claim.exportInvoices, { ...filter, words })
      .then(() => toast.ok('表格下载好了'))
      .catch((error: Error) => toast.fail(error.message))
  }
  const discard = async (row: Row): Promise<void> => {
    const reason = await askReason({ title: `作废发票登记 ${row.number}？`, ok: '作废', danger: true })
    if (reason)
      voidOne.mutate(
        { id: row.id, version: row.version, reason },
        {
          onSuccess: () => void toast.ok('已作废，号码可以重新登记'),
          onError: e => void toast.fail(e.message),
        },
      )
  }
  const voidButton = (row: Row) =>
    row.actions.void?.allowed ? (
      <Button kind="quiet" onClick={() => void discard(row)}>
        作废
      </Button>
    ) : null
  const columns: Column<Row>[] = [...COLUMNS, { key: 'act', title: '办理', width: 80, render: voidButton }]
  return (
    <>
      <ListFrame
        title="发票"
        note="发票号码唯一，一张发票只能报一次；抬头不是学校的不能登记。"
        action={
          session.can(claim.addInvoice) && (
            <>
              <ButtonLink href="/imports/new/invoice">导入</ButtonLink>{' '}
              <Button kind="primary" onClick={() => setAdding(true)}>
                登记发票
              </Button>
            </>
          )
        }
        saved={
          session.can(register.views) && (
            <ViewTabs register="claim.invoices" path="/invoices" query={query.text} />
          )
        }
        filter={
          <FilterBar
            parts={parts}
            onChange={(key, value) => query.set({ [key]: value.join(',') })}
            search={{
              value: search,
              onChange: q => query.set({ q }),
              placeholder: '发票号码、销售方、报销单',
            }}
            onClear={() => query.set({ use: '', q: '' })}
          />
        }
        printHead={
          <PrintHead school={session.school.name} title="发票台账" filter={words} by={session.name} />
        }
        prefs={prefs}
        columns={columns}
        {...(session.can(claim.exportInvoices) ? { onExport: save } : {})}
        onPrint={() => window.print()}
      >
        <DataTable
          label="发票"
          rows={list.isPending ? undefined : list.rows}
          rowKey={row => row.id}
          columns={columns}
          chosenColumns={prefs.columns}
          density={prefs.density}
          onOpen={row =>
            row.claimId
              ? void navigate({ to: '/claims/$id', params: { id: row.claimId } as never })
              : undefined
          }
          totals={
            list.first ? { number: `共 ${list.total} 张`, amount: formatFen(list.first.amountFen) } : {}
          }
          empty={<Empty title="还没有发票" note="收到发票先登记，号码重复、抬头不符会当场指出来。" />}
          error={list.error ? { message: list.error.message, onRetry: () => void list.refetch() } : undefined}
          more={moreOf(list)}
          renderCardActions={voidButton}
          renderCard={row => (
            <RowCard
              title={`${row.sellerName} ${formatFen(row.amountFen)}`}
              side={<Tag row={row} />}
              meta={
                <>
                  <span className="zw-num">{row.number}</span>
                  <span>{row.issuedOn}</span>
                </>
              }
            />
          )}
        />
      </ListFrame>
      {adding && <InvoiceForm onClose={() => setAdding(false)} onMade={() => setAdding(false)} />}
    </>
  )
}

const Tag = ({ row }: { row: Row }) =>
  row.void ? (
    <StateTag tone="off" label="已作废" />
  ) : row.claimNo ? (
    <StateTag tone="done" label={row.claimNo} />
  ) : (
    <StateTag tone="waiting" label="待报销" />
  )

const COLUMNS: readonly Column<Row>[] = [
  {
    key: 'number',
    title: '发票号码',
    always: true,
    width: 220,
    render: row => <span className="zw-num">{row.number}</span>,
  },
  { key: 'code', width: 130, title: '代码', spare: true, render: row => row.code || '—' },
  { key: 'on', width: 110, title: '开票日期', render: row => row.issuedOn },
  { key: 'seller', title: '销售方', always: true, render: row => row.sellerName },
  {
    key: 'amount',
    width: 130,
    title: '价税合计',
    figure: true,
    always: true,
    render: row => formatFen(row.amountFen),
  },
  { key: 'by', width: 90, title: '登记', render: row => row.enteredName },
  { key: 'state', width: 170, title: '报销单', render: row => <Tag row={row} /> },
]
