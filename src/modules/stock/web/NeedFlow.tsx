import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { workorder } from '../../../mechanisms/workorder/contract.ts'
import { call, useCommand, useRead } from '../../../web/api.ts'
import { useSession } from '../../../web/session.tsx'
import { Loading } from '../../../web/ui/index.ts'
import { BigButton, BigChoice, PhoneField, PhoneFlow, PhoneNotice } from '../../../web/ui/phone/index.ts'
import { useQuery } from '../../../web/use-query.ts'
import { stock } from '../contract.ts'
import { quantityText } from '../rules.ts'
import { NeedItems, type Wanted } from './NeedItems.tsx'
import { NeedReview } from './NeedReview.tsx'
import './stock.css'

/** Asking for things on a phone: what, what for, send. A need that came back, or an order's material, begins filled in. */
export default function NeedFlow() {
  const session = useSession()
  const query = useQuery()
  const again = query.get('again')
  const orderId = query.get('order')
  const stores = useRead(stock.stores, {})
  const before = useRead(stock.need, { id: again }, { enabled: again !== '' })
  const mine = useRead(stock.askFor, {})
  const order = useRead(
    workorder.get,
    { id: orderId },
    { enabled: orderId !== '' && session.can(workorder.get) },
  )
  if (stores.isPending || mine.isPending || (again !== '' && before.isPending)) return <Loading kind="rows" />
  const failed = stores.error ?? before.error
  if (failed) return <PhoneNotice tone="late" title={failed.message} />
  return (
    <Flow
      stores={stores.data?.rows ?? []}
      units={mine.data?.units ?? []}
      before={before.data}
      orderId={orderId || (before.data?.orderId ?? '')}
      orderText={order.data ? `${order.data.no} ${order.data.place} ${order.data.title}` : ''}
    />
  )
}

interface FlowProps {
  stores: readonly { id: string; name: string }[]
  units: readonly { id: string; name: string }[]
  before: import('./NeedSlip.tsx').Need | undefined
  orderId: string
  orderText: string
}

function Flow({ stores, units, before, orderId, orderText }: FlowProps) {
  const session = useSession()
  const navigate = useNavigate()
  const request = useCommand(stock.request, { touches: ['approval'] })
  const resubmit = useCommand(stock.resubmit, { touches: ['approval'] })
  const [step, setStep] = useState(1)
  const usual = (orderId && stores.find(s => s.name.includes('五金'))?.id) || stores[0]?.id || ''
  const [storeId, setStoreId] = useState(before?.storeId ?? usual)
  const [wanted, setWanted] = useState<readonly Wanted[]>(
    (before?.lines ?? []).map(l => ({ ...l, id: l.itemId, averageFen: l.averageFen })),
  )
  const [purpose, setPurpose] = useState(
    before?.purpose ?? (orderText ? `维修 ${orderText}`.slice(0, 100) : ''),
  )
  const [unitId, setUnitId] = useState<string | null>(before?.unitId ?? units[0]?.id ?? null)
  const [overReason, setOverReason] = useState(before?.overReason ?? '')
  const [problem, setProblem] = useState('')
  const [over, setOver] = useState<Awaited<ReturnType<typeof checked>>>()
  const lines = wanted.filter(w => w.quantity > 0).map(w => ({ itemId: w.id, quantity: w.quantity }))
  const go = (next: number): void => {
    setProblem('')
    setStep(next)
  }
  const toReview = async (): Promise<void> => {
    if (!purpose.trim()) return setProblem('请写一句做什么用，批的人要看')
    try {
      setOver(await checked(lines, unitId, before?.id))
      go(3)
    } catch (error) {
      setProblem((error as Error).message)
    }
  }
  const send = async (): Promise<void> => {
    const input = { storeId, unitId, purpose, lines, overReason, ...(orderId ? { orderId } : {}) }
    try {
      const made = before
        ? await resubmit.mutateAsync({
            id: before.id,
            version: before.version,
            ...input,
          })
        : await request.mutateAsync(input)
      void navigate({ to: `/needs/${made.id}` })
    } catch (error) {
      setProblem((error as Error).message)
    }
  }
  const heading = `${session.school.name} · 领用`
  const back = (): void => (step > 1 ? go(step - 1) : window.history.back())
  const warning = problem && <PhoneNotice tone="late" title={problem} />
  if (step === 1)
    return (
      <PhoneFlow
        heading={heading}
        step={1}
        steps={3}
        onBack={back}
        question="要什么？"
        hint={orderText ? `给维修单 ${orderText} 领料` : '点“＋”就加进来，旁边是仓库里还有多少'}
        foot={
          <BigButton
            disabled={lines.length === 0}
            onClick={() => (lines.length > 0 ? go(2) : setProblem('一样都没有选'))}
          >
            {lines.length > 0 ? `选好了 ${lines.length} 样，下一步` : '先选要什么'}
          </BigButton>
        }
      >
        <NeedItems
          stores={stores}
          storeId={storeId}
          onStore={setStoreId}
          wanted={wanted}
          onChange={setWanted}
        />
        {warning}
      </PhoneFlow>
    )
  if (step === 2)
    return (
      <PhoneFlow
        heading={heading}
        step={2}
        steps={3}
        onBack={back}
        question="做什么用？"
        hint="批的人看这一句"
        foot={<BigButton onClick={() => void toReview()}>下一步</BigButton>}
      >
        {units.length > 1 && (
          <BigChoice
            label="给谁用"
            columns={1}
            value={unitId ?? undefined}
            onPick={setUnitId}
            options={units.map(unit => ({ value: unit.id, label: `给${unit.name}` }))}
          />
        )}
        <PhoneField
          label="用途"
          hint="例如：教室卫生、期中考试、给新来的老师配"
          value={purpose}
          onChange={setPurpose}
          rows={3}
          maxLength={200}
        />
        {warning}
      </PhoneFlow>
    )
  return (
    <PhoneFlow
      heading={heading}
      step={3}
      steps={3}
      onBack={back}
      question="都对吗？"
      foot={
        <BigButton
          busy={request.isPending || resubmit.isPending}
          disabled={over?.blocked ?? false}
          onClick={() => void send()}
        >
          报上去
        </BigButton>
      }
    >
      <NeedReview
        things={wanted
          .filter(w => w.quantity > 0)
          .map(w => ({ id: w.id, text: w.name, quantity: quantityText(w.quantity, w.measure) }))}
        purpose={purpose}
        over={over}
        overReason={overReason}
        onOverReason={setOverReason}
      />
      {warning}
    </PhoneFlow>
  )
}

const checked = (
  lines: readonly { itemId: string; quantity: number }[],
  unitId: string | null,
  needId?: string,
) => call(stock.checkNeed, { unitId, lines: [...lines], ...(needId ? { needId } : {}) })
