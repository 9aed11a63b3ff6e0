import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { formatFen } from '../../../kernel/pure/money.ts'
import { type Answer, useCommand, useRead } from '../../../web/api.ts'
import { useSession } from '../../../web/session.tsx'
import {
  Button,
  type Column,
  DataTable,
  ErrorNotice,
  ListFrame,
  Loading,
  PrintHead,
  RowCard,
  SignatureBoxes,
  StateTag,
  toast,
} from '../../../web/ui/index.ts'
import { claim } from '../contract.ts'
import { claimMachine } from '../rules.ts'
import { ClaimPaper, type ClaimShown } from './ClaimPaper.tsx'

type Item = Answer<typeof claim.sample>['items'][number]

/** One sample: its claims, each opened with its whole chain on one page; opening is written down. */
export default function SampleSlip() {
  const { id } = useParams({ strict: false }) as { id: string }
  const session = useSession()
  const one = useRead(claim.sample, { id })
  const look = useCommand(claim.look)
  const [shown, setShown] = useState<ClaimShown>()
  if (one.error) return <ErrorNotice message={one.error.message} onRetry={() => void one.refetch()} />
  const sample = one.data
  if (!sample) return <Loading kind="rows" />
  if (shown)
    return (
      <>
        <p className="zw-no-print">
          <Button onClick={() => setShown(undefined)}>回到样本</Button>
        </p>
        <ClaimPaper row={shown} back={{ href: `/audit-samples/${id}`, title: sample.title }} />
      </>
    )
  const open = (item: Item): void =>
    look.mutate(
      { itemId: item.itemId },
      { onSuccess: row => setShown(row), onError: error => void toast.fail(error.message) },
    )
  return (
    <ListFrame
      title={sample.title}
      note={`付款 ${sample.fromOn} 至 ${sample.toOn}，共 ${sample.population} 张 ${formatFen(sample.populationFen)}，按种子“${sample.seed}”抽 ${sample.items.length} 张。点开就是整条单据链，查阅会留痕。`}
      printHead={<PrintHead school={sample.school} title={`审计抽检 ${sample.no}`} by={session.name} />}
      onPrint={() => window.print()}
      foot={<SignatureBoxes places={['抽检人', '会计', '校长']} />}
    >
      <p className="zw-no-print">
        <Link to={'/audit-samples' as never}>审计抽检</Link>
      </p>
      <DataTable
        label="抽中的报销单"
        rows={sample.items}
        rowKey={item => item.itemId}
        columns={COLUMNS}
        onOpen={open}
        totals={{
          title: `共 ${sample.items.length} 张`,
          amount: formatFen(sample.items.reduce((sum, item) => sum + item.amountFen, 0)),
        }}
        empty="没有抽中的单据。"
        renderCard={item => (
          <RowCard
            title={`${item.seq}. ${item.title}`}
            side={<span className="zw-num">{formatFen(item.amountFen)}</span>}
            meta={<span>{item.lacks.length > 0 ? `缺：${item.lacks.join('、')}` : '单据齐全'}</span>}
          />
        )}
      />
    </ListFrame>
  )
}

const COLUMNS: readonly Column<Item>[] = [
  { key: 'seq', title: '序', always: true, width: 48, render: item => item.seq },
  { key: 'no', title: '报销单', render: item => <span className="zw-num">{item.no}</span> },
  { key: 'title', title: '摘要', always: true, render: item => <b>{item.title}</b> },
  { key: 'payee', title: '收款人', spare: true, render: item => item.payee },
  { key: 'paid', title: '付款', spare: true, render: item => item.paidOn ?? '—' },
  { key: 'amount', title: '金额', figure: true, always: true, render: item => formatFen(item.amountFen) },
  {
    key: 'lacks',
    title: '单据链',
    render: item =>
      item.lacks.length > 0 ? (
        <StateTag tone="late" label={`缺${item.lacks.join('、')}`} />
      ) : (
        <StateTag tone="done" label="齐全" />
      ),
  },
  { key: 'state', title: '状态', render: item => <StateTag {...claimMachine.states[item.state]} /> },
  { key: 'looks', title: '查阅', render: item => item.looks.map(l => l.who).join('、') || '还没看' },
]
