import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { formatFen } from '../../../kernel/pure/money.ts'
import { type Answer, moreOf, usePages, useRead } from '../../../web/api.ts'
import { useSession } from '../../../web/session.tsx'
import { Button } from '../../../web/ui/base/Button.tsx'
import { PrintHead } from '../../../web/ui/document/PrintParts.tsx'
import { Empty } from '../../../web/ui/feedback/Notices.tsx'
import { RowCard } from '../../../web/ui/list/CardRows.tsx'
import type { Column } from '../../../web/ui/list/columns.ts'
import { DataTable } from '../../../web/ui/list/DataTable.tsx'
import { FilterBar } from '../../../web/ui/list/FilterBar.tsx'
import { ListFrame } from '../../../web/ui/list/ListFrame.tsx'
import { useListPrefs } from '../../../web/ui/list/list-prefs.ts'
import { SavedViews } from '../../../web/ui/list/SavedViews.tsx'
import { DueMark } from '../../../web/ui/marks/DueMark.tsx'
import { StateTag } from '../../../web/ui/marks/StateTag.tsx'
import { When } from '../../../web/ui/marks/When.tsx'
import { approval } from '../contract.ts'
import { caseMachine } from '../machine.ts'
import { BulkApprove } from './BulkApprove.tsx'
import { Away } from './leave/Away.tsx'
import './approvals.css'

type Row = Answer<typeof approval.inbox>['rows'][number]
type Tab = 'todo' | 'done' | 'mine' | 'copied'

const TABS: Record<Tab, { name: string; at: string; empty: string; note?: string }> = {
  todo: {
    name: '待我批',
    at: '到我这里',
    empty: '没有等您批的',
    note: '别人提交的申请轮到您时，会出现在这里，也会发消息给您。',
  },
  done: { name: '我已批', at: '我批于', empty: '您还没有批过申请' },
  mine: {
    name: '我发起',
    at: '提交于',
    empty: '您还没有提交过要审批的申请',
    note: '提交采购、处置、报销等单据后，可以在这里看走到哪里、等谁批。',
  },
  copied: { name: '抄送我', at: '抄送于', empty: '没有抄送给您的审批' },
}

