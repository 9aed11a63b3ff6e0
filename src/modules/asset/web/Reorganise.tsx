import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { formatFen } from '../../../kernel/pure/money.ts'
import { UnitFinder } from '../../../mechanisms/approval/web/pickers.tsx'
import { type Answer, type CallError, useCommand } from '../../../web/api.ts'
import {
  Button,
  type Choice,
  ChoiceInput,
  Facts,
  Field,
  PlacePicker,
  TextInput,
  toast,
} from '../../../web/ui/index.ts'
import { searchPlaces } from '../../place/web/pickers.ts'
import { asset } from '../contract.ts'
import './asset.css'

type Counts = Answer<typeof asset.reorganise>

/** A department is merged, a building given up: all that hangs on it moves at once, after it was counted. */
export default function Reorganise() {
  const move = useCommand(asset.reorganise)
  const [what, setWhat] = useState<'unit' | 'place'>('unit')
  const [from, setFrom] = useState<Choice | undefined>()
  const [to, setTo] = useState<Choice | undefined>()
  const [reason, setReason] = useState('')
  const [counts, setCounts] = useState<Counts | null>(null)
  const Picker = what === 'unit' ? UnitFinder : Places
  const send = (preview: boolean): void => {
    if (!from || !to || !reason.trim()) return void toast.fail('请选好从哪里、到哪里，并写明理由')
    move.mutate(
      { what, fromId: from.value, toId: to.value, reason, preview },
      {
        onSuccess: done => {
          setCounts(preview ? done : null)
          if (!preview) toast.ok(`已把 ${done.cards} 张卡片从${done.from}划到${done.to}`)
        },
        onError: (error: CallError) => void toast.fail(error.message),
      },
    )
  }
  return (
    <div className="as-plain">
      <Link to="/assets">固定资产</Link>
      <h1>成批划转</h1>
      <p className="zw-muted">
        部门合并、楼宇停用时用：下属的一并划转，编号和经过都保留，正在办的单据跟着走。
      </p>
      <section className="zw-form">
        <div className="zw-form-fields">
          <Field id="what" label="划转什么">
            <ChoiceInput
              id="what"
              value={what}
              onChange={value => {
                setWhat(value as 'unit')
                setFrom(undefined)
                setTo(undefined)
                setCounts(null)
              }}
              options={[
                { value: 'unit', label: '部门' },
                { value: 'place', label: '地点' },
              ]}
            />
          </Field>
          <Field id="from" label="从">
            <Picker id="from" value={from} onChange={setFrom} />
          </Field>
          <Field id="to" label="到">
            <Picker id="to" value={to} onChange={setTo} />
          </Field>
          <Field id="reason" label="理由">
            <TextInput
              id="reason"
              value={reason}
              onChange={setReason}
              maxLength={300}
              placeholder="信息中心并入教务处"
            />
          </Field>
        </div>
        <p className="as-buttons">
          <Button busy={move.isPending} onClick={() => send(true)}>
            先看看有多少
          </Button>
        </p>
      </section>
      {counts && (
        <section className="as-part">
          <Facts
            columns={2}
            facts={[
              { label: '卡片', value: `${counts.cards} 张，${counts.quantity} 台（件）` },
              { label: '原值', value: formatFen(counts.valueFen) },
              { label: '保管人', value: `${counts.keepers} 位，不变` },
              { label: '闲置', value: `${counts.idle} 件` },
              { label: '正在调拨', value: `${counts.transfers} 张单` },
              { label: '正在处置', value: `${counts.disposals} 张单` },
              { label: '正在盘点', value: counts.held > 0 ? `${counts.held} 件，要等盘点结束` : '没有' },
              {
                label: '例如',
                value: counts.sample.map(one => `${one.no} ${one.name}`).join('、') || '—',
                block: true,
              },
            ]}
          />
          <p className="as-buttons">
            <Button
              kind="primary"
              busy={move.isPending}
              disabled={counts.cards === 0 || counts.held > 0}
              onClick={() => send(false)}
            >
              划转 {counts.cards} 张卡片
            </Button>
          </p>
        </section>
      )}
    </div>
  )
}

const Places = (props: Omit<Parameters<typeof PlacePicker>[0], 'search'>) => (
  <PlacePicker {...props} search={searchPlaces()} />
)
