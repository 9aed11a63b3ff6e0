import { useState } from 'react'
import { useCommand } from '../../../web/api.ts'
import { useSession } from '../../../web/session.tsx'
import {
  Button,
  type Choice,
  ChoiceInput,
  ErrorNotice,
  Field,
  FormDialog,
  MoneyInput,
  Notice,
  SelectInput,
  TextArea,
  toast,
} from '../../../web/ui/index.ts'
import { stock as stockOps } from '../../stock/contract.ts'
import { ItemForm } from '../../stock/web/ItemForm.tsx'
import { ItemPicker } from '../../stock/web/ItemPicker.tsx'
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
  const session = useSession()
  const surplus = lines.some(line => line.result === 'surplus')
  const moved = lines.some(line => line.foundAreaText !== '' && line.foundAreaText !== line.areaText)
  const stock = campaign.kind === 'stock'
  const strange = lines.filter(line => stock && line.origin === 'extra')
  const [only] = lines.length === 1 ? strange : []
  const [item, setItem] = useState<Choice | undefined>()
  const [adding, setAdding] = useState(false)
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
    else if (only && !only.itemId && !item) setProblem('请选它是物品目录里的哪一种。')
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
          ...(item ? { itemId: item.value } : {}),
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
      {!only && (
        <p className="zw-muted">
          {lines
            .slice(0, 4)
            .map(line => line.name)
            .join('、')}
          {lines.length > 4 && '等'}
        </p>
      )}
      {only && (
        <>
          <p>
            账外点到 <b>{only.name}</b> {only.foundQuantity} {only.measure}
            {only.note && `，${only.note}`}
          </p>
          <Field
            id="explain-item"
            label="是物品目录里的哪一种"
            hint={
              only.itemId ? `现在记的是 ${only.code} ${only.name}，不改就不用选` : '数量按所选物品的单位算'
            }
          >
            <ItemPicker value={item} onChange={setItem} storeId={undefined} />
          </Field>
          {session.can(stockOps.addItem) && (
            <p>
              <Button kind="quiet" onClick={() => setAdding(true)}>
                目录里没有，新增物品
              </Button>
            </p>
          )}
          {adding && (
            <ItemForm
              onClose={() => setAdding(false)}
              onSaved={id => setItem({ value: id, label: '刚新增的物品' })}
            />
          )}
        </>
      )}
      {!only && strange.length > 0 && (
        <Notice tone="waiting">所选的有 {strange.length} 行账外物品，要一行一行地说明。</Notice>
      )}
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
          <Field
            id="explain-basis"
            label="盘盈计价"
            hint={
              stock
                ? '没有价的按库存均价，库里从来没有的按 1 元'
                : '按评估价或同类市场价，没有的按名义金额 1 元'
            }
          >
            <ChoiceInput
              value={basis}
              onChange={setBasis}
              options={[
                { value: 'nominal', label: stock ? '库存均价' : '名义金额 1 元' },
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
