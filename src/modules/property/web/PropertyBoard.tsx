import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { type Answer, useCommand, useRead } from '../../../web/api.ts'
import { useSession } from '../../../web/session.tsx'
import {
  Button,
  ButtonLink,
  ChoiceInput,
  type Column,
  confirm,
  DataTable,
  Empty,
  ErrorNotice,
  FigureLine,
  Loading,
  RowCard,
  SelectInput,
  StateTag,
  toast,
} from '../../../web/ui/index.ts'
import { useQuery } from '../../../web/use-query.ts'
import { calendar } from '../../calendar/contract.ts'
import { property } from '../contract.ts'
import { SHEET_KINDS, SHEET_MEASURES, type SheetKind, sheetMachine } from '../rules.ts'
import { StartDialog } from './StartDialog.tsx'
import './property.css'

type BoardAnswer = Answer<typeof property.board>
type Laggard = BoardAnswer['laggards'][number]

/** How many of how many have registered and signed, by building or department; those furthest behind first. */
export default function PropertyBoard() {
  const session = useSession()
  const navigate = useNavigate()
  const query = useQuery()
  const kind = (query.get('kind') in SHEET_KINDS ? query.get('kind') : 'class') as SheetKind
  const term = query.get('term')
  const terms = useRead(calendar.terms, {})
  const board = useRead(property.board, { kind, ...(term ? { termCode: term } : {}) }, { keep: true })
  const [starting, setStarting] = useState(false)
  const review = useCommand(property.startReviews)
  const remind = useCommand(property.remind, { touches: ['notification'] })
  const sendReminders = (): void => {
    if (!board.data) return
    remind.mutate(
      { termCode: board.data.termCode, kind },
      {
        onSuccess: done =>
          void toast.ok(
            `已催 ${done.people} 人、${done.sheets} 张表${done.unkept.length > 0 ? `；${done.unkept.join('、')}没有负责人` : ''}`,
          ),
        onError: error => void toast.fail(error.message),
      },
    )
  }
  const list = (state: string, differs: boolean): void =>
    void navigate({
      href: `/property/list?${new URLSearchParams({
        term: board.data?.termCode ?? term,
        kind,
        ...(state ? { state } : {}),
        ...(differs ? { differs: '1' } : {}),
      })}`,
    })
  const startReviews = async (): Promise<void> => {
    if (!board.data) return
    const sure = await confirm({
      title: `${board.data.reviewable} 张${SHEET_KINDS[kind]}登记表开始期末复查？`,
      body: '各负责人会看到待复查的登记表，按期初签字的数量逐项点。',
      ok: '发起复查',
    })
    if (!sure) return
    review.mutate(
      { termCode: board.data.termCode, kind },
      {
        onSuccess: made => void toast.ok(`已发起 ${made.started} 张复查`),
        onError: error => void toast.fail(error.message),
      },
    )
  }
  return (
    <section className="zw-list" aria-label="财产登记进度">
      <header className="zw-list-head">
        <h1>财产登记</h1>
        <p className="zw-list-note">开学登记、三方签字；期末对照登记复查，差异说明或赔偿。</p>
        <div className="zw-list-action">
          {session.can(property.startReviews) && (board.data?.reviewable ?? 0) > 0 && (
            <Button onClick={() => void startReviews()} busy={review.isPending}>
              发起期末复查
            </Button>
          )}
          {session.can(property.remind) && (board.data?.laggards.length ?? 0) > 0 && (
            <Button onClick={sendReminders} busy={remind.isPending}>
              催办没办完的
            </Button>
          )}
          {session.can(property.startTerm) && board.data && (
            <Button kind="primary" onClick={() => setStarting(true)}>
              发起登记
            </Button>
          )}
        </div>
      </header>
      <div className="zw-property-bar">
        <ChoiceInput
          id="property-kind"
          value={kind}
          onChange={value => query.set({ kind: value ?? '' })}
          options={Object.entries(SHEET_KINDS).map(([value, label]) => ({ value, label }))}
        />
        <span className="zw-property-term">
          <SelectInput
            value={board.data?.termCode}
            onChange={value => query.set({ term: value ?? '' })}
            options={(terms.data?.terms ?? []).map(t => ({ value: t.code, label: t.name }))}
            placeholder="选学期"
          />
        </span>
        <ButtonLink kind="quiet" href="/property/list">
          全部登记表
        </ButtonLink>
        <ButtonLink kind="quiet" href="/property/templates">
          登记样表
        </ButtonLink>
      </div>
      {board.error ? (
        <ErrorNotice message={board.error.message} onRetry={() => void board.refetch()} />
      ) : board.data ? (
        <Progress board={board.data} onList={list} />
      ) : (
        <Loading kind="rows" />
      )}
      {starting && board.data && <StartDialog board={board.data} onClose={() => setStarting(false)} />}
    </section>
  )
}

