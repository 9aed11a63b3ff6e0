import Printer from 'lucide-react/icons/printer'
import { type Answer, moreOf, usePages } from '../../../web/api.ts'
import { useSession } from '../../../web/session.tsx'
import { IconButton } from '../../../web/ui/base/Button.tsx'
import { Empty, ErrorNotice, Loading } from '../../../web/ui/feedback/Notices.tsx'
import { LoadMore } from '../../../web/ui/list/LoadMore.tsx'
import { place } from '../contract.ts'
import { USE_KINDS } from '../rules.ts'
import type { PrintTarget } from './PlaceDoing.tsx'
import type { PlaceFull } from './PlacePanel.tsx'
import type { TreeNode } from './Places.tsx'

type Room = Answer<typeof place.list>['rows'][number]

interface RoomsProps {
  one: PlaceFull
  nodes: readonly TreeNode[]
  onOpen: (id: string) => void
  onPrint: (target: PrintTarget) => void
}

/** The rooms of a building, floor by floor, as on the board at its entrance. */
export function Rooms({ one, nodes, onOpen, onPrint }: RoomsProps) {
  const session = useSession()
  const list = usePages(place.list, { under: one.id, kind: 'room', limit: 200 })
  if (list.error) return <ErrorNotice message={list.error.message} onRetry={() => void list.refetch()} />
  if (list.isPending) return <Loading kind="rows" />
  if (list.rows.length === 0)
    return (
      <Empty
        title="还没有房间"
        note={one.kind === 'building' ? '用“批量建房间”一次建好，如 1 到 6 层、每层 01 到 28。' : undefined}
      />
    )
  const floors = groupByFloor(list.rows, nodes)
  const uncoded = list.rows.filter(room => room.codes === 0).length
  // Where no room has a code, a mark on each says nothing.
  const some = uncoded < list.rows.length
  return (
    <div className="zw-floors">
      {floors.map(({ floor, rooms }) => (
        <section key={floor?.id ?? 'none'}>
          <h3>
            {floor ? (
              <button type="button" className="zw-link" onClick={() => onOpen(floor.id)}>
                {floor.name}
              </button>
            ) : (
              '不分层'
            )}
            <small className="zw-num">{rooms.length} 间</small>
            {floor && session.can(place.makeCodes) && (
              <IconButton
                label={`打印${floor.name}的二维码`}
                icon={<Printer size={16} aria-hidden />}
                onClick={() => onPrint(floor)}
              />
            )}
          </h3>
          <ul className="zw-rooms">
            {rooms.map(room => (
              <li key={room.id} data-uncoded={(some && room.codes === 0) || undefined}>
                <button type="button" title={hintOf(room)} onClick={() => onOpen(room.id)}>
                  {room.name}
                </button>
              </li>
            ))}
          </ul>
        </section>
      ))}
      {uncoded > 0 && session.can(place.makeCodes) && (
        <p className="zw-floors-legend">
          {some ? <i /> : null}
          {some ? `还没有二维码，${uncoded} 间` : '这里的房间都还没有二维码，点“打印二维码”一次做好'}
        </p>
      )}
      {list.hasNextPage && <LoadMore {...moreOf(list)} />}
    </div>
  )
}

function groupByFloor(rooms: readonly Room[], nodes: readonly TreeNode[]) {
  const groups = new Map<string | null, { floor: TreeNode | undefined; rooms: Room[] }>()
  for (const room of rooms) {
    const floor = nodes.find(node => node.id === room.parentId && node.kind === 'floor')
    const key = floor?.id ?? null
    const group = groups.get(key) ?? { floor, rooms: [] }
    group.rooms.push(room)
    groups.set(key, group)
  }
  return [...groups.values()]
}

const hintOf = (room: Room): string =>
  [
    room.fullName,
    room.useKind && USE_KINDS[room.useKind],
    room.areaM2 !== null && `${room.areaM2} 平方米`,
    room.unitName,
    room.aliases.join('、'),
  ]
    .filter(Boolean)
    .join(' · ')
