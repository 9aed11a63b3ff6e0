import { amountInWords } from '../../../../kernel/pure/amount-words.ts'
import { formatFen } from '../../../../kernel/pure/money.ts'
import { useSession } from '../../../../web/session.tsx'
import { FormPaper } from '../../../../web/ui/document/FormPaper.tsx'
import { CHANNELS } from '../../words.ts'
import type { Order } from '../OrderSlip.tsx'
import { plain } from './RequestPaper.tsx'

/** 采购单 on A4, as the supplier gets it. */
export function OrderPaper({ order }: { order: Order }) {
  const session = useSession()
  return (
    <FormPaper
      school={session.school.name}
      title="采购单"
      no={order.no}
      day={order.orderedOn}
      url={`${window.location.origin}/procurement/orders/${order.id}`}
      cells={[
        { label: '供应商', value: order.supplierName },
        {
          label: '采购方式',
          value: order.portalNo ? `${order.portalName}　${order.portalNo}` : CHANNELS[order.channel],
        },
        { label: '合同编号', value: order.contractNo || '—' },
        { label: '询价记录', value: order.sheetNo || '—' },
        { label: '约定到货', value: order.dueOn ?? '—' },
        { label: '送货地点', value: order.placeText || '—' },
      ]}
      lines={{
        heads: [
          { title: '物品名称' },
          { title: '品牌、规格' },
          { title: '单位', width: '13mm' },
          { title: '数量', width: '18mm', figure: true },
          { title: '单价（元）', width: '28mm', figure: true },
          { title: '金额（元）', width: '30mm', figure: true },
        ],
        rows: order.lines.map(l => [
          l.name,
          [l.brand, l.spec].filter(Boolean).join(' '),
          l.measure,
          l.quantity,
          plain(l.priceFen),
          plain(l.amountFen),
        ]),
        foot: {
          label: `合计　人民币（大写）${amountInWords(order.totalFen)}`,
          value: formatFen(order.totalFen),
        },
      }}
      after={[
        {
          label: '申请部门',
          wide: true,
          value: order.requests.map(r => `${r.unitText || r.askerName}（${r.no}）`).join('、'),
        },
        { label: '经费', value: order.fundings || '—' },
        { label: '备注', value: order.note },
      ]}
      signers={[
        { place: '采购员', name: order.buyerName, on: order.orderedOn },
        { place: '总务主任' },
        { place: '供应商（盖章）' },
      ]}
      note="货到由采购员以外的人验收；与本单不符的，处理完之前不付款。"
    />
  )
}
