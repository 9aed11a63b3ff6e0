import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { formatFen } from '../../../kernel/pure/money.ts'
import { attachment } from '../../../mechanisms/attachment/contract.ts'
import { type Answer, addressOf, download, moreOf, useCommand, usePages } from '../../../web/api.ts'
import {
  askReason,
  BulkBar,
  type Column,
  confirm,
  DataTable,
  FilterBar,
  type FilterPart,
  ListFrame,
  PhotoStrip,
  RowCard,
  StateTag,
  toast,
  useIsPhone,
  useListPrefs,
} from '../../../web/ui/index.ts'
import { useQuery } from '../../../web/use-query.ts'
import { stocktake } from '../contract.ts'
import { CAUSES, DIFFERENCES, RESULTS, type Result } from '../rules.ts'
import type { Campaign } from './campaign.ts'
import { ExplainDialog } from './ExplainDialog.tsx'

export type Line = Answer<typeof stocktake.lines>['rows'][number]

/** 差异表: what was found against the book, to be explained line by line or several at once. */
export function LineList({ campaign }: { campaign: Campaign }) {
  const query = useQuery()
  const prefs = useListPrefs('stocktake.lines')
  const phone = useIsPhone()
  const [chosen, setChosen] = useState<string[]>([])
  const [explaining, setExplaining] = useState(false)
  const recount = useCommand(stocktake.recount)
  const release = useCommand(stocktake.release, { touches: ['asset'] })
  const asked = query.get('result').split(',').filter(isResult)
  // After the count the differences come first; while it runs, everything.
  const results = asked.length > 0 || campaign.state === 'counting' ? asked : [...DIFFERENCES]
  const search = query.get('q').slice(0, 60)
  const filter = {
    id: campaign.id,
    ...(results.length > 0 ? { results } : {}),
    ...(search ? { search } : {}),
  }
  const list = usePages(stocktake.lines, { ...filter, limit: 50 })
  const parts: FilterPart[] = [
    {
      key: 'result',
      label: '结果',
      pinned: true,
      multiple: true,
      value: asked,
      options: Object.entries(RESULTS).map(([value, label]) => ({ value, label })),
    },
  ]
  const rows = list.rows.filter(row => chosen.includes(row.id))
  const again = async (): Promise<void> => {
    const sure = await confirm({
      title: `${chosen.length} 项重新点？`,
      body: '上一轮的数不再算。',
      ok: '复盘',
    })
    if (!sure) return
    recount.mutate(
      { id: campaign.id, version: campaign.version, lineIds: chosen },
      {
        onSuccess: done => {
          toast.ok(`${done.lines} 项已交回盘点人`)
          setChosen([])
        },
        onError: error => void toast.fail(error.message),
      },
    )
  }
  const letGo = async (lineIds: readonly string[] = chosen): Promise<void> => {
    const reason = await askReason({ title: `${lineIds.length} 项移出这次盘点？`, ok: '移出' })
    if (!reason) return
    release.mutate(
      { id: campaign.id, version: campaign.version, lineIds: [...lineIds], reason },
      {
        onSuccess: done => {
          toast.ok(`${done.lines} 项已移出，可以调拨、出借；报告里会写明`)
          setChosen([])
        },
        onError: error => void toast.fail(error.message),
      },
    )
  }
  const mayExplain = campaign.actions.explain?.allowed === true
  const mayRelease = campaign.actions.release?.allowed === true
  const mayChoose = mayExplain || mayRelease
  // A phone has no boxes to tick: there a line is dealt with by touching it.
  const touched = (row: Line): void => {
    if (mayExplain && DIFFERENCES.includes(row.result)) {
      setChosen([row.id])
      setExplaining(true)
    } else if (mayRelease && row.result !== 'out') void letGo([row.id])
  }
  return (
    <>
      <ListFrame
        title="盘点明细"
        note={
          phone && mayExplain
            ? '只列差异；点一行说明原因。'
            : results.length === DIFFERENCES.length && asked.length === 0
              ? '只列差异；要看全部请选结果。'
              : undefined
        }
        filter={
          <FilterBar
            parts={parts}
            onChange={(key, value) => query.set({ [key]: value.join(',') })}
            search={{
              value: search,
              onChange: q => query.set({ q }),
              placeholder: '编号、名称、地点、使用人',
            }}
            onClear={() => query.set({ result: '', q: '' })}
          />
        }
        prefs={prefs}
        columns={COLUMNS}
        onExport={() =>
          void download(stocktake.export, filter)
            .then(() => toast.ok('表格下载好了'))
            .catch((error: Error) => toast.fail(error.message))
        }
        bulk={
          mayChoose && (
            <BulkBar
              chosen={chosen.length}
              allMatching={false}
              onAllMatching={() => setChosen(list.rows.map(row => row.id))}
              onClear={() => setChosen([])}
              actions={[
                ...(mayExplain
                  ? [
                      {
                        key: 'explain',
                        label: '说明原因',
                        allowed: true,
                        kind: 'primary' as const,
                        onRun: () => setExplaining(true),
                      },
                      { key: 'recount', label: '复盘', allowed: true, onRun: again },
                    ]
                  : []),
                ...(mayRelease
                  ? [{ key: 'release', label: '移出盘点', allowed: true, onRun: () => letGo() }]
                  : []),
              ]}
            />
          )
        }
      >
        <DataTable
          label="盘点明细"
          rows={list.isPending ? undefined : list.rows}
          rowKey={row => row.id}
          columns={COLUMNS}
          chosenColumns={prefs.columns}
          density={prefs.density}
          {...(mayChoose ? { selection: { chosen, onChange: setChosen } } : {})}
          {...(mayChoose && phone ? { onOpen: touched } : {})}
          totals={{ name: `共 ${list.total ?? 0} 项` }}
          empty={results.length > 0 ? '没有这样的' : '还没有明细'}
          error={list.error ? { message: list.error.message, onRetry: () => void list.refetch() } : undefined}
          more={moreOf(list)}
          renderCard={row => (
            <RowCard
              title={row.name}
              side={<StateTag {...tagOf(row.result)} />}
              meta={
                <>
                  <span className="zw-num">{row.code}</span>
                  <span>{row.areaText || row.foundAreaText}</span>
                  <span>{quantities(row)}</span>
                  {row.cause && <span>{CAUSES[row.cause]}</span>}
                </>
              }
            />
          )}
        />
      </ListFrame>
      {explaining && (
        <ExplainDialog
          campaign={campaign}
          lines={rows}
          onClose={() => {
            setExplaining(false)
            if (phone) setChosen([])
          }}
          onDone={() => {
            setExplaining(false)
            setChosen([])
          }}
        />
      )}
    </>
  )
}

