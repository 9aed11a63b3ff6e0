import { useEffect, useState } from 'react'
import { useRead } from '../../../web/api.ts'
import { FormDialog } from '../../../web/ui/feedback/FormDialog.tsx'
import { ErrorNotice, Loading } from '../../../web/ui/feedback/Notices.tsx'
import { contract } from '../contract.ts'
import { Load } from './Load.tsx'
import './orders.css'

export interface DispatchDialogProps {
  open: boolean
  /** 派工 · BX-2026-000123, or 派工 · 12 张 */
  title: string
  /** The orders asked about; for thousands a sample is enough to know the trade. */
  ids: readonly string[]
  busy: boolean
  onSend: (personId: string, name: string) => void
  onClose: () => void
}

/** Whom to send: those who have the trade first, the least loaded on top, the rules' choice marked. */
export function DispatchDialog({ open, title, ids, busy, onSend, onClose }: DispatchDialogProps) {
  const asked = open && ids.length > 0
  const found = useRead(
    contract.operations.candidates,
    { ids: asked ? ids.slice(0, 500) : ['00000000-0000-4000-8000-000000000000'] },
    { enabled: asked },
  )
  const [chosen, setChosen] = useState<string>()
  const suggested = found.data?.suggested ?? undefined
  useEffect(() => {
    if (open) setChosen(suggested)
  }, [open, suggested])
  const workers = found.data?.workers ?? []
  const person = workers.find(w => w.personId === chosen)
  return (
    <FormDialog
      open={open}
      title={title}
      ok={person ? `派给${person.name}` : '派工'}
      busy={busy}
      onOk={() => person && onSend(person.personId, person.name)}
      onClose={onClose}
    >
      {found.error && <ErrorNotice message={found.error.message} onRetry={() => void found.refetch()} />}
      {!found.data && !found.error && <Loading kind="rows" rows={4} />}
      {found.data && workers.length === 0 && (
        <p className="zw-muted">班组里还没有人。先到“班组”里登记维修人员和他们的工种。</p>
      )}
      <div className="zw-candidates" role="radiogroup" aria-label="派给谁">
        {workers.map(w => (
          <label key={w.personId} data-unskilled={!w.skilled || undefined}>
            <input
              type="radio"
              name="worker"
              checked={w.personId === chosen}
              onChange={() => setChosen(w.personId)}
            />
            <span>
              {w.name}
              {w.personId === suggested && <span className="zw-candidates-best">按规则</span>}
              <small>
                {w.trades.join('、')}
                {!w.skilled && '，没有登记这个工种'}
              </small>
            </span>
            <Load open={w.open} late={w.late} capacity={w.dailyCapacity} />
          </label>
        ))}
      </div>
    </FormDialog>
  )
}
