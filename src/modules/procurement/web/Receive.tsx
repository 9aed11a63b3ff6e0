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
  NumberInput,
  PersonPicker,
  PhotoPicker,
  SelectInput,
  TextInput,
  toast,
} from '../../../web/ui/index.ts'
import { searchPersons } from '../../people/web/pickers.ts'
import { stock } from '../../stock/contract.ts'
import { ItemPicker } from '../../stock/web/ItemPicker.tsx'
import { procurement } from '../contract.ts'
import { lineAmount } from '../rules.ts'
import { MISMATCH_KINDS, type MismatchKind, TARGETS, type Target } from '../words.ts'
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

interface Count {
  delivered: number | undefined
  accepted: number | undefined
  kind: MismatchKind
  reason: string
  found: string
  target: Target
  item: Choice | undefined
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
          kind: 'quality' as const,
          reason: '',
          found: '',
          target: l.target,
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
        ...(toStore && store ? { storeId: store } : {}),
        ...(strokes ? { strokes } : {}),
        lines: open.map(l => {
          const c = counts[l.id] as Count
          const short = (c.accepted ?? 0) < (c.delivered ?? 0)
          return {
            orderLineId: l.id,
            delivered: c.delivered ?? 0,
            accepted: c.accepted ?? 0,
            reason: c.reason,
            found: c.found,
            target: c.target,
            ...(short ? { kind: c.kind } : {}),
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
  if (open.length === 0)
    return <ErrorNotice message={`采购单 ${order.no} 没有等着验收的货了。请看它的验收单。`} />
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
              <LineCard
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
          <LineField label="照片" optional>
            <PhotoPicker onChange={setPhotos} />
          </LineField>
          {failure && <ErrorNotice message={failure} />}
          <Button kind="primary" onClick={() => setSigning(true)}>
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

interface LineCardProps {
  line: Order['lines'][number]
  count: Count
  onChange: (more: Partial<Count>) => void
}

function LineCard({ line, count, onChange }: LineCardProps) {
  const wrong = (count.accepted ?? 0) < (count.delivered ?? 0)
  return (
    <div className="zw-buy-line">
      <b>
        {line.name} {line.brand} {line.spec}
      </b>
      <span className="zw-muted">
        还差 {line.open}
        {line.measure}，{formatFen(line.priceFen)}/{line.measure}
      </span>
      <div className="zw-buy-row">
        <LineField label="到货">
          <NumberInput
            value={count.delivered}
            decimals={3}
            unit={line.measure}
            onChange={delivered => onChange({ delivered, accepted: delivered })}
          />
        </LineField>
        <LineField label="合格">
          <NumberInput
            value={count.accepted}
            decimals={3}
            unit={line.measure}
            onChange={accepted => onChange({ accepted })}
          />
        </LineField>
      </div>
      {wrong && (
        <>
          <LineField label="哪里不符">
            <ChoiceInput
              options={Object.entries(MISMATCH_KINDS).map(([value, label]) => ({ value, label }))}
              value={count.kind}
              onChange={kind => onChange({ kind: kind as MismatchKind })}
            />
          </LineField>
          <LineField label="不合格的原因">
            <TextInput value={count.reason} onChange={reason => onChange({ reason })} maxLength={300} />
          </LineField>
        </>
      )}
      <div className="zw-buy-row">
        <LineField label="实物品牌型号" optional>
          <TextInput value={count.found} onChange={found => onChange({ found })} maxLength={200} />
        </LineField>
        <LineField label="到货后">
          <SelectInput
            options={Object.entries(TARGETS).map(([value, label]) => ({ value, label }))}
            value={count.target}
            onChange={target => onChange({ target: target as Target })}
          />
        </LineField>
      </div>
      {count.target === 'store' && (
        <LineField label="物品目录">
          <ItemPicker value={count.item} onChange={item => onChange({ item })} />
        </LineField>
      )}
    </div>
  )
}
