import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useCommand, useRead } from '../../../web/api.ts'
import { useSession } from '../../../web/session.tsx'
import { ErrorNotice, Loading } from '../../../web/ui/feedback/Notices.tsx'
import { toast } from '../../../web/ui/feedback/toast.ts'
import { Board } from '../../../web/ui/list/Board.tsx'
import { contract } from '../contract.ts'
import { type OrderState, stateTone } from '../machine.ts'
import type { OrderFilter } from '../shapes.ts'
import { moveOf } from './board-moves.ts'
import { DispatchDialog } from './DispatchDialog.tsx'
import { OrderCard } from './order-columns.tsx'
import type { Row } from './order-marks.tsx'

const { operations } = contract

/** The same orders as columns by state; a card is carried on by dragging it. */
export function OrdersBoard({ filter }: { filter: OrderFilter }) {
  const board = useRead(operations.board, { ...filter, perColumn: 30 }, { keep: true })
  const navigate = useNavigate()
  const { can } = useSession()
  const [sending, setSending] = useState<Row>()
  const accept = useCommand(operations.accept)
  const unaccept = useCommand(operations.unaccept)
  const start = useCommand(operations.start)
  const resume = useCommand(operations.resume)
  const close = useCommand(operations.close)
  const unclose = useCommand(operations.unclose)
  const dispatch = useCommand(operations.dispatch)
  const undispatch = useCommand(operations.undispatch)
  const commands = { accept, unaccept, start, resume, close, unclose, undispatch }

  if (board.error) return <ErrorNotice message={board.error.message} onRetry={() => void board.refetch()} />
  if (!board.data) return <Loading kind="rows" />

  const move = (row: Row, to: OrderState): void => {
    const step = moveOf(row.state, to)
    if (typeof step === 'string') return
    if (step.action === 'dispatch') {
      setSending(row)
      return
    }
    const { undo } = step
    commands[step.action].mutate(
      { id: row.id, version: row.version },
      {
        onSuccess: () =>
          undo
            ? toast.undo(`${row.no} ${step.done}`, () => commands[undo].mutate({ id: row.id }))
            : toast.ok(`${row.no} ${step.done}`),
        onError: error => toast.fail(error.message),
      },
    )
  }
  return (
    <>
      <Board
        columns={board.data.columns.map(c => ({
          key: c.state,
          title: c.label,
          tone: stateTone(c.state),
          cards: c.rows,
          count: c.count,
        }))}
        cardKey={row => row.id}
        cardName={row => row.no}
        renderCard={row => <OrderCard row={row} bare />}
        onOpen={row => void navigate({ to: `/orders/${row.id}` })}
        {...(can(operations.accept) ? { onMove: (row: Row, to: string) => move(row, to as OrderState) } : {})}
        mayMove={(row, to) => {
          const step = moveOf(row.state, to as OrderState)
          return typeof step === 'string' ? step : true
        }}
      />
      <DispatchDialog
        open={sending !== undefined}
        title={`派工 · ${sending?.no ?? ''}`}
        ids={sending ? [sending.id] : []}
        busy={dispatch.isPending}
        onClose={() => setSending(undefined)}
        onSend={(personId, name) => {
          if (!sending) return
          const { id, no, version } = sending
          dispatch.mutate(
            { id, version, personId },
            {
              onSuccess: () => {
                setSending(undefined)
                toast.undo(`${no} 派给了${name}`, () => undispatch.mutate({ id }))
              },
              onError: error => toast.fail(error.message),
            },
          )
        }}
      />
    </>
  )
}
