import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { formatFen } from '../../../kernel/pure/money.ts'
import { ApprovalChain } from '../../../mechanisms/approval/web/index.ts'
import { type Answer, useCommand, useRead } from '../../../web/api.ts'
import type { Choice } from '../../../web/ui/form/choices.tsx'
import {
  type Action,
  askReason,
  type Column,
  DataTable,
  ErrorNotice,
  Facts,
  Field,
  FormDialog,
  Loading,
  Money,
  Slip,
  Timeline,
  toast,
  useForm,
} from '../../../web/ui/index.ts'
import { BudgetLinePicker } from '../../budget/web/BudgetLinePicker.tsx'
import { procurement } from '../contract.ts'
import { requestMachine } from '../machines.ts'
import { CATEGORIES, CHANNELS, REQUEST_KINDS } from '../words.ts'
import { PathLine } from './PathLine.tsx'
import { RequestPaper } from './papers/RequestPaper.tsx'

type Request = Answer<typeof procurement.get>

/** 采购申请表: what is asked, how far it has come, who approves. */
export default function RequestSlip() {
  const { id } = useParams({ strict: false }) as { id: string }
  const one = useRead(procurement.get, { id })
  if (one.error) return <ErrorNotice message={one.error.message} onRetry={() => void one.refetch()} />
  return one.data ? <Whole row={one.data} /> : <Loading kind="rows" />
}

function Whole({ row }: { row: Request }) {
  const [lining, setLining] = useState(false)
  const actions = useActions(row, () => setLining(true))
  const j = row.justification
  return (
    <>
      <RequestPaper row={row} />
      <div className="zw-no-print">
        <Slip
          kind="采购申请表"
          number={row.no}
          url={`${window.location.origin}/procurement/requests/${row.id}`}
          sentence={`${row.unitText || row.askerName}申请${row.title}，估价 ${formatFen(row.amountFen)}`}
          state={requestMachine.states[row.state]}
          back={<Link to="/procurement">采购申请</Link>}
          actions={actions}
          timeline={
            <>
              <ApprovalChain subject={{ kind: 'procurement.request', id: row.id }} />
              <Timeline
                title="经过"
                events={row.events.map(e => ({
                  key: e.id,
                  at: e.at,
                  who: e.actorName,
                  what: e.action,
                  ...(e.note ? { detail: e.note } : {}),
                }))}
              />
            </>
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
              {row.offers.length > 0 && (
                <Facts
                  title="报价"
                  columns={2}
                  facts={row.offers.map(o => ({
                    label: formatFen(o.totalFen),
                    value: o.supplierName,
                    ...(o.chosen ? { note: '选定' } : {}),
                  }))}
                />
              )}
            </>
          }
        >
          <PathLine path={row.path} />
          <Facts
            facts={[
              { label: '申请人', value: row.askerName, note: row.unitText },
              { label: '日期', value: row.askedOn },
              { label: '种类', value: `${REQUEST_KINDS[row.kind]}，${CATEGORIES[row.category]}` },
              { label: '采购方式', value: CHANNELS[row.channel] },
              {
                label: '经费',
                value: row.lineTitle || '还没有定',
                ...(row.leftFen === null ? {} : { note: `${row.funding}，还剩 ${formatFen(row.leftFen)}` }),
              },
              ...(row.placeText ? [{ label: '用在哪里', value: row.placeText }] : []),
              ...(row.neededOn ? [{ label: '什么时候要', value: row.neededOn }] : []),
              ...(row.ladderFen > row.amountFen
                ? [{ label: '合并看', value: `近期同类合计 ${formatFen(row.ladderFen)}，按合计审批` }]
                : []),
              { label: '用途及理由', value: row.reason, block: true },
              ...(j.need ? [{ label: '购置必要性', value: j.need, block: true }] : []),
              ...(j.alternatives ? [{ label: '可替代方案', value: j.alternatives, block: true }] : []),
              ...(j.utilisation ? [{ label: '现有设备使用情况', value: j.utilisation, block: true }] : []),
              ...(j.opinion ? [{ label: '论证意见', value: j.opinion, block: true }] : []),
              ...(row.decision ? [{ label: '意见', value: row.decision, block: true }] : []),
            ]}
          />
        </Slip>
      </div>
      {lining && <LineDialog row={row} onClose={() => setLining(false)} />}
    </>
  )
}

