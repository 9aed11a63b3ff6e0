import type { ReactNode } from 'react'
import { formatFen } from '../../../kernel/pure/money.ts'
import { Button, DayInput, MoneyInput, NumberInput, TextInput } from '../../../web/ui/index.ts'
import { lineAmount, totalOf } from '../rules.ts'
import { emptyLine, filledLines, type LineDraft, type PartDraft } from './drafts.ts'
import './contract.css'

const nextKey = (rows: readonly { key: number }[]): number => Math.max(-1, ...rows.map(r => r.key)) + 1

const Cell = ({ label, id, children }: { label: string; id: string; children: ReactNode }) => (
  <div className="zw-contract-cell">
    <label htmlFor={id}>{label}</label>
    {children}
  </div>
)

/** What is bought, at what unit price; the sum is the total. */
export function LinesInput({
  lines,
  onChange,
}: {
  lines: readonly LineDraft[]
  onChange: (lines: LineDraft[]) => void
}) {
  const change = (key: number, part: Partial<LineDraft>): void =>
    onChange(lines.map(line => (line.key === key ? { ...line, ...part } : line)))
  return (
    <>
      <ul className="zw-contract-lines">
        {lines.map(line => (
          <li key={line.key}>
            <Cell label="内容" id={`name${line.key}`}>
              <TextInput
                id={`name${line.key}`}
                value={line.name}
                maxLength={100}
                onChange={name => change(line.key, { name })}
              />
            </Cell>
            <Cell label="数量" id={`quantity${line.key}`}>
              <NumberInput
                id={`quantity${line.key}`}
                unit=""
                min={0}
                decimals={Number.isInteger(line.quantity ?? 0) ? 0 : 3}
                value={line.quantity}
                onChange={quantity => change(line.key, { quantity })}
              />
            </Cell>
            <Cell label="单位" id={`measure${line.key}`}>
              <TextInput
                id={`measure${line.key}`}
                value={line.measure}
                maxLength={10}
                placeholder="项"
                onChange={measure => change(line.key, { measure })}
              />
            </Cell>
            <Cell label="单价" id={`price${line.key}`}>
              <MoneyInput
                id={`price${line.key}`}
                value={line.priceFen}
                onChange={priceFen => change(line.key, { priceFen })}
              />
            </Cell>
            <Button
              kind="quiet"
              disabled={lines.length === 1}
              onClick={() => onChange(lines.filter(one => one.key !== line.key))}
            >
              删
            </Button>
            {line.quantity && line.priceFen ? (
              <p className="zw-contract-sum zw-muted zw-num">
                {formatFen(lineAmount(line.quantity, line.priceFen))}
              </p>
            ) : null}
          </li>
        ))}
      </ul>
      <Button kind="quiet" onClick={() => onChange([...lines, emptyLine(nextKey(lines))])}>
        加一行
      </Button>
      <p className="zw-contract-sum">
        总价 <b className="zw-num">{formatFen(totalOf(filledLines(lines)))}</b>
      </p>
    </>
  )
}

/** When how much is paid; must come to the total. */
export function PlanInput({
  parts,
  totalFen,
  onChange,
}: {
  parts: readonly PartDraft[]
  totalFen: number
  onChange: (parts: PartDraft[]) => void
}) {
  const change = (key: number, part: Partial<PartDraft>): void =>
    onChange(parts.map(one => (one.key === key ? { ...one, ...part } : one)))
  const left = totalFen - parts.reduce((sum, part) => sum + (part.amountFen ?? 0), 0)
  const add = (): void => {
    const key = nextKey(parts)
    onChange([
      ...parts,
      { key, title: `第 ${parts.length + 1} 期`, dueOn: undefined, amountFen: left > 0 ? left : undefined },
    ])
  }
  return (
    <>
      <ul className="zw-contract-lines">
        {parts.map(part => (
          <li key={part.key} className="part">
            <Cell label="款项" id={`part${part.key}`}>
              <TextInput
                id={`part${part.key}`}
                value={part.title}
                maxLength={40}
                onChange={title => change(part.key, { title })}
              />
            </Cell>
            <Cell label="应付日期" id={`due${part.key}`}>
              <DayInput
                id={`due${part.key}`}
                value={part.dueOn}
                onChange={dueOn => change(part.key, { dueOn })}
              />
            </Cell>
            <Cell label="金额" id={`amount${part.key}`}>
              <MoneyInput
                id={`amount${part.key}`}
                value={part.amountFen}
                onChange={amountFen => change(part.key, { amountFen })}
              />
            </Cell>
            <Button kind="quiet" onClick={() => onChange(parts.filter(one => one.key !== part.key))}>
              删
            </Button>
          </li>
        ))}
      </ul>
      <Button kind="quiet" onClick={add}>
        加一期
      </Button>
      {parts.length > 0 && left !== 0 && (
        <p className="zw-contract-sum zw-late">
          还{left > 0 ? '差' : '多'} {formatFen(Math.abs(left))}
        </p>
      )}
    </>
  )
}
