import { groupSums, type Import, totalsText } from './words.ts'

/** What each sheet gives: its counts, what it adds up to, and whether its own subtotals agree. */
export function ResultSheets({ one }: { one: Import }) {
  if (!one.result) return null
  const { sheets, duplicates, unsure, notes } = one.result
  return (
    <>
      <div className="zw-result-sheets">
        {sheets.map(sheet => (
          <section key={sheet.name} className="zw-sheet" data-off={sheet.kind === null || undefined}>
            <header>
              <h2>{sheet.name}</h2>
              {sheet.kind && (
                <span className="zw-muted">
                  读到 {sheet.rowsRead} 行 = 导入 {sheet.imported}
                  {effectText(sheet)} + 不能导入 {sheet.refused} + 跳过 {sheet.skipped}
                </span>
              )}
            </header>
            {groupSums(sheet.totals).map(({ group, quantity }) => (
              <p key={group}>
                {group} <b className="zw-num">{quantity.toLocaleString('zh-CN')}</b>
              </p>
            ))}
            {sheet.totals.length > 0 && <p className="zw-muted">{totalsText(sheet.totals)}</p>}
            {sheet.subtotalChecks.map(check => (
              <p key={check.row} data-tone={check.ok ? 'done' : 'late'} className="zw-check">
                {check.ok
                  ? `“${check.label}”写的 ${check.stated}，核对相符${check.note ? `（${check.note}）` : ''}`
                  : `第 ${check.row} 行“${check.label}”写的是 ${check.stated}，各行加起来是 ${check.computed}，请核对原表${check.note ? `（${check.note}）` : ''}`}
              </p>
            ))}
            {sheet.notes.map(note => (
              <p key={note} className="zw-muted">
                {note}
              </p>
            ))}
          </section>
        ))}
      </div>
      {duplicates.length > 0 && (
        <details className="zw-more-rows" open={duplicates.length <= 5}>
          <summary>重复 {duplicates.length} 行，不会重复写入</summary>
          <ul>
            {duplicates.slice(0, SHOWN).map(d => (
              <li key={`${d.sheet}:${d.row}`}>
                {d.sheet} 第 {d.row} 行，同{d.of}
              </li>
            ))}
            {duplicates.length > SHOWN && <li>……还有 {duplicates.length - SHOWN} 行，见“跳过”的各行</li>}
          </ul>
        </details>
      )}
      {unsure.length > 0 && (
        <details className="zw-more-rows">
          <summary>按猜测归类 {unsure.length} 行</summary>
          <ul>
            {unsure.slice(0, SHOWN).map(u => (
              <li key={`${u.sheet}:${u.row}:${u.text}`}>
                {u.sheet} 第 {u.row} 行“{u.text}”归入 {u.taken}
              </li>
            ))}
            {unsure.length > SHOWN && <li>……还有 {unsure.length - SHOWN} 行</li>}
          </ul>
        </details>
      )}
      {notes.map(note => (
        <p key={note} className="zw-muted">
          {note}
        </p>
      ))}
    </>
  )
}

const SHOWN = 50

const effectText = ({ created, updated }: { created?: number; updated?: number }): string =>
  created === undefined || updated === undefined ? '' : `（新增 ${created}，更新 ${updated}）`
