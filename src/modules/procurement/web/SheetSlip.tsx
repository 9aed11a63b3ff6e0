import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { formatFen } from '../../../kernel/pure/money.ts'
import { SignatureRow } from '../../../mechanisms/signature/web/index.ts'
import { type Answer, useCommand, useRead } from '../../../web/api.ts'
import {
  type Action,
  askReason,
  confirm,
  ErrorNotice,
  Facts,
  Loading,
  Slip,
  StateTag,
  Timeline,
  toast,
} from '../../../web/ui/index.ts'
import { procurement } from '../contract.ts'
import { sheetMachine } from '../machines.ts'
import { FileLinks } from './FileLinks.tsx'
import { PlaceOrder } from './PlaceOrder.tsx'
import { ProposeDialog } from './ProposeDialog.tsx'
import { SheetPaper } from './papers/SheetPaper.tsx'
import { QuoteDialog } from './QuoteDialog.tsx'
import './procurement.css'

export type Sheet = Answer<typeof procurement.getSheet>

/** 询价记录表（货比三家）: offers beside each other, line by line. */
export default function SheetSlip() {
  const { id } = useParams({ strict: false }) as { id: string }
  const one = useRead(procurement.getSheet, { id })
  if (one.error) return <ErrorNotice message={one.error.message} onRetry={() => void one.refetch()} />
  return one.data ? <Whole sheet={one.data} /> : <Loading kind="rows" />
}

type Open = { kind: 'quote'; quoteId?: string } | { kind: 'propose' } | { kind: 'order' }

