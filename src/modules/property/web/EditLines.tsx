import { useState } from 'react'
import { useCommand } from '../../../web/api.ts'
import { Button, ErrorNotice, Field, PlacePicker, toast } from '../../../web/ui/index.ts'
import { searchPlaces } from '../../place/web/pickers.ts'
import { property } from '../contract.ts'
import { useFromTop } from './from-top.ts'
import { LineRows, type Row, rowsFrom, tidyRows } from './LineRows.tsx'
import type { Sheet } from './PropertySlip.tsx'

/** The things of a room, written as one would on the paper. */
export function EditLines({ sheet, onDone }: { sheet: Sheet; onDone: () => void }) {
  const [rows, setRows] = useState<readonly Row[]>(() => rowsFrom(sheet.items))
  const [room, setRoom] = useState(
    sheet.placeId ? { value: sheet.placeId, label: sheet.placeText } : undefined,
  )
  const [problem, setProblem] = useState('')
  const save = useCommand(property.saveLines)
  useFromTop()
  const send = (): void => {
    const { lines, wrong } = tidyRows(rows)
    setProblem(wrong)
    if (wrong) return
    save.mutate(
      {
        id: sheet.id,
        version: sheet.version,
        lines,
        ...(sheet.unitId ? { placeId: room?.value ?? null } : {}),
      },
      {
        onSuccess: () => {
          toast.ok('已保存，点清后交付签字')
          onDone()
        },
      },
    )
  }
  return (
    <section className="zw-property-edit" aria-label="修改物品">
      <header>
        <h1>{sheet.title} 财产登记</h1>
        <p className="zw-muted">按实物写：名称、数量，已经坏的另写几件。没有的删掉。</p>
      </header>
      {sheet.unitId && (
        <div className="zw-form">
          <div className="zw-form-fields">
            <Field id="property-room" label="所在房间" optional>
              <PlacePicker value={room} onChange={setRoom} search={searchPlaces(['room'])} />
            </Field>
          </div>
        </div>
      )}
      <LineRows rows={rows} onChange={setRows} withBroken />
      {(problem || save.error) && <ErrorNotice message={problem || (save.error?.message ?? '')} />}
      <footer className="zw-property-foot">
        <Button onClick={onDone}>先不</Button>
        <Button kind="primary" busy={save.isPending} onClick={send}>
          保存
        </Button>
      </footer>
    </section>
  )
}
