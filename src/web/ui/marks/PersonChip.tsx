import './marks.css'

export interface PersonChipProps {
  /** The real name; never a login. */
  name: string | undefined
  /** 电工, 语文组 */
  note?: string
  /** Said instead of a name, e.g. 还没派人. */
  nobody?: string
  onOpen?: () => void
}

/** A person: the surname in a square like a name stamp, then the name. */
export function PersonChip({ name, note, nobody = '—', onOpen }: PersonChipProps) {
  if (!name) return <span className="zw-muted">{nobody}</span>
  const inside = (
    <>
      <span className="zw-person-mark" aria-hidden>
        {surname(name)}
      </span>
      <span>{name}</span>
      {note && <span className="zw-person-note">{note}</span>}
    </>
  )
  if (!onOpen) return <span className="zw-person">{inside}</span>
  return (
    <button type="button" className="zw-person" onClick={onOpen}>
      {inside}
    </button>
  )
}

/** 老陆 → 陆, 小王 → 王; others by their first character. */
export function surname(name: string): string {
  const chars = [...name]
  return (chars.length === 2 && /[老小]/.test(chars[0] as string) ? chars[1] : chars[0]) ?? ''
}
