import type { ReactNode } from 'react'
import { QrCode } from '../marks/QrCode.tsx'
import './form-paper.css'

export interface FormCell {
  label: string
  value: ReactNode
  /** Over the whole width; two short ones stand beside each other otherwise. */
  wide?: boolean
}

export interface FormLines {
  heads: readonly { title: string; width?: string; figure?: boolean }[]
  rows: readonly (readonly ReactNode[])[]
  /** Under the last line, over all but the last column. */
  foot?: { label: ReactNode; value: ReactNode } | undefined
}

export interface FormSigner {
  place: string
  /** Who has signed or decided, with the day. */
  name?: string | undefined
  on?: string | undefined
  /** A drawn signature, as the path of an SVG in a box of 1000 by 400. */
  strokes?: string | null | undefined
}

export interface FormPaperProps {
  school: string
  /** 采购申请表 */
  title: string
  no: string
  day: string
  url: string
  cells: readonly FormCell[]
  lines?: FormLines
  /** Under the lines. */
  after?: readonly FormCell[]
  signers: readonly FormSigner[]
  note?: string
}

/**
 * A form as it lies in the office's drawers: boxed, the school's name over it, signatures in a row at the foot. Only
 * on paper; the screen shows the record in its own way.
 */
export function FormPaper(props: FormPaperProps) {
  const { school, title, no, day, url, cells, lines, after = [], signers, note } = props
  return (
    <section className="zw-form-paper" aria-hidden>
      <header>
        <div>
          <p className="zw-form-paper-school">{school}</p>
          <h2>{title}</h2>
        </div>
        <QrCode value={url} size={64} label={no} />
      </header>
      <p className="zw-form-paper-meta">
        <span>编号：{no}</span>
        <span>日期：{chineseDay(day)}</span>
      </p>
      <Cells cells={cells} />
      {lines && <Lines {...lines} />}
      <Cells cells={after} />
      <div className="zw-form-paper-signs">
        {signers.map(signer => (
          <div key={signer.place}>
            <b>{signer.place}</b>
            <span>
              {signer.strokes ? (
                <svg viewBox="0 0 1000 400" role="img" aria-label={signer.name}>
                  <path d={signer.strokes} />
                </svg>
              ) : (
                signer.name
              )}
            </span>
            <small>{signer.on ? chineseDay(signer.on) : '　　年　月　日'}</small>
          </div>
        ))}
      </div>
      {note && <p className="zw-form-paper-note">{note}</p>}
    </section>
  )
}

function Cells({ cells }: { cells: readonly FormCell[] }) {
  if (cells.length === 0) return null
  return (
    <dl className="zw-form-paper-cells">
      {cells.map((cell, at) => (
        <div key={cell.label} data-wide={cell.wide || standsAlone(cells, at) || undefined}>
          <dt>{cell.label}</dt>
          <dd>{cell.value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** A short cell that has no short one beside it fills its row. */
function standsAlone(cells: readonly FormCell[], at: number): boolean {
  let run = 0
  for (let i = at; i >= 0 && !cells[i]?.wide; i--) run++
  return run % 2 === 1 && (at === cells.length - 1 || Boolean(cells[at + 1]?.wide))
}

function Lines({ heads, rows, foot }: FormLines) {
  return (
    <table>
      <thead>
        <tr>
          {heads.map(head => (
            <th key={head.title} style={head.width ? { width: head.width } : undefined}>
              {head.title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines of a paper have no other identity than their place
          <tr key={at}>
            {row.map((cell, i) => (
              <td key={heads[i]?.title} data-figure={heads[i]?.figure || undefined}>
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
      {foot && (
        <tfoot>
          <tr>
            <td colSpan={heads.length - 1}>{foot.label}</td>
            <td data-figure>{foot.value}</td>
          </tr>
        </tfoot>
      )}
    </table>
  )
}

/** 2026-03-09 → 2026年3月9日 */
const chineseDay = (day: string): string =>
  day ? `${day.slice(0, 4)}年${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日` : ''
