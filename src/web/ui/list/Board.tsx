import { Dropdown } from 'antd'
import Move from 'lucide-react/icons/arrow-right-left'
import { type ReactNode, useState } from 'react'
import type { Tone } from '../../../kernel/pure/state.ts'
import { IconButton } from '../base/Button.tsx'
import { Glyph } from '../marks/Glyph.tsx'
import './board.css'

export interface BoardColumn<T> {
  key: string
  title: string
  tone: Tone
  cards: readonly T[]
  /** All there are, when not all are loaded. */
  count?: number
}

export interface BoardProps<T> {
  columns: readonly BoardColumn<T>[]
  cardKey: (card: T) => string
  /** Names the card in menus: BX-2026-000123. */
  cardName: (card: T) => string
  renderCard: (card: T) => ReactNode
  onOpen: (card: T) => void
  /** Moves by dragging or from the card's menu; pair it with `toast.undo`. */
  onMove?: (card: T, to: string) => void
  /** true, or why the card may not go there. */
  mayMove?: (card: T, to: string) => true | string
}

/** The list as columns by state; each card can be dragged, or sent from its own menu with the keyboard. */
export function Board<T>(props: BoardProps<T>) {
  const { columns, cardKey, onMove, mayMove } = props
  const [held, setHeld] = useState<{ card: T; from: string }>()
  const may = (to: string): true | string =>
    !held || held.from === to || (mayMove ? mayMove(held.card, to) : true)
  return (
    <div className="zw-board">
      {columns.map(column => {
        const verdict = may(column.key)
        return (
          <section
            key={column.key}
            aria-label={`${column.title}，${column.count ?? column.cards.length}件`}
            data-target={held && held.from !== column.key ? (verdict === true ? 'yes' : 'no') : undefined}
            onDragOver={e => verdict === true && e.preventDefault()}
            onDrop={e => {
              e.preventDefault()
              if (held && held.from !== column.key && verdict === true) onMove?.(held.card, column.key)
              setHeld(undefined)
            }}
          >
            <h2>
              <Glyph tone={column.tone} />
              {column.title}
              <span>{column.count ?? column.cards.length}</span>
            </h2>
            {verdict !== true && <p className="zw-board-why">{verdict}</p>}
            <ul>
              {column.cards.map(card => (
                <li
                  key={cardKey(card)}
                  draggable={!!onMove}
                  onDragStart={e => {
                    e.dataTransfer.effectAllowed = 'move'
                    setHeld({ card, from: column.key })
                  }}
                  onDragEnd={() => setHeld(undefined)}
                >
                  <BoardCard {...props} card={card} at={column.key} />
                </li>
              ))}
              {column.cards.length === 0 && <li className="zw-board-none">没有</li>}
            </ul>
          </section>
        )
      })}
    </div>
  )
}

function BoardCard<T>(props: BoardProps<T> & { card: T; at: string }) {
  const { card, at, columns, cardName, renderCard, onOpen, onMove, mayMove } = props
  const targets = columns.filter(c => c.key !== at)
  return (
    <div className="zw-board-card">
      <button type="button" className="zw-board-open" onClick={() => onOpen(card)}>
        {renderCard(card)}
      </button>
      {onMove && (
        <Dropdown
          trigger={['click']}
          menu={{
            items: targets.map(c => {
              const verdict = mayMove ? mayMove(card, c.key) : true
              return {
                key: c.key,
                label: verdict === true ? `移到“${c.title}”` : `${c.title}：${verdict}`,
                disabled: verdict !== true,
              }
            }),
            onClick: ({ key }) => onMove(card, key),
          }}
        >
          <IconButton label={`移动 ${cardName(card)}`} icon={<Move size={15} aria-hidden />} />
        </Dropdown>
      )}
    </div>
  )
}
