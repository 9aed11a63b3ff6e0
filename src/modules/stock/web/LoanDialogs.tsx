import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useCommand } from '../../../web/api.ts'
import { useSession } from '../../../web/session.tsx'
import {
  ChoiceInput,
  confirm,
  DayInput,
  ErrorNotice,
  Field,
  FormDialog,
  TextInput,
  toast,
} from '../../../web/ui/index.ts'
import { stock } from '../contract.ts'
import { quantityText } from '../rules.ts'
import type { Loan } from './LoanSlip.tsx'
import { Stepper } from './Stepper.tsx'

interface DialogProps {
  loan: Loan
  onClose: () => void
}

const CONDITIONS = [
  { value: 'same', label: '和借出时一样' },
  { value: 'worse', label: '比借出时差' },
]

/** The form of the damage, with what is known: what broke, how many, whose, how it went out and came back. */
function damageHref(
  loan: Loan,
  lines: readonly { lineId: string; quantity: number; damaged: boolean }[],
  told: readonly string[],
): string {
  const first = lines.find(l => l.damaged && l.quantity > 0)
  const known = new URLSearchParams({
    open: '1',
    item: loan.lines.find(l => l.id === first?.lineId)?.name ?? '',
    quantity: String(first?.quantity ?? 1),
    unit: loan.unitText,
    note: `借用单 ${loan.no}，借用人${loan.borrowerName}。${told.join('；')}。`,
  })
  return `/damage?${known}`
}

/** What comes back, held against how it went out. */
export function GiveBackDialog({ loan, onClose }: DialogProps) {
  const navigate = useNavigate()
  const give = useCommand(stock.giveBack)
  const session = useSession()
  const out = loan.lines.filter(l => l.left > 0)
  const [lines, setLines] = useState(() =>
    out.map(l => ({ lineId: l.id, quantity: l.left, condition: l.outCondition, damaged: false })),
  )
  const change = (id: string, part: Partial<(typeof lines)[number]>): void =>
    setLines(lines.map(l => (l.lineId === id ? { ...l, ...part } : l)))
  const send = (): void =>
    give.mutate(
      { id: loan.id, version: loan.version, lines: lines.filter(l => l.quantity > 0) },
      {
        onSuccess: async made => {
          onClose()
          toast.ok('已归还入库')
          if (made.damaged.length === 0) return
          if (!session.can({ id: 'damage.open' })) return toast.ok('有损坏，请告诉总务处登记赔偿')
          const go = await confirm({
            title: '归还的东西有损坏',
            body: `${made.damaged.join('；')}。人为损坏的照价赔偿，要现在去登记吗？`,
            ok: '去登记损坏',
          })
          if (go) void navigate({ href: damageHref(loan, lines, made.damaged) })
        },
      },
    )
  return (
    <FormDialog
      open
      title={`归还 · ${loan.no}`}
      ok="归还"
      busy={give.isPending}
      onOk={send}
      onClose={onClose}
    >
      <ul className="zw-stock-hand">
        {out.map(line => {
          const value = lines.find(l => l.lineId === line.id)
          return (
            <li key={line.id}>
              <div className="zw-stock-hand-head">
                <b>{line.name}</b>
                <span className="zw-muted">
                  在外 {quantityText(line.left, line.measure)}，借出时{line.outCondition}
                </span>
              </div>
              <Stepper
                label={`${line.name}还多少`}
                value={value?.quantity ?? 0}
                max={line.left}
                onChange={quantity => change(line.id, { quantity })}
              />
              <ChoiceInput
                id={`condition${line.id}`}
                value={value?.damaged ? 'worse' : 'same'}
                onChange={picked =>
                  change(line.id, {
                    damaged: picked === 'worse',
                    condition: picked === 'worse' ? '' : line.outCondition,
                  })
                }
                options={CONDITIONS}
              />
              {value?.damaged && (
                <Field label="现在怎样" id={`now${line.id}`}>
                  <TextInput
                    id={`now${line.id}`}
                    value={value.condition}
                    placeholder="缺一只脚垫"
                    maxLength={60}
                    onChange={condition => change(line.id, { condition })}
                  />
                </Field>
              )}
            </li>
          )
        })}
      </ul>
      {give.error && <ErrorNotice message={give.error.message} />}
    </FormDialog>
  )
}

/** What will not come back; whether it is paid for is decided with the compensations. */
export function LostDialog({ loan, onClose }: DialogProps) {
  const navigate = useNavigate()
  const lose = useCommand(stock.reportLost)
  const out = loan.lines.filter(l => l.left > 0)
  const [quantities, setQuantities] = useState<Record<string, number>>({})
  const [reason, setReason] = useState('')
  const lines = out.flatMap(l => {
    const quantity = quantities[l.id] ?? 0
    return quantity > 0 ? [{ lineId: l.id, quantity }] : []
  })
  const send = (): void =>
    lose.mutate(
      { id: loan.id, version: loan.version, lines, reason },
      {
        onSuccess: async made => {
          onClose()
          const go = await confirm({
            title: '已登记遗失',
            body: `${made.what}。该由${loan.borrowerName}赔偿的，要现在去登记吗？`,
            ok: '去登记赔偿',
          })
          if (go) void navigate({ to: '/damage' })
        },
      },
    )
  return (
    <FormDialog
      open
      title={`遗失 · ${loan.no}`}
      ok="登记遗失"
      busy={lose.isPending}
      onOk={send}
      onClose={onClose}
    >
      <ul className="zw-stock-hand">
        {out.map(line => (
          <li key={line.id}>
            <b>{line.name}</b>
            <Stepper
              label={`${line.name}丢了多少`}
              value={quantities[line.id] ?? 0}
              max={line.left}
              onChange={quantity => setQuantities({ ...quantities, [line.id]: quantity })}
            />
          </li>
        ))}
      </ul>
      <Field label="怎么丢的" id="why">
        <TextInput id="why" value={reason} onChange={setReason} maxLength={200} />
      </Field>
      {lose.error && <ErrorNotice message={lose.error.message} />}
    </FormDialog>
  )
}

export function ExtendDialog({ loan, onClose }: DialogProps) {
  const extend = useCommand(stock.extendLoan)
  const [dueOn, setDueOn] = useState<string | undefined>(loan.dueOn)
  const [reason, setReason] = useState('')
  const send = (): void =>
    extend.mutate(
      { id: loan.id, version: loan.version, dueOn: dueOn ?? loan.dueOn, reason },
      {
        onSuccess: () => {
          toast.ok('已续借')
          onClose()
        },
      },
    )
  return (
    <FormDialog
      open
      title={`续借 · ${loan.no}`}
      ok="续借"
      busy={extend.isPending}
      onOk={send}
      onClose={onClose}
    >
      <Field label="借到哪天" id="due">
        <DayInput id="due" value={dueOn} onChange={setDueOn} />
      </Field>
      <Field label="为什么" id="reason">
        <TextInput id="reason" value={reason} onChange={setReason} maxLength={200} />
      </Field>
      {extend.error && <ErrorNotice message={extend.error.message} />}
    </FormDialog>
  )
}
