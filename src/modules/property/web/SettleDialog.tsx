import { useState } from 'react'
import { formatFen } from '../../../kernel/pure/money.ts'
import { type CallError, useCommand, useRead } from '../../../web/api.ts'
import {
  ChoiceInput,
  ErrorNotice,
  Field,
  FormDialog,
  NumberInput,
  SelectInput,
  TextArea,
  TextInput,
  toast,
} from '../../../web/ui/index.ts'
import { damage } from '../../damage/contract.ts'
import { LIABLE_KINDS, type LiableKind } from '../../damage/rules.ts'
import { property } from '../contract.ts'
import { CAUSES, type Cause, chargeable, differenceText } from '../rules.ts'
import type { Sheet, SheetItem } from './PropertySlip.tsx'

/** A difference is either explained or becomes a case of damage. */
export function SettleDialog({
  sheet,
  item,
  onClose,
}: {
  sheet: Sheet
  item: SheetItem
  onClose: () => void
}) {
  const most = chargeable(item)
  const [cause, setCause] = useState<string | undefined>(item.cause ?? undefined)
  const [text, setText] = useState(item.explanation)
  const [quantity, setQuantity] = useState<number | undefined>(most)
  const [liable, setLiable] = useState<string | undefined>(sheet.kind === 'class' ? 'class' : 'room')
  const [name, setName] = useState(sheet.kind === 'class' || sheet.kind === 'dormitory' ? sheet.title : '')
  const [problem, setProblem] = useState('')
  const explain = useCommand(property.explain)
  const charge = useCommand(property.charge, { touches: ['damage'] })
  const which = { id: sheet.id, version: sheet.version, lineId: item.id }
  const human = cause === 'human'
  const prices = useRead(damage.prices, {}, { enabled: human })
  const price = prices.data?.rows.find(row => row.item === item.name)
  const fail = (error: CallError): void => setProblem(error.message)
  const sendCharge = (): void =>
    charge.mutate(
      {
        ...which,
        quantity: quantity ?? 0,
        liableKind: (liable ?? 'unknown') as LiableKind,
        liableName: name,
        note: text,
      },
      {
        onSuccess: made => {
          toast.ok(`已转损坏赔偿 ${made.caseNo}，等核定金额`)
          onClose()
        },
        onError: fail,
      },
    )
  const sendWords = (): void =>
    explain.mutate(
      { ...which, cause: cause as Cause, explanation: text },
      {
        onSuccess: () => {
          toast.ok('已说明')
          onClose()
        },
        onError: fail,
      },
    )
  const send = (): void => {
    if (!cause) setProblem('请选原因。')
    else if (human && !quantity) setProblem('请填赔偿数量。')
    else if (human) sendCharge()
    else if (!text.trim()) setProblem('请写几个字说明。')
    else sendWords()
  }
  return (
    <FormDialog
      open
      title={`${item.name}：${differenceText(item)}`}
      ok={human ? '转损坏赔偿' : '说明'}
      busy={explain.isPending || charge.isPending}
      onOk={send}
      onClose={onClose}
    >
      <Field id="settle-cause" label="原因">
        <SelectInput
          value={cause}
          onChange={setCause}
          options={Object.entries(CAUSES)
            .filter(([value]) => value !== 'human' || most > 0)
            .map(([value, label]) => ({ value, label }))}
        />
      </Field>
      {human && (
        <>
          <Field id="settle-quantity" label="赔偿数量" hint={`少的和坏的共 ${most}${item.measure}`}>
            <NumberInput unit={item.measure} min={0} decimals={0} value={quantity} onChange={setQuantity} />
          </Field>
          {prices.data && (
            <p className="zw-muted">
              {price
                ? `赔偿价目 ${formatFen(price.priceFen)}/${price.measure}，应赔 ${formatFen(Math.round(price.priceFen * (quantity ?? 0)))}`
                : `赔偿价目里没有“${item.name}”，金额由总务处核定。`}
            </p>
          )}
          <Field id="settle-liable" label="由谁赔">
            <ChoiceInput
              value={liable}
              onChange={setLiable}
              options={Object.entries(LIABLE_KINDS).map(([value, label]) => ({ value, label }))}
            />
          </Field>
          <Field id="settle-name" label="责任人" optional>
            <TextInput value={name} onChange={setName} maxLength={60} />
          </Field>
        </>
      )}
      <Field id="settle-text" label={human ? '经过' : '说明'} optional={human}>
        <TextArea
          value={text}
          onChange={setText}
          maxLength={300}
          placeholder={human ? '' : '用旧了，3 把已扔'}
        />
      </Field>
      {problem && <ErrorNotice message={problem} />}
    </FormDialog>
  )
}
