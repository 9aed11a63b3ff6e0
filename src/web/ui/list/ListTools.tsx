import { Checkbox, Popover } from 'antd'
import CalendarDays from 'lucide-react/icons/calendar-days'
import Columns3 from 'lucide-react/icons/columns-3'
import Download from 'lucide-react/icons/download'
import Printer from 'lucide-react/icons/printer'
import Rows3 from 'lucide-react/icons/rows-3'
import Rows4 from 'lucide-react/icons/rows-4'
import SquareKanban from 'lucide-react/icons/square-kanban'
import Table2 from 'lucide-react/icons/table-2'
import Upload from 'lucide-react/icons/upload'
import type { ReactNode } from 'react'
import { IconButton } from '../base/Button.tsx'
import { useIsPhone } from '../base/media.ts'
import { type Column, shownColumns } from './columns.ts'
import type { ListPrefs } from './list-prefs.ts'

export type ListView = 'table' | 'board' | 'calendar'

export interface ListToolsProps {
  views?: readonly ListView[]
  view?: ListView
  onView?: (view: ListView) => void
  /** From `useListPrefs`: density and columns. */
  prefs?: ListPrefs
  columns?: readonly Pick<Column<never>, 'key' | 'title' | 'always' | 'spare'>[]
  /** What is seen, as XLSX or CSV. */
  onExport?: () => void
  onPrint?: () => void
  onImport?: () => void
}

/** How the list is shown, and how it leaves or enters. */
export function ListTools(props: ListToolsProps) {
  const { views = [], view = 'table', onView, prefs, columns, onExport, onPrint, onImport } = props
  const phone = useIsPhone()
  const asTable = view === 'table' && !phone
  return (
    <div className="zw-list-tools">
      {views.length > 1 && (
        <fieldset className="zw-views">
          <legend className="zw-sr">看的方式</legend>
          {views.map(v => (
            <button key={v} type="button" aria-pressed={v === view} onClick={() => onView?.(v)}>
              {VIEWS[v].icon}
              {VIEWS[v].label}
            </button>
          ))}
        </fieldset>
      )}
      {asTable && prefs && (
        <IconButton
          label={prefs.density === 'dense' ? '行距放宽' : '行距收紧'}
          icon={prefs.density === 'dense' ? <Rows3 size={18} aria-hidden /> : <Rows4 size={18} aria-hidden />}
          onClick={() => prefs.setDensity(prefs.density === 'dense' ? 'calm' : 'dense')}
        />
      )}
      {asTable && prefs && columns && <ColumnChooser prefs={prefs} columns={columns} />}
      {onImport && !phone && (
        <IconButton label="从表格导入" icon={<Upload size={18} aria-hidden />} onClick={onImport} />
      )}
      {onExport && !phone && (
        <IconButton label="导出表格" icon={<Download size={18} aria-hidden />} onClick={onExport} />
      )}
      {onPrint && !phone && (
        <IconButton label="打印" icon={<Printer size={18} aria-hidden />} onClick={onPrint} />
      )}
    </div>
  )
}

const VIEWS: Record<ListView, { label: string; icon: ReactNode }> = {
  table: { label: '表格', icon: <Table2 size={16} aria-hidden /> },
  board: { label: '看板', icon: <SquareKanban size={16} aria-hidden /> },
  calendar: { label: '日历', icon: <CalendarDays size={16} aria-hidden /> },
}

function ColumnChooser({ prefs, columns }: Required<Pick<ListToolsProps, 'prefs' | 'columns'>>) {
  const shown = shownColumns(columns, prefs.columns).map(c => c.key)
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      content={
        <div className="zw-columns">
          {columns.map(c => (
            <Checkbox
              key={c.key}
              checked={shown.includes(c.key)}
              disabled={c.always ?? false}
              onChange={e =>
                prefs.setColumns(e.target.checked ? [...shown, c.key] : shown.filter(k => k !== c.key))
              }
            >
              {c.title}
            </Checkbox>
          ))}
          <button type="button" className="zw-link" onClick={() => prefs.setColumns(undefined)}>
            恢复原样
          </button>
        </div>
      }
    >
      <IconButton label="选择列" icon={<Columns3 size={18} aria-hidden />} />
    </Popover>
  )
}