/** One inbox for all that is to be approved. */
export default function Inbox() {
  const session = useSession()
  const navigate = useNavigate()
  const asked = (useSearch({ strict: false }) as { tab?: string }).tab
  const tab: Tab = asked && asked in TABS ? (asked as Tab) : 'todo'
  const [kinds, setKinds] = useState<string[]>([])
  const [text, setText] = useState('')
  const prefs = useListPrefs('approval.inbox')
  const subjects = useRead(approval.subjects, {})
  const list = usePages(approval.inbox, { tab, text, limit: 50, ...(kinds.length > 0 ? { kinds } : {}) })
  const away = useRead(approval.delegations, {})
  const [chosen, setChosen] = useState<readonly string[]>([])
  const columns = columnsOf(tab)
  const open = (row: Row): void => void navigate({ to: '/approvals/$id', params: { id: row.id } as never })
  return (
    <ListFrame
      title="审批"
      {...(list.first?.counts.todo ? { note: `${list.first.counts.todo} 件等您批` } : {})}
      action={
        <Button onClick={() => void navigate({ to: '/approvals/delegations' as never })}>请假委托</Button>
      }
      saved={
        <SavedViews
          views={(Object.keys(TABS) as Tab[]).map(key => ({
            key,
            name: TABS[key].name,
            href: `/approvals?tab=${key}`,
            ...(list.first ? { count: list.first.counts[key] } : {}),
          }))}
          current={tab}
          onGo={view => void navigate({ to: '/approvals', search: { tab: view.key } as never })}
        />
      }
      filter={
        <FilterBar
          parts={[
            {
              key: 'kinds',
              label: '事项',
              pinned: true,
              multiple: true,
              value: kinds,
              options: (subjects.data?.rows ?? []).map(s => ({ value: s.kind, label: s.title })),
            },
          ]}
          onChange={(_key, value) => setKinds(value)}
          search={{ value: text, onChange: setText, placeholder: '找编号、内容、申请人' }}
          onClear={() => {
            setKinds([])
            setText('')
          }}
        />
      }
      bulk={
        tab === 'todo' ? (
          <BulkApprove
            rows={list.rows}
            chosen={chosen}
            upToFen={list.first?.bulkUpToFen ?? 0}
            onChosen={setChosen}
          />
        ) : undefined
      }
      prefs={prefs}
      columns={columns}
      onPrint={() => window.print()}
      printHead={
        <PrintHead
          school={session.school.name}
          title="审批清单"
          filter={[TABS[tab].name, text].filter(Boolean).join(' · ')}
          by={session.name}
        />
      }
    >
      <Away rows={away.data?.rows ?? []} />
      <DataTable
        label={TABS[tab].name}
        rows={list.isPending ? undefined : list.rows}
        rowKey={row => row.id}
        columns={columns}
        chosenColumns={prefs.columns}
        density={prefs.density}
        onOpen={open}
        {...(tab === 'todo' ? { selection: { chosen, onChange: setChosen } } : {})}
        more={moreOf(list)}
        error={list.error ? { message: list.error.message, onRetry: () => void list.refetch() } : undefined}
        empty={
          text || kinds.length > 0 ? (
            <Empty title="没有这样的审批，换个条件试试" />
          ) : (
            <Empty title={TABS[tab].empty} {...(TABS[tab].note ? { note: TABS[tab].note } : {})} />
          )
        }
        renderCard={row => (
          <RowCard
            title={`${row.subjectTitle}：${row.title}`}
            side={row.amountFen === null ? undefined : <b className="zw-num">{formatFen(row.amountFen)}</b>}
            meta={
              <>
                <span>{[row.unitText, row.askerName].filter(Boolean).join(' ')}</span>
                {row.origin && <span>{row.origin}</span>}
                <span>{tab === 'todo' ? <When at={row.at} /> : whereText(row)}</span>
              </>
            }
            due={
              tab === 'todo' && row.dueAt ? (
                <DueMark dueAt={row.dueAt} />
              ) : (
                <StateTag {...caseMachine.states[row.state]} />
              )
            }
          />
        )}
      />
    </ListFrame>
  )
}

/** 等周国良（总务主任审批）; nothing where it has ended. */
const whereText = (row: Row): string =>
  row.waitingFor.length > 0 ? `等${row.waitingFor.join('、')}（${row.stepTitle}）` : ''

const columnsOf = (tab: Tab): Column<Row>[] => [
  { key: 'no', title: '编号', width: 158, render: row => <span className="zw-num">{row.no}</span> },
  {
    key: 'title',
    title: '申请什么',
    always: true,
    render: row => (
      <>
        <b>{row.title}</b> <span className="zw-muted">{row.subjectTitle}</span>
        {row.origin && <div className="zw-small zw-muted">{row.origin}</div>}
      </>
    ),
  },
  {
    key: 'asker',
    title: '申请人',
    width: 170,
    render: row => [row.askerName, row.unitText].filter(Boolean).join(' · '),
  },
  {
    key: 'amount',
    title: '金额',
    width: 120,
    figure: true,
    render: row => (row.amountFen === null ? '—' : formatFen(row.amountFen)),
  },
  { key: 'at', title: TABS[tab].at, width: 130, render: row => <When at={row.at} /> },
  tab === 'todo'
    ? {
        key: 'due',
        title: '期限',
        width: 140,
        render: row => (row.dueAt ? <DueMark dueAt={row.dueAt} /> : '不限'),
      }
    : {
        key: 'where',
        title: '走到哪里',
        width: 230,
        render: row => whereText(row) || (row.endedAt ? <When at={row.endedAt} /> : '—'),
      },
  {
    key: 'state',
    title: '状态',
    width: 90,
    render: row => <StateTag {...caseMachine.states[row.state]} />,
  },
]
