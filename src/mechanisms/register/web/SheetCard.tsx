import { useState } from 'react'
import { Button } from '../../../web/ui/base/Button.tsx'
import { Notice } from '../../../web/ui/feedback/Notices.tsx'
import { SelectInput } from '../../../web/ui/form/choices.tsx'
import { UnderstoodTable } from '../../../web/ui/imports/ImportParts.tsx'
import { columnLetters } from '../read/book.ts'
import type { Import, KindLine, SheetSettings } from './words.ts'

interface SheetCardProps {
  outline: Import['outline'][number]
  kinds: readonly KindLine[]
  settings: SheetSettings
  onChange: (settings: SheetSettings) => void
}

const LEAVE_OUT = 'none'
const SAMPLES = 3

/** One sheet: where its rows go, and each of its columns beside what we take it for. */
export function SheetCard({ outline, kinds, settings, onChange }: SheetCardProps) {
  const kind = kinds.find(k => k.id === settings.kind)
  const [opened, setOpened] = useState(kind !== undefined && outline.missing.length > 0)
  const { missing } = outline
  const choices = [
    ...kinds.map(k => ({ value: k.id, label: `导入到${k.title}` })),
    { value: LEAVE_OUT, label: '不导入' },
  ]
  return (
    <section className="zw-sheet" data-off={kind === undefined || undefined}>
      <header>
        <h2>{outline.name}</h2>
        <span className="zw-muted">{outline.rows.toLocaleString('zh-CN')} 行</span>
        <SelectInput
          aria-describedby={undefined as never}
          value={settings.kind ?? LEAVE_OUT}
          options={choices}
          onChange={value => onChange({ ...settings, kind: !value || value === LEAVE_OUT ? null : value })}
        />
        {kind?.sheetOptions.map(option => (
          <SelectInput
            key={option.key}
            value={settings.values[option.key] ?? option.default}
            options={option.choices}
            placeholder={option.title}
            onChange={value =>
              onChange({ ...settings, values: { ...settings.values, [option.key]: value ?? '' } })
            }
          />
        ))}
        {kind && (
          <Button kind="quiet" aria-expanded={opened} onClick={() => setOpened(!opened)}>
            {opened ? '收起各列' : '看各列'}
          </Button>
        )}
      </header>
      {!kind && outline.rows > 0 && missing.length > 0 && (
        <p className="zw-muted">
          没有认出 {missing.join('、')}。如果确是这种登记，请在上面选“导入到”，再指定各列。
        </p>
      )}
      {kind && missing.length > 0 && (
        <Notice tone="waiting">
          还没有认出：{missing.join('、')}。请在下面指定它们在哪一列，或者不导入这张表。
        </Notice>
      )}
      {kind && (opened || missing.length > 0) && (
        <Columns outline={outline} kind={kind} settings={settings} onChange={onChange} />
      )}
    </section>
  )
}

function Columns({ outline, kind, settings, onChange }: Omit<SheetCardProps, 'kinds'> & { kind: KindLine }) {
  const { headerRow, columns } = settings
  const headings = headerRow === null ? [] : (outline.sample[headerRow - 1] ?? [])
  const below = outline.sample.slice(headerRow ?? 0)
  const width = outline.sample.reduce((max, row) => Math.max(max, row.length), 0)
  const fieldAt = new Map(Object.entries(columns).map(([field, column]) => [column, field]))
  const assign = (column: number, field: string | undefined): void => {
    const kept = Object.entries(columns).filter(([key, at]) => at !== column && key !== field)
    onChange({ ...settings, columns: { ...Object.fromEntries(kept), ...(field ? { [field]: column } : {}) } })
  }
  return (
    <>
      <div className="zw-heading-row">
        <span>列名在第几行</span>
        <SelectInput
          value={headerRow === null ? undefined : String(headerRow)}
          options={outline.sample.map((row, i) => ({
            value: String(i + 1),
            label: `第 ${i + 1} 行`,
            note: row.filter(Boolean).slice(0, 6).join('、'),
          }))}
          onChange={value => onChange({ ...settings, headerRow: value ? Number(value) : null })}
        />
      </div>
      <UnderstoodTable
        head={['表里的列', '我们当作']}
        rows={Array.from({ length: width }, (_, column) => ({
          key: String(column),
          original: `${columnLetters(column)}　${headings[column] || '（无列名）'}`,
          taken: kind.fields.find(f => f.key === fieldAt.get(column))?.title,
          samples: samplesOf(below, column),
          correct: (
            <SelectInput
              value={fieldAt.get(column)}
              placeholder="改为"
              options={kind.fields.map(f => ({ value: f.key, label: f.title, note: f.note }))}
              onChange={field => assign(column, field)}
            />
          ),
        }))}
      />
    </>
  )
}

const samplesOf = (rows: readonly string[][], column: number): string[] =>
  [...new Set(rows.map(row => row[column] ?? '').filter(Boolean))].slice(0, SAMPLES)
