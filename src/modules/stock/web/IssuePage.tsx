import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { SignPad } from '../../../mechanisms/signature/web/index.ts'
import { useCommand, useRead } from '../../../web/api.ts'
import { Button, ErrorNotice, Loading, Notice, TextInput, toast } from '../../../web/ui/index.ts'
import { stock } from '../contract.ts'
import { needMachine, quantityText } from '../rules.ts'
import type { Need } from './NeedSlip.tsx'
import { type OldAnswer, OldOne } from './OldOnes.tsx'
import { Stepper } from './Stepper.tsx'
import './stock.css'

/** Handing out: how many of each, whether the old ones came back, and the receiver's name on the line. */
export default function IssuePage() {
  const { id } = useParams({ strict: false }) as { id: string }
  const one = useRead(stock.need, { id })
  if (one.error) return <ErrorNotice message={one.error.message} onRetry={() => void one.refetch()} />
  return one.data ? <Hand key={one.data.version} need={one.data} /> : <Loading kind="slip" />
}

function Hand({ need }: { need: Need }) {
  const navigate = useNavigate()
  const issue = useCommand(stock.issue, { touches: ['workorder'] })
  const pick = useCommand(stock.pick)
  const [quantities, setQuantities] = useState<Record<string, number>>(() =>
    Object.fromEntries(
      need.lines.map(l => [l.id, need.state === 'picked' ? l.picked : Math.min(l.left, l.onhand)]),
    ),
  )
  const [old, setOld] = useState<Record<string, OldAnswer>>({})
  const [name, setName] = useState(need.askerName)
  const [path, setPath] = useState('')
  const open = need.lines.filter(l => l.left > 0)
  const which = { id: need.id, version: need.version }
  const picked = (): void =>
    pick.mutate(
      { ...which, lines: open.map(l => ({ lineId: l.id, quantity: quantities[l.id] ?? 0 })) },
      {
        onSuccess: () => {
          toast.ok(`备好了，已通知${need.askerName}来领`)
          void navigate({ to: '/issue-desk' })
        },
      },
    )
  const handOut = (): void =>
    issue.mutate(
      {
        ...which,
        receiverName: name,
        ...(path ? { strokes: path } : {}),
        lines: open.map(l => ({
          lineId: l.id,
          quantity: quantities[l.id] ?? 0,
          note: old[l.id]?.note ?? '',
          ...(old[l.id]?.back === undefined ? {} : { oldIn: old[l.id]?.back as boolean }),
        })),
      },
      {
        onSuccess: made => {
          toast.ok(`已发给${name}，单号 ${made.no}`)
          void navigate({ to: `/stock-documents/${made.id}` })
        },
      },
    )
  const failed = issue.error ?? pick.error
  if (!need.actions.issue?.allowed)
    return (
      <Notice tone="waiting">
        {`${need.no} 现在是“${needMachine.states[need.state].label}”，${need.actions.issue?.why ?? '不能发放'}。`}
        <Link to={`/needs/${need.id}`}>看领用单</Link>
      </Notice>
    )
  return (
    <section className="zw-stock-desk">
      <p>
        <Link to="/issue-desk">发放台</Link>
      </p>
      <h1>{`发给${[need.unitText, need.askerName].filter(Boolean).join(' ')}`}</h1>
      <p className="zw-muted">
        <span className="zw-num">{need.no}</span> · {need.purpose} · {need.storeName}
      </p>
      <ul className="zw-stock-hand">
        {open.map(line => (
          <li key={line.id}>
            <div className="zw-stock-hand-head">
              <b>{line.spec ? `${line.name} ${line.spec}` : line.name}</b>
              <span className={line.onhand < line.left ? 'zw-num zw-low' : 'zw-num zw-muted'}>
                要 {quantityText(line.left, line.measure)}，库存 {quantityText(line.onhand, line.measure)}
              </span>
            </div>
            {line.location && <span className="zw-muted">在 {line.location}</span>}
            <Stepper
              label={`${line.name}发多少`}
              value={quantities[line.id] ?? 0}
              max={line.left}
              onChange={n => setQuantities({ ...quantities, [line.id]: n })}
            />
            {line.tradeIn && (quantities[line.id] ?? 0) > 0 && (
              <OldOne id={line.id} value={old[line.id]} onChange={a => setOld({ ...old, [line.id]: a })} />
            )}
          </li>
        ))}
      </ul>
      <div className="zw-stock-sign">
        <label htmlFor="receiver">
          领用人（代领的改成代领人姓名）
          <TextInput id="receiver" value={name} onChange={setName} maxLength={30} />
        </label>
        <SignPad label={`请${name || '领用人'}在这里签名`} onChange={setPath} />
        {failed && <ErrorNotice message={failed.message} />}
        <Button kind="primary" busy={issue.isPending} onClick={handOut}>
          签好了，发放
        </Button>
        {need.state !== 'picked' && (
          <Button busy={pick.isPending} onClick={picked}>
            先备好，让他在自己手机上确认
          </Button>
        )}
      </div>
    </section>
  )
}
