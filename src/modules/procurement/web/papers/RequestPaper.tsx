import { amountInWords } from '../../../../kernel/pure/amount-words.ts'
import { formatFen } from '../../../../kernel/pure/money.ts'
import type { Answer } from '../../../../web/api.ts'
import { useSession } from '../../../../web/session.tsx'
import { FormPaper } from '../../../../web/ui/document/FormPaper.tsx'
import type { procurement } from '../../contract.ts'
import { CATEGORIES, CHANNELS } from '../../words.ts'
import { useApprovedIn } from './signers.ts'

type Request = Answer<typeof procurement.get>

/** 采购申请表 on A4. */
export function RequestPaper({ row }: { row: Request }) {
  const session = useSession()
  const approved = useApprovedIn({ kind: 'procurement.request', id: row.id }, [
    '部门负责人',
    '总务主任',
    '财务',
    '分管副校长',
    '校长',
  ])
  const chosen = row.offers.find(offer => offer.chosen)
  const idle = row.lines.filter(l => l.idleText || l.idleReason)
  return (
    <FormPaper
      school={session.school.name}
      title="采购申请表"
      no={row.no}
      day={row.askedOn}
      url={`${window.location.origin}/procurement/requests/${row.id}`}
      cells={[
        { label: '申请部门', value: row.unitText || '—' },
        { label: '申请人', value: row.askerName },
        { label: '品目', value: CATEGORIES[row.category] },
        { label: '使用地点', value: row.placeText || '—' },
      ]}
      lines={{
        heads: [
          { title: '物品名称' },
          { title: '规格参数' },
          { title: '单位', width: '13mm' },
          { title: '数量', width: '16mm', figure: true },
          { title: '预算单价（元）', width: '27mm', figure: true },
          { title: '预算金额（元）', width: '27mm', figure: true },
          { title: '库存量', width: '16mm', figure: true },
        ],
        rows: row.lines.map(l => [
          l.name,
          l.spec,
          l.measure,
          l.quantity,
          plain(l.priceFen),
          plain(l.amountFen),
          l.onhand ?? '无',
        ]),
      }}
      after={[
        {
          label: '预算合计',
          wide: true,
          value: `人民币（大写）${amountInWords(row.amountFen)}　　${formatFen(row.amountFen)}`,
        },
        { label: '用途及理由', wide: true, value: row.reason },
        { label: '资金来源', value: [row.funding, row.lineTitle].filter(Boolean).join('，') || '未定' },
        { label: '采购方式', value: CHANNELS[row.channel] },
        {
          label: '是否可调剂',
          wide: true,
          value:
            idle.length > 0
              ? idle
                  .map(l => `${l.name}：${[l.idleText, l.idleReason].filter(Boolean).join('。')}`)
                  .join('\n')
              : '校内无闲置可调剂',
        },
        {
          label: '三家报价',
          wide: true,
          value:
            row.offers.length > 0
              ? row.offers.map(o => `${o.supplierName}　${formatFen(o.totalFen)}`).join('\n')
              : '1.　　　　　　　　　　　　　　　元\n2.　　　　　　　　　　　　　　　元\n3.　　　　　　　　　　　　　　　元',
        },
        { label: '拟定供应商', wide: true, value: chosen?.supplierName ?? '' },
      ]}
      signers={[{ place: '申请人', name: row.askerName, on: row.askedOn }, ...approved]}
    />
  )
}

export const plain = (fen: number): string => (fen / 100).toFixed(2)
