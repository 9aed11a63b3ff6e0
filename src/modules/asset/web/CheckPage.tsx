import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { type Answer, type CallError, download, useCommand, useRead } from '../../../web/api.ts'
import {
  type Action,
  ActionBar,
  Button,
  type Choice,
  type Column,
  DataTable,
  ErrorNotice,
  Field,
  FormDialog,
  Loading,
  PlacePicker,
  TextInput,
  toast,
} from '../../../web/ui/index.ts'
import { searchPlaces } from '../../place/web/pickers.ts'
import { asset } from '../contract.ts'
import { ANSWERS } from '../rules.ts'
import './asset.css'

type Check = Answer<typeof asset.check>
type Sheet = Check['sheets'][number]
type Line = Check['differences'][number]

/** One self-check: who is behind, what is not as in the book. */
export default function CheckPage() {
  const { id } = useParams({ strict: false }) as { id: string }
  const one = useRead(asset.check, { id })
  const remind = useCommand(asset.remindCheck)
  const close = useCommand(asset.closeCheck)
  const [settling, setSettling] = useState<Line | null>(null)
  if (one.error) return <ErrorNotice message={one.error.message} onRetry={() => void one.refetch()} />
  const check = one.data
  if (!check) return <Loading kind="rows" />
  const fail = (error: CallError): void => void toast.fail(error.message)
  const exported = (): Promise<void> =>
    download(asset.exportCheck, { id: check.id }).then(
      () => void toast.ok('表格下载好了'),
      (error: Error) => void toast.fail(error.message),
    )
  const actions: Action[] = [
    ...(check.actions.remindCheck
      ? [
          {
            key: 'remind',
            label: '催没答完的',
            kind: 'primary' as const,
            allowed: true,
            onRun: () =>
              remind.mutate(
                { id: check.id },
                { onSuccess: done => void toast.ok(`已催 ${done.told} 人`), onError: fail },
              ),
          },
        ]
      : []),
    ...(check.actions.closeCheck
      ? [
          {
            key: 'close',
            label: '结束自查',
            allowed: true,
            confirm: `还有 ${check.total - check.answered} 件没答，结束后不能再答。结束吗？`,
            onRun: () =>
              close.mutate(
                { id: check.id, version: check.version },
                { onSuccess: () => void toast.ok('已结束'), onError: fail },
              ),
          },
        ]
      : []),
    { key: 'export', label: '导出结果', kind: 'plain', allowed: true, onRun: exported },
    { key: 'print', label: '打印', kind: 'plain', allowed: true, onRun: () => window.print() },
  ]
  const columns: readonly Column<Line>[] = [
    ...DIFFERENCES,
    {
      key: 'settle',
      title: '处理',
      width: 96,
      render: row => row.settled || <Button onClick={() => setSettling(row)}>处理</Button>,
    },
  ]
  return (
    <div className="as-plain">
      <p>
        <Link to="/asset-checks">资产自查</Link>
      </p>
      <h1>{check.title}</h1>
      <p className="zw-muted">
        {check.openedOn} 发起，{check.dueOn} 截止。{check.total} 件中已核对 {check.answered} 件：在{' '}
        {check.here}，不在 {check.missing}，损坏 {check.damaged}，换了地方 {check.moved}。
        {check.noKeeper > 0 && `另有 ${check.noKeeper} 件没有保管人，没有列入。`}
      </p>
      <ActionBar actions={actions} />
      <section className="as-part">
        <h2>和账上不一样的</h2>
        <DataTable
          label="差异"
          rows={check.differences}
          rowKey={row => row.lineId}
          columns={columns}
          density="dense"
          empty="目前答的都和账上一样"
        />
      </section>
      <section className="as-part">
        <h2>各人进度，落后的在前</h2>
        <DataTable
          label="各人进度"
          rows={check.sheets}
          rowKey={row => row.id}
          columns={check.state === 'open' ? [...SHEETS, LINK] : SHEETS}
          density="dense"
          empty="没有清单"
        />
      </section>
      {settling && <SettleDialog line={settling} onClose={() => setSettling(null)} />}
    </div>
  )
}

const DIFFERENCES: readonly Column<Line>[] = [
  {
    key: 'no',
    title: '编号',
    width: 128,
    always: true,
    render: row => <Link to={`/assets/${row.assetId}`}>{row.no}</Link>,
  },
  { key: 'name', title: '名称', width: 112, always: true, render: row => row.name },
  { key: 'keeper', title: '保管人', width: 76, render: row => row.keeperName },
  { key: 'place', title: '账上地点', width: 120, render: row => row.placeText || '—' },
  { key: 'answer', title: '回答', width: 84, render: row => (row.answer ? ANSWERS[row.answer] : '—') },
  {
    key: 'now',
    title: '说明',
    width: 150,
    cut: true,
    render: row => [row.placeNow, row.remark].filter(Boolean).join('；') || '—',
  },
]

const SHEETS: readonly Column<Sheet>[] = [
  { key: 'who', title: '保管人', width: 130, always: true, render: row => <b>{row.keeperName}</b> },
  { key: 'done', title: '已答', width: 84, figure: true, render: row => `${row.answered}／${row.total}` },
  { key: 'differ', title: '有出入', width: 120, figure: true, render: row => row.differing || '' },
]

const LINK: Column<Sheet> = {
  key: 'url',
  title: '链接',
  width: 110,
  render: row => (
    <Button
      kind="quiet"
      onClick={() => {
        navigator.clipboard?.writeText(row.url).then(
          () => toast.ok('链接已复制，发给他就能答'),
          () => toast.fail(`复制不了，请手抄：${row.url}`),
        )
      }}
    >
      复制链接
    </Button>
  ),
}

function SettleDialog({ line, onClose }: { line: Line; onClose: () => void }) {
  const settle = useCommand(asset.settleLine)
  const moved = line.answer === 'moved'
  const [place, setPlace] = useState<Choice | undefined>()
  const [note, setNote] = useState('')
  const send = (): void => {
    if (!note.trim()) return void toast.fail('请写处理说明')
    settle.mutate(
      {
        lineId: line.lineId,
        how: moved && place ? 'moved' : 'noted',
        ...(moved && place ? { placeId: place.value } : {}),
        note,
      },
      {
        onSuccess: () => {
          toast.ok(moved && place ? `地点已更正为${place.label}` : '已记下')
          onClose()
        },
        onError: error => void toast.fail(error.message),
      },
    )
  }
  return (
    <FormDialog
      open
      title={`${line.name} ${line.no}`}
      ok="处理"
      busy={settle.isPending}
      onOk={send}
      onClose={onClose}
    >
      <p>
        {line.keeperName}答：{line.answer && ANSWERS[line.answer]} {line.placeNow} {line.remark}
      </p>
      {moved && (
        <Field id="place" label="更正到" optional hint="核对过现场再更正；不更正就只记说明">
          <PlacePicker id="place" value={place} onChange={setPlace} search={searchPlaces()} />
        </Field>
      )}
      <Field id="note" label="处理说明" hint="丢失、损坏的，请另办报损或赔偿">
        <TextInput id="note" value={note} onChange={setNote} maxLength={200} />
      </Field>
    </FormDialog>
  )
}
