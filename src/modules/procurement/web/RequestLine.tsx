import { useEffect, useState } from 'react'
import { formatFen } from '../../../kernel/pure/money.ts'
import { useRead } from '../../../web/api.ts'
import type { Choice } from '../../../web/ui/form/choices.tsx'
import { Button, MoneyInput, NumberInput, TextInput } from '../../../web/ui/index.ts'
import { ClassPicker } from '../../asset/web/pickers.tsx'
import { procurement } from '../contract.ts'
import type { RequestKind } from '../words.ts'
import { LineField } from './LineField.tsx'

export interface Line {
  itemId: string | null
  name: string
  spec: string
  measure: string
  quantity: number | undefined
  priceFen: number | undefined
  stockReason: string
  idleReason: string
  /** What it will be on the book of assets, where whoever asks knows; of the edition in force. */
  assetClass: Choice | undefined
}
export const EMPTY: Line = {
  itemId: null,
  name: '',
  spec: '',
  measure: '件',
  quantity: 1,
  priceFen: undefined,
  stockReason: '',
  idleReason: '',
  assetClass: undefined,
}
interface LineFieldsProps {
  line: Line
  kind: RequestKind
  onChange: (more: Partial<Line>) => void
  onDrop: (() => void) | undefined
}

/** One thing, with what is in the stores and idle elsewhere beside it. */
export function LineFields({ line, kind, onChange, onDrop }: LineFieldsProps) {
  const [looked, setLooked] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setLooked(line.name.trim()), 400)
    return () => clearTimeout(timer)
  }, [line.name])
  const hints = useRead(
    procurement.hints,
    { kind, lines: [{ name: looked }] },
    { enabled: looked.length > 1 && kind !== 'service', keep: true },
  )
  const hint = hints.data?.rows[0]
  const enough = hint && hint.onhand !== null && hint.onhand > 0 && hint.onhand >= (line.quantity ?? 0)
  return (
    <div className="zw-buy-line">
      <div className="zw-buy-row">
        <LineField label="名称">
          <TextInput value={line.name} onChange={name => onChange({ name, itemId: null })} maxLength={60} />
        </LineField>
        <LineField label="规格参数" optional>
          <TextInput value={line.spec} onChange={spec => onChange({ spec })} maxLength={200} />
        </LineField>
      </div>
      <div className="zw-buy-row">
        <LineField label="数量">
          <NumberInput
            unit=""
            value={line.quantity}
            onChange={quantity => onChange({ quantity })}
            decimals={Number.isInteger(line.quantity ?? 0) ? 0 : 3}
          />
        </LineField>
        <LineField label="单位">
          <TextInput value={line.measure} onChange={measure => onChange({ measure })} maxLength={10} />
        </LineField>
        <LineField
          label="预算单价"
          hint={hint?.lastPriceFen ? `上次 ${formatFen(hint.lastPriceFen)}（${hint.lastOn}）` : undefined}
        >
          <MoneyInput value={line.priceFen} onChange={priceFen => onChange({ priceFen })} />
        </LineField>
      </div>
      {kind === 'equipment' && (
        <LineField label="资产分类" optional hint="GB/T 14885-2022；验收建卡时照这个分类折旧">
          <ClassPicker
            edition="2022"
            value={line.assetClass}
            onChange={assetClass => onChange({ assetClass })}
          />
        </LineField>
      )}
      {enough && (
        <LineField label={`库里有 ${hint.onhand}${hint.measure}，够用的先去领`} hint="不合用的写明原因">
          <TextInput value={line.stockReason} onChange={stockReason => onChange({ stockReason })} />
        </LineField>
      )}
      {hint && hint.idle.length > 0 && (
        <LineField
          label={`校内有闲置的：${hint.idle.map(a => `${a.name}（${a.where || a.no}）`).join('、')}`}
          hint="能调剂的先调剂；不合用的写明原因"
        >
          <TextInput value={line.idleReason} onChange={idleReason => onChange({ idleReason })} />
        </LineField>
      )}
      {onDrop && (
        <Button kind="quiet" onClick={onDrop}>
          去掉这一样
        </Button>
      )}
    </div>
  )
}
