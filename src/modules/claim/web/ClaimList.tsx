import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { formatFen } from '../../../kernel/pure/money.ts'
import { register } from '../../../mechanisms/register/contract.ts'
import { ViewTabs } from '../../../mechanisms/register/web/ViewTabs.tsx'
import { type Answer, download, moreOf, usePages } from '../../../web/api.ts'
import { useSession } from '../../../web/session.tsx'
import {
  Button,
  type Column,
  DataTable,
  Empty,
  FilterBar,
  type FilterPart,
  filterSentence,
  ListFrame,
  PrintHead,
  RowCard,
  SignatureBoxes,
  StateTag,
  toast,
  useListPrefs,
} from '../../../web/ui/index.ts'
import { useQuery } from '../../../web/use-query.ts'
import { claim } from '../contract.ts'
import { claimMachine, MISSING, type Missing, SOURCES } from '../rules.ts'
import { ClaimForm } from './ClaimForm.tsx'

type Row = Answer<typeof claim.list>['rows'][number]
type State = Row['state']

/** All claims one may see; those that came back say what is missing. */
export default function ClaimList() {
  const session = useSession()
  const navigate = useNavigate()
  const query = useQuery()
  const states = query.get('states').split(',').filter(isState)
  const missing = query.get('missing').split(',').filter(isMissing)
  const search = query.get('q').slice(0, 60)
  const prefs = useListPrefs('claim.claims')
  const [making, setMaking] = useState(false)
  const filter = {
    ...(states.length > 0 ? { states } : {}),
    ...(missing.length > 0 ? { missing } : {}),
    ...(query.get('mine') ? { mine: true } : {}),
    ...(search ? { search } : {}),
  }
  const list = usePages(claim.list, { ...filter, limit: 50 })
  const parts: FilterPart[] = [
    {
      key: 'states',
      label: '状态',
      pinned: true,
      multiple: true,
      value: states,
      options: Object.entries(claimMachine.states).map(([value, { label }]) => ({ value, label })),
    },
    {
      key: 'missing',
      label: '缺什么',
      multiple: true,
      value: missing,
      options: Object.entries(MISSING).map(([value, label]) => ({ value, label })),
    },
    {
      key: 'mine',
      label: '经手',
      value: query.get('mine') ? ['1'] : [],
      options: [{ value: '1', label: '我经手、签字的' }],
    },
  ]
  const words = filterSentence(parts, search)
  const open = (id: string): void => void navigate({ to: '/claims/$id', params: { id } as never })
  const save = (): void => {
    download(claim.exportList, { ...filter, words })
      .then(() => toast.ok('表格下载好了'))
      .catch((error: Error) => toast.fail(error.message))
  }
  return (
    <>
      <ListFrame
        title="报销单"
        note="没有批准的申请不予报销；经手人、验收人、审核人三人签字，再审批、付款、记账。"
        action={
          session.can(claim.draft) && (
            <Button kind="primary" onClick={() => setMaking(true)}>
              填报销单
            </Button>
          )
        }
        saved={session.can(register.views) && <ViewTabs register="claim" path="/claims" query={query.text} />}
        filter={
          <FilterBar
            parts={parts}
            onChange={(key, value) => query.set({ [key]: value.join(',') })}
            search={{
              value: search,
              onChange: q => query.set({ q }),
              placeholder: '编号、摘要、收款人、采购单',
            }}
            onClear={() => query.set({ states: '', missing: '', mine: '', q: '' })}
          />
        }
        printHead={
          <PrintHead school={session.school.name} title="报销台账" filter={words} by={session.name} />
        }
        prefs={prefs}
        columns={COLUMNS}
        {...(session.can(claim.exportList) ? { onExport: save } : {})}
        onPrint={() => window.print()}
        foot={<SignatureBoxes places={['制表', '审核', '校长']} />}
      >
        <DataTable
          label="报销单"
          rows={list.isPending ? undefined : list.rows}
          rowKey={row => row.id}
          columns={COLUMNS}
          chosenColumns={prefs.columns}
          density={prefs.density}
          onOpen={row => open(row.id)}
          totals={list.first ? { title: `共 ${list.total} 张`, amount: formatFen(list.first.amountFen) } : {}}
          empty={<Empty title="还没有报销单" note="采购验收以后，登记发票、填报销单，三人签字后报审批。" />}
          error={list.error ? { message: list.error.message, onRetry: () => void list.refetch() } : undefined}
          more={moreOf(list)}
          renderCard={row => (
            <RowCard
              title={row.title}
              side={<StateTag {...claimMachine.states[row.state]} />}
              meta={
                <>
                  <span>{row.no}</span>
                  <span className="zw-num">{formatFen(row.amountFen)}</span>
                  {row.missing && <span>缺：{MISSING[row.missing]}</span>}
                </>
              }
            />
          )}
        />
      </ListFrame>
      {making && <ClaimForm onClose={() => setMaking(false)} onMade={open} />}
    </>
  )
}

const isState = (text: string): text is State => text in claimMachine.states
const isMissing = (text: string): text is Missing => text in MISSING

const COLUMNS: readonly Column<Row>[] = [
  {
    key: 'no',
    title: '编号',
    always: true,
    width: 160,
    render: row => <span className="zw-num">{row.no}</span>,
  },
  { key: 'on', width: 110, title: '日期', spare: true, render: row => row.claimedOn },
  { key: 'title', title: '摘要', always: true, render: row => <b>{row.title}</b> },
  { key: 'source', title: '依据', width: 140, render: row => row.sourceNo || SOURCES[row.source] },
  { key: 'payee', title: '收款人', cut: true, width: 190, render: row => row.payee },
  { key: 'handler', title: '经手人', width: 90, render: row => row.handlerName },
  { key: 'acceptor', width: 90, title: '验收人', spare: true, render: row => row.acceptorName || '—' },
  { key: 'auditor', width: 90, title: '审核人', spare: true, render: row => row.auditorName || '—' },
  {
    key: 'amount',
    title: '金额',
    figure: true,
    always: true,
    width: 130,
    render: row => formatFen(row.amountFen),
  },
  {
    key: 'state',
    title: '状态',
    width: 170,
    render: row => (
      <>
        <StateTag {...claimMachine.states[row.state]} />
        {row.missing && <div className="zw-small zw-muted">缺：{MISSING[row.missing]}</div>}
      </>
    ),
  },
  { key: 'paid', width: 110, title: '付款', spare: true, render: row => row.paidOn ?? '—' },
  { key: 'voucher', width: 90, title: '凭证', spare: true, render: row => row.voucherNo || '—' },
]
