import { Link } from '@tanstack/react-router'
import { formatFen } from '../../../kernel/pure/money.ts'
import type { Answer } from '../../../web/api.ts'
import { Button } from '../../../web/ui/base/Button.tsx'
import { RowCard } from '../../../web/ui/list/CardRows.tsx'
import type { Column } from '../../../web/ui/list/columns.ts'
import { StateTag } from '../../../web/ui/marks/StateTag.tsx'
import type { reconciliation } from '../contract.ts'
import { CAUSES, differenceMachine } from '../machine.ts'

export type Difference = Answer<typeof reconciliation.get>['rows'][number]

interface Todo {
  explain(row: Difference): void
  agree(row: Difference): void
  sendBack(row: Difference): void
}

export function runColumns(
  side: { left: string; right: string } | undefined,
  todo: Todo,
): readonly Column<Difference>[] {
  return [
    {
      key: 'label',
      title: '项目',
      always: true,
      render: row => (row.href ? <Link to={row.href}>{row.label}</Link> : row.label),
    },
    {
      key: 'left',
      title: side?.left ?? '左边',
      figure: true,
      width: 170,
      render: row => bothText(row.leftFen, row.leftQuantity),
    },
    {
      key: 'right',
      title: side?.right ?? '右边',
      figure: true,
      width: 170,
      render: row => bothText(row.rightFen, row.rightQuantity),
    },
    { key: 'difference', title: '差额', figure: true, width: 140, render: differenceText },
    { key: 'state', title: '情况', width: 110, render: row => <StateTag {...tagOf(row)} /> },
    { key: 'said', title: '说明', width: 240, render: row => <Said row={row} /> },
    {
      key: 'todo',
      title: '办理',
      always: true,
      width: 210,
      render: row => <Buttons row={row} todo={todo} />,
    },
  ]
}

export function DifferenceCard({
  row,
  columns,
}: {
  row: Difference
  columns: readonly Column<Difference>[]
}) {
  const todo = columns.find(c => c.key === 'todo')
  return (
    <RowCard
      title={row.label}
      side={<StateTag {...tagOf(row)} />}
      meta={
        <>
          <span className="zw-num">{differenceText(row)}</span>
          <Said row={row} />
          {todo?.render(row)}
        </>
      }
    />
  )
}

function Said({ row }: { row: Difference }) {
  if (row.cause === null) return row.returnedNote ? <span>退回：{row.returnedNote}</span> : null
  const who = [`说明：${row.explainedName}`, ...(row.agreedName ? [`确认：${row.agreedName}`] : [])].join(
    '，',
  )
  return (
    <span>
      {CAUSES[row.cause]}。{row.note}
      <small>（{who}）</small>
    </span>
  )
}

function Buttons({ row, todo }: { row: Difference; todo: Todo }) {
  return (
    <>
      {row.actions.explain && (
        <Button kind="quiet" onClick={() => todo.explain(row)}>
          {row.state === 'open' ? '说明' : '改说明'}
        </Button>
      )}
      {row.actions.agree?.allowed && (
        <Button kind="quiet" onClick={() => todo.agree(row)}>
          确认
        </Button>
      )}
      {row.actions.sendBack && (
        <Button kind="quiet" onClick={() => todo.sendBack(row)}>
          退回
        </Button>
      )}
    </>
  )
}

const tagOf = (row: Difference) =>
  row.state ? differenceMachine.states[row.state] : ({ tone: 'done', label: '相符' } as const)

const bothText = (fen: number, quantity: string | null): string =>
  `${formatFen(fen)}${quantity === null ? '' : ` / ${quantity}`}`

function differenceText(row: Difference): string {
  const quantity = Math.round((Number(row.leftQuantity ?? 0) - Number(row.rightQuantity ?? 0)) * 1000) / 1000
  return `${formatFen(row.leftFen - row.rightFen)}${quantity === 0 ? '' : ` / ${quantity}`}`
}
