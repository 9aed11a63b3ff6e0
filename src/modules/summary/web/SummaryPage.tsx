import { useQueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { type Figure, questionsOf } from '../../../mechanisms/metric/prose/figure.ts'
import { type EvidenceOf, FigureEvidence } from '../../../mechanisms/metric/web/Evidence.tsx'
import { type Answer, type CallError, download, refresh, useCommand, useRead } from '../../../web/api.ts'
import { Button } from '../../../web/ui/base/Button.tsx'
import { Paper } from '../../../web/ui/document/Paper.tsx'
import { askReason, confirm } from '../../../web/ui/feedback/confirm.ts'
import { ErrorNotice, Loading } from '../../../web/ui/feedback/Notices.tsx'
import { toast } from '../../../web/ui/feedback/toast.ts'
import { SealRow } from '../../../web/ui/marks/SealRow.tsx'
import { StateTag } from '../../../web/ui/marks/StateTag.tsx'
import { formatWhen } from '../../../web/ui/time/when.ts'
import { summary } from '../contract.ts'
import { reportMachine } from '../rules.ts'
import { Editor } from './Editor.tsx'
import { type SaveState, useAutosave } from './use-autosave.ts'
import './summary.css'

type Report = Answer<typeof summary.get>

/** A term's work summary: to read before it is begun, to write, to sign, to hand in. */
export default function SummaryPage() {
  const { term } = useParams({ strict: false }) as { term: string }
  const report = useRead(summary.get, { term })
  if (report.error)
    return <ErrorNotice message={report.error.message} onRetry={() => void report.refetch()} />
  if (!report.data) return <Loading kind="rows" />
  // The editor keeps its own text; it starts anew only when the stored text was made anew by the system.
  return <Written key={`${report.data.id}:${report.data.state}:${report.data.asAt}`} report={report.data} />
}

function Written({ report }: { report: Report }) {
  const [evidence, setEvidence] = useState<EvidenceOf | null>(null)
  const saving = useAutosave({ id: report.id, version: report.version, doc: report.doc })
  const open = (figure: Figure): void =>
    setEvidence({
      title: figure.title,
      asAt: figure.asAt,
      questions: questionsOf(figure),
      value: figure.value,
    })
  return (
    <div className="zw-summary" data-evidence={evidence !== null || undefined}>
      <header className="zw-summary-head">
        <div>
          <h1>{report.termName}工作总结</h1>
          <p className="zw-muted">
            {report.id ? (
              <StateTag
                tone={reportMachine.states[report.state].tone}
                label={reportMachine.states[report.state].label}
              />
            ) : (
              '还没起草，这是按现有记录写出的样子'
            )}
            {report.id && <SaveNote state={saving.state} />}
          </p>
        </div>
        <Actions report={report} saving={saving} />
      </header>
      <div className="zw-summary-body">
        <Paper>
          <h1>{unbroken(report.doc.title)}</h1>
          <Editor
            doc={report.doc}
            editable={report.id !== null && report.actions.edit?.allowed === true}
            onChange={saving.change}
            onOpenFigure={open}
          />
          <footer className="paper-from">
            <p>{report.doc.org}</p>
            <SealRow
              seals={report.seals.map(seal => ({
                role: seal.title,
                name: seal.name ?? '',
                signedAt: seal.on ?? undefined,
              }))}
            />
          </footer>
        </Paper>
        <Margin report={report} />
      </div>
      <FigureEvidence of={evidence} onClose={() => setEvidence(null)} />
    </div>
  )
}

/** A school year stays on one line: 2025—2026. */
const unbroken = (title: string): string => title.replace(/(\d{4})—(\d{4})/, '$1\u2060—\u2060$2')

function SaveNote({ state }: { state: SaveState }) {
  switch (state.kind) {
    case 'clean':
      return null
    case 'waiting':
    case 'saving':
      return <span> · 正在保存…</span>
    case 'saved':
      return (
        <span>
          {' '}
          · 已保存 {formatWhen(state.at, new Date())}
          {state.ownNumbers > 0 && `，其中 ${state.ownNumbers} 个数字是您自己写的`}
        </span>
      )
    case 'failed':
      return <span className="zw-summary-failed"> · 没保存上：{state.message}</span>
  }
}

function Actions({ report, saving }: { report: Report; saving: ReturnType<typeof useAutosave> }) {
  const client = useQueryClient()
  const done = (text: string) => async (): Promise<void> => {
    await refresh(client, ['summary'])
    toast.ok(text)
  }
  const fail = (error: CallError): void => void toast.fail(error.message)
  const start = useCommand(summary.start)
  const renew = useCommand(summary.refresh)
  const sign = useCommand(summary.sign)
  const withdraw = useCommand(summary.withdraw)
  const approve = useCommand(summary.approve)
  const reopen = useCommand(summary.reopen)
  const which = async () => {
    await saving.flush()
    return { id: report.id as string, version: saving.versionNow() }
  }
  const may = (key: string): boolean => report.actions[key]?.allowed === true
  const exportAs = (format: 'docx' | 'md' | 'txt'): void => {
    void saving
      .flush()
      .then(() => download(summary.export, { term: report.term, format }))
      .catch(fail)
  }
  const withReason = async (title: string, ok: string, run: (reason: string) => void): Promise<void> => {
    const reason = await askReason({ title, ok })
    if (reason) run(reason)
  }
  return (
    <div className="zw-summary-actions">
      <Button onClick={() => exportAs('docx')}>导出 Word</Button>
      <Button kind="quiet" onClick={() => exportAs('txt')}>
        纯文本
      </Button>
      <Button kind="quiet" onClick={() => window.print()}>
        打印
      </Button>
      {may('refresh') && (
        <Button
          busy={renew.isPending}
          onClick={() =>
            void which().then(w =>
              renew.mutate(w, {
                onSuccess: answer =>
                  void done(
                    answer.changed.length > 0 ? `更新了 ${answer.changed.length} 个数字` : '数字都是最新的',
                  )(),
                onError: fail,
              }),
            )
          }
        >
          按最新记录更新
        </Button>
      )}
      {may('withdraw') && (
        <Button
          onClick={() =>
            void withReason(
              '撤回签字？',
              '撤回',
              reason =>
                void which().then(w =>
                  withdraw.mutate(
                    { ...w, reason },
                    { onSuccess: done('签字已撤回，可以修改了'), onError: fail },
                  ),
                ),
            )
          }
        >
          撤回签字
        </Button>
      )}
      {may('reopen') && (
        <Button
          onClick={() =>
            void withReason(
              '退回修改？',
              '退回',
              reason =>
                void which().then(w =>
                  reopen.mutate({ ...w, reason }, { onSuccess: done('已退回撰写人'), onError: fail }),
                ),
            )
          }
        >
          退回修改
        </Button>
      )}
      {may('start') && (
        <Button
          kind="primary"
          busy={start.isPending}
          onClick={() =>
            start.mutate(
              { term: report.term },
              { onSuccess: done('可以动笔了，改动会自动保存'), onError: fail },
            )
          }
        >
          起草
        </Button>
      )}
      {may('sign') && (
        <Button
          kind="primary"
          onClick={() =>
            void confirm({
              title: '签字以后，文字和数字都不再变动',
              body: '还要改的话，可以撤回签字。',
              ok: '签字',
            }).then(sure => {
              if (sure)
                void which().then(w =>
                  sign.mutate(w, { onSuccess: done('已签字，等校领导审定'), onError: fail }),
                )
            })
          }
        >
          签字
        </Button>
      )}
      {may('approve') && (
        <Button
          kind="primary"
          onClick={() =>
            void which().then(w => approve.mutate(w, { onSuccess: done('已审定'), onError: fail }))
          }
        >
          审定
        </Button>
      )}
    </div>
  )
}

/** Beside the paper: what could not be said for want of records, and what nobody has told about. */
function Margin({ report }: { report: Report }) {
  const [open, setOpen] = useState(false)
  return (
    <aside className="zw-summary-margin">
      <h2>可补充的证据</h2>
      {report.missing.length === 0 && <p className="zw-muted">没有缺的。</p>}
      <ul>
        {report.missing.map(m => (
          <li key={`${m.section}:${m.key}:${m.text}`}>
            <b>{m.sectionTitle}</b>
            {m.text}
          </li>
        ))}
      </ul>
      {report.uncovered.length > 0 && (
        <>
          <button type="button" className="zw-link" onClick={() => setOpen(!open)}>
            还有 {report.uncovered.length} 项工作本系统没有记录
          </button>
          {open && (
            <p className="zw-muted">
              {report.uncovered.map(u => u.title).join('、')}。可以自己写，写的数字会标明是自述。
            </p>
          )}
        </>
      )}
      <p className="zw-summary-legend">
        <span className="zw-own">25次</span> 这样标的，是自己写的数字；<u>562次</u> 这样的，点开就是记录。
      </p>
    </aside>
  )
}
