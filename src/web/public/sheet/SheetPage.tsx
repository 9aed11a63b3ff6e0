import { useEffect, useState } from 'react'
import { BigButton, BigChoice, PhoneField, PhoneNotice, PublicPage } from '../../ui/phone/index.ts'
import { useSend } from '../follow/use-send.ts'
import { useAsk } from '../net/use-ask.ts'
import { Skeleton, Trouble } from '../parts/Trouble.tsx'

const ANSWERS = [
  { value: 'here', label: '在' },
  { value: 'missing', label: '不在' },
  { value: 'damaged', label: '损坏' },
  { value: 'moved', label: '换了地方' },
] as const
type Answer = (typeof ANSWERS)[number]['value']

/** /f/a/<token>: each thing I keep, one after the other: is it there? */
export function SheetPage({ token }: { token: string }) {
  const asked = useAsk('asset.sheet', { token })
  const sheet = asked.data
  const sender = useSend(asked.again)
  const [placeNow, setPlaceNow] = useState('')
  const [moving, setMoving] = useState<string>()
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
  const open = sheet.lines.filter(line => line.answer === null)
  const answer = async (lineId: string, given: Answer, place = ''): Promise<void> => {
    const done = await sender.run('asset.answerSheet', {
      token,
      answers: [{ lineId, answer: given, placeNow: place }],
    })
    if (done) {
      setMoving(undefined)
      setPlaceNow('')
    }
  }
  const [line] = open
  return (
    <PublicPage school={sheet.school} title={sheet.title}>
      <p>
        {sheet.keeperName}保管 {sheet.lines.length} 件，已核对 {sheet.lines.length - open.length} 件，
        {sheet.dueOn} 前完成。
      </p>
      {sender.problem && <PhoneNotice tone="late" title={sender.problem} />}
      {sheet.closed && <PhoneNotice tone="waiting" title="这次自查已经结束，不用再答。" />}
      {!sheet.closed && line && (
        <section className="zp-panel">
          <h2>
            {line.name} {line.model}
          </h2>
          <p className="zw-num">{line.no}</p>
          <p>账上在：{line.placeText || '没有登记地点'}</p>
          {moving === line.lineId ? (
            <>
              <PhoneField label="现在在哪里" value={placeNow} onChange={setPlaceNow} />
              <BigButton onClick={() => void answer(line.lineId, 'moved', placeNow.trim())}>记下</BigButton>
            </>
          ) : (
            <BigChoice
              label="还在吗"
              value={undefined}
              onPick={value =>
                value === 'moved' ? setMoving(line.lineId) : void answer(line.lineId, value as Answer)
              }
              options={ANSWERS}
            />
          )}
        </section>
      )}
      {!sheet.closed && !line && <PhoneNotice tone="done" title="都核对完了，谢谢。" />}
    </PublicPage>
  )
}
