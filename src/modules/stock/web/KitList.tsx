import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { type Answer, moreOf, usePages, useRead } from '../../../web/api.ts'
import { useSession } from '../../../web/session.tsx'
import {
  Button,
  type Column,
  DataTable,
  Empty,
  ListFrame,
  RowCard,
  StateTag,
  useListPrefs,
} from '../../../web/ui/index.ts'
import { stock } from '../contract.ts'
import { quantityText, sheetMachine } from '../rules.ts'
import { KitForm, SheetForm } from './KitForms.tsx'
import './stock.css'

type Row = Answer<typeof stock.sheets>['rows'][number]
export type Kit = Answer<typeof stock.kits>['rows'][number]

/** What each class is due at the start of term, and how it was handed out. */
export default function KitList() {
  const session = useSession()
  const navigate = useNavigate()
  const prefs = useListPrefs('stock.sheets')
  const [doing, setDoing] = useState<'sheet' | 'kit' | Kit>()
  const list = usePages(stock.sheets, { limit: 30 })
  const kits = useRead(stock.kits, {})
  const close = (): void => setDoing(undefined)
  return (
    <>
      <ListFrame
        title="开学物资"
        note="按标准算每班该发多少，减去班里还有的，一次发放，按班签收。"
        action={
          <>
            {session.can(stock.saveKit) && <Button onClick={() => setDoing('kit')}>定标准</Button>}
            {session.can(stock.makeSheet) && (
              <Button kind="primary" onClick={() => setDoing('sheet')}>
                编发放表
              </Button>
            )}
          </>
        }
        filter={null}
        prefs={prefs}
        columns={COLUMNS}
      >
        <DataTable
          label="发放表"
          rows={list.isPending ? undefined : list.rows}
          rowKey={row => row.id}
          columns={COLUMNS}
          density={prefs.density}
          onOpen={row => void navigate({ to: `/kits/${row.id}` })}
          empty={<Empty title="还没有发放表" note="先定标准（每班几把扫把、几个水桶），再编发放表。" />}
          error={list.error ? { message: list.error.message, onRetry: () => void list.refetch() } : undefined}
          more={moreOf(list)}
          renderCard={row => (
            <RowCard
              title={row.title}
              side={<StateTag {...sheetMachine.states[row.state]} />}
              meta={
                <>
                  <span>{row.day}</span>
                  <span>
                    {row.classes} 个班，{row.signed} 个已签收
                  </span>
                </>
              }
            />
          )}
        />
        <section>
          <h3>现行标准</h3>
          {kits.data?.rows.length === 0 && <p className="zw-muted">还没有定标准。</p>}
          <ul className="zw-stock-hand">
            {kits.data?.rows.map(kit => (
              <li key={kit.id}>
                <div className="zw-stock-hand-head">
                  <b>
                    {kit.title}（第{kit.versionNo}版）
                  </b>
                  {session.can(stock.saveKit) && (
                    <Button kind="quiet" onClick={() => setDoing(kit)}>
                      改标准
                    </Button>
                  )}
                </div>
                <span>
                  {kit.lines.map(l => `${l.name}${quantityText(l.quantity, l.measure)}`).join('、')}
                </span>
                <span className="zw-muted">
                  {kit.classMatch ? `名称里有“${kit.classMatch}”的班` : '所有班级'} · {kit.validFrom} 起
                  {kit.source && ` · ${kit.source}`}
                </span>
              </li>
            ))}
          </ul>
        </section>
      </ListFrame>
      {doing === 'sheet' && <SheetForm onClose={close} />}
      {doing === 'kit' && <KitForm onClose={close} />}
      {typeof doing === 'object' && <KitForm kit={doing} onClose={close} />}
    </>
  )
}

const COLUMNS: readonly Column<Row>[] = [
  {
    key: 'no',
    title: '编号',
    always: true,
    width: 160,
    render: row => <span className="zw-num">{row.no}</span>,
  },
  { key: 'title', title: '名称', render: row => row.title },
  { key: 'day', title: '发放日期', width: 120, render: row => row.day },
  { key: 'store', title: '仓库', width: 140, render: row => row.storeName },
  { key: 'classes', title: '班级', figure: true, width: 80, render: row => row.classes },
  { key: 'signed', title: '已签收', figure: true, width: 90, render: row => row.signed },
  {
    key: 'state',
    title: '状态',
    width: 150,
    render: row => <StateTag {...sheetMachine.states[row.state]} />,
  },
]
