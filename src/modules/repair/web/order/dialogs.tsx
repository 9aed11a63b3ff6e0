import type { ComponentType } from 'react'
import { contract as workorder } from '../../../../mechanisms/workorder/contract.ts'
import { DispatchDialog } from '../../../../mechanisms/workorder/web/DispatchDialog.tsx'
import type { Slip } from '../../../../mechanisms/workorder/web/slip/timeline.ts'
import { useCommand } from '../../../../web/api.ts'
import { toast } from '../../../../web/ui/feedback/toast.ts'
import type { CatalogueTrade } from '../../contract.ts'
import { EditForm, LevelForm } from './OfficeForms.tsx'
import { ConfirmForm, DecideForm, ReopenForm, VendorCallForm, VendorResultForm } from './TalkForms.tsx'
import { ExtensionForm, FinishForm, LinesForm, PauseForm } from './WorkForms.tsx'

export interface FormProps {
  slip: Slip
  trades: readonly CatalogueTrade[]
  onClose: () => void
}

const { operations } = workorder

const FORMS = {
  dispatch: SendTo,
  pause: PauseForm,
  finish: FinishForm,
  requestExtension: ExtensionForm,
  decideExtension: DecideForm,
  vendorCall: VendorCallForm,
  vendorResult: VendorResultForm,
  confirm: ConfirmForm,
  reopen: ReopenForm,
  setLevel: LevelForm,
  edit: EditForm,
  editLines: LinesForm,
} satisfies Record<string, ComponentType<FormProps>>

export type FormKey = keyof typeof FORMS

/** The short form of one action over the slip. */
export function OrderForm({ asked, ...rest }: FormProps & { asked: FormKey }) {
  const Form = FORMS[asked]
  return <Form {...rest} />
}

function SendTo({ slip, onClose }: FormProps) {
  const dispatch = useCommand(operations.dispatch)
  const back = useCommand(operations.undispatch)
  return (
    <DispatchDialog
      open
      title={`${slip.assignee ? '改派' : '派工'} · ${slip.no}`}
      ids={[slip.id]}
      busy={dispatch.isPending}
      onClose={onClose}
      onSend={(personId, name) =>
        dispatch.mutate(
          { id: slip.id, version: slip.version, personId },
          {
            onSuccess: () => {
              onClose()
              toast.undo(`${slip.no} 派给了${name}`, () =>
                back.mutate({ id: slip.id }, { onError: e => toast.fail(e.message) }),
              )
            },
            onError: error => toast.fail(error.message),
          },
        )
      }
    />
  )
}
