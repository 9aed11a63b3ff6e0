import DoorClosed from 'lucide-react/icons/door-closed'
import Package from 'lucide-react/icons/package'
import Truck from 'lucide-react/icons/truck'
import { useState } from 'react'
import {
  WAIT_REASONS,
  type WaitReason,
  contract as workorder,
} from '../../../../mechanisms/workorder/contract.ts'
import { orderTitle, type Row } from '../../../../mechanisms/workorder/web/order-marks.tsx'
import { useCommand } from '../../../../web/api.ts'
import { Dialog } from '../../../../web/ui/feedback/Dialog.tsx'
import { toast } from '../../../../web/ui/feedback/toast.ts'
import { BigChoice, PhoneField } from '../../../../web/ui/phone/controls.tsx'

const PICTURES = { material: Package, vendor: Truck, access: DoorClosed } as const

/** Why it cannot go on now: one tap, and the clock stands still. */
export function PauseSheet({ row, onClose }: { row: Row; onClose: () => void }) {
  const pause = useCommand(workorder.operations.pause)
  const [note, setNote] = useState('')
  const send = (reason: WaitReason): void =>
    pause.mutate(
      { id: row.id, reason, note },
      {
        onSuccess: () => {
          toast.ok(`${row.no} ${WAIT_REASONS[reason]}，时限停表`)
          onClose()
        },
        onError: error => void toast.fail(error.message),
      },
    )
  return (
    <Dialog open onClose={onClose} kind="sheet" className="zw-finish" title={orderTitle(row)}>
      <PhoneField
        label="等什么东西、等谁（可不写）"
        value={note}
        onChange={setNote}
        placeholder="例如：T8 灯管 2 支"
        maxLength={200}
      />
      <BigChoice
        label="等什么"
        columns={1}
        value={undefined}
        onPick={reason => send(reason as WaitReason)}
        options={(Object.keys(WAIT_REASONS) as WaitReason[]).map(reason => {
          const Picture = PICTURES[reason]
          return { value: reason, label: WAIT_REASONS[reason], picture: <Picture aria-hidden /> }
        })}
      />
    </Dialog>
  )
}
