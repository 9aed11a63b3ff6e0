import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { type Answer, useRead } from '../../../../web/api.ts'
import { go } from '../../../../web/app/go.ts'
import { useSession } from '../../../../web/session.tsx'
import { Button, ButtonLink } from '../../../../web/ui/base/Button.tsx'
import { ErrorNotice, Loading, Notice } from '../../../../web/ui/feedback/Notices.tsx'
import { DayInput } from '../../../../web/ui/form/inputs.tsx'
import { ListFrame } from '../../../../web/ui/list/ListFrame.tsx'
import { useQuery } from '../../../../web/use-query.ts'
import { org } from '../../../org/contract.ts'
import { people } from '../../contract.ts'
import { UnitDrawer } from './UnitDrawer.tsx'
import { CreateUnit } from './UnitForms.tsx'
import { UnitTree } from './UnitTree.tsx'
import '../people.css'
import './units.css'

export type UnitRow = Answer<typeof people.units>['units'][number]

/** The organisation as of a day: today's can be changed, an earlier one can be looked at. */
export default function Units() {
  const query = useQuery()
  const { id } = useParams({ strict: false }) as { id?: string }
  const navigate = useNavigate()
  const session = useSession()
  const [adding, setAdding] = useState(false)
  const on = query.get('on')
  const past = on !== '' && on !== session.today
  const tree = useRead(people.units, past ? { on } : {}, { keep: true })
  const open = (unit?: string): void => {
    const path = unit ? `/org/${unit}` : '/org'
    void navigate({ href: query.text ? `${path}?${query.text}` : path })
  }
  const mayChange = session.can(org.create) && !past
  return (
    <>
      <ListFrame
        title="组织"
        note={tree.data ? sizeOf(tree.data.units) : undefined}
        action={
          mayChange && (
            <span className="zw-org-actions">
              <ButtonLink href="/org/move-up">班级升级</ButtonLink>
              <Button kind="primary" onClick={() => setAdding(true)}>
                新增单位
              </Button>
            </span>
          )
        }
        {...(mayChange ? { onImport: () => go('/imports/new/org') } : {})}
        onPrint={() => window.print()}
        filter={
          <div className="zw-org-on">
            <label htmlFor="org-on">看哪一天</label>
            <DayInput
              id="org-on"
              value={on || session.today}
              onChange={day => query.set({ on: !day || day === session.today ? '' : day })}
            />
            {past && (
              <Button kind="quiet" onClick={() => query.set({ on: '' })}>
                回到今天
              </Button>
            )}
          </div>
        }
      >
        {past && <Notice>{`这是 ${on} 那天的组织，名称和隶属都按当时的；负责人和人数是现在的。`}</Notice>}
        {tree.error && <ErrorNotice message={tree.error.message} onRetry={() => void tree.refetch()} />}
        {tree.isPending && <Loading kind="rows" />}
        {tree.data && <UnitTree units={tree.data.units} current={id} onOpen={open} />}
      </ListFrame>
      <UnitDrawer id={id} past={past} onClose={() => open()} onOpen={open} />
      {adding && (
        <CreateUnit
          parent={tree.data?.units[0]}
          onClose={() => setAdding(false)}
          onDone={unit => {
            setAdding(false)
            open(unit)
          }}
        />
      )}
    </>
  )
}

function sizeOf(units: readonly UnitRow[]): string {
  const count = (kind: UnitRow['kind']): number => units.filter(unit => unit.kind === kind).length
  return `${count('department')} 个部门，${count('crew')} 个班组，${count('class')} 个班级`
}
