import { useNavigate, useParams } from '@tanstack/react-router'
import ArrowLeft from 'lucide-react/icons/arrow-left'
import Printer from 'lucide-react/icons/printer'
import { WAIT_REASONS, contract as workorder } from '../../../../mechanisms/workorder/contract.ts'
import { dueOf, stateOf } from '../../../../mechanisms/workorder/web/order-marks.tsx'
import { CommentBox } from '../../../../mechanisms/workorder/web/slip/CommentBox.tsx'
import {
  SlipFacts,
  SlipPhotos,
  SlipTalks,
  SlipWork,
} from '../../../../mechanisms/workorder/web/slip/SlipParts.tsx'
import { type Slip as OrderSlip, timelineOf } from '../../../../mechanisms/workorder/web/slip/timeline.ts'
import { useRead } from '../../../../web/api.ts'
import { useSession } from '../../../../web/session.tsx'
import { Slot } from '../../../../web/slot.tsx'
import { Button } from '../../../../web/ui/base/Button.tsx'
import { PrintHead, SignatureBoxes } from '../../../../web/ui/document/PrintParts.tsx'
import { Slip } from '../../../../web/ui/document/Slip.tsx'
import { Timeline } from '../../../../web/ui/document/Timeline.tsx'
import { ErrorNotice, Loading, Notice } from '../../../../web/ui/feedback/Notices.tsx'
import { contract } from '../../contract.ts'
import { useOrderActions } from './use-order-actions.tsx'

const REFRESH_MS = 60_000

/** One order as the slip it replaces. */
export default function OrderPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const session = useSession()
  const navigate = useNavigate()
  const read = useRead(workorder.operations.get, { id }, { refreshMs: REFRESH_MS })
  const catalogue = useRead(contract.operations.catalogue, {})
  const slip = read.data
  const { actions, form } = useOrderActions(slip, catalogue.data?.trades ?? [])
  if (read.error)
    return (
      <ErrorNotice
        what="没能打开这张报修单"
        message={read.error.message}
        onRetry={() => void read.refetch()}
      />
    )
  if (!slip) return <Loading kind="slip" />
  const due = dueOf(slip)
  const follow = new URL(slip.followPath ?? `/orders/${slip.id}`, window.location.origin).href
  return (
    <>
      <PrintHead school={session.school.name} title="报修单" by={session.name} />
      <Slip
        ownPrint
        back={
          <span className="zw-order-head-tools">
            <Button
              kind="quiet"
              icon={<ArrowLeft size={16} aria-hidden />}
              onClick={() =>
                window.history.length > 1 ? window.history.back() : void navigate({ to: '/orders' })
              }
            >
              返回
            </Button>
            <Button
              kind="quiet"
              className="zw-order-print"
              icon={<Printer size={16} aria-hidden />}
              onClick={() => window.print()}
            >
              打印
            </Button>
          </span>
        }
        kind="报修单"
        number={slip.no}
        url={follow}
        sentence={slip.sentence}
        state={stateOf(slip)}
        {...(due ? { due } : {})}
        notice={noticeOf(slip)}
        timeline={
          <>
            {slip.actions.comment?.allowed && (
              <CommentBox id={slip.id} office={session.can(workorder.operations.dispatch)} />
            )}
            <Timeline title="经过" events={timelineOf(slip.timeline)} />
          </>
        }
        wide={
          <>
            <SlipWork slip={slip} />
            <SlipTalks slip={slip} />
            <Slot name="order.after" orderId={slip.id} />
          </>
        }
        actions={actions}
      >
        <SlipFacts slip={slip} />
        <SlipPhotos slip={slip} />
      </Slip>
      <SignatureBoxes places={['报修人验收', '维修人', '总务处']} />
      {form}
    </>
  )
}

/** What should be read before anything is done: warranty, an extension to decide, work that came back. */
function noticeOf(slip: OrderSlip) {
  const asked = slip.extensions.find(e => e.approved === null)
  if (asked)
    return (
      <Notice tone="waiting">
        {asked.askedBy}申请延到 {asked.until.slice(0, 10)}：{asked.reason}
      </Notice>
    )
  if (slip.waiting?.note)
    return (
      <Notice tone="waiting">
        {WAIT_REASONS[slip.waiting.reason]}：{slip.waiting.note}
      </Notice>
    )
  if (slip.state === 'reopened')
    return (
      <Notice tone="late">
        没有修好，报修人要求返修{slip.rework > 1 ? `，这是第 ${slip.rework} 次` : ''}。
      </Notice>
    )
  if (slip.warranty?.inside && slip.doneAt === null)
    return <Notice tone="doing">{slip.warranty.text}。先联系厂家，不花学校的钱。</Notice>
  return undefined
}
