import { Link } from '@tanstack/react-router'
import type { Answer } from '../../../../web/api.ts'
import { Notice } from '../../../../web/ui/feedback/Notices.tsx'
import type { approval } from '../../contract.ts'

type Delegation = Answer<typeof approval.delegations>['rows'][number]

/** Delegations in force that touch me: what I gave away for these days, and what I sign for others. */
export function Away({ rows }: { rows: readonly Delegation[] }) {
  const running = rows.filter(row => row.state === 'running' && row.mine)
  if (running.length === 0) return null
  return (
    <div className="zw-away">
      <Notice tone="waiting">
        {running.map(row => (
          <p key={row.id}>
            {row.mine === 'from' ? `您已把审批委托给${row.to.name}` : `您正替${row.from.name}审批`}，
            {row.fromOn} 至 {row.toOn}
            {row.kindTitles.length > 0 && `，限${row.kindTitles.join('、')}`}
            {row.reason && `（${row.reason}）`}。 <Link to={'/approvals/delegations' as never}>查看委托</Link>
          </p>
        ))}
      </Notice>
    </div>
  )
}
