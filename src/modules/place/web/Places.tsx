import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { type Answer, useRead } from '../../../web/api.ts'
import { go } from '../../../web/app/go.ts'
import { useSession } from '../../../web/session.tsx'
import { Button, ButtonLink } from '../../../web/ui/base/Button.tsx'
import { useIsPhone } from '../../../web/ui/base/media.ts'
import { Empty, ErrorNotice, Loading } from '../../../web/ui/feedback/Notices.tsx'
import { FilterBar } from '../../../web/ui/list/FilterBar.tsx'
import { ListFrame } from '../../../web/ui/list/ListFrame.tsx'
import { place } from '../contract.ts'
import { PlaceForm } from './PlaceForm.tsx'
import { PlacePanel } from './PlacePanel.tsx'
import { PlaceTree } from './PlaceTree.tsx'
import './places.css'

export type TreeNode = Answer<typeof place.tree>['nodes'][number]

/** Buildings and outdoor places on the left, what is inside the chosen one on the right. */
export default function Places() {
  const { id } = useParams({ strict: false }) as { id?: string }
  const navigate = useNavigate()
  const session = useSession()
  const phone = useIsPhone()
  const tree = useRead(place.tree, {}, { keep: true })
  const [adding, setAdding] = useState(false)
  const [q, setQ] = useState('')
  const open = (next?: string): void => {
    if (phone) setQ('')
    void navigate({ href: next ? `/places/${next}` : '/places' })
  }
  const nodes = tree.data?.nodes
  // On a wide screen something always stands on the right; a phone shows one side at a time.
  const shown = id ?? (phone ? undefined : nodes?.find(node => node.kind !== 'campus')?.id)
  const mayAdd = session.can(place.create)
  const add = (
    <Button kind="primary" onClick={() => setAdding(true)}>
      新增楼或场地
    </Button>
  )
  return (
    <>
      <ListFrame
        title="场所"
        note={nodes && sizeOf(nodes)}
        action={
          mayAdd && (
            <span className="zw-places-actions">
              <ButtonLink href="/place-codes">二维码</ButtonLink>
              {add}
            </span>
          )
        }
        {...(session.can(place.importRow) ? { onImport: () => go('/imports/new/place') } : {})}
        onPrint={() => window.print()}
        filter={
          <FilterBar
            parts={[]}
            onChange={() => undefined}
            search={{ value: q, placeholder: '楼名、房间号、拼音首字母', onChange: setQ }}
            onClear={() => setQ('')}
          />
        }
      >
        {tree.error && <ErrorNotice message={tree.error.message} onRetry={() => void tree.refetch()} />}
        {tree.isPending && <Loading kind="rows" />}
        {nodes?.length === 0 && <NoPlaces add={mayAdd ? add : undefined} />}
        {nodes && nodes.length > 0 && (
          <div className="zw-places">
            {!(phone && id && !q) && <PlaceTree nodes={nodes} q={q.trim()} current={shown} onOpen={open} />}
            {shown && !(phone && q) && <PlacePanel key={shown} id={shown} nodes={nodes} onOpen={open} />}
          </div>
        )}
      </ListFrame>
      {adding && (
        <PlaceForm
          parent={undefined}
          onClose={() => setAdding(false)}
          onDone={made => {
            setAdding(false)
            open(made)
          }}
        />
      )}
    </>
  )
}

function NoPlaces({ add }: { add: React.ReactNode }) {
  return (
    <Empty
      title="这里会列出学校的楼、房间和场地"
      note="先建一幢楼再批量建房间；有现成的房间表，可以从表格导入。"
      action={add}
    />
  )
}

function sizeOf(nodes: readonly TreeNode[]): string {
  const buildings = nodes.filter(node => node.kind === 'building')
  const zones = nodes.filter(node => node.kind === 'zone').length
  const rooms = buildings.reduce((sum, node) => sum + node.rooms, 0)
  return `${buildings.length} 幢楼，${rooms} 间，${zones} 处室外场地`
}
