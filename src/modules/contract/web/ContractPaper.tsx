import { amountInWords } from '../../../kernel/pure/amount-words.ts'
import { formatFen } from '../../../kernel/pure/money.ts'
import { approval } from '../../../mechanisms/approval/contract.ts'
import { useRead } from '../../../web/api.ts'
import { useSession } from '../../../web/session.tsx'
import { FormPaper } from '../../../web/ui/document/FormPaper.tsx'
import { dayOf } from '../../../web/ui/index.ts'
import { KINDS, WAYS } from '../rules.ts'
import type { Agreement } from './ContractForm.tsx'

const PLACES = ['总务主任', '财务', '分管副校长', '校长'] as const

/** 合同审批登记表 on A4: what was agreed, when it is paid, who approved. */
export function ContractPaper({ agreement: a }: { agreement: Agreement }) {
  const session = useSession()
  const chain = useRead(approval.chain, { kind: 'contract.agreement', subjectId: a.id }).data?.chain
  const approved = (place: string) => {
    const seats = (chain?.steps ?? [])
      .filter(step => step.title.startsWith(place))
      .flatMap(step => step.seats)
      .filter(seat => seat.tone === 'done' && seat.decidedAt)
    const last = seats.at(-1)
    return { place, ...(last ? { name: last.name, on: dayOf(last.decidedAt as string) } : {}) }
  }
  const rent = a.kind === 'rent'
  return (
    <FormPaper
      school={session.school.name}
      title="合同审批登记表"
      no={a.no}
      day={a.signedOn ?? ''}
      url={`${window.location.origin}/contracts/${a.id}`}
      cells={[
        { label: '合同名称', wide: true, value: a.title },
        { label: '对方单位', value: a.supplierName },
        { label: '文本编号', value: a.outerNo || '—' },
        { label: '类别', value: KINDS[a.kind] },
        { label: '采购方式', value: a.way ? WAYS[a.way] : '—' },
        { label: '起止', value: `${a.startsOn} 至 ${a.endsOn}` },
        { label: '邀标记录', value: a.tender?.no ?? '—' },
        { label: '主要内容', wide: true, value: a.scope },
      ]}
      lines={{
        heads: [
          { title: '内容' },
          { title: '单位', width: '15mm' },
          { title: '数量', width: '22mm', figure: true },
          { title: '单价（元）', width: '34mm', figure: true },
          { title: '金额（元）', width: '36mm', figure: true },
        ],
        rows: a.lines.map(l => [l.name, l.measure, l.quantity, yuan(l.priceFen), yuan(l.amountFen)]),
        foot: {
          label: `合计　人民币（大写）${amountInWords(a.firstTotalFen)}`,
          value: formatFen(a.firstTotalFen),
        },
      }}
      after={[
        ...(a.totalFen === a.firstTotalFen
          ? []
          : [
              {
                label: '变更后总价',
                wide: true,
                value: `人民币（大写）${amountInWords(a.totalFen)}　　${formatFen(a.totalFen)}`,
              },
            ]),
        {
          label: rent ? '收款计划' : '付款计划',
          wide: true,
          value: a.plan.map(p => `${p.title}　${p.dueOn}　${formatFen(p.amountFen)}`).join('\n'),
        },
        {
          label: '预算项目',
          wide: true,
          value: a.budgetLine ? `${a.budgetLine.code} ${a.budgetLine.title}` : '—',
        },
        { label: '备注', wide: true, value: a.note },
      ]}
      signers={[{ place: '经办人', name: a.managerName }, ...PLACES.map(approved)]}
    />
  )
}

const yuan = (fen: number): string => (fen / 100).toFixed(2)
