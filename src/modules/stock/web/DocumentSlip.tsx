import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { amountInWords } from '../../../kernel/pure/amount-words.ts'
import { formatFen } from '../../../kernel/pure/money.ts'
import { ApprovalChain } from '../../../mechanisms/approval/web/index.ts'
import { type Answer, useCommand, useRead } from '../../../web/api.ts'
import {
  type Action,
  askReason,
  ErrorNotice,
  type Fact,
  Facts,
  Loading,
  SignatureBoxes,
  Slip,
  toast,
} from '../../../web/ui/index.ts'
import { stock } from '../contract.ts'
import { type DocumentKind, documentMachine, KINDS } from '../rules.ts'
import { DocumentLines } from './DocumentLines.tsx'
import { Marks } from './Marks.tsx'
import { PaperHead } from './PaperHead.tsx'
import { ReturnDialog } from './ReturnDialog.tsx'
import { SettleDialog } from './SettleDialog.tsx'
import { TakeInDialog } from './TakeInDialog.tsx'
import './stock.css'

export type StockDocument = Answer<typeof stock.document>

const PAPERS: Record<DocumentKind, string> = {
  receipt: '入库单',
  opening: '期初入库单',
  issue: '领用单（出库单）',
  kit: '开学物资领用单',
  return: '退库单',
  loan: '借用单',
  back: '归还单',
  lost: '借用遗失单',
  transfer: '调拨单',
  arrival: '调拨接收单',
  difference: '调拨差异单',
  loss: '报损单',
  correction: '更正单',
}

/** Who signs the printed paper. */
const PLACES: Partial<Record<DocumentKind, readonly string[]>> = {
  receipt: ['采购员', '验收人', '保管员', '记账'],
  opening: ['保管员', '总务主任', '记账'],
  loss: ['保管员', '总务主任', '分管副校长', '记账'],
  correction: ['保管员', '总务主任', '记账'],
  transfer: ['调出人', '接收人', '记账'],
  arrival: ['接收人', '记账'],
  difference: ['调出人', '接收人', '总务主任'],
  return: ['退库人', '保管员', '记账'],
}
/** Papers the accounts are kept by: their sum stands in words as well. */
const VOUCHERS: ReadonlySet<DocumentKind> = new Set(['receipt', 'opening', 'loss', 'correction'])
const ISSUE_PLACES = ['领用人', '部门负责人', '保管员', '总务主任'] as const

/** One paper as the slip it replaces, with its lines, signatures and what undoes it. */
export default function DocumentSlip() {
  const { id } = useParams({ strict: false }) as { id: string }
  const one = useRead(stock.document, { id })
  if (one.error) return <ErrorNotice message={one.error.message} onRetry={() => void one.refetch()} />
  return one.data ? <Paper paper={one.data} /> : <Loading kind="slip" />
}

function Paper({ paper }: { paper: StockDocument }) {
  const [open, setOpen] = useState<'' | 'giveIn' | 'receive' | 'settle'>('')
  const close = () => setOpen('')
  const actions = useActions(paper, setOpen)
  const adjusts = paper.kind === 'loss' || paper.kind === 'correction'
  return (
    <>
      <PaperHead title={PAPERS[paper.kind]} />
      <Slip
        kind={PAPERS[paper.kind]}
        number={paper.no}
        url={`${window.location.origin}/stock-documents/${paper.id}`}
        sentence={sentenceOf(paper)}
        state={paper.unsigned ? { tone: 'waiting', label: '待签收' } : documentMachine.states[paper.state]}
        back={<Link to="/stock-documents">出入库单据</Link>}
        actions={actions}
        timeline={
          adjusts && (paper.sourceNo === '' || paper.originId !== null) ? (
            <ApprovalChain subject={{ kind: 'stock.adjustment', id: paper.id }} />
          ) : (
            <Marks marks={paper.signatures} />
          )
        }
        wide={<DocumentLines paper={paper} />}
      >
        <Facts facts={factsOf(paper)} />
      </Slip>
      <SignatureBoxes places={PLACES[paper.kind] ?? ISSUE_PLACES} />
      {open === 'giveIn' && <ReturnDialog paper={paper} onClose={close} />}
      {open === 'receive' && <TakeInDialog paper={paper} onClose={close} />}
      {open === 'settle' && <SettleDialog paper={paper} onClose={close} />}
    </>
  )
}

function sentenceOf(paper: StockDocument): string {
  const what = paper.rows.length > 3 ? `${paper.rows[0]?.name ?? ''}等 ${paper.rows.length} 样` : paper.what
  const total = formatFen(Math.abs(paper.amountFen))
  if (paper.reversesId) return `冲销 ${paper.sourceNo}：${what}，${total}`
  if (paper.kind === 'transfer') return `${paper.storeName}调到${paper.toStoreName}：${what}，${total}`
  if (paper.kind === 'arrival') return `${paper.storeName}收到 ${paper.sourceNo} 调来的${what}，${total}`
  if (paper.kind === 'difference')
    return `${paper.storeName}调到${paper.toStoreName}，少收${what}，${total}，还算在途`
  return `${[paper.who, KINDS[paper.kind]].filter(Boolean).join(' ')}：${what}，${total}`
}

