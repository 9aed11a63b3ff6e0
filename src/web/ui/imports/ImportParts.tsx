import FileSpreadsheet from 'lucide-react/icons/file-spreadsheet'
import { type ReactNode, useState } from 'react'
import { useNow } from '../time/Now.tsx'
import { type Moment, toMs } from '../time/when.ts'
import { progressText } from './progress.ts'
import './imports.css'

export interface FileDropProps {
  onFile: (file: File) => void
  /** '.xlsx,.csv' */
  accept: string
  hint: ReactNode
}

/** Where the file goes: dropped, or chosen. */
export function FileDrop({ onFile, accept, hint }: FileDropProps) {
  const [over, setOver] = useState(false)
  return (
    <label
      className="zw-filedrop"
      data-over={over || undefined}
      onDragOver={e => {
        e.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={e => {
        e.preventDefault()
        setOver(false)
        const file = e.dataTransfer.files[0]
        if (file) onFile(file)
      }}
    >
      <FileSpreadsheet size={36} strokeWidth={1.3} aria-hidden />
      <b>把表格拖到这里，或点这里选文件</b>
      <span className="zw-muted">{hint}</span>
      <input
        className="zw-sr"
        type="file"
        accept={accept}
        onChange={e => {
          const file = e.target.files?.[0]
          if (file) onFile(file)
          e.target.value = ''
        }}
      />
    </label>
  )
}

export interface Understood {
  key: string
  /** As it stands in the file. */
  original: string
  /** What we take it for; undefined: we do not know. */
  taken: ReactNode
  /** Some values, so that one sees it is right. */
  samples?: readonly string[]
  /** A control to correct it. */
  correct?: ReactNode
}

/** What was understood, the original beside it. */
export function UnderstoodTable({ rows, head }: { rows: readonly Understood[]; head: [string, string] }) {
  return (
    <table className="zw-understood">
      <thead>
        <tr>
          <th scope="col">{head[0]}</th>
          <th scope="col">{head[1]}</th>
          <th scope="col">例如</th>
          <th scope="col">
            <span className="zw-sr">改正</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(row => (
          <tr key={row.key}>
            <th scope="row">{row.original}</th>
            <td>{row.taken ?? <span className="zw-muted">不导入</span>}</td>
            <td className="zw-muted">{row.samples?.join('、')}</td>
            <td>{row.correct}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

export interface Outcome {
  label: string
  count: number
  note?: string
  onOpen?: () => void
}

/** What will happen: counts that add up to the rows of the file, under a bookkeeper's double line. */
export function OutcomeTable({ outcomes, total }: { outcomes: readonly Outcome[]; total: number }) {
  return (
    <table className="zw-outcome">
      <tbody>
        {outcomes.map(o => (
          <tr key={o.label}>
            <th scope="row">{o.label}</th>
            <td>{o.count.toLocaleString('zh-CN')} 行</td>
            <td className="zw-muted">{o.note}</td>
            <td>
              {o.onOpen && o.count > 0 && (
                <button type="button" className="zw-link" onClick={o.onOpen}>
                  看看
                </button>
              )}
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">文件共</th>
          <td>{total.toLocaleString('zh-CN')} 行</td>
          <td />
          <td />
        </tr>
      </tfoot>
    </table>
  )
}

export interface ImportProgressProps {
  done: number
  total: number
  startedAt: Moment
  /** A clock that ticks faster than the minute, while it runs. */
  now?: Moment
}

/** Rows and time left; the page may be left. */
export function ImportProgress({ done, total, startedAt, now }: ImportProgressProps) {
  const minute = useNow()
  return (
    <div className="zw-progress">
      <progress value={done} max={total} aria-label="导入进度" />
      <p aria-live="polite">
        {progressText({ done, total, startedAt: toMs(startedAt), now: toMs(now ?? minute) })}
      </p>
      <p className="zw-muted zw-small">可以离开这一页，做完会在铃铛里告诉您。</p>
    </div>
  )
}
