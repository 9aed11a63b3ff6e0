import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { type Answer, useRead } from '../../../web/api.ts'
import {
  type Action,
  ErrorNotice,
  Facts,
  Loading,
  Notice,
  SignatureBoxes,
  Slip,
} from '../../../web/ui/index.ts'
import { stock } from '../contract.ts'
import { KINDS, loanMachine, quantityText } from '../rules.ts'
import { ExtendDialog, GiveBackDialog, LostDialog } from './LoanDialogs.tsx'
import { Marks } from './Marks.tsx'
import { PaperHead } from './PaperHead.tsx'
import './stock.css'

export type Loan = Answer<typeof stock.loan>
type Doing = 'giveBack' | 'reportLost' | 'extend'

/** A loan as the slip it replaces: what is out, in what condition, and when it is due. */
export default function LoanSlip() {
  const { id } = useParams({ strict: false }) as { id: string }
  const one = useRead(stock.loan, { id })
  if (one.error) return <ErrorNotice message={one.error.message} onRetry={() => void one.refetch()} />
  return one.data ? <LoanPaper loan={one.data} /> : <Loading kind="slip" />
}

const VERBS: readonly { key: Doing; label: string; kind?: 'primary'; danger?: boolean }[] = [
  { key: 'giveBack', label: '归还', kind: 'primary' },
  { key: 'extend', label: '续借' },
  { key: 'reportLost', label: '登记遗失', danger: true },
]

function LoanPaper({ loan }: { loan: Loan }) {
  const [doing, setDoing] = useState<Doing>()
  const close = (): void => setDoing(undefined)
  const actions: Action[] = VERBS.flatMap(verb => {
    const state = loan.actions[verb.key]
    return state ? [{ ...verb, allowed: state.allowed, why: state.why, onRun: () => setDoing(verb.key) }] : []
  })
  const damaged = loan.lines.filter(l => l.damaged)
  return (
    <>
      <PaperHead title="借用单" />
      <Slip
        kind="借用单"
        number={loan.no}
        url={`${window.location.origin}/loans/${loan.id}`}
        sentence={`${[loan.unitText, loan.borrowerName].filter(Boolean).join(' ')}借${loan.what}${loan.purpose ? `，用于${loan.purpose}` : ''}`}
        state={loanMachine.states[loan.state]}
        back={<Link to="/loans">借用</Link>}
        {...(loan.overdueDays > 0
          ? {
              notice: <Notice tone="late">{`该在 ${loan.dueOn} 归还，已晚 ${loan.overdueDays} 天。`}</Notice>,
            }
          : damaged.length > 0 || loan.lines.some(l => l.lost > 0)
            ? {
                notice: (
                  <Notice tone="waiting">
                    有损坏或遗失，要不要赔、赔多少，到<Link to="/damage">损坏赔偿</Link>登记核定。
                  </Notice>
                ),
              }
            : {})}
        actions={actions}
        wide={<LoanLines loan={loan} />}
      >
        <Facts
          facts={[
            { label: '仓库', value: loan.storeName },
            { label: '借出日期', value: loan.lentOn },
            { label: '归还期限', value: loan.dueOn },
            ...loan.documents.map(d => ({
              label: KINDS[d.kind],
              value: <Link to={`/stock-documents/${d.id}`}>{d.no}</Link>,
              note: d.day,
            })),
          ]}
        />
        <Marks marks={loan.signatures} />
      </Slip>
      <SignatureBoxes places={['借用人', '保管员', '总务主任']} />
      {doing === 'giveBack' && <GiveBackDialog loan={loan} onClose={close} />}
      {doing === 'reportLost' && <LostDialog loan={loan} onClose={close} />}
      {doing === 'extend' && <ExtendDialog loan={loan} onClose={close} />}
    </>
  )
}

function LoanLines({ loan }: { loan: Loan }) {
  return (
    <div className="zw-stock-scroll">
      <table className="zw-stock-table">
        <thead>
          <tr>
            <th scope="col">物品名称</th>
            <th scope="col" className="zw-fig">
              借出
            </th>
            <th scope="col">借出时</th>
            <th scope="col" className="zw-fig">
              已还
            </th>
            <th scope="col">归还时</th>
            <th scope="col" className="zw-fig">
              遗失
            </th>
            <th scope="col" className="zw-fig">
              还在外
            </th>
          </tr>
        </thead>
        <tbody>
          {loan.lines.map(line => (
            <tr key={line.id}>
              <td>{line.spec ? `${line.name} ${line.spec}` : line.name}</td>
              <td className="zw-fig">{quantityText(line.quantity, line.measure)}</td>
              <td>{line.outCondition}</td>
              <td className="zw-fig">{line.back || '—'}</td>
              <td className={line.damaged ? 'zw-low' : undefined}>{line.backCondition || '—'}</td>
              <td className="zw-fig">{line.lost || '—'}</td>
              <td className="zw-fig">{line.left || '—'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
