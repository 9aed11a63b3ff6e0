import { type Answer, useCommand, useRead } from '../../../web/api.ts'
import { Button, ButtonLink } from '../../../web/ui/base/Button.tsx'
import { askReason } from '../../../web/ui/feedback/confirm.ts'
import { toast } from '../../../web/ui/feedback/toast.ts'
import { RowCard } from '../../../web/ui/list/CardRows.tsx'
import type { Column } from '../../../web/ui/list/columns.ts'
import { DataTable } from '../../../web/ui/list/DataTable.tsx'
import { ListFrame } from '../../../web/ui/list/ListFrame.tsx'
import { StateTag } from '../../../web/ui/marks/StateTag.tsx'
import { retention } from '../contract.ts'
import './retention.css'

type Report = Answer<typeof retention.report>
type Kind = Report['kinds'][number]
type Period = Report['periods'][number]

/** What is past its time and may be destroyed by two persons; below it, how long all that the office keeps is kept. */
export default function Retention() {
  const report = useRead(retention.report, {})
  const propose = useCommand(retention.propose)
  const past = report.data?.kinds.reduce((sum, kind) => sum + kind.past, 0) ?? 0

  const ask = async (kind: Kind): Promise<void> => {
    const reason = await askReason({
      title: `提出销毁：${kind.title} ${kind.past} 件？`,
      body: `${kind.effect}。${kind.before} 以前的，共 ${kind.past} 件；由另一个人确认后才执行，执行后不能恢复。${
        kind.certainty === 'unsure'
          ? `期限 ${kind.keep} 不是法律写明的，提出即表示您已核对过学校和当地的规定。`
          : ''
      }`,
      label: '理由',
      suggestions: ['保存期满，按规定删除'],
      ok: kind.certainty === 'unsure' ? '已核对，提出销毁' : '提出销毁',
      danger: true,
    })
    if (!reason) return
    try {
      const made = await propose.mutateAsync({ kind: kind.id, reason, checked: kind.certainty === 'unsure' })
      toast.ok(`已提出 ${made.no}，请另一个人确认`)
    } catch (error) {
      toast.fail((error as Error).message)
    }
  }

  const button = (kind: Kind) => {
    const action = kind.actions.propose
    if (kind.waiting) return <ButtonLink href="/retention/lists">{kind.waiting} 待确认</ButtonLink>
    return action?.allowed ? (
      <Button kind="danger" busy={propose.isPending} onClick={() => void ask(kind)}>
        提出销毁
      </Button>
    ) : null
  }
  const columns: Column<Kind>[] = [
    { key: 'title', title: '什么记录', always: true, width: 330, render: kind => <What kind={kind} /> },
    { key: 'keep', title: '保存', width: 150, render: kind => <>{`${kind.from}后 ${kind.keep}`}</> },
    { key: 'basis', title: '依据', width: 320, render: kind => <Basis {...kind} source={kind.basis} /> },
    { key: 'past', title: '过期', width: 90, figure: true, render: kind => <b>{kind.past}</b> },
    { key: 'oldest', title: '最早', width: 110, render: kind => kind.oldest ?? '' },
    { key: 'do', title: '', width: 160, render: button },
  ]
  return (
    <>
      <ListFrame
        title="保存与销毁"
        note={past > 0 ? `${past} 件超过保存期限` : '没有超过保存期限的记录'}
        action={<ButtonLink href="/retention/lists">销毁清册</ButtonLink>}
        onPrint={() => window.print()}
      >
        <DataTable
          label="超过保存期限的记录"
          rows={report.data?.kinds}
          rowKey={kind => kind.id}
          columns={columns}
          empty="没有需要按期销毁的记录"
          error={
            report.error ? { message: report.error.message, onRetry: () => void report.refetch() } : undefined
          }
          renderCard={kind => (
            <RowCard
              title={kind.title}
              side={<b>{kind.past} 件</b>}
              meta={`${kind.from}后 ${kind.keep}`}
              due={button(kind)}
            />
          )}
        />
        <p className="zw-muted zw-retention-nightly">
          每天夜里自动清理：
          {report.data?.automatic.map(item => `${item.title}（${item.keep}）`).join('，')}。
        </p>
      </ListFrame>
      <ListFrame title="总务资料的保存期限" note="标“待核对”的是通行做法，销毁前请查学校和当地的规定">
        <DataTable
          label="总务资料的保存期限"
          rows={report.data?.periods}
          rowKey={period => period.record}
          columns={PERIODS}
          empty="没有"
          renderCard={period => (
            <RowCard
              title={period.record}
              side={period.certainty === 'unsure' && <Unsure />}
              meta={`${period.from}${period.from && '后 '}${period.keep}；${period.source}`}
            />
          )}
        />
      </ListFrame>
    </>
  )
}

const PERIODS: Column<Period>[] = [
  { key: 'record', title: '资料', always: true, width: 330, render: period => period.record },
  { key: 'keep', title: '保存', width: 180, render: period => period.keep },
  { key: 'from', title: '从何时起', width: 210, render: period => period.from },
  { key: 'source', title: '依据', width: 400, render: period => <Basis {...period} /> },
]

const Unsure = () => <StateTag tone="waiting" label="待核对" />

const What = ({ kind }: { kind: Kind }) => (
  <div className="zw-retention">
    <b>{kind.title}</b>
    <p>{kind.effect}</p>
  </div>
)

const Basis = ({ source, certainty }: Pick<Period, 'source' | 'certainty'>) => (
  <div className="zw-retention">
    {source} {certainty === 'unsure' && <Unsure />}
  </div>
)
