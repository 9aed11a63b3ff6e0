import { useState } from 'react'
import { SignDialog } from '../../../mechanisms/signature/web/index.ts'
import { type CallError, useCommand } from '../../../web/api.ts'
import { useSession } from '../../../web/session.tsx'
import { Field, FormDialog, TextInput, toast } from '../../../web/ui/index.ts'
import { property } from '../contract.ts'
import type { Sheet } from './PropertySlip.tsx'

/** Their names are not on the sheet. */
const PUPILS = ['学生代表', '寝室长', '使用人']

interface SheetSignProps {
  sheet: Sheet
  duty: string
  drawn: boolean
  onClose: () => void
}

/** Who has no account says the name first, then draws it on the phone that is shown. */
export function SheetSignDialog({ sheet, duty, drawn, onClose }: SheetSignProps) {
  const session = useSession()
  const [name, setName] = useState(drawn && !PUPILS.includes(duty) ? sheet.keeperName : '')
  const [named, setNamed] = useState(!drawn)
  const [tried, setTried] = useState(false)
  const sign = useCommand(property.sign)
  const signFor = useCommand(property.signFor)
  const which = { id: sheet.id, version: sheet.version, duty }
  const done = {
    onSuccess: () => {
      toast.ok(sheet.missing.length === 1 ? '三方签齐，登记好了' : '已签字')
      onClose()
    },
    onError: (error: CallError) => void toast.fail(error.message),
  }
  if (!named)
    return (
      <FormDialog
        open
        title={`请${duty}签字`}
        ok="下一步"
        onOk={() => (name.trim() ? setNamed(true) : setTried(true))}
        onClose={onClose}
      >
        <p>请和{duty}一起核对，数量不对的先退回修改：</p>
        <ul className="zw-property-check">
          {sheet.items.map(item => (
            <li key={item.id}>
              {item.name} <b>{item.quantity}</b> {item.measure}
              {item.broken > 0 && `，已坏 ${item.broken}`}
            </li>
          ))}
        </ul>
        <Field
          id="signer-name"
          label={`${duty}姓名`}
          hint="再把手机交给他手写签名"
          error={tried && !name.trim() ? `请写${duty}的姓名` : undefined}
        >
          <TextInput value={name} onChange={setName} maxLength={30} placeholder="张小明" />
        </Field>
      </FormDialog>
    )
  return (
    <SignDialog
      title={`${duty}签字`}
      statement={sheet.statement}
      label={`请${duty}${drawn ? name : session.name}签名`}
      mustDraw={drawn}
      busy={sign.isPending || signFor.isPending}
      onSign={strokes =>
        drawn
          ? strokes && signFor.mutate({ ...which, name: name.trim(), strokes }, done)
          : sign.mutate({ ...which, ...(strokes ? { strokes } : {}) }, done)
      }
      onClose={onClose}
    />
  )
}
