import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { Dialog } from '../feedback/Dialog.tsx'
import './palette.css'

export interface SearchHit {
  key: string
  href: string
  /** 高职B楼 312 灯管不亮 */
  title: string
  /** 报修单, 房间, 人 */
  kind: string
  /** BX-2026-000123 · 老陆 · 昨天 */
  note?: string
}

interface SearchPaletteProps {
  open: boolean
  onClose: () => void
  onSearch: (q: string) => Promise<readonly SearchHit[]>
  onGo: (href: string) => void
}

const PAUSE_MS = 180

/** One line to find anything; arrows choose, Enter goes. */
export function SearchPalette({ open, onClose, onSearch, onGo }: SearchPaletteProps) {
  return (
    <Dialog open={open} onClose={onClose} title="查找" className="zw-palette">
      <Finder onSearch={onSearch} onGo={onGo} />
    </Dialog>
  )
}

function Finder({ onSearch, onGo }: Pick<SearchPaletteProps, 'onSearch' | 'onGo'>) {
  const [q, setQ] = useState('')
  const [hits, setHits] = useState<readonly SearchHit[]>([])
  const [said, setSaid] = useState('')
  const [at, setAt] = useState(0)
  const ask = useRef(onSearch)
  ask.current = onSearch
  useEffect(() => {
    if (q.trim() === '') {
      setHits([])
      setSaid('')
      return
    }
    let stale = false
    const timer = setTimeout(() => {
      ask.current(q.trim()).then(
        found => {
          if (stale) return
          setHits(found)
          setAt(0)
          setSaid(found.length === 0 ? `没有找到“${q.trim()}”。可以试试编号的后几位，或拼音首字母。` : '')
        },
        () => !stale && setSaid('网络不通，没能去找。请检查网络后再输一次。'),
      )
    }, PAUSE_MS)
    return () => {
      stale = true
      clearTimeout(timer)
    }
  }, [q])
  const onKey = (e: KeyboardEvent) => {
    if (e.nativeEvent.isComposing) return
    if (e.key === 'ArrowDown') setAt(Math.min(at + 1, hits.length - 1))
    else if (e.key === 'ArrowUp') setAt(Math.max(at - 1, 0))
    else if (e.key === 'Enter' && hits[at]) onGo(hits[at].href)
    else return
    e.preventDefault()
  }
  return (
    <>
      <input
        className="zw-palette-input"
        role="combobox"
        aria-expanded={hits.length > 0}
        aria-controls="zw-palette-hits"
        aria-activedescendant={hits[at] ? `zw-hit-${hits[at].key}` : undefined}
        aria-label="找单号、房间、人、物品"
        placeholder="单号、房间、人名、物品、拼音首字母、手机尾号"
        value={q}
        onChange={e => setQ(e.target.value)}
        onKeyDown={onKey}
        data-first
      />
      <div id="zw-palette-hits" role="listbox" aria-label="找到的" className="zw-palette-hits">
        {hits.map((hit, i) => (
          <button
            key={hit.key}
            id={`zw-hit-${hit.key}`}
            type="button"
            role="option"
            aria-selected={i === at}
            tabIndex={-1}
            onClick={() => onGo(hit.href)}
          >
            <small>{hit.kind}</small>
            <span>
              {hit.title}
              {hit.note && <em>{hit.note}</em>}
            </span>
          </button>
        ))}
      </div>
      <p className="zw-palette-said" role="status">
        {said}
      </p>
    </>
  )
}
