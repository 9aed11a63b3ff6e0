import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { formatFen } from '../../../kernel/pure/money.ts'
import { SignatureRow, SignDialog } from '../../../mechanisms/signature/web/index.ts'
import { type Answer, useCommand, useRead } from '../../../web/api.ts'
import { useSession } from '../../../web/session.tsx'
import {
  type Action,
  askReason,
  Chart,
  ErrorNotice,
  Facts,
  Loading,
  PrintHead,
  Slip,
  toast,
} from '../../../web/ui/index.ts'
import { budget } from '../contract.ts'
import { CATEGORIES, INCOME_KINDS, monthTitle, REPORT_COLUMNS, reportMachine } from '../rules.ts'
import './budget.css'

type Report = Answer<typeof budget.report>

/** One month's report as the paper that goes to the bureau. */
export default function ReportSlip() {
  const session = useSession()
  const { id } = useParams({ strict: false }) as { id: string }
  const one = useRead(budget.report, { id })
  const sign = useCommand(budget.signReport)
  const send = useCommand(budget.sendReport)
  const drop = useCommand(budget.dropReport)
  const [duty, setDuty] = useState<'会计' | '校长'>()
  if (one.error) return <ErrorNotice message={one.error.message} onRetry={() => void one.refetch()} />
  const row = one.data
  if (!row) return <Loading kind="rows" />
  const which = { id: row.id, version: row.version }
  const said = (text: string) => ({
    onSuccess: () => void toast.ok(text),
    onError: (error: Error) => void toast.fail(error.message),
  })
  const all: Omit<Action, 'allowed'>[] = [
    { key: 'signAccountant', label: '会计签字', kind: 'primary', onRun: () => setDuty('会计') },
    { key: 'signPrincipal', label: '校长签字', kind: 'primary', onRun: () => setDuty('校长') },
    {
      key: 'send',
      label: '报送',
      kind: 'primary',
      onRun: async () => {
        const to = await askReason({
          title: '报送给谁？',
          label: '报送单位',
          ok: '报送',
          suggestions: ['区教育局计财科'],
        })
        if (to) send.mutate({ ...which, to }, said('已报送'))
      },
    },
    {
      key: 'drop',
      label: '作废',
      danger: true,
      onRun: async () => {
        const reason = await askReason({ title: '作废这份月报？', ok: '作废', danger: true })
        if (reason) drop.mutate({ ...which, reason }, said('已作废，可以重新生成'))
      },
    },
  ]
  const signed = row.signatures.map(mark => mark.duty)
  return (
    <>
      <PrintHead school={row.school} title={`${monthTitle(row.month)}经费开支月报`} by={session.name} />
      <Slip
        kind="经费月报"
        number={row.month}
        url={location.href}
        sentence={`${monthTitle(row.month)}经费开支合计 ${formatFen(row.totalFen)}`}
        state={reportMachine.states[row.state]}
        back={<Link to={'/budget/reports' as never}>经费月报</Link>}
        actions={all.flatMap(action => {
          const state = row.actions[action.key]
          return state ? [{ ...action, allowed: state.allowed, why: state.why }] : []
        })}
        wide={<Body row={row} />}
      >
        <Facts
          columns={2}
          facts={[
            { label: '办公费', value: formatFen(row.officeFen) },
            { label: '代收费', value: formatFen(row.agencyFen) },
            { label: '服务性收费', value: formatFen(row.serviceFen) },
            { label: '其他支出', value: formatFen(row.otherFen) },
            {
              label: '收入（待上缴）',
              value: formatFen(row.incomeFen),
              note: row.income.map(i => `${INCOME_KINDS[i.kind]} ${formatFen(i.fen)}`).join('，'),
            },
            { label: '报送', value: row.sentOn ? `${row.sentTo} ${row.sentOn}` : '还没有报送' },
          ]}
        />
        <SignatureRow
          marks={row.signatures.map(mark => ({ ...mark, signedAt: new Date(mark.signedAt) }))}
          waiting={['会计', '校长'].filter(d => !signed.includes(d)).map(d => ({ duty: d }))}
        />
      </Slip>
      {duty && (
        <SignDialog
          title={`${duty}签字`}
          statement={`${monthTitle(row.month)}经费开支合计 ${formatFen(row.totalFen)}，其中办公费 ${formatFen(row.officeFen)}、代收费 ${formatFen(row.agencyFen)}、服务性收费 ${formatFen(row.serviceFen)}，属实。`}
          label={`请${duty}${session.name}签名`}
          busy={sign.isPending}
          onSign={strokes =>
            sign.mutate(
              { ...which, duty, ...(strokes ? { strokes } : {}) },
              { onSuccess: () => setDuty(undefined), onError: e => void toast.fail(e.message) },
            )
          }
          onClose={() => setDuty(undefined)}
        />
      )}
    </>
  )
}

function Body({ row }: { row: Report }) {
  return (
    <>
      {/* On paper stands the table: a drawing keeps the width of the screen. */}
      <div className="zw-no-print">
        <Chart
          kind="bar"
          title="近六个月开支"
          unit="元"
          sentence={trendSentence(row)}
          categories={row.trend.map(t => `${Number(t.month.slice(5))}月`)}
          series={trendSeries(row)}
        />
      </div>
      <div className="zw-own-scroll">
        <table className="zw-report-table" aria-label="各预算项目开支">
          <thead>
            <tr>
              <th scope="col">预算项目</th>
              <th scope="col">来源</th>
              <th scope="col">类别</th>
              <th scope="col">本月</th>
              <th scope="col">本年累计</th>
            </tr>
          </thead>
          <tbody>
            {row.lines.map(l => (
              <tr key={l.id}>
                <td>
                  {l.code} {l.title}
                </td>
                <td>{l.source}</td>
                <td>{CATEGORIES[l.category]}</td>
                <td>{formatFen(l.spentFen)}</td>
                <td>{formatFen(l.yearFen)}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row" colSpan={3}>
                合计
              </th>
              <td>{formatFen(row.totalFen)}</td>
              <td>{formatFen(row.lines.reduce((sum, l) => sum + l.yearFen, 0))}</td>
            </tr>
          </tfoot>
        </table>
      </div>
    </>
  )
}

/** The columns of the report through the months; what was never spent on has no bar. */
function trendSeries(row: Report) {
  const other = (t: Report['trend'][number]): number => t.totalFen - t.officeFen - t.agencyFen - t.serviceFen
  return [
    { key: 'office', name: REPORT_COLUMNS.office, values: row.trend.map(t => t.officeFen / 100) },
    { key: 'agency', name: REPORT_COLUMNS.agency, values: row.trend.map(t => t.agencyFen / 100) },
    { key: 'service', name: REPORT_COLUMNS.service, values: row.trend.map(t => t.serviceFen / 100) },
    { key: 'other', name: REPORT_COLUMNS.other, values: row.trend.map(t => other(t) / 100) },
  ].filter(series => series.values.some(value => value !== 0))
}

function trendSentence(row: Report): string {
  const before = row.trend.at(-2)
  if (!before || before.totalFen === 0) return `本月开支 ${formatFen(row.totalFen)}，上月没有记录`
  const gap = row.totalFen - before.totalFen
  if (gap === 0) return '本月与上月持平'
  return `本月比上月${gap > 0 ? '多' : '少'} ${formatFen(Math.abs(gap))}`
}