interface ProgressProps {
  board: BoardAnswer
  onList: (state: string, differs: boolean) => void
}

function Progress({ board, onList }: ProgressProps) {
  const navigate = useNavigate()
  const opens = (state: string, differs = false) => ({ onOpen: () => onList(state, differs) })
  const measure = SHEET_MEASURES[board.kind]
  if (board.total === 0)
    return (
      <Empty
        title={`还没有可以登记的${SHEET_KINDS[board.kind]}`}
        note="班级和部门在“组织”里建，房间在“场所”里建。"
      />
    )
  return (
    <>
      {board.seesAll ? (
        <FigureLine
          label="登记进度"
          items={[
            {
              key: 'signed',
              label: '三方签齐',
              value: board.signed,
              unit: `/${board.total}${measure}`,
              title: `${board.termName}三方签齐的`,
              ...opens('registered,reviewing,settling,closed'),
            },
            {
              key: 'open',
              label: '还没签齐',
              value: board.made - board.signed,
              unit: measure,
              title: '已发起、还没签齐的',
              ...opens('draft,signing'),
            },
            {
              key: 'reviewed',
              label: '期末复查',
              value: board.reviewed,
              unit: measure,
              title: '已完成期末复查的',
              ...opens('settling,closed'),
            },
            {
              key: 'differences',
              label: '复查有差异',
              value: board.different,
              unit: measure,
              title: '复查和期初登记不一致的',
              ...opens('', true),
              ...(board.differences > 0
                ? { note: `${board.differences} 项${board.charged > 0 ? `，${board.charged} 项转赔偿` : ''}` }
                : {}),
            },
          ]}
        />
      ) : (
        // Whoever sees his own sheets only is told how far the school is, without a list behind it.
        <p className="zw-muted">
          全校三方签齐 {board.signed}/{board.total} {measure}
          {board.reviewed > 0 && `，复查完 ${board.reviewed} ${measure}`}。
        </p>
      )}
      <ul className="zw-property-groups" aria-label="按楼和部门">
        {board.groups.map(group => (
          <li key={group.title}>
            <span>{group.title}</span>
            <span
              className="zw-property-track"
              role="progressbar"
              aria-valuemin={0}
              aria-valuemax={group.total}
              aria-valuenow={group.signed}
              aria-label={`${group.title}签齐 ${group.signed}，共 ${group.total}`}
            >
              <i data-part="made" style={{ width: `${percent(group.made, group.total)}%` }} />
              <i data-part="signed" style={{ width: `${percent(group.signed, group.total)}%` }} />
              <i data-part="reviewed" style={{ width: `${percent(group.reviewed, group.total)}%` }} />
            </span>
            <span className="zw-num">
              {group.signed}/{group.total} {measure}
              {group.reviewed > 0 && `，复查 ${group.reviewed}`}
            </span>
          </li>
        ))}
      </ul>
      <h2 className="zw-property-heading">还差的</h2>
      <DataTable
        label="还差的登记表"
        rows={board.laggards}
        rowKey={row => row.id}
        columns={COLUMNS}
        onOpen={row => void navigate({ to: '/property/$id', params: { id: row.id } as never })}
        empty={board.made > 0 ? '发起的都办好了' : '还没有发起登记'}
        renderCard={row => (
          <RowCard
            title={row.title}
            side={<StateTag {...sheetMachine.states[row.state]} />}
            meta={
              <>
                <span>{row.keeperName || '没有负责人'}</span>
                {row.missing.length > 0 && <span>差{row.missing.join('、')}</span>}
              </>
            }
          />
        )}
      />
    </>
  )
}

const percent = (part: number, total: number): number => (total === 0 ? 0 : Math.round((part / total) * 100))

const COLUMNS: readonly Column<Laggard>[] = [
  {
    key: 'title',
    title: '班级、房间',
    always: true,
    render: row => <Link to={`/property/${row.id}`}>{row.title}</Link>,
  },
  { key: 'keeper', title: '负责人', render: row => row.keeperName || '—' },
  { key: 'lines', title: '物品', figure: true, render: row => `${row.lines} 种` },
  {
    key: 'missing',
    title: '还差谁签',
    render: row => (row.missing.length > 0 ? row.missing.join('、') : '—'),
  },
  {
    key: 'differences',
    title: '差异',
    figure: true,
    render: row => (row.differences > 0 ? `${row.differences} 项` : '—'),
  },
  { key: 'state', title: '状态', render: row => <StateTag {...sheetMachine.states[row.state]} /> },
]
