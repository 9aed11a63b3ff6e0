import { BigButton, PhoneField, PhoneFlow, PhoneNotice } from '../../ui/phone/index.ts'
import type { OpenOrder } from '../net/operations.ts'
import { PhotoShots } from '../parts/PhotoShots.tsx'
import type { Draft } from './steps.ts'

export interface JoinScreenProps {
  frame: { heading: string; step: number; steps: number; onBack: () => void }
  order: OpenOrder
  draft: Draft
  change: (part: Partial<Draft>) => void
  problem: string | undefined
  onSend: () => void
}

/** 我也遇到了: a photo and a line, both optional, added to the order that is there. */
export function JoinScreen({ frame, order, draft, change, problem, onSend }: JoinScreenProps) {
  return (
    <PhoneFlow
      {...frame}
      question="我也遇到了"
      hint={`${order.place} · ${order.title}`}
      foot={<BigButton onClick={onSend}>记上我</BigButton>}
    >
      <p>加上您这一份，学校会知道不止一个人受影响。修好后在进度页能看到。</p>
      <PhotoShots
        photos={draft.photos}
        onChange={photos => change({ photos })}
        hint="可以再添一张照片，也可以不添。"
      />
      <PhoneField
        label="补一句（可不写）"
        value={draft.words}
        onChange={words => change({ words })}
        rows={2}
        maxLength={200}
        placeholder="例如：今天更严重了"
      />
      {problem && <PhoneNotice tone="late" title={problem} />}
    </PhoneFlow>
  )
}
