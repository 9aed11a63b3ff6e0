import { useState } from 'react'
import { type Answer, useRead } from '../../../web/api.ts'
import { useSession } from '../../../web/session.tsx'
import { Button } from '../../../web/ui/base/Button.tsx'
import type { Column } from '../../../web/ui/list/columns.ts'
import { DataTable } from '../../../web/ui/list/DataTable.tsx'
import { FilterBar } from '../../../web/ui/list/FilterBar.tsx'
import { ListFrame } from '../../../web/ui/list/ListFrame.tsx'
import { StateTag } from '../../../web/ui/marks/StateTag.tsx'
import { parameter } from '../contract.ts'
import { ParameterForm } from './ParameterForm.tsx'
import { ParameterHistory } from './ParameterHistory.tsx'
import { type ValueSchema, valueWords } from './value-words.ts'
import './parameters.css'

export type ParameterRow = Answer<typeof parameter.list>['rows'][number]

/** The values that rules enforce: what holds, since when, on what ground; and what the school should confirm. */
export default function Parameters() {
  const session = useSession()
  const list = useRead(parameter.list, {})
  const [open, setOpen] = useState(false)
  const [search, setSearch] = useState('')
  const [changing, setChanging] = useState<ParameterRow>()
  const [looking, setLooking] = useState<ParameterRow>()
  const unsure = list.data?.rows.filter(isUnsure).length ?? 0
  const rows = list.data?.rows.filter(
    row => (!open || isUnsure(row)) && (row.title + row.about + row.source).includes(search.trim()),
  )
  const columns: Column<ParameterRow>[] = [
    {
      key: 'title',
      title: '规定什么',
      always: true,
      render: row => (
        <div className="zw-parameter">
          <b>{row.title}</b>
          {row.about && <p>{row.about}</p>}
        </div>
      ),
    },
    { key: 'value', title: '现在的规定', render: row => <InForce row={row} /> },
    {
      key: 'source',
      title: '依据',
      render: row => (
        <div className="zw-parameter">
          {row.source}
          {isUnsure(row) && (
            <p>
              <StateTag tone="waiting" label="待学校确认" />
            </p>
          )}
        </div>
      ),
    },
    {
      key: 'do',
      title: '',
      width: 150,
      render: row => (
        <span className="zw-row-buttons">
          {session.can(parameter.set) && (
            <Button kind="quiet" onClick={() => setChanging(row)}>
              {isUnsure(row) ? '确认' : '修改'}
            </Button>
          )}
          {row.versions > 0 && (
            <Button kind="quiet" onClick={() => setLooking(row)}>
              历次
            </Button>
          )}
        </span>
      ),
    },
  ]
  return (
    <>
      <ListFrame
        title="制度参数"
        note={unsure > 0 ? `${unsure} 项还是通行做法，等学校确认` : '都有依据'}
        onPrint={() => window.print()}
        filter={
          <FilterBar
            parts={[
              {
                key: 'open',
                label: '项目',
                pinned: true,
                value: open ? ['unsure'] : [],
                options: [{ value: 'unsure', label: '待学校确认的', count: unsure }],
              },
            ]}
            onChange={(_key, value) => setOpen(value.length > 0)}
            search={{ value: search, placeholder: '规定什么、依据', onChange: setSearch }}
            onClear={() => {
              setOpen(false)
              setSearch('')
            }}
          />
        }
      >
        <DataTable
          label="制度参数"
          rows={rows}
          rowKey={row => row.key}
          columns={columns}
          empty="没有这样的规定"
          error={list.error ? { message: list.error.message, onRetry: () => void list.refetch() } : undefined}
        />
      </ListFrame>
      {changing && <ParameterForm row={changing} onClose={() => setChanging(undefined)} />}
      {looking && <ParameterHistory row={looking} onClose={() => setLooking(undefined)} />}
    </>
  )
}

/** One line a part, where the value has parts. */
function ValueLines({ schema, value, unit }: { schema: ValueSchema; value: unknown; unit: string }) {
  if (!schema.properties) return <b className="zw-parameter-value">{valueWords(schema, value, unit)}</b>
  const parts = value as Record<string, unknown>
  return (
    <dl className="zw-parameter-parts">
      {Object.entries(schema.properties).map(([key, part]) => (
        <div key={key}>
          <dt>{part.title ?? key}</dt>
          <dd>{valueWords(part, parts[key])}</dd>
        </div>
      ))}
    </dl>
  )
}

/** Common practice that nobody at the school has confirmed yet. */
const isUnsure = (row: ParameterRow): boolean => row.isDefault && row.mark === 'unsure'

function InForce({ row }: { row: ParameterRow }) {
  const schema = row.schema as ValueSchema
  return (
    <div className="zw-parameter">
      <ValueLines schema={schema} value={row.value} unit={row.unit} />
      {row.validFrom && <p>{row.validFrom} 起</p>}
      {row.coming && (
        <p>
          {row.coming.validFrom} 起改为 {valueWords(schema, row.coming.value, row.unit)}
        </p>
      )}
    </div>
  )
}
