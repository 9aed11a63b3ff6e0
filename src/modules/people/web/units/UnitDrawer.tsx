import { useState } from 'react'
import { type Answer, useRead } from '../../../../web/api.ts'
import { useSession } from '../../../../web/session.tsx'
import { ButtonLink } from '../../../../web/ui/base/Button.tsx'
import { type Action, ActionBar } from '../../../../web/ui/document/ActionBar.tsx'
import { Facts } from '../../../../web/ui/document/Facts.tsx'
import { EvidenceDrawer } from '../../../../web/ui/feedback/EvidenceDrawer.tsx'
import { ErrorNotice, Loading, Notice } from '../../../../web/ui/feedback/Notices.tsx'
import { org } from '../../../org/contract.ts'
import { kindsBelow, UNIT_KINDS } from '../../../org/rules.ts'
import { people } from '../../contract.ts'
import { EndUnit, MoveUnit, RenameUnit } from './UnitChanges.tsx'
import { CreateUnit, HeadForm, UpdateUnit } from './UnitForms.tsx'

export type UnitFull = Answer<typeof org.get>
type Doing = 'create' | 'rename' | 'move' | 'update' | 'end' | 'head'

const VERBS: Record<string, string> = { rename: '改名', move: '调整上级', update: '编号次序', end: '撤销' }

interface UnitDrawerProps {
  id: string | undefined
  /** An earlier day is being looked at: nothing can be changed. */
  past: boolean
  onClose: () => void
  onOpen: (id: string) => void
}

/** One unit beside the tree: where it stands, who heads it, what it was, and what may be done. */
export function UnitDrawer({ id, past, onClose, onOpen }: UnitDrawerProps) {
  const session = useSession()
  const unit = useRead(org.get, { id: id ?? '' }, { enabled: id !== undefined })
  const [doing, setDoing] = useState<Doing>()
  const one = unit.data
  const stop = (): void => setDoing(undefined)
  return (
    <>
      <EvidenceDrawer
        open={id !== undefined}
        onClose={onClose}
        title={one?.name ?? '单位'}
        width={560}
        foot={one && !past ? <ActionBar actions={actionsOf(one, session.can, setDoing)} /> : undefined}
      >
        {unit.error && <ErrorNotice message={unit.error.message} onRetry={() => void unit.refetch()} />}
        {unit.isPending && id !== undefined && !unit.error && <Loading kind="slip" />}
        {one && <UnitView unit={one} onOpen={onOpen} />}
      </EvidenceDrawer>
      {one && doing === 'create' && (
        <CreateUnit
          parent={one}
          onClose={stop}
          onDone={made => {
            stop()
            onOpen(made)
          }}
        />
      )}
      {one && doing === 'rename' && <RenameUnit unit={one} onClose={stop} />}
      {one && doing === 'move' && <MoveUnit unit={one} onClose={stop} />}
      {one && doing === 'update' && <UpdateUnit unit={one} onClose={stop} />}
      {one && doing === 'end' && <EndUnit unit={one} onClose={stop} />}
      {one && doing === 'head' && <HeadForm unit={one} onClose={stop} />}
    </>
  )
}

function actionsOf(
  unit: UnitFull,
  can: (operation: { id: string }) => boolean,
  onRun: (doing: Doing) => void,
): Action[] {
  const ended = unit.actions.rename?.allowed === false ? unit.actions.rename.why : undefined
  const own = Object.entries(unit.actions).map(
    ([verb, { allowed, why }]): Action => ({
      key: verb,
      label: VERBS[verb] ?? verb,
      allowed,
      why,
      danger: verb === 'end',
      onRun: () => onRun(verb as Doing),
    }),
  )
  const add: Action = {
    key: 'create',
    label: '新增下级',
    kind: 'primary',
    allowed: !ended,
    why: ended,
    onRun: () => onRun('create'),
  }
  const head: Action = {
    key: 'head',
    label: '负责人',
    allowed: !ended,
    why: ended,
    onRun: () => onRun('head'),
  }
  return [
    ...(can(org.create) && kindsBelow(unit.kind).length > 0 ? [add] : []),
    ...(can(people.setHead) ? [head] : []),
    ...own,
  ]
}

function UnitView({ unit, onOpen }: { unit: UnitFull; onOpen: (id: string) => void }) {
  const head = useRead(people.get, { id: unit.headPersonId ?? '' }, { enabled: unit.headPersonId !== null })
  const link = (to: { id: string; name: string }) => (
    <button key={to.id} type="button" className="zw-link" onClick={() => onOpen(to.id)}>
      {to.name}
    </button>
  )
  return (
    <div className="zw-unit-view">
      {unit.to && <Notice tone="waiting">{`最后一天是 ${unit.to}。以前的记录仍然记在它名下。`}</Notice>}
      <Facts
        facts={[
          { label: '类别', value: UNIT_KINDS[unit.kind] },
          {
            label: '上级',
            value: unit.above.length > 0 ? <Path above={unit.above} onOpen={onOpen} /> : undefined,
          },
          { label: '负责人', value: unit.headPersonId ? head.data?.name : undefined },
          { label: '编号', value: unit.code },
          { label: '起止', value: `${unit.from} 起${unit.to ? `，到 ${unit.to}` : ''}` },
          ...(unit.successor ? [{ label: '由谁接替', value: link(unit.successor) }] : []),
          ...(unit.predecessors.length > 0 ? [{ label: '前身', value: unit.predecessors.map(link) }] : []),
        ]}
      />
      {unit.past.length > 0 && (
        <Facts
          title="以前"
          facts={unit.past.map(past => ({
            label: `${past.from} 至 ${past.to}`,
            value: past.name,
            note: past.parentName ? `属${past.parentName}` : undefined,
            block: true,
          }))}
        />
      )}
      <p>
        <ButtonLink href={`/people?unit=${unit.id}`}>看这里的人</ButtonLink>
      </p>
    </div>
  )
}

function Path({ above, onOpen }: { above: UnitFull['above']; onOpen: (id: string) => void }) {
  return (
    <span className="zw-unit-path">
      {above.map(step => (
        <button key={step.id} type="button" className="zw-link" onClick={() => onOpen(step.id)}>
          {step.name}
        </button>
      ))}
    </span>
  )
}
