import { useState } from 'react'
import { SignPad } from '../../../mechanisms/signature/web/index.ts'
import { useCommand } from '../../../web/api.ts'
import { ErrorNotice, FormDialog, toast } from '../../../web/ui/index.ts'
import { stock } from '../contract.ts'
import { quantityText } from '../rules.ts'
import type { Need } from './NeedSlip.tsx'
import { type OldAnswer, OldOne } from './OldOnes.tsx'
import './stock.css'

/** The receiver confirms on his own phone what was laid out for him. */
export function Collect({ need, onClose }: { need: Need; onClose: () => void }) {
  const collect = useCommand(stock.collect, { touches: ['workorder'] })
  const [path, setPath] = useState('')
  const [old, setOld] = useState<Record<string, OldAnswer>>({})
  const lines = need.lines.filter(l => l.picked > 0)
  const send = (): void => {
    const oldIn = Object.fromEntries(
      Object.entries(old).flatMap(([id, a]) =>
        a.back === undefined ? [] : [[id, { back: a.back, note: a.note }]],
      ),
    )
    collect.mutate(
      { id: need.id, version: need.version, oldIn, ...(path ? { strokes: path } : {}) },
      {
        onSuccess: made => {
          toast.ok(`已领取，单号 ${made.no}`)
          onClose()
        },
      },
    )
  }
  return (
    <FormDialog
      open
      title="确认领取"
      ok={path ? '签字领取' : '用账号确认领取'}
      busy={collect.isPending}
      onOk={send}
      onClose={onClose}
    >
      <p>{need.statement}</p>
      <ul className="zw-stock-hand">
        {lines.map(line => (
          <li key={line.id}>
            <div className="zw-stock-hand-head">
              <b>{line.name}</b>
              <span className="zw-num">{quantityText(line.picked, line.measure)}</span>
            </div>
            {line.tradeIn && (
              <OldOne id={line.id} value={old[line.id]} onChange={a => setOld({ ...old, [line.id]: a })} />
            )}
          </li>
        ))}
      </ul>
      <SignPad label={`请${need.askerName}签名（不写也可以，以账号为准）`} onChange={setPath} />
      {collect.error && <ErrorNotice message={collect.error.message} />}
    </FormDialog>
  )
}
