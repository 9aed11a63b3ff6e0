import { useNavigate } from '@tanstack/react-router'
import { moreOf, usePages } from '../../../web/api.ts'
import {
  Button,
  ButtonLink,
  ChoiceInput,
  Empty,
  ErrorNotice,
  Loading,
  RowCard,
  StateTag,
} from '../../../web/ui/index.ts'
import { useQuery } from '../../../web/use-query.ts'
import { stock } from '../contract.ts'
import { needMachine } from '../rules.ts'
import './stock.css'

const TABS = [
  { value: 'todo', label: '等发放' },
  { value: 'picked', label: '等来领' },
]

/** What waits to be handed out, for the storekeeper's phone or the counter. */
export default function IssueDesk() {
  const navigate = useNavigate()
  const query = useQuery()
  const tab = query.get('tab') === 'picked' ? 'picked' : 'todo'
  const list = usePages(stock.needs, {
    states: tab === 'picked' ? ['picked'] : ['approved', 'part'],
    limit: 50,
  })
  const more = moreOf(list)
  return (
    <section className="zw-stock-desk">
      <header className="zw-stock-hand-head">
        <h1>发放台</h1>
        <span>
          <ButtonLink href="/stock-documents/new/receive">入库</ButtonLink>{' '}
          <ButtonLink href="/loans/new">借出</ButtonLink>
        </span>
      </header>
      <ChoiceInput id="tab" value={tab} onChange={value => query.set({ tab: value ?? '' })} options={TABS} />
      {list.error && <ErrorNotice message={list.error.message} onRetry={() => void list.refetch()} />}
      {list.isPending && <Loading kind="rows" />}
      {!list.isPending && list.rows.length === 0 && (
        <Empty
          title={tab === 'picked' ? '没有备好等人来领的' : '现在没有要发的'}
          note="领用单批准后会出现在这里。"
        />
      )}
      <ul className="zw-stock-hand">
        {list.rows.map(row => (
          <li key={row.id}>
            <RowCard
              title={row.what}
              side={<StateTag {...needMachine.states[row.state]} />}
              meta={
                <>
                  <span>{row.unitText}</span>
                  <span>{row.askerName}</span>
                  <span>{row.purpose}</span>
                  <span className="zw-num">{row.no}</span>
                </>
              }
            />
            <Button kind="primary" onClick={() => void navigate({ to: `/issue-desk/${row.id}` })}>
              {tab === 'picked' ? '来领了，签字' : '备货、发放'}
            </Button>
          </li>
        ))}
      </ul>
      {more.onMore && <Button onClick={more.onMore}>再看一些</Button>}
    </section>
  )
}
