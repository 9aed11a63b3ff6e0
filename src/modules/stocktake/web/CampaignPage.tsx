import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { formatFen } from '../../../kernel/pure/money.ts'
import { ApprovalChain } from '../../../mechanisms/approval/web/index.ts'
import { SignatureRow, SignDialog } from '../../../mechanisms/signature/web/index.ts'
import { type CallError, useCommand, useRead } from '../../../web/api.ts'
import { useSession } from '../../../web/session.tsx'
import {
  ButtonLink,
  ErrorNotice,
  Facts,
  FigureLine,
  Loading,
  Notice,
  Slip,
  Timeline,
  toast,
} from '../../../web/ui/index.ts'
import { useQuery } from '../../../web/use-query.ts'
import { stocktake } from '../contract.ts'
import { COUNT_KINDS, campaignMachine, DUTIES } from '../rules.ts'
import { AreaProgress } from './AreaProgress.tsx'
import { Compare } from './Compare.tsx'
import type { Campaign, Opened } from './campaign.ts'
import { EditPlanDialog } from './EditPlanDialog.tsx'
import { LineList } from './LineList.tsx'
import { TeamDialog } from './TeamDialog.tsx'
import { useCampaignActions } from './use-campaign-actions.ts'
import './stocktake.css'

/** A count from its plan to the signed report: how far, what differs, who sits on it. */
export default function CampaignPage() {
  const { id } = useParams({ strict: false }) as { id: string }
  const one = useRead(stocktake.get, { id }, { refreshMs: 20_000 })
  if (one.error) return <ErrorNotice message={one.error.message} onRetry={() => void one.refetch()} />
  return one.data ? <CampaignSlip campaign={one.data} /> : <Loading kind="rows" />
}

function CampaignSlip({ campaign }: { campaign: Campaign }) {
  const session = useSession()
  const navigate = useNavigate()
  const [open, setOpen] = useState<Opened>(null)
  const actions = useCampaignActions(campaign, setOpen, () =>
    navigate({ to: '/stocktakes/$id/count', params: { id: campaign.id } as never }),
  )
  const started = campaign.startedAt !== null
  const reads = session.can(stocktake.lines) && campaign.totals !== null
  return (
    <>
      <Slip
        kind="盘点"
        number={campaign.no}
        url={campaign.url}
        sentence={sentenceOf(campaign)}
        state={campaignMachine.states[campaign.state]}
        back={<Link to="/stocktakes">盘点</Link>}
        notice={
          campaign.state === 'settling' &&
          campaign.answer && <Notice tone="late">审批退回：{campaign.answer}</Notice>
        }
        actions={actions}
        timeline={
          <Timeline
            events={together(campaign.events).map(e => ({
              key: e.id,
              at: e.at,
              who: e.actorName,
              what: e.action,
              ...(e.note ? { detail: e.note } : {}),
            }))}
          />
        }
        wide={
          <>
            {campaign.totals && started && <Figures campaign={campaign} />}
            {started && <AreaProgress campaign={campaign} />}
            {['approving', 'approved', 'adjusted', 'closed'].includes(campaign.state) && reads && (
              <ApprovalChain subject={{ kind: 'stocktake.campaign', id: campaign.id }} />
            )}
            {reads && !['planned', 'counting', 'cancelled'].includes(campaign.state) && (
              <Compare id={campaign.id} />
            )}
            {['adjusted', 'closed'].includes(campaign.state) && (
              <section className="zw-stocktake-signed">
                <h3>盘点报告签字</h3>
                <SignatureRow
                  marks={campaign.marks.map(mark => ({ ...mark, signedAt: new Date(mark.signedAt) }))}
                  waiting={campaign.missingDuties.map(duty => ({ duty }))}
                />
              </section>
            )}
          </>
        }
      >
        <Facts
          facts={[
            { label: '对象', value: COUNT_KINDS[campaign.kind] },
            { label: '范围', value: campaign.scopeText },
            { label: '方式', value: campaign.blind ? '盲盘（盘点人看不到账面）' : '对账盘' },
            { label: '要求完成', value: campaign.dueOn },
            ...campaign.counters.map(c => ({
              label: DUTIES[c.duty],
              value: c.name,
              note: c.areasText || (c.duty === 'counter' ? '全部范围' : undefined),
            })),
            ...(campaign.counters.length === 0 ? [{ label: '人员', value: '还没有安排' }] : []),
            ...(campaign.note ? [{ label: '说明', value: campaign.note, block: true }] : []),
            ...(reads && started
              ? [
                  {
                    label: '盘点报告',
                    value: (
                      <ButtonLink kind="quiet" href={`/stocktakes/${campaign.id}/report`}>
                        看报告、打印
                      </ButtonLink>
                    ),
                  },
                ]
              : []),
          ]}
        />
      </Slip>
      {reads && started && <LineList campaign={campaign} />}
      {open?.kind === 'team' && <TeamDialog campaign={campaign} onClose={() => setOpen(null)} />}
      {open?.kind === 'edit' && <EditPlanDialog campaign={campaign} onClose={() => setOpen(null)} />}
      {open?.kind === 'sign' && (
        <ReportSign campaign={campaign} duty={open.duty} onClose={() => setOpen(null)} />
      )}
    </>
  )
}

