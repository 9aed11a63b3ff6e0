import { useState } from 'react'
import type { ErrorBody } from '../../../kernel/pure/errors.ts'
import { type Answer, download, useCommand, useRead } from '../../../web/api.ts'
import { useSession } from '../../../web/session.tsx'
import { type Action, ActionBar } from '../../../web/ui/document/ActionBar.tsx'
import { Facts } from '../../../web/ui/document/Facts.tsx'
import { EvidenceDrawer } from '../../../web/ui/feedback/EvidenceDrawer.tsx'
import { ErrorNotice, Loading, Notice } from '../../../web/ui/feedback/Notices.tsx'
import { toast } from '../../../web/ui/feedback/toast.ts'
import { people } from '../contract.ts'
import { PERSON_KINDS } from '../rules.ts'
import { EraseForm } from './EraseForm.tsx'
import { AliasForm, LeaveForm, MergeForm } from './PersonActions.tsx'
import { PersonForm } from './PersonForm.tsx'
import { PostForm } from './PostForm.tsx'
import { PostList } from './PostList.tsx'

export type PersonFull = Answer<typeof people.get>
type Doing = 'update' | 'leave' | 'addAlias' | 'assignPost' | 'merge' | 'erase'

const VERBS: Record<string, string> = {
  update: '修改',
  assignPost: '任职',
  addAlias: '加别名',
  merge: '合并',
  leave: '办理离开',
  comeBack: '恢复在校',
  copy: '导出个人信息',
  erase: '删除个人信息',
}

interface PersonDrawerProps {
  id: string | undefined
  onClose: () => void
  /** Goes to another person (after merging). */
  onOpen: (id: string) => void
}

/** One person beside the list: who, which posts, which names, and what may be done. */
export function PersonDrawer({ id, onClose, onOpen }: PersonDrawerProps) {
  const person = useRead(people.get, { id: id ?? '' }, { enabled: id !== undefined })
  const [doing, setDoing] = useState<Doing>()
  const comeBack = useCommand(people.comeBack)
  const one = person.data
  const stop = (): void => setDoing(undefined)
  const run = (verb: string): unknown => {
    if (!one) return undefined
    const fail = (error: ErrorBody): void => void toast.fail(error.message)
    if (verb === 'copy') return download(people.copy, { id: one.id }).catch(fail)
    if (verb !== 'comeBack') return setDoing(verb as Doing)
    return comeBack
      .mutateAsync({ id: one.id, version: one.version })
      .then(() => toast.ok(`${one.name}又在校了`))
      .catch(fail)
  }
  const actions: Action[] = Object.entries(one?.actions ?? {}).map(([verb, { allowed, why }]) => ({
    key: verb,
    label: VERBS[verb] ?? verb,
    allowed,
    why,
    ...(verb === 'update' ? { kind: 'primary' as const } : {}),
    onRun: () => run(verb),
  }))
  // Coming back is offered only to those who left; leaving only to those who are here.
  const shown = actions.filter(
    action => action.allowed || !['comeBack', 'leave', 'erase'].includes(action.key),
  )
  return (
    <>
      <EvidenceDrawer
        open={id !== undefined}
        onClose={onClose}
        title={one?.name ?? '人员'}
        width={520}
        foot={shown.length > 0 ? <ActionBar actions={shown} /> : undefined}
      >
        {person.error && <ErrorNotice message={person.error.message} onRetry={() => void person.refetch()} />}
        {person.isPending && id !== undefined && !person.error && <Loading kind="slip" />}
        {one && <PersonView person={one} />}
      </EvidenceDrawer>
      {one && doing === 'update' && <PersonForm person={one} onClose={stop} onDone={stop} />}
      {one && doing === 'assignPost' && <PostForm person={one} onClose={stop} />}
      {one && doing === 'addAlias' && <AliasForm person={one} onClose={stop} />}
      {one && doing === 'leave' && <LeaveForm person={one} onClose={stop} />}
      {one && doing === 'erase' && (
        <EraseForm
          person={one}
          onClose={stop}
          onDone={() => {
            stop()
            onClose()
          }}
        />
      )}
      {one && doing === 'merge' && (
        <MergeForm
          person={one}
          onClose={stop}
          onDone={kept => {
            stop()
            onOpen(kept)
          }}
        />
      )}
    </>
  )
}

function PersonView({ person }: { person: PersonFull }) {
  return (
    <div className="zw-person-view">
      {person.leftOn && <Notice tone="waiting">{`最后一天是 ${person.leftOn}。记录里仍然保留名字。`}</Notice>}
      <Facts
        facts={[
          { label: '类别', value: PERSON_KINDS[person.kind] },
          { label: '单位', value: person.unitName },
          {
            label: '电话',
            value: phoneText(person),
            note: person.phone || !person.phoneTail ? undefined : '完整号码只给总务处看',
          },
          { label: '工号', value: person.staffNo },
          { label: '别名', value: person.aliases.length > 0 ? <Aliases person={person} /> : undefined },
          { label: '负责', value: person.heads.map(unit => unit.name).join('、') },
          ...(person.hasAccount === null
            ? []
            : [{ label: '账号', value: person.hasAccount ? '能登录' : '还没有能登录的账号' }]),
          ...(person.note ? [{ label: '备注', value: person.note, block: true }] : []),
        ]}
      />
      <PostList person={person} />
    </div>
  )
}

const phoneText = (person: PersonFull): string | undefined =>
  person.phone ?? (person.phoneTail ? `尾号 ${person.phoneTail}` : undefined)

function Aliases({ person }: { person: PersonFull }) {
  const session = useSession()
  const remove = useCommand(people.removeAlias)
  const add = useCommand(people.addAlias)
  const drop = (aliasId: string, alias: string): void =>
    remove.mutate(
      { personId: person.id, aliasId },
      {
        onSuccess: () => toast.undo(`不再叫${alias}`, () => add.mutate({ personId: person.id, alias })),
        onError: error => toast.fail(error.message),
      },
    )
  return (
    <span className="zw-aliases">
      {person.aliases.map(({ id, alias }) => (
        <span key={id}>
          {alias}
          {session.can(people.removeAlias) && (
            <button type="button" aria-label={`去掉别名${alias}`} onClick={() => drop(id, alias)}>
              ×
            </button>
          )}
        </span>
      ))}
    </span>
  )
}
