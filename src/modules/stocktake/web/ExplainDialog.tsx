import { useState } from 'react'
import { useCommand } from '../../../web/api.ts'
import {
  ChoiceInput,
  ErrorNotice,
  Field,
  FormDialog,
  MoneyInput,
  SelectInput,
  TextArea,
  toast,
} from '../../../web/ui/index.ts'
import { stocktake } from '../contract.ts'
import { CAUSES, type Cause } from '../rules.ts'
import type { Campaign } from './campaign.ts'
import type { Line } from './LineList.tsx'

interface ExplainProps {
  campaign: Campaign
  lines: readonly Line[]
  onClose: () => void
  onDone: () => void
}

/** Why it differs and what is to be done; gains say what they are worth, misplaced things where they stay. */
export function ExplainDialog({ campaign, lines, onClose, onDone }: ExplainProps) {
  const surplus = lines.some(line => line.result === 'surplus')
  const moved = lines.some(line => line.foundAreaText !== '' && line.foundAreaText !== line.areaText)
  const [cause, setCause] = useState<string>()
  const [opinion, setOpinion] = useState('')
  const [basis, setBasis] = useState<string | undefined>('nominal')
  const [fen, setFen] = useState<number>()
  const [stays, setStays] = useState<string | undefined>(lines.every(l => l.moveHere) ? 'here' : undefined)
  const [problem, setProblem] = useState('')
  const explain = useCommand(stocktake.explain)
  const send = (): void => {
    if (!cause) setProblem('请选原因。')
    else if (!opinion.trim()) setProblem('请写处理意见。')
    else
      explain.mutate(
        {
          id: campaign.id,
          version: campaign.version,
          lineIds: lines.map(line => line.id),
          cause: cause as Cause,
          opinion,
          valueBasis: basis === 'market' ? 'market' : 'nominal',
          ...(basis === 'market' && fen !== undefined ? { valueFen: fen } : {}),
          ...(moved && stays ? { moveHere: stays === 'here' } : {}),
        },
        {
          onSuccess: done => {
            toast.ok(`已说明 ${done.lines} 项`)
            onDone()
          },
          onError: error => setProblem(error.message),
        },
      )
  }
  return (
    <FormDialog
      open
      title={`说明 ${lines.length} 项差异`}
      ok="说明"
      busy={explain.isPending}
      onOk={send}
      onClose={onClose}
    >
      <p className="zw-muted">
        {lines
          .slice(0, 4)
          .map(line => line.name)
          .join('、')}
        {lines.length > 4 && '等'}
      </p>
      <Field id="explain-cause" label="原因">
        <SelectInput
          value={cause}
          onChange={setCause}
          options={Object.entries(CAUSES).map(([value, label]) => ({ value, label }))}
        />
      </Field>
      <Field id="explain-opinion" label="处理意见">
        <TextArea
          value={opinion}
          onChange={setOpinion}
          maxLength={300}
          placeholder="补登入账；核销；按现地点改账"
        />
      </Field>
      {moved && (
        <Field id="explain-stays" label="地点">
          <ChoiceInput
            value={stays}
            onChange={setStays}
            options={[
              { value: 'here', label: '按现在的地点改账' },
              { value: 'back', label: '搬回原处，账不变' },
            ]}
          />
        </Field>
      )}
      {surplus && (
        <>
          <Field id="explain-basis" label="盘盈计价" hint="按评估价或同类市场价，没有的按名义金额 1 元">
            <ChoiceInput
              value={basis}
              onChange={setBasis}
              options={[
                { value: 'nominal', label: '名义金额 1 元' },
                { value: 'market', label: '市场价' },
              ]}
            />
          </Field>
          {basis === 'market' && (
            <Field id="explain-fen" label="每件价值">
              <MoneyInput value={fen} onChange={setFen} />
            </Field>
          )}
        </>
      )}
      {problem && <ErrorNotice message={problem} />}
    </FormDialog>
  )
}
