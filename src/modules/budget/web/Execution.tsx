import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { formatFen, formatYuanShort } from '../../../kernel/pure/money.ts'
import { register } from '../../../mechanisms/register/contract.ts'
import { ViewTabs } from '../../../mechanisms/register/web/ViewTabs.tsx'
import { type Answer, download, useRead } from '../../../web/api.ts'
import { useSession } from '../../../web/session.tsx'
import {
  ActionBar,
  Button,
  ButtonLink,
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
  toast,
  useListPrefs,
} from '../../../web/ui/index.ts'
import { useQuery } from '../../../web/use-query.ts'
import { budget } from '../contract.ts'
import { CATEGORIES, type Category, planMachine } from '../rules.ts'
import { AdjustForm } from './AdjustForm.tsx'
import { LineForm } from './LineForm.tsx'
import { MoneyBar } from './MoneyBar.tsx'
import { PlanStart, usePlanActions } from './plan-actions.tsx'

type Line = Answer<typeof budget.lines>['rows'][number]

/** The budget of a year as it is carried out: what each line was given, holds, has spent and has left. */
export default function Execution() {
  const session = useSession()
  const navigate = useNavigate()
  const query = useQuery()
  const plans = useRead(budget.plans, {})
  const newest = plans.data?.rows.find(p => p.state !== 'drafted') ?? plans.data?.rows[0]
  const year = Number(query.get('year')) || newest?.year || Number(session.today.slice(0, 4))
  const known = plans.data?.rows.some(p => p.year === year) ?? false
  const plan = useRead(budget.plan, { year }, { enabled: known })
  const sources = useRead(budget.sources, {})
  const [dialog, setDialog] = useState<Line | 'line' | 'adjust' | 'source' | 'year' | null>(null)
  const chosenSources = query.get('source').split(',').filter(Boolean)
  const chosenCategories = query.get('category').split(',').filter(isCategory)
  const search = query.get('q').slice(0, 60)
  const prefs = useListPrefs('budget.lines')
  const lines = useRead(
    budget.lines,
    {
      year,
      limit: 200,
      ...(chosenSources.length > 0 ? { sourceIds: chosenSources } : {}),
      ...(chosenCategories.length > 0 ? { categories: chosenCategories } : {}),
      ...(search ? { search } : {}),
    },
    { keep: true },
  )
  const actions = usePlanActions(plan.data, () => setDialog('adjust'))
  const parts: FilterPart[] = [
    {
      key: 'year',
      label: '年度',
      pinned: true,
      value: [String(year)],
      options: (plans.data?.rows ?? []).map(p => ({ value: String(p.year), label: `${p.year} 年` })),
    },
    {
      key: 'source',
      label: '来源',
      pinned: true,
      multiple: true,
      value: chosenSources,
      options: (sources.data?.rows ?? []).map(s => ({ value: s.id, label: s.title })),
    },
    {
      key: 'category',
      label: '类别',
      pinned: true,
      multiple: true,
      value: chosenCategories,
      options: Object.entries(CATEGORIES).map(([value, label]) => ({ value, label })),
    },
  ]
  const words = filterSentence(parts, search)
  const rows = lines.data?.rows
  const sum = (key: 'allottedFen' | 'committedFen' | 'spentFen' | 'leftFen'): string =>
    formatFen((rows ?? []).reduce((total, row) => total + row[key], 0))
  const editing = plan.data?.actions.saveLine?.allowed ?? false
  return (
    <>
      <ListFrame
        title="预算执行"
        note={plan.data ? noteOf(plan.data) : undefined}
        action={
          editing ? (
            <Button kind="primary" onClick={() => setDialog('line')}>
              添加项目
            </Button>
          ) : plan.data?.actions.adjust ? (
            <Button kind="primary" onClick={() => setDialog('adjust')}>
              申请调整
            </Button>
          ) : undefined
        }
        saved={
          session.can(register.views) && (
            <ViewTabs register="budget.lines" path="/budget" query={query.text} />
          )
        }
        filter={
          <FilterBar
            parts={parts}
            onChange={(key, value) =>
              query.set({ [key]: value.at(-1) && key === 'year' ? String(value.at(-1)) : value.join(',') })
            }
            search={{ value: search, onChange: q => query.set({ q }), placeholder: '编码、项目、来源' }}
            onClear={() => query.set({ source: '', category: '', q: '' })}
          />
        }
        printHead={
          <PrintHead school={session.school.name} title="预算执行情况表" filter={words} by={session.name} />
        }
        prefs={prefs}
        columns={COLUMNS}
        onExport={() =>
          void download(budget.exportLines, {
            year,
            words,
            ...(chosenSources.length > 0 ? { sourceIds: chosenSources } : {}),
            ...(chosenCategories.length > 0 ? { categories: chosenCategories } : {}),
            ...(search ? { search } : {}),
          }).catch((error: Error) => toast.fail(error.message))
        }
        onPrint={() => window.print()}
        {...(session.can(budget.importLine)
          ? { onImport: () => void navigate({ to: '/imports/new/budget' as never }) }
          : {})}
        foot={<SignatureBoxes places={['制表', '会计', '校长']} />}
      >
        {plan.data && <Sums plan={plan.data} />}
        <DataTable
          label="预算项目"
          rows={known || plans.data ? (known ? rows : []) : undefined}
          rowKey={row => row.id}
          columns={COLUMNS}
          chosenColumns={prefs.columns}
          density={prefs.density}
          onOpen={row =>
            editing
              ? setDialog(row)
              : void navigate({ to: '/budget/lines/$id', params: { id: row.id } as never })
          }
          totals={{
            title: `共 ${lines.data?.total ?? 0} 项`,
            allotted: sum('allottedFen'),
            committed: sum('committedFen'),
            spent: sum('spentFen'),
            left: sum('leftFen'),
          }}
          empty={
            <Empty
              title={known ? '没有符合条件的项目' : `${year} 年的预算还没有编制`}
              note="先建年度预算，添加或导入项目，校长批准后下达，各项目才能列支。"
              {...(!known && session.can(budget.openPlan)
                ? {
                    action: (
                      <Button kind="primary" onClick={() => setDialog('year')}>
                        编制 {year} 年预算
                      </Button>
                    ),
                  }
                : {})}
            />
          }
          error={
            lines.error ? { message: lines.error.message, onRetry: () => void lines.refetch() } : undefined
          }
          renderCard={row => (
            <RowCard
              title={row.title}
              side={<span className="zw-num">余 {formatFen(row.leftFen)}</span>}
              meta={
                <>
                  <span>{row.code}</span>
                  <span>{row.source}</span>
                  <MoneyBar {...row} />
                </>
              }
            />
          )}
        />
        <p className="zw-no-print">
          <Link to={'/budget/adjustments' as never}>预算调整单</Link>
          {session.can(budget.saveSource) && (
            <>
              {' · '}
              <button type="button" className="zw-link" onClick={() => setDialog('source')}>
                登记经费来源
              </button>
              {' · '}
              <button type="button" className="zw-link" onClick={() => setDialog('year')}>
                编制新年度
              </button>
            </>
          )}
          {' · '}
          <ButtonLink kind="quiet" href="/books/budget">
            预算账簿
          </ButtonLink>
        </p>
        <ActionBar actions={actions} />
      </ListFrame>
      {dialog === 'adjust' && <AdjustForm year={year} onClose={() => setDialog(null)} />}
      {(dialog === 'source' || dialog === 'year') && (
        <PlanStart what={dialog} year={known ? year + 1 : year} onClose={() => setDialog(null)} />
      )}
      {dialog !== null && (dialog === 'line' || typeof dialog === 'object') && (
        <LineForm
          year={year}
          line={typeof dialog === 'object' ? dialog : undefined}
          onClose={() => setDialog(null)}
        />
      )}
    </>
  )
}

