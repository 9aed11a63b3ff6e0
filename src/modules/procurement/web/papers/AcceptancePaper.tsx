import { amountInWords } from '../../../../kernel/pure/amount-words.ts'
import { formatFen } from '../../../../kernel/pure/money.ts'
import type { Answer } from '../../../../web/api.ts'
import { useSession } from '../../../../web/session.tsx'
import { FormPaper } from '../../../../web/ui/document/FormPaper.tsx'
import { dayOf } from '../../../../web/ui/index.ts'
import type { procurement } from '../../contract.ts'

type Acceptance = Answer<typeof procurement.getAcceptance>

/** 验收单 on A4, with a place for everybody of the committee. */
export function AcceptancePaper({ row }: { row: Acceptance }) {
  const session = useSession()
  const wrong = row.lines.filter(l => l.rejected > 0 || l.reason)
  return (
    <FormPaper
      school={session.school.name}
      title="验收单"
      no={row.no}
      day={row.acceptedOn ?? row.arrivedOn}
      url={`${window.location.origin}/acceptances/${row.id}`}
      cells={[
        { label: '采购单', value: row.orderNo },
        { label: '合同号', value: row.contractNo || '—' },
        { label: '供应商', value: row.supplierName },
        { label: '到货日期', value: row.arrivedOn },
        { label: '使用部门', value: row.requests.map(r => r.unitText || r.askerName).join('、') },
        { label: '采购员', value: row.buyerName },
      ]}
      lines={{
        heads: [
          { title: '物品' },
          { title: '品牌、规格' },
          { title: '订购', width: '15mm', figure: true },
          { title: '实到', width: '15mm', figure: true },
          { title: '外观', width: '14mm' },
          { title: '参数核对', width: '18mm' },
          { title: '合格', width: '15mm', figure: true },
          { title: '不合格', width: '15mm', figure: true },
          { title: '保修期', width: '20mm' },
        ],
        rows: row.lines.map(l => [
          l.name,
          [l.found || l.brand, l.spec].filter(Boolean).join(' '),
          `${l.ordered}${l.measure}`,
          l.delivered,
          l.looksOk ? '完好' : '有损',
          l.worksOk ? '相符' : '不符',
          l.accepted,
          l.rejected,
          l.warrantyMonths ? `${l.warrantyMonths} 个月` : '—',
        ]),
      }}
      after={[
        {
          label: '合格金额',
          wide: true,
          value: `人民币（大写）${amountInWords(row.amountFen)}　　${formatFen(row.amountFen)}`,
        },
        { label: '安装调试', value: row.installed || '—' },
        { label: '随机资料', value: row.papers || '—' },
        {
          label: '问题处理',
          wide: true,
          value:
            [
              ...wrong.map(
                l =>
                  `${l.name}${l.rejected > 0 ? `不合格 ${l.rejected}${l.measure}` : ''}：${l.reason || '见说明'}`,
              ),
              row.note,
              row.placeOk ? '' : '没有送到约定地点',
            ]
              .filter(Boolean)
              .join('\n') || '无',
        },
        {
          label: '验收结论',
          wide: true,
          value: row.state === 'void' ? `作废：${row.voidReason}` : row.statement,
        },
      ]}
      signers={[
        { place: '供应商' },
        { place: '使用部门' },
        ...row.members.map(member => {
          const mark = row.signatures.find(one => one.name === member.name)
          return {
            place: member.duty,
            name: member.name,
            ...(mark ? { on: dayOf(mark.signedAt), strokes: mark.strokes } : {}),
          }
        }),
        { place: '资产管理员' },
      ]}
    />
  )
}
