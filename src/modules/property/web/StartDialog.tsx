import { useState } from 'react'
import { type Answer, useCommand } from '../../../web/api.ts'
import { type Choice, ErrorNotice, Field, FormDialog, PlacePicker, toast } from '../../../web/ui/index.ts'
import { searchPlaces } from '../../place/web/pickers.ts'
import { property } from '../contract.ts'
import { SHEET_KINDS, SHEET_MEASURES } from '../rules.ts'

/** All classes, or all rooms of a building, with one click and a count of what it will make. */
export function StartDialog({
  board,
  onClose,
}: {
  board: Answer<typeof property.board>
  onClose: () => void
}) {
  const [under, setUnder] = useState<Choice>()
  const start = useCommand(property.startTerm)
  const measure = SHEET_MEASURES[board.kind]
  const rooms = board.kind === 'dormitory' || board.kind === 'special'
  const left = board.total - board.made
  const send = (): void =>
    start.mutate(
      { termCode: board.termCode, kind: board.kind, ...(under ? { under: under.value } : {}) },
      {
        onSuccess: made => {
          toast.ok(
            made.made > 0
              ? `已建立 ${made.made} 张登记表，带出 ${made.lines} 行物品`
              : '都已经建立过了，没有新的',
          )
          onClose()
        },
      },
    )
  return (
    <FormDialog
      open
      title={`${board.termName} · ${SHEET_KINDS[board.kind]}财产登记`}
      ok={under || left === 0 ? '发起登记' : `发起 ${left} ${measure}`}
      busy={start.isPending}
      onOk={send}
      onClose={onClose}
    >
      <p>
        共 {board.total} {measure}，已建立 {board.made} {measure}，还有 <b>{left}</b> {measure}
        没有建立。物品按上学期的登记带出，没有的按样表带出，由负责人改好后交付签字。
      </p>
      {rooms && (
        <Field id="property-under" label="只发起" optional hint="一幢楼或一层；不选就是全部">
          <PlacePicker value={under} onChange={setUnder} search={searchPlaces(['building', 'floor'])} />
        </Field>
      )}
      {start.error && <ErrorNotice message={start.error.message} />}
    </FormDialog>
  )
}
