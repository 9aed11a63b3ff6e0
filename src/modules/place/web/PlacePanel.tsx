import ChevronLeft from 'lucide-react/icons/chevron-left'
import { useState } from 'react'
import { type Answer, useRead } from '../../../web/api.ts'
import { Slot } from '../../../web/slot.tsx'
import { useIsPhone } from '../../../web/ui/base/media.ts'
import { ActionBar } from '../../../web/ui/document/ActionBar.tsx'
import { ErrorNotice, Loading, Notice } from '../../../web/ui/feedback/Notices.tsx'
import { place } from '../contract.ts'
import { PLACE_KINDS } from '../rules.ts'
import { type Doing, PlaceDoing } from './PlaceDoing.tsx'
import { PlaceFacts } from './PlaceFacts.tsx'
import type { TreeNode } from './Places.tsx'
import { Rooms } from './Rooms.tsx'
import { useActions } from './use-actions.ts'

export type PlaceFull = Answer<typeof place.get>

interface PlacePanelProps {
  id: string
  nodes: readonly TreeNode[]
  onOpen: (id?: string) => void
}

/** One place: what it is, what is inside, what may be done. */
export function PlacePanel({ id, nodes, onOpen }: PlacePanelProps) {
  const read = useRead(place.get, { id })
  const phone = useIsPhone()
  const [doing, setDoing] = useState<Doing>()
  const one = read.data
  const actions = useActions(one, setDoing)
  if (read.error) return <ErrorNotice message={read.error.message} onRetry={() => void read.refetch()} />
  if (!one) return <Loading kind="slip" />
  const above = one.path.slice(0, -1)
  return (
    <section className="zw-place" aria-label={one.fullName}>
      {phone && (
        <button type="button" className="zw-place-back" onClick={() => onOpen(above.at(-1)?.id)}>
          <ChevronLeft size={18} aria-hidden /> {above.at(-1)?.name ?? '全部场所'}
        </button>
      )}
      <header>
        <p className="zw-place-path">
          <span>{PLACE_KINDS[one.kind]}</span>
          {above.map(step => (
            <button key={step.id} type="button" className="zw-link" onClick={() => onOpen(step.id)}>
              {step.name}
            </button>
          ))}
        </p>
        <h2>{one.fullName}</h2>
      </header>
      {one.to && <Notice tone="waiting">{`${one.to} 起停用，最后用到这一天。旧记录里仍然保留。`}</Notice>}
      <PlaceFacts one={one} />
      {actions.length > 0 && <ActionBar actions={actions} />}
      {!one.to && (one.kind === 'building' || one.kind === 'floor') && (
        <Rooms
          one={one}
          nodes={nodes}
          onOpen={onOpen}
          onPrint={target => setDoing({ verb: 'print', target })}
        />
      )}
      {one.kind === 'campus' && <Buildings one={one} nodes={nodes} onOpen={onOpen} />}
      <Slot name="place.after" placeId={one.id} />
      {doing && <PlaceDoing one={one} doing={doing} onClose={() => setDoing(undefined)} onOpen={onOpen} />}
    </section>
  )
}

function Buildings({ one, nodes, onOpen }: { one: PlaceFull } & Pick<PlacePanelProps, 'nodes' | 'onOpen'>) {
  const here = nodes.filter(node => node.parentId === one.id)
  if (here.length === 0) return <p className="zw-muted">这个校区还没有楼和场地。</p>
  return (
    <ul className="zw-rooms">
      {here.map(node => (
        <li key={node.id}>
          <button type="button" onClick={() => onOpen(node.id)}>
            {node.name}
          </button>
        </li>
      ))}
    </ul>
  )
}
