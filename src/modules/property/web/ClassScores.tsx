import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { type Answer, type CallError, useCommand, useRead } from '../../../web/api.ts'
import { useSession } from '../../../web/session.tsx'
import {
  type Action,
  ActionBar,
  askReason,
  Button,
  type Column,
  DataTable,
  Empty,
  ErrorNotice,
  Notice,
  PrintHead,
  RowCard,
  SignatureBoxes,
  StateTag,
  toast,
} from '../../../web/ui/index.ts'
import { useQuery } from '../../../web/use-query.ts'
import { property } from '../contract.ts'
import { monthMachine } from '../rules.ts'
import { DeductDialog } from './DeductDialog.tsx'
import './property.css'

type Month = Answer<typeof property.month>
type Scored = Month['classes'][number]

/** 班级财产考核: reward the good, warn the bad; each point taken says why. */
export default function ClassScores() {
  const session = useSession()
  const query = useQuery()
  const asked = /^20\d\d-(0[1-9]|1[0-2])$/.test(query.get('month'))
    ? query.get('month')
    : session.today.slice(0, 7)
  const one = useRead(property.month, { month: asked }, { keep: true })
  const [deducting, setDeducting] = useState<string | true | null>(null)
  const actions = useMonthActions(one.data, () => setDeducting(true))
  const withdraw = useCommand(property.withdrawDeduction)
  const mayTake = one.data?.actions.deduct?.allowed === true
  const takeBack = async (id: string): Promise<void> => {
    const reason = await askReason({ title: '撤销这笔扣分？', ok: '撤销' })
    if (reason)
      withdraw.mutate(
        { id, reason },
        { onSuccess: () => void toast.ok('已撤销'), onError: e => void toast.fail(e.message) },
      )
  }
  const why = (row: Scored) => (
    <ul className="zw-property-why">
      {(one.data?.deductions ?? [])
        .filter(d => d.unitId === row.unitId)
        .map(d => (
          <li key={d.id} data-off={d.withdrawn ? true : undefined}>
            {d.on.slice(5)} {d.reason} −{d.points}
            {d.caseId && (
              <>
                {' '}
                <Link to={`/damage/${d.caseId}`}>{d.caseNo}</Link>
              </>
            )}
            {d.withdrawn ? `（已撤销：${d.withdrawn}）` : null}
            {mayTake && !d.withdrawn && (
              <button type="button" className="zw-link zw-no-print" onClick={() => void takeBack(d.id)}>
                撤销
              </button>
            )}
          </li>
        ))}
    </ul>
  )
  return (
    <section className="zw-list" aria-label="班级财产考核">
      <PrintHead school={session.school.name} title={`${wordsOf(asked)}班级财产考核`} by={session.name} />
      <header className="zw-list-head">
        <h1>班级财产考核</h1>
        <p className="zw-list-note">从 100 分扣起，每笔扣分写明事由，赔偿件带入；奖优罚劣。</p>
      </header>
      <div className="zw-property-bar">
        <Button onClick={() => query.set({ month: shift(asked, -1) })}>上月</Button>
        <b className="zw-property-month">{wordsOf(asked)}</b>
        <Button
          disabled={asked >= session.today.slice(0, 7)}
          onClick={() => query.set({ month: shift(asked, 1) })}
        >
          下月
        </Button>
        {one.data && <StateTag {...monthMachine.states[one.data.state]} framed />}
        {one.data?.publishedOn && (
          <span className="zw-muted">
            {one.data.publishedBy} {one.data.publishedOn} 公布
          </span>
        )}
        <Button kind="quiet" onClick={() => window.print()}>
          打印
        </Button>
      </div>
      {one.data?.note && <Notice tone="doing">{one.data.note}</Notice>}
      {one.error ? (
        <ErrorNotice message={one.error.message} onRetry={() => void one.refetch()} />
      ) : (
        <DataTable
          label="名次"
          rows={one.data?.classes}
          rowKey={row => row.unitId}
          columns={[...COLUMNS, { key: 'why', title: '扣分事由', render: why }]}
          empty={<Empty title="还没有班级" note="班级在“组织”里建。" />}
          renderCard={row => (
            <RowCard
              title={`${row.rank}. ${row.name}`}
              side={<b className="zw-num">{row.score} 分</b>}
              meta={
                <>
                  {HONOURS[row.honour] && <span data-honour={row.honour}>{HONOURS[row.honour]}</span>}
                  {why(row)}
                </>
              }
            />
          )}
        />
      )}
      {one.data && <ActionBar actions={actions} />}
      <SignatureBoxes places={['评分', '总务主任', '学生处']} />
      {deducting && one.data && <DeductDialog month={one.data} onClose={() => setDeducting(null)} />}
    </section>
  )
}

function useMonthActions(month: Month | undefined, deduct: () => void): Action[] {
  const take = useCommand(property.takeCases)
  const publish = useCommand(property.publishMonth)
  const reopen = useCommand(property.reopenMonth)
  if (!month) return []
  const fail = (error: CallError): void => void toast.fail(error.message)
  const all: (Omit<Action, 'allowed' | 'why'> & { on: string })[] = [
    { on: 'deduct', key: 'deduct', label: '扣分', onRun: deduct },
    {
      on: 'takeCases',
      key: 'takeCases',
      label: '带入赔偿扣分',
      onRun: () =>
        take.mutate(
          { month: month.month },
          {
            onSuccess: ({ taken, unknown }) =>
              void toast.ok(
                unknown.length > 0
                  ? `带入 ${taken} 笔；${unknown.slice(0, 3).join('、')}不是班级，没有带入`
                  : taken > 0
                    ? `带入 ${taken} 笔`
                    : '没有新的赔偿件',
              ),
            onError: fail,
          },
        ),
    },
    {
      on: 'publishMonth',
      key: 'publish',
      label: '公布',
      kind: 'primary',
      confirm: `公布 ${wordsOf(month.month)}的考核？公布后不能再改分`,
      onRun: () =>
        publish.mutate(
          { month: month.month },
          { onSuccess: done => void toast.ok(`已公布 ${done.classes} 个班的考核`), onError: fail },
        ),
    },
    {
      on: 'reopenMonth',
      key: 'reopen',
      label: '撤回公布',
      danger: true,
      onRun: async () => {
        const reason = await askReason({ title: '撤回公布？', ok: '撤回' })
        if (reason)
          reopen.mutate(
            { month: month.month, reason },
            { onSuccess: () => void toast.ok('已撤回，可以改分了'), onError: fail },
          )
      },
    },
  ]
  return all.flatMap(({ on, ...action }) => {
    const state = month.actions[on]
    return state ? [{ ...action, allowed: state.allowed, why: state.why }] : []
  })
}

const HONOURS = { reward: '表扬', warn: '提醒整改', none: '' } as const

const wordsOf = (month: string): string => `${month.slice(0, 4)}年${Number(month.slice(5))}月`

function shift(month: string, by: number): string {
  const index = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + by
  return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`
}

const COLUMNS: Column<Scored>[] = [
  { key: 'rank', title: '名次', width: 70, figure: true, always: true, render: row => row.rank },
  { key: 'name', title: '班级', always: true, render: row => <b>{row.name}</b> },
  { key: 'score', title: '得分', width: 80, figure: true, render: row => row.score },
  {
    key: 'honour',
    title: '奖劣',
    width: 110,
    render: row => <span data-honour={row.honour}>{HONOURS[row.honour] || '—'}</span>,
  },
]