function Whole({ sheet }: { sheet: Sheet }) {
  const [open, setOpen] = useState<Open>()
  const actions = useActions(sheet, setOpen)
  const close = (): void => setOpen(undefined)
  return (
    <>
      <SheetPaper sheet={sheet} />
      <div className="zw-no-print">
        <Slip
          kind="询价记录表"
          number={sheet.no}
          url={`${window.location.origin}/procurement/sheets/${sheet.id}`}
          sentence={`${sheet.title}，要 ${sheet.needed} 家报价，现有 ${sheet.quotes.length} 家`}
          state={sheetMachine.states[sheet.state]}
          back={
            <Link to="/procurement/batches/$id" params={{ id: sheet.batchId } as never}>
              {sheet.batchNo}
            </Link>
          }
          actions={actions}
          timeline={
            <Timeline
              events={sheet.events.map(e => ({
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
              <Compared
                sheet={sheet}
                {...(sheet.actions.quote
                  ? { onEdit: (quoteId: string) => setOpen({ kind: 'quote', quoteId }) }
                  : {})}
              />
              {sheet.signatures.length > 0 && (
                <SignatureRow marks={sheet.signatures.map(m => ({ ...m, signedAt: new Date(m.signedAt) }))} />
              )}
            </>
          }
        >
          <Facts
            facts={[
              { label: '日期', value: sheet.openedOn },
              { label: '询价人', value: sheet.askedByName },
              ...(sheet.chosenByName
                ? [{ label: '选定人', value: sheet.chosenByName, note: sheet.chosenOn ?? '' }]
                : []),
              ...(sheet.quotes.length > 1
                ? [
                    {
                      label: '平均报价',
                      value: formatFen(sheet.meanFen),
                      note: `最低 ${formatFen(sheet.lowestFen)}`,
                    },
                  ]
                : []),
              ...(sheet.fewReason
                ? [
                    {
                      label: sheet.single ? '单一来源的理由' : '不足家数的原因',
                      value: sheet.fewReason,
                      block: true,
                    },
                  ]
                : []),
              ...(sheet.dearReason
                ? [{ label: '不选最低价的原因', value: sheet.dearReason, block: true }]
                : []),
              ...(sheet.conclusion ? [{ label: '比较结论', value: sheet.conclusion, block: true }] : []),
              ...(sheet.decision ? [{ label: '意见', value: sheet.decision, block: true }] : []),
            ]}
          />
        </Slip>
      </div>
      {open?.kind === 'quote' && (
        <QuoteDialog sheet={sheet} quote={sheet.quotes.find(q => q.id === open.quoteId)} onClose={close} />
      )}
      {open?.kind === 'propose' && <ProposeDialog sheet={sheet} onClose={close} />}
      {open?.kind === 'order' && (
        <PlaceOrder
          batch={{
            id: sheet.batchId,
            no: sheet.batchNo,
            version: sheet.batchVersion,
            way: 'offer',
            supplierId: sheet.quotes.find(q => q.id === sheet.chosenQuoteId)?.supplierId ?? undefined,
            lines: sheet.lines,
          }}
          onClose={close}
        />
      )}
    </>
  )
}

/** One column an offer; the lowest of each row is bold, the chosen one has its mark. */
function Compared({ sheet, onEdit }: { sheet: Sheet; onEdit?: (quoteId: string) => void }) {
  if (sheet.quotes.length === 0) return <p className="zw-muted">还没有报价。登记第一家的报价吧。</p>
  const lowest = (lineId: string): number =>
    Math.min(...sheet.quotes.map(q => q.lines.find(l => l.batchLineId === lineId)?.priceFen ?? Infinity))
  return (
    <div className="zw-buy-scroll">
      <table className="zw-buy-table">
        <thead>
          <tr>
            <th scope="col">物品</th>
            {sheet.quotes.map(q => (
              <th key={q.id} scope="col">
                {onEdit ? (
                  <button type="button" className="zw-link" onClick={() => onEdit(q.id)}>
                    {q.supplierName}
                  </button>
                ) : (
                  q.supplierName
                )}
                {q.id === sheet.chosenQuoteId && (
                  <StateTag tone="done" label={sheet.state === 'chosen' ? '选定' : '拟选'} />
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sheet.lines.map(l => (
            <tr key={l.id}>
              <td>
                {l.name} {l.quantity}
                {l.measure}
                {l.lastPriceFen !== null && (
                  <small className="zw-muted">
                    {' '}
                    上次 {formatFen(l.lastPriceFen)}（{l.lastOn}）
                  </small>
                )}
              </td>
              {sheet.quotes.map(q => {
                const offer = q.lines.find(o => o.batchLineId === l.id)
                const text = offer ? [formatFen(offer.priceFen), offer.brand].filter(Boolean).join(' ') : '—'
                return <td key={q.id}>{offer && offer.priceFen === lowest(l.id) ? <b>{text}</b> : text}</td>
              })}
            </tr>
          ))}
          <tr>
            <td>报价单</td>
            {sheet.quotes.map(q => (
              <td key={q.id}>{q.files.length > 0 ? <FileLinks files={q.files} /> : '没有附'}</td>
            ))}
          </tr>
          {ROWS.map(([label, say]) => (
            <tr key={label}>
              <td>{label}</td>
              {sheet.quotes.map(q => (
                <td key={q.id}>{say(q) || '—'}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const ROWS: readonly (readonly [string, (q: Sheet['quotes'][number]) => string])[] = [
  ['总价', q => formatFen(q.totalFen)],
  ['第一次报价', q => formatFen(q.firstFen)],
  ['交货期', q => (q.deliveryDays === null ? '' : `${q.deliveryDays} 天`)],
  ['质保', q => (q.warrantyMonths === null ? '' : `${q.warrantyMonths} 个月`)],
  ['报价有效到', q => q.validUntil ?? ''],
  ['说明', q => q.note],
  ['资质核验', q => (q.checked ? '已核验' : '未核验')],
  ['联系人、电话', q => [q.contact, q.phone].filter(Boolean).join(' ')],
]

function useActions(sheet: Sheet, setOpen: (open: Open) => void): Action[] {
  const which = { id: sheet.id, version: sheet.version }
  const fail = { onError: (e: Error) => void toast.fail(e.message) }
  const choose = useCommand(procurement.choose)
  const sendBack = useCommand(procurement.sendBackSheet)
  const drop = useCommand(procurement.voidSheet)
  const all: (Omit<Action, 'allowed'> & { on: string })[] = [
    { on: 'quote', key: 'quote', label: '登记报价', onRun: () => setOpen({ kind: 'quote' }) },
    {
      on: 'propose',
      key: 'propose',
      label: '提出拟选',
      kind: 'primary',
      onRun: () => setOpen({ kind: 'propose' }),
    },
    {
      on: 'choose',
      key: 'choose',
      label: '选定',
      kind: 'primary',
      onRun: async () => {
        const quote = sheet.quotes.find(q => q.id === sheet.chosenQuoteId)
        const yes = await confirm({
          title: `选定${quote?.supplierName ?? ''}？`,
          body: `${formatFen(quote?.totalFen ?? 0)}。选定后报价不能再改。`,
          ok: '选定',
        })
        if (yes) choose.mutate(which, { ...fail, onSuccess: () => void toast.ok('已选定，可以下单了') })
      },
    },
    {
      on: 'placeOrder',
      key: 'placeOrder',
      label: '下单',
      kind: 'primary',
      onRun: () => setOpen({ kind: 'order' }),
    },
    {
      on: 'sendBack',
      key: 'sendBack',
      label: '退回重询',
      onRun: async () => {
        const reason = await askReason({ title: '为什么退回？', ok: '退回' })
        if (reason) sendBack.mutate({ ...which, reason }, fail)
      },
    },
    {
      on: 'void',
      key: 'void',
      label: '作废',
      danger: true,
      onRun: async () => {
        const reason = await askReason({ title: '为什么作废？', ok: '作废' })
        if (reason) drop.mutate({ ...which, reason }, fail)
      },
    },
  ]
  return all.flatMap(({ on, ...action }) => {
    const state = sheet.actions[on]
    return state ? [{ ...action, allowed: state.allowed, why: state.why }] : []
  })
}
