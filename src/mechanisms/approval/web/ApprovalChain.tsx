import { Link } from '@tanstack/react-router'
import { useCommand, useRead } from '../../../web/api.ts'
import { Button, ButtonLink } from '../../../web/ui/base/Button.tsx'
import { askReason } from '../../../web/ui/feedback/confirm.ts'
import { ErrorNotice } from '../../../web/ui/feedback/Notices.tsx'
import { toast } from '../../../web/ui/feedback/toast.ts'
import { StateTag } from '../../../web/ui/marks/StateTag.tsx'
import { approval } from '../contract.ts'
import { ChainList, type ChainShown } from './ChainList.tsx'
import './approvals.css'

/**
 * How far a document's approval is and with whom, for the document's own page. Draws nothing where none was
 * asked for.
 */
export function ApprovalChain({ subject }: { subject: { kind: string; id: string } }) {
  const read = useRead(approval.chain, { kind: subject.kind, subjectId: subject.id })
  if (read.error) return <ErrorNotice message={read.error.message} onRetry={() => void read.refetch()} />
  const chain = read.data?.chain
  if (!chain) return null
  const earlier = read.data?.earlier ?? 0
  return (
    <section className="zw-approval" aria-label="审批进度">
      <header>
        <h3>审批</h3>
        <StateTag tone={chain.tone} label={chain.label} />
        <Link to="/approvals/$id" params={{ id: chain.id } as never}>
          审批单
        </Link>
      </header>
      <p className="zw-approval-sentence">
        {chain.sentence}
        {earlier > 0 && <span className="zw-muted">（此前提交过 {earlier} 次）</span>}
      </p>
      <ChainList chain={chain} />
      {chain.copies.length > 0 && <p className="zw-chain-cc">已抄送{chain.copies.join('、')}</p>}
      <AskerActions chain={chain} />
    </section>
  )
}

/** What the asker may do while he waits; whoever is to decide goes to the approval itself. */
function AskerActions({ chain }: { chain: ChainShown }) {
  const touches = [chain.subject.kind.split('.')[0] as string]
  const urge = useCommand(approval.urge)
  const withdraw = useCommand(approval.withdraw, { touches })
  const fail = (error: Error): void => void toast.fail(error.message)
  const takeBack = async (): Promise<void> => {
    const note = await askReason({
      title: `撤回 ${chain.no}？`,
      body: '已经批过的意见作废，改好以后要重新提交。',
      ok: '撤回',
      optional: true,
    })
    if (note !== undefined)
      withdraw.mutate({ id: chain.id, note }, { onSuccess: () => void toast.ok('已撤回'), onError: fail })
  }
  const { actions } = chain
  if (!actions.urge && !actions.withdraw && !actions.approve) return null
  return (
    <p className="zw-approval-do">
      {actions.approve && (
        <ButtonLink kind="primary" href={`/approvals/${chain.id}`}>
          去审批
        </ButtonLink>
      )}
      {actions.urge && (
        <Button
          busy={urge.isPending}
          onClick={() =>
            urge.mutate(
              { id: chain.id },
              { onSuccess: ({ told }) => void toast.ok(`已催${told.join('、')}`), onError: fail },
            )
          }
        >
          催办
        </Button>
      )}
      {actions.withdraw && (
        <Button busy={withdraw.isPending} onClick={() => void takeBack()}>
          撤回
        </Button>
      )}
    </p>
  )
}
