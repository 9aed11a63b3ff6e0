import { useEffect, useState } from 'react'
import { BigButton, PhoneNotice, PublicPage } from '../../ui/phone/index.ts'
import { useSend } from '../follow/use-send.ts'
import { useAsk } from '../net/use-ask.ts'
import { Skeleton, Trouble } from '../parts/Trouble.tsx'
import { answerText, type Line, nextOf } from './sheet.ts'
import { type Given, ThingQuestion } from './ThingQuestion.tsx'

const HERE: Given = { answer: 'here', placeNow: '', remark: '' }
/** As many as one command takes. */
const AT_ONCE = 500

/** /f/a/<token>: each thing I keep, room by room: is it there? */
export function SheetPage({ token }: { token: string }) {
  const asked = useAsk('asset.sheet', { token })
  const sheet = asked.data
  const [changing, setChanging] = useState<string>()
  const sender = useSend(asked.again)
  useEffect(() => {
    document.title = sheet?.title ?? '资产自查'
  }, [sheet])
  if (!sheet) {
    if (!asked.error) return <Skeleton label="正在打开清单…" />
    return (
      <Trouble
        error={asked.error}
        busy={asked.busy}
        again={asked.again}
        missing="没有这份清单。请重新打开收到的链接，或问资产管理员。"
      />
    )
  }
  const answer = async (lines: readonly Line[], given: Given): Promise<void> => {
    const answers = lines.slice(0, AT_ONCE).map(({ lineId }) => ({ lineId, ...given }))
    if (await sender.run('asset.answerSheet', { token, answers })) setChanging(undefined)
  }
  const change = (lineId: string): void => {
    setChanging(lineId)
    window.scrollTo({ top: 0 })
  }
  const answered = sheet.lines.filter(line => line.answer !== null)
  const next = nextOf(sheet.lines)
  const again = answered.find(line => line.lineId === changing)
  const line = again ?? next?.line
  const room = again ? [] : (next?.sameRoom ?? [])
  return (
    <PublicPage school={sheet.school} title={sheet.title}>
      <p>
        {sheet.keeperName}保管 {sheet.lines.length} 件，已核对 {answered.length} 件，{sheet.dueOn} 前完成。
      </p>
      <progress
        className="zp-progress"
        max={sheet.lines.length}
        value={answered.length}
        aria-label="已核对"
      />
      {sender.problem && <PhoneNotice tone="late" title={sender.problem} />}
      {sheet.closed && <PhoneNotice tone="waiting" title="这次自查已经结束，不用再答。" />}
      {!sheet.closed && line && (
        <section className="zp-panel" key={line.lineId}>
          <ThingQuestion
            line={line}
            sender={sender}
            onAnswer={given => void answer([line], given)}
            onLeave={again && (() => setChanging(undefined))}
          />
        </section>
      )}
      {!sheet.closed && room.length > 1 && (
        <BigButton kind="plain" busy={sender.busy} onClick={() => void answer(room, HERE)}>
          {line?.placeText}剩下的 {room.length} 件都在
        </BigButton>
      )}
      {!sheet.closed && !line && <PhoneNotice tone="done" title="都核对完了，谢谢。" />}
      {answered.length > 0 && <Answered lines={answered} onChange={sheet.closed ? undefined : change} />}
    </PublicPage>
  )
}

/** What was answered, to look over and to change while the check is open; what differs from the book first. */
function Answered({
  lines,
  onChange,
}: {
  lines: readonly Line[]
  onChange?: ((id: string) => void) | undefined
}) {
  const sorted = [...lines].sort((a, b) => Number(a.answer === 'here') - Number(b.answer === 'here'))
  return (
    <details className="zp-answered">
      <summary>
        已答的 {lines.length} 件{onChange && '，点开可以改'}
      </summary>
      <ul>
        {sorted.map(line => (
          <li key={line.lineId}>
            <div>
              <b>
                {line.name} {line.no}
              </b>
              <p>
                {answerText(line)}
                {line.settled && '（已由管理员处理）'}
              </p>
            </div>
            {onChange && !line.settled && (
              <button type="button" className="zp-line-button" onClick={() => onChange(line.lineId)}>
                改
              </button>
            )}
          </li>
        ))}
      </ul>
    </details>
  )
}
