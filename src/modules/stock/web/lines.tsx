import { Button, type Choice, DayInput, MoneyInput, NumberInput, TextInput } from '../../../web/ui/index.ts'
import { BatchCell, LOOSE } from './BatchCell.tsx'
import { Cell } from './Cell.tsx'
import { ItemPicker, measureOf } from './ItemPicker.tsx'
import './stock.css'

export interface LineValue {
  key: number
  item: Choice | undefined
  quantity: number | undefined
  priceFen: number | undefined
  batchNo: string
  expiresOn: string | undefined
  /** A batch that is there already, for papers that take away from it. */
  batch?: string
  note: string
}

export const emptyLine = (key: number): LineValue => ({
  key,
  item: undefined,
  quantity: undefined,
  priceFen: undefined,
  batchNo: '',
  expiresOn: undefined,
  note: '',
})

export const filled = (lines: readonly LineValue[]) =>
  lines.flatMap(line =>
    line.item && line.quantity
      ? [
          {
            ...line,
            itemId: line.item.value,
            batchId: line.batch && line.batch !== LOOSE ? line.batch : null,
            quantity: line.quantity,
          },
        ]
      : [],
  )

interface LinesProps {
  lines: readonly LineValue[]
  onChange: (lines: LineValue[]) => void
  storeId?: string | undefined
  /** Columns beside thing and quantity. */
  show?: readonly ('price' | 'batch' | 'which' | 'note')[]
  lendable?: boolean
  /** Corrections take away as well. */
  signed?: boolean
}

/** The lines of a paper: a thing, how many, and what else the paper asks for. */
export function Lines({ lines, onChange, storeId, show = [], lendable = false, signed = false }: LinesProps) {
  const change = (key: number, part: Partial<LineValue>): void =>
    onChange(lines.map(line => (line.key === key ? { ...line, ...part } : line)))
  const add = (): void => onChange([...lines, emptyLine(Math.max(0, ...lines.map(l => l.key)) + 1)])
  return (
    <>
      <ul className="zw-stock-lines">
        {lines.map((line, i) => (
          <li key={line.key}>
            <Cell label={`第 ${i + 1} 样`} id={`thing${line.key}`}>
              <ItemPicker
                id={`thing${line.key}`}
                value={line.item}
                onChange={item => change(line.key, { item, batch: LOOSE })}
                storeId={storeId}
                lendable={lendable}
              />
            </Cell>
            <Cell label={signed ? '增减（减填负数）' : '数量'} id={`quantity${line.key}`}>
              <NumberInput
                id={`quantity${line.key}`}
                unit={measureOf(line.item)}
                decimals={Number.isInteger(line.quantity ?? 0) ? 0 : 3}
                value={line.quantity}
                {...(signed ? {} : { min: 0 })}
                onChange={quantity => change(line.key, { quantity })}
              />
            </Cell>
            {show.includes('price') && (
              <Cell label="单价" id={`price${line.key}`}>
                <MoneyInput
                  id={`price${line.key}`}
                  value={line.priceFen}
                  onChange={priceFen => change(line.key, { priceFen })}
                />
              </Cell>
            )}
            {show.includes('batch') && (
              <>
                <Cell label="批次" id={`batch${line.key}`}>
                  <TextInput
                    id={`batch${line.key}`}
                    value={line.batchNo}
                    maxLength={40}
                    onChange={batchNo => change(line.key, { batchNo })}
                  />
                </Cell>
                <Cell label="保质期至" id={`expires${line.key}`}>
                  <DayInput
                    id={`expires${line.key}`}
                    value={line.expiresOn}
                    onChange={expiresOn => change(line.key, { expiresOn })}
                  />
                </Cell>
              </>
            )}
            {show.includes('which') && line.item && storeId && (
              <BatchCell
                id={`which${line.key}`}
                itemId={line.item.value}
                storeId={storeId}
                value={line.batch === LOOSE ? undefined : line.batch}
                onChange={batch => change(line.key, { batch })}
              />
            )}
            {show.includes('note') && (
              <Cell label="备注" id={`note${line.key}`}>
                <TextInput
                  id={`note${line.key}`}
                  value={line.note}
                  maxLength={60}
                  onChange={note => change(line.key, { note })}
                />
              </Cell>
            )}
            {lines.length > 1 && (
              <Button kind="quiet" onClick={() => onChange(lines.filter(l => l.key !== line.key))}>
                去掉
              </Button>
            )}
          </li>
        ))}
      </ul>
      <Button onClick={add}>再加一样</Button>
    </>
  )
}
