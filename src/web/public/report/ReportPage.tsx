import { type ReactNode, useEffect, useState } from 'react'
import { PhoneFlow, PhoneNotice } from '../../ui/phone/index.ts'
import { useQueue } from '../keep/device.ts'
import { isPassing, type Refusal } from '../net/call.ts'
import { useAsk } from '../net/use-ask.ts'
import { withSchool } from '../parts/ShareRow.tsx'
import { Skeleton, Trouble } from '../parts/Trouble.tsx'
import { headingOf } from './heading.ts'
import { ReportFlow } from './ReportFlow.tsx'
import { cardAddress, openCard, ThingPage } from './ThingPage.tsx'
import { useOpening } from './use-opening.ts'
import { SentList } from './WaitingList.tsx'

/** /q/<code>, the code on a room's door; /q/ for anywhere in the school. */
export function ReportPage({ code }: { code: string | undefined }) {
  const opening = useOpening(code)
  const queue = useQueue()
  const info = opening.data
  const [isFault, setFault] = useState(false)
  const thing = info?.thing
  useEffect(() => {
    document.title = thing?.name ?? (info?.place ? `报修 · ${info.place.text}` : '报修')
    // Colleagues want the card; it has 报修 as well.
    if (thing?.mayOpen) openCard(code)
  }, [info, thing, code])

  if (!info) {
    if (!opening.error) return <Skeleton label="正在打开报修页…" />
    if (code && !isPassing(opening.error) && opening.error.status < 500)
      return <UnknownCode code={code} error={opening.error} />
    return <Trouble error={opening.error} busy={opening.busy} again={opening.again} />
  }
  if (thing?.mayOpen) return <Skeleton label="正在打开资产卡片…" />
  if (thing && !isFault) return <ThingPage code={code} info={info} onFault={() => setFault(true)} />
  if (!info.open)
    return (
      <PhoneFlow
        heading={headingOf(info)}
        step={1}
        steps={1}
        question="现在不能在这里报修"
        foot={
          <a className="zw-big-button zp-link" href="/">
            登录后报修
          </a>
        }
      >
        <PhoneNotice tone="waiting" title={info.closedWhy ?? '学校暂时关闭了免登录报修。'}>
          {null}
        </PhoneNotice>
        <SentList sent={queue.sent} />
      </PhoneFlow>
    )
  return <ReportFlow key={code ?? ''} code={code} info={info} trades={opening.trades} queueState={queue} />
}

/** A code that leads nowhere still leads to a report; a blank label to where it is claimed. */
function UnknownCode({ code, error }: { code: string; error: Refusal }): ReactNode {
  const incomplete = error.code === 'kernel.invalid'
  const label = useAsk('asset.scan', incomplete ? null : { code })
  const isBlank = label.data?.state === 'blank'
  const mayClaim = label.data?.mayClaim
  useEffect(() => {
    if (mayClaim) openCard(code)
  }, [mayClaim, code])
  if (!incomplete && label.busy) return <Skeleton label="正在打开…" />
  return (
    <PhoneFlow
      heading="报修"
      step={1}
      steps={1}
      question={incomplete ? '二维码没有扫完整' : isBlank ? '这张标签还没有登记' : '这张码还不能用'}
      foot={
        <a className="zw-big-button zp-link" href={withSchool('/q/')}>
          直接填写地点报修
        </a>
      }
    >
      <PhoneNotice
        tone="waiting"
        title={
          incomplete
            ? '请再扫一次，对准整张码，不要反光。'
            : isBlank
              ? '它还没有贴到哪件资产上。捡到了请交给总务处。'
              : error.message
        }
      >
        {isBlank && (
          <p>
            <a href={cardAddress(code)}>资产管理员登录后认领</a>
          </p>
        )}
      </PhoneNotice>
    </PhoneFlow>
  )
}
