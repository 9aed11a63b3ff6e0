import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { formatFen } from '../../../kernel/pure/money.ts'
import { ApprovalChain } from '../../../mechanisms/approval/web/index.ts'
import { type Answer, useCommand, useRead } from '../../../web/api.ts'
import {
  type Action,
  type Column,
  confirm,
  DataTable,
  ErrorNotice,
  Facts,
  Loading,
  Notice,
  RowCard,
  Slip,
  toast,
} from '../../../web/ui/index.ts'
import { budget } from '../contract.ts'
import { ADJUSTMENT_KINDS, adjustmentMachine } from '../rules.ts'
import { AdjustForm } from './AdjustForm.tsx'

export type AdjustmentShown = Answer<typeof budget.adjustment>
type Line = AdjustmentShown['money'][number]

/** One adjustment as its paper: which lines, how much up and down, why, and how far its approval is. */
export default function AdjustmentSlip() {
  const { id } = useParams({ strict: false }) as { id: string }
  const one = useRead(budget.adjustment, { id })
  if (one.error) return <ErrorNotice message={one.error.message} onRetry={() => void one.refetch()} />
  return one.data ? <One row={one.data} /> : <Loading kind="slip" />
}

function One({ row }: { row: AdjustmentShown }) {
  const withdraw = useCommand(budget.withdrawAdjustment, { touches: ['approval'] })
  const [changing, setChanging] = useState(false)
  const takeBack = async (): Promise<void> => {
    if (!(await confirm({ title: `撤回 ${row.no}？`, body: '撤回后不再审批。', ok: '撤回', danger: true })))
      return
    withdraw.mutate(
      { id: row.id, version: row.version },
      { onSuccess: () => void toast.ok('已撤回'), onError: error => void toast.fail(error.message) },
    )
  }
  const all: Omit<Action, 'allowed'>[] = [
    { key: 'withdraw', label: '撤回', danger: true, onRun: takeBack },
    { key: 'amend', label: '修改后重新报批', kind: 'primary', onRun: () => setChanging(true) },
  ]
  const said = [row.decidedName, row.decision].filter(Boolean).join('：')
  return (
    <>
      <Slip
        kind="预算调整单"
        number={row.no}
        url={location.href}
        sentence={`${row.year} 年预算${ADJUSTMENT_KINDS[row.kind]}：${row.reason}`}
        state={adjustmentMachine.states[row.state]}
        back={<Link to={'/budget/adjustments' as never}>预算调整单</Link>}
        notice={
          row.state === 'returned' || row.state === 'refused' ? (
            <Notice tone="late">
              {adjustmentMachine.states[row.state].label}。{said}
            </Notice>
          ) : undefined
        }
        seals={[
          { role: '提出', name: row.askedName, signedAt: row.askedOn },
          row.state === 'approved' && row.decidedOn
            ? { role: '批准', name: row.decidedName, signedAt: row.decidedOn }
            : { role: '批准', name: '—' },
        ]}
        actions={all.flatMap(action => {
          const state = row.actions[action.key]
          return state ? [{ ...action, allowed: state.allowed, why: state.why }] : []
        })}
        wide={
          <>
            <DataTable
              label="项目与增减"
              rows={row.money}
              rowKey={line => line.lineId}
              columns={COLUMNS}
              totals={{
                title: `共 ${row.money.length} 个项目`,
                amount: signed(row.money.reduce((sum, line) => sum + line.amountFen, 0)),
              }}
              empty="没有项目。"
              renderCard={line => (
                <RowCard
                  title={line.title}
                  side={<Change fen={line.amountFen} />}
                  meta={
                    <>
                      <span>{line.code}</span>
                      <span>现在还剩 {formatFen(line.leftFen)}</span>
                    </>
                  }
                />
              )}
            />
            <ApprovalChain subject={{ kind: 'budget.adjustment', id: row.id }} />
          </>
        }
      >
        <Facts
          facts={[
            { label: '年度', value: `${row.year} 年` },
            { label: '类别', value: ADJUSTMENT_KINDS[row.kind] },
            { label: '理由', value: row.reason },
            ...(row.basis ? [{ label: '文号', value: row.basis }] : []),
            { label: '提出', value: `${row.askedName} ${row.askedOn}` },
            ...(row.decidedOn ? [{ label: '审批意见', value: said, note: row.decidedOn }] : []),
          ]}
        />
      </Slip>
      {changing && <AdjustForm year={row.year} row={row} onClose={() => setChanging(false)} />}
    </>
  )
}

const signed = (fen: number): string => `${fen > 0 ? '+' : ''}${formatFen(fen)}`

export const Change = ({ fen }: { fen: number }) => (
  <span className={fen < 0 ? 'zw-num zw-minus' : 'zw-num'}>{signed(fen)}</span>
)

const COLUMNS: readonly Column<Line>[] = [
  { key: 'code', title: '编码', width: 130, render: line => <span className="zw-num">{line.code}</span> },
  {
    key: 'title',
    title: '项目',
    always: true,
    render: line => (
      <Link to={'/budget/lines/$id' as never} params={{ id: line.lineId } as never}>
        {line.title}
      </Link>
    ),
  },
  { key: 'source', title: '来源', width: 140, render: line => line.source },
  { key: 'allotted', title: '现已批', figure: true, width: 130, render: line => formatFen(line.allottedFen) },
  { key: 'left', title: '现在还剩', figure: true, width: 130, render: line => formatFen(line.leftFen) },
  {
    key: 'amount',
    title: '增减',
    figure: true,
    always: true,
    width: 130,
    render: line => <Change fen={line.amountFen} />,
  },
]