function factsOf(paper: StockDocument): Fact[] {
  const facts: (Fact | false)[] = [
    { label: '日期', value: paper.day },
    {
      label: '仓库',
      value: paper.toStoreName ? `${paper.storeName} → ${paper.toStoreName}` : paper.storeName,
    },
    VOUCHERS.has(paper.kind) && {
      label: '金额',
      value: (
        <>
          <span className="zw-num">{formatFen(Math.abs(paper.amountFen))}</span>
          <br />
          （大写）{amountInWords(Math.abs(paper.amountFen))}
        </>
      ),
    },
    paper.supplierText !== '' && { label: '供应商', value: paper.supplierText },
    paper.invoiceNo !== '' && { label: '发票号', value: <span className="zw-num">{paper.invoiceNo}</span> },
    paper.unitText !== '' && { label: '领用部门', value: paper.unitText },
    paper.personText !== '' && { label: '领用人', value: paper.personText },
    paper.purpose !== '' && { label: '用途', value: paper.purpose },
    paper.needId !== null && {
      label: '领用申请',
      value: <Link to={`/needs/${paper.needId}`}>{paper.needNo}</Link>,
    },
    paper.orderId !== null && {
      label: '维修单',
      value: <Link to={`/orders/${paper.orderId}`}>{paper.sourceNo || '查看'}</Link>,
    },
    paper.loanId !== null && { label: '借用', value: <Link to={`/loans/${paper.loanId}`}>查看借用单</Link> },
    paper.sheetId !== null && {
      label: '发放表',
      value: <Link to={`/kits/${paper.sheetId}`}>{paper.sourceNo}</Link>,
    },
    paper.originId !== null && {
      label: paper.trail.length > 0 ? '调拨单' : paper.kind === 'loss' ? '退库单' : '退的是',
      value: <Link to={`/stock-documents/${paper.originId}`}>{paper.sourceNo}</Link>,
    },
    paper.reversesId !== null && {
      label: '冲销的是',
      value: <Link to={`/stock-documents/${paper.reversesId}`}>{paper.sourceNo}</Link>,
    },
    paper.reversedById !== null && {
      label: '已被冲销',
      value: <Link to={`/stock-documents/${paper.reversedById}`}>查看冲销单</Link>,
    },
    ...paper.trail
      .filter(other => other.id !== paper.originId && other.id !== paper.reversesId)
      .map(other => ({
        label: KINDS[other.kind],
        value: <Link to={`/stock-documents/${other.id}`}>{other.no}</Link>,
        note: `${other.day} · ${documentMachine.states[other.state].label}`,
      })),
    paper.reason !== '' && { label: '事由', value: paper.reason },
    paper.decision !== '' && { label: '审批意见', value: paper.decision },
    { label: '经办', value: paper.byText },
  ]
  return facts.filter(fact => fact !== false)
}

function useActions(paper: StockDocument, open: (dialog: 'giveIn' | 'receive' | 'settle') => void): Action[] {
  const navigate = useNavigate()
  const reverse = useCommand(stock.reverse, { touches: ['workorder'] })
  const recall = useCommand(stock.recallTransfer)
  const which = { id: paper.id, version: paper.version }
  const undo = async (): Promise<void> => {
    const reason = await askReason({ title: `冲销 ${paper.no}？`, ok: '冲销' })
    if (!reason) return
    reverse.mutate(
      { ...which, reason },
      {
        onSuccess: made => {
          toast.ok(`已冲销，冲销单 ${made.no}`)
          void navigate({ to: `/stock-documents/${made.id}` })
        },
        onError: error => toast.fail(error.message),
      },
    )
  }
  const callBack = async (): Promise<void> => {
    const reason = await askReason({ title: `撤回 ${paper.no}？货回到${paper.storeName}。`, ok: '撤回调拨' })
    if (reason)
      recall.mutate(
        { ...which, reason },
        { onSuccess: () => toast.ok('已撤回，货回到原库'), onError: error => toast.fail(error.message) },
      )
  }
  const verbs: (Omit<Action, 'allowed' | 'why'> & { on: string })[] = [
    { on: 'receive', key: 'receive', label: '点收', kind: 'primary', onRun: () => open('receive') },
    { on: 'settle', key: 'settle', label: '处理差额', kind: 'primary', onRun: () => open('settle') },
    { on: 'recall', key: 'recall', label: '撤回调拨', onRun: callBack },
    { on: 'giveIn', key: 'giveIn', label: '退库', onRun: () => open('giveIn') },
    { on: 'reverse', key: 'reverse', label: '冲销', danger: true, onRun: undo },
  ]
  return verbs.flatMap(({ on, ...verb }) => {
    const state = paper.actions[on]
    return state ? [{ ...verb, allowed: state.allowed, why: state.why }] : []
  })
}
