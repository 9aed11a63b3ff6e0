import { formatFen } from '../../../kernel/pure/money.ts'
import { ChoiceInput, NumberInput, SelectInput, TextInput } from '../../../web/ui/index.ts'
import { ItemPicker } from '../../stock/web/ItemPicker.tsx'
import { MISMATCH_KINDS, type MismatchKind, TARGETS, type Target, usualMismatch } from '../words.ts'
import { type Count, isWrong } from './counts.ts'
import { LineField } from './LineField.tsx'
import type { Order } from './OrderSlip.tsx'

/** Whole things are counted in whole numbers. */
const decimalsOf = (quantity: number): number => (Number.isInteger(quantity) ? 0 : 3)

interface CountCardProps {
  line: Order['lines'][number]
  count: Count
  onChange: (more: Partial<Count>) => void
}

/** One line of the order as it came: counted, looked at, and what was wrong. */
export function CountCard({ line, count, onChange }: CountCardProps) {
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
            decimals={decimalsOf(line.open)}
            unit={line.measure}
            onChange={delivered => onChange({ delivered, accepted: delivered })}
          />
        </LineField>
        <LineField label="合格">
          <NumberInput
            value={count.accepted}
            decimals={decimalsOf(line.open)}
            unit={line.measure}
            onChange={accepted => onChange({ accepted })}
          />
        </LineField>
      </div>
      <div className="zw-buy-row">
        <LineField label="外观">
          <ChoiceInput
            options={[
              { value: 'yes', label: '完好' },
              { value: 'no', label: '有损' },
            ]}
            value={count.looksOk ? 'yes' : 'no'}
            onChange={v => onChange({ looksOk: v !== 'no' })}
          />
        </LineField>
        <LineField label="参数">
          <ChoiceInput
            options={[
              { value: 'yes', label: '相符' },
              { value: 'no', label: '不符' },
            ]}
            value={count.worksOk ? 'yes' : 'no'}
            onChange={v => onChange({ worksOk: v !== 'no' })}
          />
        </LineField>
      </div>
      {isWrong(count) && (
        <>
          <LineField label="哪里不符">
            <ChoiceInput
              options={Object.entries(MISMATCH_KINDS).map(([value, label]) => ({ value, label }))}
              value={count.kind ?? usualMismatch(count)}
              onChange={kind => onChange({ kind: kind as MismatchKind })}
            />
          </LineField>
          <LineField label="哪里不对，怎么不对">
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
            onChange={target => target && onChange({ target: target as Target })}
          />
        </LineField>
      </div>
      {count.target === 'asset' && !line.fixed && (
        <LineField
          label="为什么建资产卡片"
          hint={`单价 ${formatFen(line.priceFen)} 不到固定资产的标准：改选入库或直接交用；一定要建卡的写明原因`}
        >
          <TextInput
            value={count.cardReason}
            onChange={cardReason => onChange({ cardReason })}
            maxLength={200}
          />
        </LineField>
      )}
      {count.target === 'asset' && (
        <LineField label="序列号" optional>
          <TextInput value={count.serials} onChange={serials => onChange({ serials })} maxLength={500} />
        </LineField>
      )}
      {count.target === 'store' && (
        <LineField label="物品目录">
          <ItemPicker value={count.item} onChange={item => onChange({ item })} />
        </LineField>
      )}
    </div>
  )
}
