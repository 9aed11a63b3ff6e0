import { formatFen } from '../../../../kernel/pure/money.ts'
import { useSession } from '../../../../web/session.tsx'
import { FormPaper } from '../../../../web/ui/document/FormPaper.tsx'
import type { Sheet } from '../SheetSlip.tsx'
import { plain } from './RequestPaper.tsx'
import { signedAs } from './signers.ts'

type Quote = Sheet['quotes'][number]

/** 询价记录表（货比三家） on A4: suppliers side by side, as many columns as there are offers, three at least. */
export function SheetPaper({ sheet }: { sheet: Sheet }) {
  const session = useSession()
  const quotes: (Quote | undefined)[] = [...sheet.quotes]
  while (quotes.length < 3) quotes.push(undefined)
  const row = (title: string, say: (quote: Quote) => string) => [title, ...quotes.map(q => (q ? say(q) : ''))]
  const chosen = sheet.quotes.find(q => q.id === sheet.chosenQuoteId)
  return (
    <FormPaper
      school={session.school.name}
      title="询价记录表"
      no={sheet.no}
      day={sheet.openedOn}
      url={`${window.location.origin}/procurement/sheets/${sheet.id}`}
      cells={[
        { label: '项目', value: sheet.title },
        { label: '采购批', value: sheet.batchNo },
        {
          label: '采购内容',
          wide: true,
          value: sheet.lines
            .map(l => `${l.name}${l.spec ? `（${l.spec}）` : ''} ${l.quantity}${l.measure}`)
            .join('；'),
        },
      ]}
      lines={{
        heads: [
          { title: '比较内容', width: '32mm' },
          ...quotes.map((_, at) => ({ title: `供应商${'一二三四五六七八九'[at] ?? at + 1}` })),
        ],
        rows: [
          row('供应商名称', q => q.supplierName),
          row('联系人', q => q.contact),
          row('电话', q => q.phone),
          row('统一社会信用代码', q => q.creditCode),
          ...sheet.lines.map(l =>
            row(`${l.name}单价`, q => {
              const offer = q.lines.find(one => one.batchLineId === l.id)
              return offer ? [plain(offer.priceFen), offer.brand].filter(Boolean).join('　') : ''
            }),
          ),
          row('第一次报价', q => plain(q.firstFen)),
          row('报价合计（元）', q => plain(q.totalFen)),
          row('交货期', q => (q.deliveryDays === null ? '' : `${q.deliveryDays} 天`)),
          row('质保', q => (q.warrantyMonths === null ? '' : `${q.warrantyMonths} 个月`)),
          row('资质核验', q => (q.checked ? '已核验' : '未核验')),
          row('报价单', q => (q.files.length > 0 ? `附 ${q.files.length} 份` : '')),
        ],
      }}
      after={[
        {
          label: '比较结论',
          wide: true,
          value: [
            sheet.conclusion,
            chosen &&
              `${sheet.state === 'chosen' ? '选定' : '拟选'}${chosen.supplierName}，${formatFen(chosen.totalFen)}。`,
            sheet.fewReason && `${sheet.single ? '单一来源' : '报价不足'}的原因：${sheet.fewReason}`,
            sheet.dearReason && `不选最低价的原因：${sheet.dearReason}`,
          ]
            .filter(Boolean)
            .join('\n'),
        },
      ]}
      signers={[
        signedAs('询价人', sheet.signatures, ['询价人']),
        { place: '参与人' },
        signedAs('总务主任（选定人）', sheet.signatures, ['选定人']),
      ]}
    />
  )
}
