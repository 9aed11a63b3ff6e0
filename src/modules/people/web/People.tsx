import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { ROLE_CODES, ROLES, type RoleCode } from '../../../kernel/pure/roles.ts'
import { register } from '../../../mechanisms/register/contract.ts'
import { ViewTabs } from '../../../mechanisms/register/web/ViewTabs.tsx'
import { type Answer, download, moreOf, usePages, useRead } from '../../../web/api.ts'
import { go } from '../../../web/app/go.ts'
import { useSession } from '../../../web/session.tsx'
import { Button } from '../../../web/ui/base/Button.tsx'
import { Empty } from '../../../web/ui/feedback/Notices.tsx'
import { toast } from '../../../web/ui/feedback/toast.ts'
import { RowCard } from '../../../web/ui/list/CardRows.tsx'
import type { Column } from '../../../web/ui/list/columns.ts'
import { DataTable } from '../../../web/ui/list/DataTable.tsx'
import { FilterBar } from '../../../web/ui/list/FilterBar.tsx'
import { type FilterPart, filterSentence } from '../../../web/ui/list/filter.ts'
import { ListFrame } from '../../../web/ui/list/ListFrame.tsx'
import { useListPrefs } from '../../../web/ui/list/list-prefs.ts'
import { PersonChip } from '../../../web/ui/marks/PersonChip.tsx'
import { type Query, useQuery } from '../../../web/use-query.ts'
import { people } from '../contract.ts'
import { PERSON_KINDS, type PersonKind, postText } from '../rules.ts'
import { PersonDrawer } from './PersonDrawer.tsx'
import { PersonForm } from './PersonForm.tsx'
import './people.css'

type Row = Answer<typeof people.list>['rows'][number]

/** Everybody the school's records name. */
export default function People() {
  const query = useQuery()
  const { id } = useParams({ strict: false }) as { id?: string }
  const navigate = useNavigate()
  const session = useSession()
  const prefs = useListPrefs('people')
  const [adding, setAdding] = useState(false)
  const list = usePages(people.list, filterOf(query))
  const parts = useParts(query)
  const open = (person?: string): void => {
    const path = person ? `/people/${person}` : '/people'
    void navigate({ href: query.text ? `${path}?${query.text}` : path })
  }
  const save = (): Promise<void> =>
    download(people.export, { ...filterOf(query), filterText: filterSentence(parts, query.get('q')) }).catch(
      (error: Error) => void toast.fail(error.message),
    )
  const mayAdd = session.can(people.create)
  const add = (
    <Button kind="primary" onClick={() => setAdding(true)}>
      新增人员
    </Button>
  )
  return (
    <>
      <ListFrame
        title="人员"
        note={list.total === undefined ? undefined : `共 ${list.total} 位`}
        action={mayAdd ? add : undefined}
        saved={
          session.can(register.views) && <ViewTabs register="people" path="/people" query={query.text} />
        }
        prefs={prefs}
        columns={COLUMNS}
        {...(mayAdd ? { onImport: () => go('/imports/new/people') } : {})}
        {...(session.can(people.export) ? { onExport: () => void save() } : {})}
        onPrint={() => window.print()}
        filter={
          <FilterBar
            parts={parts}
            onChange={(key, [value = '']) => query.set({ [key]: value })}
            search={{
              value: query.get('q'),
              placeholder: '姓名、拼音首字母、手机尾号、工号',
              onChange: q => query.set({ q }),
            }}
            onClear={() => query.set({ q: '', role: '', kind: '', unit: '', status: '' })}
          />
        }
      >
        <DataTable
          label="人员"
          rows={list.isPending ? undefined : list.rows}
          rowKey={row => row.id}
          columns={COLUMNS}
          // Beside an open person there is room for little more than the name.
          chosenColumns={id ? BESIDE : prefs.columns}
          density={prefs.density}
          onOpen={row => open(row.id)}
          renderCard={row => <PersonCard row={row} />}
          empty={
            query.text ? (
              '没有找到这样的人。换个说法，或去掉一些条件试试。'
            ) : (
              <Empty title="这里会列出教职工、工人和学生" action={mayAdd ? add : undefined} />
            )
          }
          error={list.error ? { message: list.error.message, onRetry: () => void list.refetch() } : undefined}
          more={moreOf(list)}
        />
      </ListFrame>
      <PersonDrawer id={id} onClose={() => open()} onOpen={open} />
      {adding && (
        <PersonForm
          onClose={() => setAdding(false)}
          onDone={person => {
            setAdding(false)
            open(person)
          }}
        />
      )}
    </>
  )
}

const COLUMNS: readonly Column<Row>[] = [
  {
    key: 'name',
    title: '姓名',
    always: true,
    render: row => <PersonChip name={row.name} note={row.aliases.join('、')} />,
  },
  { key: 'unit', title: '单位', render: row => row.unitName ?? '—' },
  { key: 'posts', title: '岗位', render: row => row.posts.map(postText).join('、') || '—' },
  { key: 'phone', title: '电话', render: row => <Phone row={row} /> },
  { key: 'no', title: '工号', render: row => <span className="zw-num">{row.staffNo ?? '—'}</span> },
  { key: 'kind', title: '类别', render: row => PERSON_KINDS[row.kind] },
]

const BESIDE = ['name', 'posts', 'phone']

function Phone({ row }: { row: Pick<Row, 'phone' | 'phoneTail'> }) {
  if (row.phone) return <span className="zw-num">{row.phone}</span>
  return row.phoneTail ? <span className="zw-muted zw-num">尾号 {row.phoneTail}</span> : '—'
}

function PersonCard({ row }: { row: Row }) {
  return (
    <RowCard
      title={<PersonChip name={row.name} note={row.aliases.join('、')} />}
      side={row.leftOn ? <span className="zw-muted">已离开</span> : row.unitName}
      meta={row.posts.map(postText).join('、')}
      due={<Phone row={row} />}
    />
  )
}

const filterOf = (query: Query) => ({
  q: query.get('q').slice(0, 40),
  status: query.get('status') === 'left' ? ('left' as const) : ('active' as const),
  ...(query.get('role') in ROLES ? { role: query.get('role') as RoleCode } : {}),
  ...(query.get('kind') in PERSON_KINDS ? { kind: query.get('kind') as PersonKind } : {}),
  ...(/^[0-9a-f-]{36}$/.test(query.get('unit')) ? { unitId: query.get('unit') } : {}),
})

function useParts(query: Query): FilterPart[] {
  const units = useRead(people.units, {})
  const part = (key: string, label: string, options: FilterPart['options'], pinned = false): FilterPart => ({
    key,
    label,
    options,
    pinned,
    value: query.get(key) ? [query.get(key)] : [],
  })
  return [
    part(
      'unit',
      '单位',
      (units.data?.units ?? [])
        .filter(unit => unit.kind !== 'school')
        .map(unit => ({ value: unit.id, label: unit.name, count: unit.members })),
      true,
    ),
    part(
      'role',
      '角色',
      ROLE_CODES.map(code => ({ value: code, label: ROLES[code] })),
      true,
    ),
    part(
      'kind',
      '类别',
      Object.entries(PERSON_KINDS).map(([value, label]) => ({ value, label })),
    ),
    part('status', '在校情况', [{ value: 'left', label: '已离开的' }]),
  ]
}
