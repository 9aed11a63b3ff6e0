import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { formatFen } from '../../../kernel/pure/money.ts'
import { type Answer, useRead } from '../../../web/api.ts'
import { useSession } from '../../../web/session.tsx'
import {
  Button,
  type Column,
  DataTable,
  Empty,
  ListFrame,
  PrintHead,
  RowCard,
} from '../../../web/ui/index.ts'
import { claim } from '../contract.ts'
import './claim.css'
import { BookDialog, PayDialog } from './MoneyDialogs.tsx'

type Row = Answer<typeof claim.list>['rows'][number]

/** What is to be paid (the cashier's) and what is to be booked (the accountant's), by different hands. */
export default function PayDesk() {
  const session = useSession()
  const navigate = useNavigate()
  const [at, setAt] = useState<{ id: string; what: 'pay' | 'book' } | null>(null)
  const toPay = useRead(claim.list, { states: ['approved'], limit: 100 })
  const toBook = useRead(claim.list, { states: ['paid'], limit: 100 })
  const open = (row: Row): void => void navigate({ to: '/claims/$id', params: { id: row.id } as never })
  const table = (what: 'pay' | 'book', rows: readonly Row[] | undefined, error: Error | null) => {
    const may = session.can(what === 'pay' ? claim.pay : claim.book)
    const button = (row: Row) =>
      may ? (
        <Button kind="primary" onClick={() => setAt({ id: row.id, what })}>
          {what === 'pay' ? '付款' : '记账'}
        </Button>
      ) : null
    const columns: Column<Row>[] = [
      ...COLUMNS,
      ...(may ? [{ key: 'act', title: '办理', always: true, width: 100, render: button }] : []),
    ]
    return (
      <DataTable
        label={what === 'pay' ? '待付款' : '待记账'}
        rows={rows}
        rowKey={row => row.id}
        columns={columns}
        onOpen={open}
        totals={{
          title: `共 ${rows?.length ?? 0} 张`,
          amount: formatFen((rows ?? []).reduce((sum, row) => sum + row.amountFen, 0)),
        }}
        empty={
          <Empty
            title={what === 'pay' ? '没有要付的款' : '没有要记的账'}
            note={what === 'pay' ? '三人签字并批准的报销单会排在这里。' : '出纳付款以后，由会计在这里记账。'}
          />
        }
        error={error ? { message: error.message, onRetry: () => undefined } : undefined}
        {...(may ? { renderCardActions: button } : {})}
        renderCard={row => (
          <RowCard
            title={`${row.payee} ${formatFen(row.amountFen)}`}
            meta={
              <>
                <span>{row.no}</span>
                <span>{row.title}</span>
              </>
            }
          />
        )}
      />
    )
  }
  return (
    <>
      <ListFrame
        title="付款台"
        note="出纳付款，会计记账，同一张单不能是一个人。"
        printHead={<PrintHead school={session.school.name} title="待付款清单" by={session.name} />}
        onPrint={() => window.print()}
      >
        <h2 className="zw-desk-head">待付款</h2>
        {table('pay', toPay.data?.rows, toPay.error)}
        <h2 className="zw-desk-head">待记账</h2>
        {table('book', toBook.data?.rows, toBook.error)}
      </ListFrame>
      {at && <AtDesk id={at.id} what={at.what} onClose={() => setAt(null)} />}
    </>
  )
}

function AtDesk({ id, what, onClose }: { id: string; what: 'pay' | 'book'; onClose: () => void }) {
  const one = useRead(claim.get, { id })
  if (!one.data) return null
  return what === 'pay' ? (
    <PayDialog row={one.data} onClose={onClose} />
  ) : (
    <BookDialog row={one.data} onClose={onClose} />
  )
}

const COLUMNS: readonly Column<Row>[] = [
  {
    key: 'no',
    title: '编号',
    always: true,
    width: 160,
    render: row => <span className="zw-num">{row.no}</span>,
  },
  { key: 'title', title: '摘要', render: row => row.title },
  { key: 'payee', title: '收款人', always: true, width: 220, render: row => <b>{row.payee}</b> },
  {
    key: 'signed',
    title: '三人签字',
    width: 190,
    render: row => [row.handlerName, row.acceptorName, row.auditorName].join('、'),
  },
  { key: 'paid', title: '付款日期', width: 110, render: row => row.paidOn ?? '—' },
  {
    key: 'amount',
    title: '金额',
    figure: true,
    always: true,
    width: 130,
    render: row => formatFen(row.amountFen),
  },
]