/** Explained one by one it is still one step: the last word of it, and how many there were. */
function together(events: Campaign['events']): Campaign['events'] {
  const steps: Campaign['events'] = []
  const counts = new Map<string, number>()
  for (const event of events) {
    const before = steps.at(-1)
    if (
      before?.action !== '说明差异' ||
      event.action !== before.action ||
      event.actorName !== before.actorName
    ) {
      steps.push(event)
      continue
    }
    const n = (counts.get(before.id) ?? 1) + 1
    counts.set(event.id, n)
    steps[steps.length - 1] = {
      ...event,
      note: `共 ${n} 次，最后：${event.note.replace(/^共 .*?最后：/, '')}`,
    }
  }
  return steps
}

function Figures({ campaign }: { campaign: Campaign }) {
  const query = useQuery()
  const t = campaign.totals
  if (!t) return null
  const figure = (key: string, label: string, value: number, note?: string) => ({
    key,
    label,
    value,
    unit: '项',
    title: `${campaign.title}${label}`,
    onOpen: () => query.set({ result: key }),
    ...(note ? { note } : {}),
  })
  return (
    <FigureLine
      label="盘点结果"
      items={[
        figure('open', '没点', t.open, `共 ${t.lines} 项`),
        figure('match', '相符', t.match, `相符率 ${t.rate}%`),
        figure('missing', '盘亏', t.missing, t.missingFen > 0 ? formatFen(t.missingFen) : undefined),
        figure('surplus', '盘盈', t.surplus, t.surplusFen > 0 ? formatFen(t.surplusFen) : undefined),
        figure('moved', '错位', t.moved),
        figure('damaged', '损坏', t.damaged),
        ...(t.released > 0 ? [figure('out', '移出', t.released)] : []),
      ]}
    />
  )
}

function ReportSign({ campaign, duty, onClose }: { campaign: Campaign; duty: string; onClose: () => void }) {
  const session = useSession()
  const sign = useCommand(stocktake.sign)
  return (
    <SignDialog
      title={`${duty}签字`}
      statement={campaign.statement}
      label={`请${duty}${session.name}签名`}
      busy={sign.isPending}
      onSign={strokes =>
        sign.mutate(
          { id: campaign.id, version: campaign.version, duty, ...(strokes ? { strokes } : {}) },
          {
            onSuccess: done => {
              toast.ok(done.state === 'closed' ? '签齐了，盘点结束，资产已解锁' : '已签字')
              onClose()
            },
            onError: (error: CallError) => void toast.fail(error.message),
          },
        )
      }
      onClose={onClose}
    />
  )
}

function sentenceOf(c: Campaign): string {
  const t = c.totals
  if (!t) return `${c.title}，盲盘，已点 ${c.counted} 项`
  if (c.state === 'planned') return `${c.title}，${c.scopeText}`
  if (c.state === 'counting') return `${c.title}，已点 ${t.lines - t.open}/${t.lines}`
  const differences = t.missing + t.surplus + t.moved + t.damaged
  return differences === 0
    ? `${c.title}，${t.lines} 项账物相符`
    : `${c.title}，${t.lines} 项中差异 ${differences} 项，相符率 ${t.rate}%`
}
