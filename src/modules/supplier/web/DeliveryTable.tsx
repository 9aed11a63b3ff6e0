import { Link } from '@tanstack/react-router'
import { Button, type Column, DataTable, RowCard } from '../../../web/ui/index.ts'
import { FACTOR_KEYS, FACTORS } from '../rules.ts'
import type { Firm } from './FirmForm.tsx'

type Delivery = Firm['deliveryRows'][number]

interface DeliveryTableProps {
  rows: readonly Delivery[]
  onRate?: (row: Delivery) => void
  /** In a narrow place: no words of who judged. */
  brief?: boolean
}

/** Each delivery with its five marks; its number opens the paper on which it was accepted. */
export function DeliveryTable({ rows, onRate, brief = false }: DeliveryTableProps) {
  const said = (row: Delivery): string => [row.note, row.ratedBy].filter(Boolean).join(' · ')
  const judge = (row: Delivery) =>
    onRate && (
      <Button kind="quiet" onClick={() => onRate(row)}>
        打分
      </Button>
    )
  const columns: readonly Column<Delivery>[] = [
    {
      key: 'on',
      title: '到货',
      width: 104,
      render: row => <span className="zw-num">{row.deliveredOn}</span>,
    },
    { key: 'no', title: '单据', width: 150, always: true, render: row => <Paper row={row} /> },
    ...FACTOR_KEYS.map(
      (factor): Column<Delivery> => ({
        key: factor,
        title: FACTORS[factor],
        width: brief ? 48 : 64,
        figure: true,
        render: row => row[factor] ?? '—',
      }),
    ),
    { key: 'score', title: '总分', width: 64, figure: true, render: row => <b>{row.score ?? '—'}</b> },
    ...(brief ? [] : [{ key: 'said', title: '说明', render: said }]),
    ...(onRate ? [{ key: 'rate', title: '', width: 84, render: judge }] : []),
  ]
  return (
    <DataTable
      label="逐次供货"
      rows={rows}
      rowKey={row => row.id}
      columns={columns}
      empty="这段时间没有供货记录。"
      renderCard={row => (
        <RowCard
          title={<Paper row={row} />}
          side={<b className="zw-num">{row.score ?? '—'}</b>}
          meta={
            <>
              <span className="zw-num">{row.deliveredOn}</span>
              {FACTOR_KEYS.map(factor => (
                <span key={factor}>
                  {FACTORS[factor]} {row[factor] ?? '—'}
                </span>
              ))}
              {said(row) && <span>{said(row)}</span>}
              {judge(row)}
            </>
          }
        />
      )}
    />
  )
}

const Paper = ({ row }: { row: Delivery }) =>
  row.documentKind === 'procurement.acceptance' ? (
    <Link to={`/acceptances/${row.documentId}`} className="zw-num">
      {row.documentNo}
    </Link>
  ) : (
    <span className="zw-num">{row.documentNo}</span>
  )
