import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { type Answer, useCommand, useRead } from '../../../../web/api.ts'
import { Button } from '../../../../web/ui/base/Button.tsx'
import { askReason } from '../../../../web/ui/feedback/confirm.ts'
import { ErrorNotice, Loading, Notice } from '../../../../web/ui/feedback/Notices.tsx'
import { toast } from '../../../../web/ui/feedback/toast.ts'
import { When } from '../../../../web/ui/marks/When.tsx'
import { approval } from '../../contract.ts'
import { flawOf, moved, type Names, newRoute, type Sheet, sheetsOf } from './draft.ts'
import { type Lists, RouteCard } from './RouteCard.tsx'
import { TrialRun, useTrial } from './TrialRun.tsx'
import './routes.css'

type Stored = Answer<typeof approval.routes>
type Subjects = Answer<typeof approval.subjects>

/** The routes of one kind of document: edited on the left, tried out on the right, saved as a new version. */
export default function RouteEditor() {
  // In the query: a kind has a dot, and a path that ends like a file is one.
  const { kind = '', version } = useSearch({ strict: false }) as { kind?: string; version?: number }
  const stored = useRead(approval.routes, { kind, ...(version === undefined ? {} : { version }) })
  const subjects = useRead(approval.subjects, {})
  const error = stored.error ?? subjects.error
  if (error) return <ErrorNotice message={error.message} onRetry={() => void stored.refetch()} />
  if (!stored.data || !subjects.data) return <Loading kind="rows" />
  // A new version is a new page: what was typed on the old one has been saved or is refused.
  return (
    <Editor
      key={`${kind}-${stored.data.version}`}
      stored={stored.data}
      lists={listsOf(subjects.data, kind)}
    />
  )
}

const listsOf = (subjects: Subjects, kind: string): Lists => {
  const choice = ({ code, title }: { code: string; title: string }) => ({ value: code, label: title })
  return {
    categories: (subjects.rows.find(s => s.kind === kind)?.categories ?? []).map(choice),
    unitKinds: subjects.unitKinds.map(choice),
    fundings: subjects.fundings.map(value => ({ value, label: value })),
  }
}

function Editor({ stored, lists }: { stored: Stored; lists: Lists }) {
  const navigate = useNavigate()
  const [sheets, setSheets] = useState<readonly Sheet[]>(() => sheetsOf(stored.routes))
  const [names, setNames] = useState<Names>(stored.names)
  const [touched, setTouched] = useState(false)
  const save = useCommand(approval.saveRoutes)
  const may = stored.actions.saveRoutes
  const readOnly = !may?.allowed
  const routes = sheets.map(s => s.route)
  const flaw = flawOf(routes)
  const trial = useTrial(stored.kind, routes, flaw)
  const change = (next: readonly Sheet[]): void => {
    setSheets(next)
    setTouched(true)
  }
  const onSave = async (): Promise<void> => {
    const note = await askReason({
      title: `保存为第 ${stored.version + 1} 版？`,
      body: '从现在起提交的申请按新的走；已经在审批的，还按提交时的路线。',
      ok: '保存',
      label: '改了什么',
      optional: true,
    })
    if (note === undefined) return
    save.mutate(
      { kind: stored.kind, version: stored.version, routes, note },
      {
        onSuccess: done => void toast.ok(`已保存，第 ${done.version} 版`),
        onError: error => void toast.fail(error.message),
      },
    )
  }
  const see = (version: number): void =>
    void navigate({
      to: '/approval-routes/edit',
      search: {
        kind: stored.kind,
        ...(version === (stored.history[0]?.version ?? 0) ? {} : { version }),
      } as never,
    })
  return (
    <div className="zw-routes">
      <header>
        <Link to="/approval-routes">审批路线</Link>
        <h1>{stored.title}</h1>
        <p className="zw-muted">
          {stored.version > 0 ? `第 ${stored.version} 版` : '默认路线，还没有改过'}
          。从上往下看，第一条条件都合的就走那一条；同一人不重复批，申请人自己不批；时限不填的，按“制度参数”。
        </p>
      </header>
      {may && !may.allowed && may.why && (
        <Notice
          tone="waiting"
          action={<Button onClick={() => see(stored.history[0]?.version ?? 0)}>看现用的</Button>}
        >
          {may.why}。
        </Notice>
      )}
      <div className="zw-routes-columns">
        <div>
          {sheets.map((sheet, index) => (
            <RouteCard
              key={sheet.key}
              route={sheet.route}
              place={{ index, count: sheets.length }}
              lists={lists}
              names={names}
              chosen={flaw === undefined && trial.read.data?.index === index}
              readOnly={readOnly}
              onNames={more => setNames({ ...names, ...more })}
              onChange={route => change(sheets.map((s, i) => (i === index ? { ...s, route } : s)))}
              onMove={by => change(moved(sheets, index, by))}
              onRemove={() => change(sheets.filter((_, i) => i !== index))}
            />
          ))}
          {!readOnly && (
            <p className="zw-routes-foot">
              <Button
                onClick={() =>
                  change([
                    ...sheets.slice(0, -1),
                    { key: crypto.randomUUID(), route: newRoute() },
                    ...sheets.slice(-1),
                  ])
                }
              >
                加一条路线
              </Button>
              <Button
                kind="primary"
                busy={save.isPending}
                disabled={!touched || flaw !== undefined}
                onClick={() => void onSave()}
              >
                保存
              </Button>
            </p>
          )}
        </div>
        <div>
          <TrialRun trial={trial} lists={lists} flaw={flaw} />
          <History stored={stored} onSee={see} />
        </div>
      </div>
    </div>
  )
}

function History({ stored, onSee }: { stored: Stored; onSee: (version: number) => void }) {
  if (stored.history.length === 0) return null
  return (
    <section className="zw-routes-history">
      <h2>历次修改</h2>
      <ol>
        {stored.history.map(h => (
          <li key={h.version}>
            <button type="button" className="zw-link" onClick={() => onSee(h.version)}>
              第 {h.version} 版
            </button>{' '}
            {h.savedBy} <When at={h.savedAt} />
            {h.note && <p className="zw-muted">{h.note}</p>}
          </li>
        ))}
        <li>
          <button type="button" className="zw-link" onClick={() => onSee(0)}>
            默认路线
          </button>
        </li>
      </ol>
    </section>
  )
}
