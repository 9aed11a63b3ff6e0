import { useRead } from '../../../web/api.ts'
import { place } from '../contract.ts'
import type { TreeNode } from './Places.tsx'

interface PlaceTreeProps {
  nodes: readonly TreeNode[]
  /** What is looked for; empty for all. */
  q: string
  current: string | undefined
  onOpen: (id: string) => void
}

/** The school from above: campuses, buildings, outdoor places; or what a search finds. */
export function PlaceTree({ nodes, q, current, onOpen }: PlaceTreeProps) {
  const heads = nodes.filter(node => node.kind !== 'floor')
  const many = heads.some(node => node.kind === 'campus')
  return (
    <nav className="zw-places-tree" aria-label="楼和场地">
      {q ? (
        <Found q={q} onOpen={onOpen} />
      ) : (
        <ul>
          {heads.map(node => (
            <li
              key={node.id}
              data-kind={node.kind}
              data-inset={(many && node.parentId !== null) || undefined}
            >
              <button
                type="button"
                aria-current={node.id === current ? 'true' : undefined}
                onClick={() => onOpen(node.id)}
              >
                <span>{node.name}</span>
                {node.rooms > 0 && <small className="zw-num">{node.rooms} 间</small>}
              </button>
            </li>
          ))}
        </ul>
      )}
    </nav>
  )
}

function Found({ q, onOpen }: { q: string; onOpen: (id: string) => void }) {
  const found = useRead(place.search, { q: q.slice(0, 60), limit: 50 }, { keep: true })
  if (found.data?.rows.length === 0)
    return <p className="zw-places-none">没有找到“{q}”。换个说法，如 学5幢311。</p>
  return (
    <ul>
      {found.data?.rows.map(row => (
        <li key={row.id} data-kind={row.kind}>
          <button type="button" onClick={() => onOpen(row.id)}>
            <span>{row.fullName}</span>
            {row.kind !== 'room' && row.where && <small>{row.where}</small>}
          </button>
        </li>
      ))}
    </ul>
  )
}
