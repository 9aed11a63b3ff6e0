import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { formatFen } from '../../../kernel/pure/money.ts'
import { type Answer, type CallError, call, useCommand } from '../../../web/api.ts'
import {
  Button,
  ErrorNotice,
  MoneyInput,
  Notice,
  NumberInput,
  TextArea,
  TextInput,
} from '../../../web/ui/index.ts'
import { stock } from '../../stock/contract.ts'
import { procurement } from '../contract.ts'
import { LineField } from './LineField.tsx'
import './procurement.css'

type Wish = Answer<typeof procurement.readNeed>['rows'][number] & {
  priceFen: number | undefined
  why: string
}

interface Sent {
  need?: { id: string; no: string }
  request?: { id: string; no: string }
}

/** 申请物品: one sentence; what the stores have is asked of them, what they lack is asked to be bought. */
export default function NeedPage() {
  const [text, setText] = useState('')
  const [purpose, setPurpose] = useState('')
  const [wishes, setWishes] = useState<Wish[]>()
  const [failure, setFailure] = useState('')
  const [sent, setSent] = useState<Sent>()
  const [busy, setBusy] = useState(false)
  const request = useCommand(stock.request, { touches: ['approval'] })
  const ask = useCommand(procurement.ask, { touches: ['approval', 'budget'] })
  const guard = async (work: () => Promise<void>): Promise<void> => {
    setBusy(true)
    setFailure('')
    await work().catch((error: CallError) => setFailure(error.message))
    setBusy(false)
  }
  const read = () =>
    guard(async () => {
      const { rows } = await call(procurement.readNeed, { text })
      setWishes(rows.map(r => ({ ...r, priceFen: r.lastPriceFen ?? undefined, why: '' })))
    })
  const send = () =>
    guard(async () => {
      const done: Sent = { ...sent }
      const fromStores = (wishes ?? []).filter(w => w.way === 'store' && w.itemId)
      const toBuy = (wishes ?? []).filter(w => w.way === 'buy' || !w.itemId)
      if (toBuy.some(w => !w.priceFen)) throw new Error('要买的每一样都要填估价，不知道的估一个数。')
      if (fromStores.length > 0 && !done.need) {
        done.need = await request.mutateAsync({
          purpose,
          lines: fromStores.map(w => ({ itemId: w.itemId as string, quantity: w.quantity })),
        })
        setSent({ ...done })
      }
      if (toBuy.length > 0 && !done.request)
        done.request = await ask.mutateAsync({
          kind: toBuy.some(w => !w.itemId) ? 'equipment' : 'goods',
          category: toBuy.some(w => !w.itemId) ? 'teaching' : 'cleaning',
          reason: purpose,
          source: 'need',
          lines: toBuy.map(w => ({
            itemId: w.itemId,
            name: w.name,
            measure: w.measure,
            quantity: w.quantity,
            priceFen: w.priceFen as number,
            idleReason: w.why,
          })),
        })
      setSent(done)
      setWishes(undefined)
    })
  if (sent && !wishes)
    return (
      <Sheet title="已经报上去了">
        {sent.need && (
          <p>
            仓库里有的：领用单 <Link to={`/needs/${sent.need.id}`}>{sent.need.no}</Link>，批了去领。
          </p>
        )}
        {sent.request && (
          <p>
            要买的：采购申请 <Link to={`/procurement/requests/${sent.request.id}`}>{sent.request.no}</Link>
            ，批了由采购员买。
          </p>
        )}
        <Button onClick={() => setSent(undefined)}>再申请别的</Button>
      </Sheet>
    )
  return (
    <Sheet title="申请物品">
      <LineField label="要什么" hint="像这样写：扫把3把、投影仪1台">
        <TextArea value={text} onChange={setText} maxLength={500} placeholder="扫把3把、投影仪1台" />
      </LineField>
      <LineField label="做什么用">
        <TextInput value={purpose} onChange={setPurpose} maxLength={200} />
      </LineField>
      {!wishes && (
        <Button
          kind="primary"
          busy={busy}
          disabled={!text.trim() || !purpose.trim()}
          onClick={() => void read()}
        >
          看看库里有没有
        </Button>
      )}
      {wishes && (
        <>
          <div className="zw-buy-lines">
            {wishes.map((wish, at) => (
              <WishCard
                key={wish.text}
                wish={wish}
                onChange={more => setWishes(wishes.map((w, i) => (i === at ? { ...w, ...more } : w)))}
              />
            ))}
          </div>
          <Button kind="primary" busy={busy} onClick={() => void send()}>
            报上去
          </Button>
          <Button kind="quiet" onClick={() => setWishes(undefined)}>
            重新写
          </Button>
        </>
      )}
      {failure && <ErrorNotice message={failure} />}
    </Sheet>
  )
}

/** The frame that lays fields out by its own width. */
function Sheet({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="zw-form zw-need-sheet">
      <h1>{title}</h1>
      <div className="zw-form-fields">{children}</div>
    </div>
  )
}

function WishCard({ wish, onChange }: { wish: Wish; onChange: (more: Partial<Wish>) => void }) {
  const buys = wish.way === 'buy'
  return (
    <div className="zw-buy-line">
      <b>
        {wish.name} {wish.quantity}
        {wish.measure}
      </b>
      <Notice tone={buys ? 'waiting' : 'done'}>
        {buys
          ? `库里${wish.onhand ? `只有 ${wish.onhand}${wish.measure}` : '没有'}，要买${wish.lastPriceFen ? `；上次 ${formatFen(wish.lastPriceFen)}` : ''}`
          : `库里有 ${wish.onhand}${wish.measure}，直接领`}
      </Notice>
      <div className="zw-buy-row">
        <LineField label="数量">
          <NumberInput unit="" value={wish.quantity} onChange={q => onChange({ quantity: q ?? 1 })} />
        </LineField>
        {buys && (
          <LineField label="估价（一件）">
            <MoneyInput value={wish.priceFen} onChange={priceFen => onChange({ priceFen })} />
          </LineField>
        )}
      </div>
      {buys && wish.idle.length > 0 && (
        <LineField
          label={`校内有闲置的：${wish.idle.map(a => `${a.name}（${a.where || a.no}）`).join('、')}`}
          hint="请先联系资产管理员调剂；不合用的写明原因"
        >
          <TextInput value={wish.why} onChange={why => onChange({ why })} />
        </LineField>
      )}
    </div>
  )
}