type Line = Request['lines'][number]
const LINES: readonly Column<Line>[] = [
  {
    key: 'name',
    title: '物品',
    always: true,
    render: l => (
      <>
        <b>{l.name}</b> {l.spec}
      </>
    ),
  },
  { key: 'qty', width: 84, title: '数量', figure: true, render: l => `${l.quantity}${l.measure}` },
  { key: 'price', width: 110, title: '预算单价', figure: true, render: l => <Money fen={l.priceFen} /> },
  { key: 'amount', width: 116, title: '预算金额', figure: true, render: l => <Money fen={l.amountFen} /> },
  {
    key: 'stock',
    width: 240,
    title: '库存、可调剂',
    render: l =>
      [
        l.onhand !== null && `库存 ${l.onhand}${l.measure}`,
        l.stockReason,
        l.idleText && `闲置：${l.idleText}`,
        l.idleReason,
      ]
        .filter(Boolean)
        .join('；') || '无',
  },
  {
    key: 'got',
    width: 84,
    title: '到货',
    figure: true,
    render: l => (l.accepted > 0 ? `${l.accepted}${l.measure}` : l.calledOff > 0 ? '不买了' : '—'),
  },
  {
    key: 'batch',
    title: '采购批',
    render: l =>
      l.batchId ? (
        <Link to="/procurement/batches/$id" params={{ id: l.batchId } as never}>
          {l.batchNo}
        </Link>
      ) : (
        '—'
      ),
  },
]

function useActions(row: Request, onLine: () => void): Action[] {
  const navigate = useNavigate()
  const which = { id: row.id, version: row.version }
  const fail = { onError: (e: Error) => void toast.fail(e.message) }
  const submit = useCommand(procurement.submit, { touches: ['approval'] })
  const withdraw = useCommand(procurement.withdraw, { touches: ['approval'] })
  const closeRest = useCommand(procurement.closeRest)
  const all: (Omit<Action, 'allowed'> & { on: string })[] = [
    {
      on: 'submit',
      key: 'submit',
      label: '报批',
      kind: 'primary',
      onRun: () =>
        submit.mutate(which, { ...fail, onSuccess: a => void toast.ok(a.warnings.join('') || '已报批') }),
    },
    {
      on: 'edit',
      key: 'edit',
      label: '修改',
      onRun: () => void navigate({ to: '/procurement/new', search: { id: row.id } as never }),
    },
    { on: 'setLine', key: 'setLine', label: '定经费', onRun: onLine },
    {
      on: 'withdraw',
      key: 'withdraw',
      label: '撤回',
      onRun: async () => {
        const reason = await askReason({ title: '撤回这张申请？', ok: '撤回' })
        if (reason) withdraw.mutate({ ...which, reason }, fail)
      },
    },
    {
      on: 'closeRest',
      key: 'closeRest',
      label: '余下不买了',
      danger: true,
      onRun: async () => {
        const reason = await askReason({ title: '为什么不买了？', ok: '不买了' })
        if (reason) closeRest.mutate({ ...which, reason }, fail)
      },
    },
  ]
  return all.flatMap(({ on, ...action }) => {
    const state = row.actions[on]
    return state ? [{ ...action, allowed: state.allowed, why: state.why }] : []
  })
}

function LineDialog({ row, onClose }: { row: Request; onClose: () => void }) {
  const set = useCommand(procurement.setLine, { touches: ['budget'] })
  const form = useForm({
    start: { line: undefined as Choice | undefined },
    check: v => (v.line ? ({} as Record<string, string>) : { line: '请选预算项目' }),
    send: async v => {
      await set.mutateAsync({ id: row.id, version: row.version, lineId: (v.line as Choice).value })
      toast.ok('经费已定')
      onClose()
    },
  })
  return (
    <FormDialog
      open
      title={`定经费 · ${row.no}`}
      ok="定"
      busy={form.busy}
      onOk={() => void form.submit()}
      onClose={onClose}
    >
      <Field label="预算项目" {...form.field('line')}>
        <BudgetLinePicker {...form.field('line')} />
      </Field>
      {form.failure && <ErrorNotice message={form.failure} />}
    </FormDialog>
  )
}