const isCategory = (text: string): text is Category => text in CATEGORIES

function noteOf(plan: Answer<typeof budget.plan>): string {
  const state = planMachine.states[plan.state].label
  return [
    `${plan.year} 年 · ${state}`,
    plan.basis && `批复 ${plan.basis}`,
    `已批 ${formatYuanShort(plan.allottedFen)}，还剩 ${formatYuanShort(plan.leftFen)}`,
  ]
    .filter(Boolean)
    .join(' · ')
}

function Sums({ plan }: { plan: Answer<typeof budget.plan> }) {
  if (plan.allottedFen === 0) return null
  return (
    <>
      <p className="zw-budget-legend zw-no-print">实色为支出，斜纹为占用，空白为剩余</p>
      <section className="zw-budget-sums" aria-label="按来源">
        {plan.sources.map(source => (
          <div key={source.id}>
            <b>{source.title}</b>
            <MoneyBar {...source} />
            <small>
              {formatFen(source.spentFen)} / {formatFen(source.allottedFen)}
            </small>
          </div>
        ))}
      </section>
    </>
  )
}

const COLUMNS: readonly Column<Line>[] = [
  {
    key: 'code',
    title: '编码',
    always: true,
    width: 112,
    render: row => <span className="zw-num">{row.code}</span>,
  },
  {
    key: 'title',
    title: '预算项目',
    always: true,
    render: row => (
      <>
        <b>{row.title}</b> {row.earmarked && <small className="zw-muted">专款</small>}
        {row.allottedFen > 0 && <MoneyBar {...row} />}
      </>
    ),
  },
  { key: 'source', title: '来源', width: 130, render: row => row.source },
  { key: 'category', title: '类别', spare: true, render: row => CATEGORIES[row.category] },
  {
    key: 'allotted',
    title: '已批',
    figure: true,
    width: 140,
    render: row => formatFen(row.allottedFen || row.plannedFen),
  },
  { key: 'committed', width: 140, title: '占用', figure: true, render: row => formatFen(row.committedFen) },
  { key: 'spent', width: 140, title: '支出', figure: true, render: row => formatFen(row.spentFen) },
  { key: 'left', width: 140, title: '剩余', figure: true, render: row => formatFen(row.leftFen) },
]
