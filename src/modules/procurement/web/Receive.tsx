import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { formatFen } from '../../../kernel/pure/money.ts'
import { attachment } from '../../../mechanisms/attachment/contract.ts'
import { SignDialog } from '../../../mechanisms/signature/web/index.ts'
import { type CallError, call, useCommand, useRead } from '../../../web/api.ts'
import type { Choice } from '../../../web/ui/form/choices.tsx'
import {
  Button,
  ChoiceInput,
  ErrorNotice,
  Loading,
  PersonPicker,
  PhotoPicker,
  SelectInput,
  TextInput,
  toast,
} from '../../../web/ui/index.ts'
import { searchPersons } from '../../people/web/pickers.ts'
import { stock } from '../../stock/contract.ts'
import { procurement } from '../contract.ts'
import { lineAmount } from '../rules.ts'
import { CountCard } from './CountCard.tsx'
import { beforeSigning, type Count, isWrong } from './counts.ts'
import { LineField } from './LineField.tsx'
import type { Order } from './OrderSlip.tsx'
import './procurement.css'

/** Receiving: count, tell what is wrong, photograph, sign. One card a line, made for the phone. */
export default function Receive() {
  const { id } = useParams({ strict: false }) as { id: string }
  const one = useRead(procurement.getOrder, { id })
  if (one.error) return <ErrorNotice message={one.error.message} onRetry={() => void one.refetch()} />
  return one.data ? <Counting key={one.data.version} order={one.data} /> : <Loading kind="rows" />
}

