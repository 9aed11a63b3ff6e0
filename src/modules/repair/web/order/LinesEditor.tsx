import { InputNumber, Select } from 'antd'
import Plus from 'lucide-react/icons/plus'
import X from 'lucide-react/icons/x'
import { Button, IconButton } from '../../../../web/ui/base/Button.tsx'
import { MoneyInput, TextInput } from '../../../../web/ui/form/inputs.tsx'
import type { CatalogueTrade } from '../../contract.ts'
import { type DraftLine, type DraftMaterial, emptyLine, emptyMaterial, withItem } from './lines.ts'

export interface LinesEditorProps {
  lines: readonly DraftLine[]
  onChange: (lines: DraftLine[]) => void
  trades: readonly CatalogueTrade[]
  /** The order's own trade comes first in the choice. */
  trade: string
}

/** What was done, line by line: an item of the catalogue or free words, how many, in which measure. */
export function LinesEditor({ lines, onChange, trades, trade }: LinesEditorProps) {
  const sorted = [...trades].sort((a, b) => Number(b.code === trade) - Number(a.code === trade))
  const options = [
    ...sorted.map(t => ({
      label: t.name,
      options: t.items.map(i => ({ value: i.code, label: i.name })),
    })),
    { label: '目录里没有', options: [{ value: OTHER, label: '其他，自己写' }] },
  ]
  const items = new Map(trades.flatMap(t => t.items.map(i => [i.code, i] as const)))
  const set = (at: number, line: DraftLine): void => onChange(lines.map((l, i) => (i === at ? line : l)))
  return (
    <div className="zw-lines">
      {lines.map((line, i) => (
        <div key={line.key} className="zw-lines-row">
          <Select
            aria-label={`第 ${i + 1} 行的维修项目`}
            placeholder="修了什么"
            showSearch={{ optionFilterProp: 'label' }}
            value={line.itemCode ?? (line.free ? OTHER : undefined)}
            options={options}
            onChange={(code: string) => set(i, withItem(line, code === OTHER ? undefined : items.get(code)))}
          />
          <InputNumber
            aria-label="数量"
            min={0}
            controls={false}
            value={line.qty}
            onChange={qty => set(i, { ...line, qty })}
          />
          <TextInput value={line.measure} onChange={measure => set(i, { ...line, measure })} maxLength={10} />
          <IconButton
            label="去掉这一行"
            icon={<X size={16} aria-hidden />}
            onClick={() => onChange(lines.filter((_, at) => at !== i))}
          />
          {line.free && (
            <div className="zw-lines-words">
              <TextInput
                value={line.text}
                placeholder="写明修了什么"
                onChange={text => set(i, { ...line, text })}
                maxLength={100}
              />
            </div>
          )}
        </div>
      ))}
      <Button
        kind="quiet"
        icon={<Plus size={16} aria-hidden />}
        onClick={() => onChange([...lines, emptyLine()])}
      >
        再加一项
      </Button>
    </div>
  )
}

const OTHER = '_other'

/** Materials in free words, with what they cost. */
export function MaterialsEditor({
  materials,
  onChange,
}: {
  materials: readonly DraftMaterial[]
  onChange: (materials: DraftMaterial[]) => void
}) {
  const set = (at: number, change: Partial<DraftMaterial>): void =>
    onChange(materials.map((m, i) => (i === at ? { ...m, ...change } : m)))
  return (
    <div className="zw-lines">
      {materials.map((m, i) => (
        <div key={m.key} className="zw-lines-row" data-kind="material">
          <TextInput
            value={m.name}
            placeholder="材料名称"
            onChange={name => set(i, { name })}
            maxLength={80}
          />
          <InputNumber
            aria-label="数量"
            min={0}
            controls={false}
            value={m.qty}
            onChange={qty => set(i, { qty })}
          />
          <TextInput value={m.measure} onChange={measure => set(i, { measure })} maxLength={10} />
          <MoneyInput value={m.unitPriceFen} onChange={unitPriceFen => set(i, { unitPriceFen })} />
          <IconButton
            label="去掉这一行"
            icon={<X size={16} aria-hidden />}
            onClick={() => onChange(materials.filter((_, at) => at !== i))}
          />
        </div>
      ))}
      <Button
        kind="quiet"
        icon={<Plus size={16} aria-hidden />}
        onClick={() => onChange([...materials, emptyMaterial()])}
      >
        加材料
      </Button>
    </div>
  )
}
