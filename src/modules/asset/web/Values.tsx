import { useState } from 'react'
import { formatFen } from '../../../kernel/pure/money.ts'
import { type Answer, useCommand, useRead } from '../../../web/api.ts'
import { useSession } from '../../../web/session.tsx'
import {
  Button,
  type Column,
  confirm,
  DataTable,
  Empty,
  ErrorNotice,
  Loading,
  Notice,
  PrintHead,
  toast,
} from '../../../web/ui/index.ts'
import { asset } from '../contract.ts'
import './asset.css'

type Sum = Answer<typeof asset.summary>['rows'][number]
type Run = Answer<typeof asset.depreciation>['runs'][number]

/** What the assets are worth by category, and depreciation month by month. */
export default function Values() {
  const session = useSession()
  const sums = useRead(asset.summary, {})
  const runs = useRead(asset.depreciation, {})
  const charge = useCommand(asset.depreciate)
  const [busy, setBusy] = useState(false)
  const error = sums.error ?? runs.error
  if (error) return <ErrorNotice message={error.message} onRetry={() => void runs.refetch()} />
  if (!sums.data || !runs.data) return <Loading kind="rows" />
  const { next } = runs.data
  const run = async (): Promise<void> => {
    const sure = await confirm({
      title: `计提 ${next.month} 折旧？`,
      body: `${next.cards} 件，${formatFen(next.amountFen)}。一个月只提一次。`,
      ok: '计提',
    })
    if (!sure) return
    setBusy(true)
    charge.mutate(
      { month: next.month },
      {
        onSuccess: done =>
          void toast.ok(`已计提 ${done.month}：${done.cards} 件，${formatFen(done.amountFen)}`),
        onError: failed => void toast.fail(failed.message),
        onSettled: () => setBusy(false),
      },
    )
  }
  const rows = sums.data.rows
  const total = (of: (row: Sum) => number): number => rows.reduce((sum, row) => sum + of(row), 0)
  return (
    <div className="as-plain">
      <PrintHead school={session.school.name} title="固定资产价值汇总" by={session.name} />
      <h1>资产价值和折旧</h1>
      {next.due && session.can(asset.depreciate) && (
        <Notice tone="waiting">
          {next.month} 还没有计提：{next.cards} 件，{formatFen(next.amountFen)}
          。每月初会自动计提，也可以现在提。{' '}
          <Button kind="primary" busy={busy} onClick={() => void run()}>
            计提 {next.month}
          </Button>
        </Notice>
      )}
      <DataTable
        label="价值汇总"
        rows={rows}
        rowKey={row => row.category}
        columns={SUMS}
        totals={{
          title: '合计',
          cards: total(row => row.cards).toLocaleString('zh-CN'),
          quantity: total(row => row.quantity).toLocaleString('zh-CN'),
          value: formatFen(total(row => row.valueFen)),
          depreciated: formatFen(total(row => row.valueFen - row.netFen)),
          net: formatFen(total(row => row.netFen)),
        }}
        empty={<Empty title="还没有固定资产" note="登记或导入之后，这里按类别汇总。" />}
      />
      <section className="as-part">
        <h2>折旧</h2>
        <p className="zw-muted">
          平均年限法，残值为零，当月增加当月提，当月减少当月不提；年限按中小学校固定资产折旧年限表。
        </p>
        <DataTable
          label="折旧"
          rows={runs.data.runs}
          rowKey={row => row.id}
          columns={RUNS}
          density="dense"
          empty="还没有计提过折旧"
        />
      </section>
    </div>
  )
}

const SUMS: readonly Column<Sum>[] = [
  { key: 'title', title: '折旧类别', width: 150, always: true, render: row => <b>{row.title}</b> },
  { key: 'account', title: '会计类别', width: 130, render: row => row.accountTitle },
  { key: 'cards', title: '卡片', width: 60, figure: true, render: row => row.cards },
  {
    key: 'quantity',
    title: '台（件）',
    width: 60,
    figure: true,
    render: row => row.quantity.toLocaleString('zh-CN'),
  },
  { key: 'value', title: '原值', width: 112, figure: true, render: row => formatFen(row.valueFen) },
  {
    key: 'depreciated',
    title: '累计折旧',
    width: 112,
    figure: true,
    render: row => formatFen(row.valueFen - row.netFen),
  },
  { key: 'net', title: '净值', width: 112, figure: true, render: row => formatFen(row.netFen) },
]

const RUNS: readonly Column<Run>[] = [
  { key: 'month', title: '月份', width: 84, always: true, render: row => <b>{row.month}</b> },
  { key: 'cards', title: '件数', width: 60, figure: true, render: row => row.cards },
  { key: 'amount', title: '折旧额', width: 112, figure: true, render: row => formatFen(row.amountFen) },
  { key: 'by', title: '计提', width: 150, render: row => `${row.runBy} ${row.runAt.slice(0, 10)}` },
]