const isResult = (text: string): text is Result => text in RESULTS

const TONES = {
  open: 'waiting',
  match: 'done',
  missing: 'late',
  surplus: 'doing',
  damaged: 'late',
  moved: 'waiting',
  out: 'off',
} as const

const tagOf = (result: Result) => ({ tone: TONES[result], label: RESULTS[result] })

const quantities = (row: Line): string =>
  `账 ${row.bookQuantity}${row.measure}，实 ${row.foundQuantity ?? '没点'}`

function What({ row }: { row: Line }) {
  return (
    <>
      {row.assetId ? <Link to={`/assets/${row.assetId}`}>{row.name}</Link> : row.name}{' '}
      <small className="zw-muted zw-num">{row.code}</small>
      {row.note && <small className="zw-muted"> {row.note}</small>}
      {row.photos.length > 0 && (
        <PhotoStrip
          size={44}
          photos={row.photos.map(id => ({
            key: id,
            src: addressOf(attachment.view, { id, size: 'large' }),
            thumb: addressOf(attachment.view, { id, size: 'thumb' }),
          }))}
        />
      )}
    </>
  )
}

const COLUMNS: readonly Column<Line>[] = [
  { key: 'name', title: '名称、编号', always: true, render: row => <What row={row} /> },
  {
    key: 'area',
    title: '账上地点 → 实际',
    render: row =>
      row.foundAreaText && row.foundAreaText !== row.areaText
        ? `${row.areaText || '没有'} → ${row.foundAreaText}`
        : row.areaText || '—',
  },
  { key: 'keeper', title: '保管人', width: 90, spare: true, render: row => row.keeperText || '—' },
  {
    key: 'book',
    title: '账面',
    width: 80,
    figure: true,
    render: row => `${row.bookQuantity} ${row.measure}`,
  },
  { key: 'found', title: '实盘', width: 70, figure: true, render: row => row.foundQuantity ?? '—' },
  {
    key: 'fen',
    title: '差额',
    width: 110,
    figure: true,
    render: row => (row.differenceFen === 0 ? '—' : formatFen(row.differenceFen)),
  },
  { key: 'result', title: '结果', width: 84, render: row => <StateTag {...tagOf(row.result)} /> },
  {
    key: 'cause',
    title: '原因和处理意见',
    render: row => (row.cause ? `${CAUSES[row.cause]}：${row.opinion}` : '—'),
  },
  { key: 'by', title: '盘点人', width: 84, render: row => row.countedBy || '—' },
]
