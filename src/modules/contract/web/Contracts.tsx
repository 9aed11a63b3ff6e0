import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { formatFen } from '../../../kernel/pure/money.ts'
import { register } from '../../../mechanisms/register/contract.ts'
import { ViewTabs } from '../../../mechanisms/register/web/ViewTabs.tsx'
import { type Answer, download, moreOf, usePages } from '../../../web/api.ts'
import { useSession } from '../../../web/session.tsx'
import {
  Button,
  ButtonLink,
  type Column,
  DataTable,
  Empty,
  FilterBar,
  type FilterPart,
  filterSentence,
  ListFrame,
  Money,
  PrintHead,
  RowCard,
  StateTag,
  toast,
  useListPrefs,
} from '../../../web/ui/index.ts'
import { useQuery } from '../../../web/use-query.ts'
import { contracts } from '../contract.ts'
import { type AgreementState, agreementMachine } from '../machine.ts'
import { KINDS, type Kind } from '../rules.ts'
import { ContractForm } from './ContractForm.tsx'

type Row = Answer<typeof contracts.list>['rows'][number]

const ENDS = [
  { value: '0', label: '已过期未办结' },
  { value: '30', label: '30 天内' },
  { value: '60', label: '60 天内' },
  { value: '90', label: '90 天内' },
]

/** All contracts, with what is paid and how long they run. */
export default function Contracts() {
  const session = useSession()
  const navigate = useNavigate()
  const query = useQuery()
  const prefs = useListPrefs('contract.agreements')
  const [drafting, setDrafting] = useState(false)
  const states = query.get('states').split(',').filter(isState)
  const kinds = query.get('kinds').split(',').filter(isKind)
  const ends = ENDS.some(option => option.value === query.get('ends')) ? query.get('ends') : ''
  const q = query.get('q').slice(0, 60)
  const filter = {
    ...(states.length > 0 ? { states } : {}),
    ...(kinds.length > 0 ? { kinds } : {}),
    ...(ends ? { endsWithin: Number(ends) } : {}),
    ...(q ? { q } : {}),
  }
  const list = usePages(contracts.list, { ...filter, sort: ends ? 'ends' : 'newest', limit: 50 })
  const parts: FilterPart[] = [
    {
      key: 'states',
      label: '状态',
      pinned: true,
      multiple: true,
      value: states,
      options: Object.entries(agreementMachine.states).map(([value, { label }]) => ({ value, label })),
    },
    {
      key: 'kinds',
      label: '类别',
      pinned: true,
      multiple: true,
      value: kinds,
      options: Object.entries(KINDS).map(([value, label]) => ({ value, label })),
    },
    { key: 'ends', label: '到期', pinned: true, value: ends ? [ends] : [], options: ENDS },
  ]
  const words = filterSentence(parts, q)
  const save = (): void => {
    download(contracts.export, { ...filter, filterText: words })
      .then(() => toast.ok('表格下载好了'))
      .catch((error: Error) => toast.fail(error.message))
  }
  const open = (id: string): void => void navigate({ to: `/contracts/${id}` })
  const { first } = list
  return (
    <>
      <ListFrame
        title="合同"
        note={
          first &&
          `共 ${first.total ?? 0} 份，总价 ${formatFen(first.sumFen)}，已付 ${formatFen(first.paidFen)}`
        }
        action={
          <>
            <ButtonLink href="/contracts/expiry">到期日历</ButtonLink>
            {session.can(contracts.importRow) && <ButtonLink href="/imports/new/contract">导入</ButtonLink>}
            {session.can(contracts.create) && (
              <Button kind="primary" onClick={() => setDrafting(true)}>
                起草合同
              </Button>
            )}
          </>
        }
        saved={
          session.can(register.views) && <ViewTabs register="contract" path="/contracts" query={query.text} />
        }
        filter={
          <FilterBar
            parts={parts}
            onChange={(key, value) => query.set({ [key]: value.join(',') })}
            search={{
              value: q,
              onChange: text => query.set({ q: text }),
              placeholder: '合同名称、编号、对方单位',
            }}
            onClear={() => query.set({ states: '', kinds: '', ends: '', q: '' })}
          />
        }
        printHead={
          <PrintHead school={session.school.name} title="合同台账" filter={words} by={session.name} />
        }
        prefs={prefs}
        columns={COLUMNS}
        onExport={save}
        onPrint={() => window.print()}
      >
        <DataTable
          label="合同"
          rows={list.isPending ? undefined : list.rows}
          rowKey={row => row.id}
          columns={COLUMNS}
          chosenColumns={prefs.columns}
          density={prefs.density}
          onOpen={row => open(row.id)}
          empty={<Empty title="没有合同" note="起草一份，或把现有的合同台账从表格导入。" />}
          error={list.error ? { message: list.error.message, onRetry: () => void list.refetch() } : undefined}
          more={moreOf(list)}
          renderCard={row => (
            <RowCard
              title={row.title}
              side={<StateTag {...agreementMachine.states[row.state]} />}
              meta={
                <>
                  <span>{row.supplierName}</span>
                  <Money fen={row.totalFen} />
                  <EndsOn row={row} />
                </>
              }
            />
          )}
        />
      </ListFrame>
      {drafting && <ContractForm onClose={() => setDrafting(false)} onSaved={open} />}
    </>
  )
}

const isState = (text: string): text is AgreementState => text in agreementMachine.states
const isKind = (text: string): text is Kind => text in KINDS

const SOON = 30

function EndsOn({ row }: { row: Pick<Row, 'endsOn' | 'daysLeft'> }) {
  if (row.daysLeft === null) return <span className="zw-num">{row.endsOn}</span>
  const word = row.daysLeft < 0 ? `过期 ${-row.daysLeft} 天` : `还有 ${row.daysLeft} 天`
  return (
    <span className={row.daysLeft <= SOON ? 'zw-num zw-late' : 'zw-num'}>
      {row.endsOn}
      {row.daysLeft <= 90 ? `（${word}）` : ''}
    </span>
  )
}

const COLUMNS: readonly Column<Row>[] = [
  { key: 'no', title: '编号', width: 136, render: row => <span className="zw-num">{row.no}</span> },
  { key: 'outer', title: '文本编号', spare: true, render: row => row.outerNo || '—' },
  { key: 'title', title: '合同', width: 180, always: true, render: row => row.title },
  { key: 'supplier', title: '对方单位', width: 200, render: row => row.supplierName },
  { key: 'kind', title: '类别', width: 84, render: row => KINDS[row.kind] },
  {
    key: 'state',
    title: '状态',
    width: 96,
    render: row => <StateTag {...agreementMachine.states[row.state]} />,
  },
  { key: 'total', title: '总价', width: 116, figure: true, render: row => <Money fen={row.totalFen} /> },
  { key: 'paid', title: '已付', width: 116, figure: true, render: row => <Money fen={row.paidFen} /> },
  { key: 'ends', title: '到期', width: 176, render: row => <EndsOn row={row} /> },
  { key: 'signed', title: '签订', spare: true, render: row => row.signedOn ?? '—' },
  {
    key: 'next',
    title: '下期付款',
    spare: true,
    render: row => (row.nextPart ? `${row.nextPart.dueOn} ${formatFen(row.nextPart.amountFen)}` : '—'),
  },
  { key: 'manager', title: '经办人', spare: true, render: row => row.managerName },
]
