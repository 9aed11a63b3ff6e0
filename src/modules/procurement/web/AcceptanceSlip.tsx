import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { formatFen } from '../../../kernel/pure/money.ts'
import { SignatureRow, SignDialog } from '../../../mechanisms/signature/web/index.ts'
import { type Answer, useCommand, useRead } from '../../../web/api.ts'
import {
  type Action,
  askReason,
  type Column,
  DataTable,
  ErrorNotice,
  Facts,
  Loading,
  Money,
  Slip,
  Timeline,
  toast,
} from '../../../web/ui/index.ts'
import { procurement } from '../contract.ts'
import { acceptanceMachine } from '../machines.ts'
import { FileLinks } from './FileLinks.tsx'
import { AcceptancePaper } from './papers/AcceptancePaper.tsx'
import './procurement.css'

type Acceptance = Answer<typeof procurement.getAcceptance>

/** 验收单: ordered, delivered, accepted, with all signatures of the committee. */
export default function AcceptanceSlip() {
  const { id } = useParams({ strict: false }) as { id: string }
  const one = useRead(procurement.getAcceptance, { id })
  if (one.error) return <ErrorNotice message={one.error.message} onRetry={() => void one.refetch()} />
  return one.data ? <Whole row={one.data} /> : <Loading kind="rows" />
}

function Whole({ row }: { row: Acceptance }) {
  const [signing, setSigning] = useState(false)
  const sign = useCommand(procurement.signAcceptance, { touches: ['stock', 'asset'] })
  const drop = useCommand(procurement.voidAcceptance)
  const which = { id: row.id, version: row.version }
  const fail = (e: Error): void => void toast.fail(e.message)
  const all: (Omit<Action, 'allowed'> & { on: string })[] = [
    { on: 'sign', key: 'sign', label: '签字', kind: 'primary', onRun: () => setSigning(true) },
    {
      on: 'void',
      key: 'void',
      label: '作废，重新点',
      danger: true,
      onRun: async () => {
        const reason = await askReason({ title: '为什么作废？', ok: '作废' })
        if (reason) drop.mutate({ ...which, reason }, { onError: fail })
      },
    },
  ]
  return (
    <>
      <AcceptancePaper row={row} />
      <div className="zw-no-print">
        <Slip
          kind="验收单"
          number={row.no}
          url={`${window.location.origin}/acceptances/${row.id}`}
          sentence={`${row.supplierName}送来${row.title}，验收合格 ${formatFen(row.amountFen)}`}
          state={acceptanceMachine.states[row.state]}
          back={<Link to="/receiving">到货验收</Link>}
          actions={all.flatMap(({ on, ...a }) => {
            const state = row.actions[on]
            return state ? [{ ...a, allowed: state.allowed, why: state.why }] : []
          })}
          timeline={
            <Timeline
              events={row.events.map(e => ({
                key: e.id,
                at: e.at,
                who: e.actorName,
                what: e.action,
                ...(e.note ? { detail: e.note } : {}),
              }))}
            />
          }
          wide={
            <>
              <DataTable
                label="明细"
                rows={row.lines}
                rowKey={l => l.id}
                columns={LINES}
                empty="没有明细。"
              />
              <SignatureRow
                marks={row.signatures.map(m => ({ ...m, signedAt: new Date(m.signedAt) }))}
                waiting={row.members.filter(m => !m.signed).map(m => ({ duty: m.duty, name: m.name }))}
              />
            </>
          }
        >
          <Facts
            facts={[
              {
                label: '采购单',
                value: (
                  <Link to="/procurement/orders/$id" params={{ id: row.orderId } as never}>
                    {row.orderNo}
                  </Link>
                ),
                note: `采购员 ${row.buyerName}`,
              },
              { label: '供应商', value: row.supplierName },
              { label: '到货日期', value: row.arrivedOn },
              { label: '送到约定地点', value: row.placeOk ? '是' : '不是' },
              { label: '为谁买', value: row.requests.map(r => r.unitText || r.askerName).join('、') },
              ...(row.papers ? [{ label: '随机资料', value: row.papers }] : []),
              ...(row.installed ? [{ label: '安装调试', value: row.installed }] : []),
              ...(row.files.length > 0
                ? [
                    {
                      label: '照片',
                      block: true,
                      value: <FileLinks files={row.files} />,
                    },
                  ]
                : []),
              ...(row.voidReason ? [{ label: '作废原因', value: row.voidReason, block: true }] : []),
              ...(row.note ? [{ label: '说明', value: row.note, block: true }] : []),
            ]}
          />
        </Slip>
      </div>
      {signing && (
        <SignDialog
          title="验收签字"
          statement={row.statement}
          label="请签名"
          busy={sign.isPending}
          onSign={strokes =>
            sign.mutate(
              { ...which, ...(strokes ? { strokes } : {}) },
              { onSuccess: () => setSigning(false), onError: fail },
            )
          }
          onClose={() => setSigning(false)}
        />
      )}
    </>
  )
}

const LINES: readonly Column<Acceptance['lines'][number]>[] = [
  {
    key: 'name',
    title: '物品',
    always: true,
    render: l => (
      <>
        <b>{l.name}</b> {[l.found || l.brand, l.spec].filter(Boolean).join(' ')}
      </>
    ),
  },
  { key: 'ordered', width: 76, title: '订购', figure: true, render: l => `${l.ordered}${l.measure}` },
  { key: 'delivered', width: 64, title: '实到', figure: true, render: l => l.delivered },
  { key: 'accepted', width: 64, title: '合格', figure: true, render: l => l.accepted },
  { key: 'rejected', width: 76, title: '不合格', figure: true, render: l => l.rejected },
  { key: 'looks', width: 68, title: '外观', render: l => (l.looksOk ? '完好' : '有损') },
  { key: 'works', width: 68, title: '参数', render: l => (l.worksOk ? '相符' : '不符') },
  {
    key: 'warranty',
    width: 84,
    title: '保修',
    render: l => (l.warrantyMonths ? `${l.warrantyMonths} 个月` : '—'),
  },
  { key: 'amount', width: 108, title: '金额', figure: true, render: l => <Money fen={l.amountFen} /> },
  { key: 'reason', width: 140, title: '问题', render: l => l.reason || '—' },
]
