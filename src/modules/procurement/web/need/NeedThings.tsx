import { useEffect, useState } from 'react'
import { formatFen } from '../../../../kernel/pure/money.ts'
import { type CallError, call, useRead } from '../../../../web/api.ts'
import { PhoneNotice } from '../../../../web/ui/phone/index.ts'
import { stock } from '../../../stock/contract.ts'
import { procurement } from '../../contract.ts'
import { WishCard } from './WishCard.tsx'
import { type Wish, wishFrom } from './wish.ts'

interface NeedThingsProps {
  wishes: readonly Wish[]
  onChange: (wishes: readonly Wish[]) => void
}

/** What is wanted: written in one sentence or picked from what the stores have, each with its number. */
export function NeedThings({ wishes, onChange }: NeedThingsProps) {
  const [text, setText] = useState('')
  const [failure, setFailure] = useState('')
  const word = useSettled(text)
  const found = useRead(
    stock.findItems,
    { q: word, limit: 5 },
    { enabled: word.length > 0 && !SEVERAL.test(word), keep: true },
  )
  const add = async (what: string): Promise<void> => {
    try {
      setFailure('')
      const { rows } = await call(procurement.readNeed, { text: what })
      const fresh = rows.map(wishFrom)
      onChange([...wishes.filter(w => fresh.every(f => f.key !== w.key)), ...fresh])
      setText('')
    } catch (error) {
      setFailure((error as CallError).message)
    }
  }
  const rows = word && text.trim() ? (found.data?.rows ?? []) : []
  return (
    <>
      {wishes.map(wish => (
        <WishCard
          key={wish.key}
          wish={wish}
          onChange={more => onChange(wishes.map(w => (w.key === wish.key ? { ...w, ...more } : w)))}
          onDrop={() => onChange(wishes.filter(w => w.key !== wish.key))}
        />
      ))}
      <form
        className="zw-wish-add"
        onSubmit={e => {
          e.preventDefault()
          if (text.trim()) void add(text)
        }}
      >
        <input
          type="text"
          enterKeyHint="done"
          aria-label="要什么"
          placeholder={wishes.length > 0 ? '还要什么' : '扫把3把、投影仪1台'}
          value={text}
          onChange={e => setText(e.target.value.slice(0, 200))}
        />
        <button type="submit" disabled={!text.trim()}>
          加上
        </button>
      </form>
      {rows.length > 0 && (
        <ul className="zw-wish-found" aria-label="仓库里的">
          {rows.map(row => (
            <li key={row.itemId}>
              <button type="button" onClick={() => void add(`${row.name}1${row.measure}`)}>
                <b>{row.name}</b>
                {row.spec && <small>{row.spec}</small>}
                <span className={row.onhand > 0 ? 'zw-wish-has' : 'zw-muted'}>
                  {row.onhand > 0 ? `库里有 ${row.onhand}${row.measure}` : '库里没有了'}
                  {row.onhand === 0 && row.averageFen > 0 ? `，约 ${formatFen(row.averageFen)}` : ''}
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
      {failure && <PhoneNotice tone="late" title={failure} />}
    </>
  )
}

/** A number or a separator: more than a name is being written. */
const SEVERAL = /[\d、，,；;]/

function useSettled(text: string): string {
  const [settled, setSettled] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text.trim()), 250)
    return () => clearTimeout(timer)
  }, [text])
  return settled
}