function Counting({ order }: { order: Order }) {
  const navigate = useNavigate()
  const open = order.lines.filter(l => l.open > 0)
  const [counts, setCounts] = useState<Record<string, Count>>(
    Object.fromEntries(
      open.map(l => [
        l.id,
        {
          delivered: l.open,
          accepted: l.open,
          kind: undefined,
          reason: '',
          found: '',
          serials: '',
          looksOk: true,
          worksOk: true,
          // What is too cheap for a card is handed over, unless whoever counts says otherwise.
          target: l.target === 'asset' && !l.fixed ? ('none' as const) : l.target,
          cardReason: '',
          item: l.itemId ? { value: l.itemId, label: l.name } : undefined,
        },
      ]),
    ),
  )
  const [members, setMembers] = useState<Choice[]>([])
  const [photos, setPhotos] = useState<File[]>([])
  const [storeId, setStoreId] = useState('')
  const [signing, setSigning] = useState(false)
  const [failure, setFailure] = useState('')
  const [more, setMore] = useState({ placeOk: 'yes', papers: '', installed: '', note: '' })
  const stores = useRead(stock.stores, {})
  const receive = useCommand(procurement.receive, { touches: ['stock', 'asset', 'budget'] })
  const worth = open.reduce((sum, l) => sum + lineAmount(l.priceFen, counts[l.id]?.accepted ?? 0), 0)
  const toStore = open.some(l => counts[l.id]?.target === 'store' && (counts[l.id]?.accepted ?? 0) > 0)
  const store = storeId || stores.data?.rows[0]?.id || ''
  const send = async (strokes: string | undefined): Promise<void> => {
    try {
      const photoIds =
        photos.length > 0 ? (await call(attachment.upload, {}, { files: photos })).files.map(f => f.id) : []
      const done = await receive.mutateAsync({
        orderId: order.id,
        version: order.version,
        memberIds: members.map(m => m.value),
        photoIds,
        placeOk: more.placeOk === 'yes',
        papers: more.papers,
        installed: more.installed,
        note: more.note,
        ...(toStore && store ? { storeId: store } : {}),
        ...(strokes ? { strokes } : {}),
        lines: open.map(l => {
          const c = counts[l.id] as Count
          return {
            orderLineId: l.id,
            delivered: c.delivered ?? 0,
            accepted: c.accepted ?? 0,
            reason: c.reason,
            found: c.found,
            serials: c.serials,
            looksOk: c.looksOk,
            worksOk: c.worksOk,
            target: c.target,
            cardReason: c.target === 'asset' ? c.cardReason : '',
            ...(isWrong(c) && c.kind ? { kind: c.kind } : {}),
            ...(c.item ? { itemId: c.item.value } : {}),
          }
        }),
      })
      toast.ok(
        done.state === 'accepted' ? `已验收，编号 ${done.no}` : `已点收，编号 ${done.no}，等其他成员签字`,
      )
      void navigate({ to: '/acceptances/$id', params: { id: done.id } as never })
    } catch (error) {
      setSigning(false)
      setFailure((error as CallError).message)
    }
  }
  const askToSign = (): void => {
    const missing = beforeSigning(
      open.map(l => ({ name: l.name, count: counts[l.id] as Count })),
      {
        present: members.length + 1,
        wanted: worth >= order.committee.fromFen ? order.committee.members : 1,
      },
    )
    setFailure(missing ?? '')
    setSigning(!missing)
  }
  if (open.length === 0)
    return <ErrorNotice message={`采购单 ${order.no} 没有等着验收的货了。请看它的验收单。`} />
  if (order.actions.receive && !order.actions.receive.allowed)
    return (
      <ErrorNotice
        message={`${order.actions.receive.why}。采购单 ${order.no} 的货，请保管员、资产管理员或总务处其他人验收。`}
      />
    )
  return (
    <>
      <div className="zw-form">
        <h1>{`验收 ${order.title}`}</h1>
        <div className="zw-form-fields">
          <p className="zw-muted">
            {order.supplierName}，采购单{' '}
            <Link to="/procurement/orders/$id" params={{ id: order.id } as never}>
              {order.no}
            </Link>
          </p>
          <div className="zw-buy-lines">
            {open.map(l => (
              <CountCard
                key={l.id}
                line={l}
                count={counts[l.id] as Count}
                onChange={more => setCounts({ ...counts, [l.id]: { ...(counts[l.id] as Count), ...more } })}
              />
            ))}
          </div>
          {toStore && (
            <LineField label="入哪个仓库">
              <SelectInput
                options={(stores.data?.rows ?? []).map(s => ({ value: s.id, label: s.name }))}
                value={store}
                onChange={v => setStoreId(v ?? '')}
              />
            </LineField>
          )}
          <LineField
            label="验收组其他成员"
            optional={worth < order.committee.fromFen}
            hint={`${formatFen(order.committee.fromFen)} 以上要 ${order.committee.members} 人，都要签字`}
          >
            <PersonPicker
              value={undefined}
              search={searchPersons}
              onChange={p => p && !members.some(m => m.value === p.value) && setMembers([...members, p])}
            />
          </LineField>
          {members.map(m => (
            <Button
              key={m.value}
              kind="quiet"
              onClick={() => setMembers(members.filter(x => x.value !== m.value))}
            >
              {m.label} ×
            </Button>
          ))}
          <LineField label="送到约定地点了吗">
            <ChoiceInput
              options={[
                { value: 'yes', label: '送到了' },
                { value: 'no', label: '没有' },
              ]}
              value={more.placeOk}
              onChange={placeOk => setMore({ ...more, placeOk: placeOk ?? 'yes' })}
            />
          </LineField>
          <LineField label="随机资料" optional hint="说明书、合格证、保修卡">
            <TextInput
              value={more.papers}
              onChange={papers => setMore({ ...more, papers })}
              maxLength={200}
            />
          </LineField>
          <LineField label="安装调试" optional>
            <TextInput
              value={more.installed}
              onChange={installed => setMore({ ...more, installed })}
              maxLength={200}
            />
          </LineField>
          <LineField label="说明" optional>
            <TextInput value={more.note} onChange={note => setMore({ ...more, note })} maxLength={300} />
          </LineField>
          <LineField label="照片" optional>
            <PhotoPicker onChange={setPhotos} />
          </LineField>
          {failure && <ErrorNotice message={failure} />}
          <Button kind="primary" onClick={askToSign}>
            签字验收（{formatFen(worth)}）
          </Button>
        </div>
      </div>
      {signing && (
        <SignDialog
          title="验收签字"
          statement={`${order.title} 已逐项清点，合格的共 ${formatFen(worth)}，同意验收。`}
          label="请验收人签名"
          busy={receive.isPending}
          onSign={strokes => void send(strokes)}
          onClose={() => setSigning(false)}
        />
      )}
    </>
  )
}
