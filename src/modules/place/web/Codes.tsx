import { useState } from 'react'
import { type Answer, download, moreOf, useCommand, usePages } from '../../../web/api.ts'
import { useSession } from '../../../web/session.tsx'
import { Button, ButtonLink } from '../../../web/ui/base/Button.tsx'
import { confirm } from '../../../web/ui/feedback/confirm.ts'
import { Empty } from '../../../web/ui/feedback/Notices.tsx'
import { toast } from '../../../web/ui/feedback/toast.ts'
import type { Column } from '../../../web/ui/list/columns.ts'
import { DataTable } from '../../../web/ui/list/DataTable.tsx'
import { FilterBar } from '../../../web/ui/list/FilterBar.tsx'
import { ListFrame } from '../../../web/ui/list/ListFrame.tsx'
import { StateTag } from '../../../web/ui/marks/StateTag.tsx'
import { When } from '../../../web/ui/marks/When.tsx'
import { place } from '../contract.ts'
import { BlankLabelsDialog } from './LabelsDialog.tsx'
import './places.css'

type Row = Answer<typeof place.codes>['rows'][number]
type State = Row['state']

const STATES = {
  blank: { label: '空白，待登记', tone: 'waiting' },
  claimed: { label: '已贴', tone: 'done' },
  retired: { label: '已停用', tone: 'off' },
} as const

/** All printed codes: where each hangs, which are still blank. */
export default function Codes() {
  const session = useSession()
  const [state, setState] = useState<State>()
  const [printing, setPrinting] = useState(false)
  const list = usePages(place.codes, state ? { state } : {})
  const retire = useCommand(place.retireCode)
  const retireOne = async (row: Row): Promise<void> => {
    const sure = await confirm({
      title: `停用二维码 ${row.code}？`,
      body: row.placeName
        ? `贴在${row.placeName}的这张标签以后扫了没用，要换贴新的。`
        : '这张标签不能再登记。',
      ok: '停用',
      danger: true,
    })
    if (sure)
      retire.mutate(
        { code: row.code },
        {
          onSuccess: () => void toast.ok(`${row.code} 已停用`),
          onError: error => void toast.fail(error.message),
        },
      )
  }
  const reprint = (row: Row): void =>
    void download(place.printLabels, { batch: row.batch }).catch((error: Error) => toast.fail(error.message))
  const columns: Column<Row>[] = [
    { key: 'code', title: '码', always: true, render: row => <b className="zw-num">{row.code}</b> },
    { key: 'place', title: '贴在哪里', render: row => row.placeName || '—' },
    { key: 'state', title: '状态', render: row => <StateTag {...STATES[row.state]} /> },
    { key: 'batch', title: '批次', render: row => <span className="zw-num">{row.batch}</span> },
    { key: 'made', title: '生成', render: row => <When at={row.madeAt} /> },
    {
      key: 'do',
      title: '',
      render: row =>
        row.state !== 'retired' && (
          <span className="zw-row-buttons">
            <Button kind="quiet" onClick={() => reprint(row)}>
              重印这一批
            </Button>
            {session.can(place.retireCode) && (
              <Button kind="quiet" onClick={() => void retireOne(row)}>
                停用
              </Button>
            )}
          </span>
        ),
    },
  ]
  return (
    <>
      <ListFrame
        title="二维码"
        note="房间的码在“场所”里按楼生成；空白码先贴后登记。"
        action={
          <span className="zw-places-actions">
            <ButtonLink href="/claim">登记空白码</ButtonLink>
            <Button kind="primary" onClick={() => setPrinting(true)}>
              空白标签
            </Button>
          </span>
        }
        filter={
          <FilterBar
            parts={[
              {
                key: 'state',
                label: '状态',
                pinned: true,
                value: state ? [state] : [],
                options: Object.entries(STATES).map(([value, { label }]) => ({ value, label })),
              },
            ]}
            onChange={(_key, [value]) => setState(value as State | undefined)}
            onClear={() => setState(undefined)}
          />
        }
      >
        <DataTable
          label="二维码"
          rows={list.isPending ? undefined : list.rows}
          rowKey={row => row.id}
          columns={columns}
          empty={<Empty title="这里会列出印过的二维码" note="在“场所”里选一幢楼，点“打印二维码”。" />}
          error={list.error ? { message: list.error.message, onRetry: () => void list.refetch() } : undefined}
          more={moreOf(list)}
        />
      </ListFrame>
      {printing && <BlankLabelsDialog onClose={() => setPrinting(false)} />}
    </>
  )
}
