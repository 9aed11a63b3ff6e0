import { formatFen } from '../../../kernel/pure/money.ts'
import { SignatureRow } from '../../../mechanisms/signature/web/index.ts'
import { QrCode } from '../../../web/ui/index.ts'
import { claimMachine, DUTIES, EXCEPTIONS, METHODS, SOURCES } from '../rules.ts'
import type { ClaimShown } from './ClaimPaper.tsx'

/** The form that goes into the voucher: unseen on screen, one A4 page on paper. */
export function ClaimPrint({ row }: { row: ClaimShown }) {
  const [year, month, day] = row.claimedOn.split('-').map(Number)
  const approved = row.chain.find(node => node.kind === '报销审批' && node.present)
  const paid = row.payments.filter(p => !p.reversed && p.amountFen > 0).at(-1)
  const witness = row.source === 'order' ? DUTIES.acceptor : '证明人'
  return (
    <article className="zw-claim-print" aria-hidden="true">
      <header>
        <p>{row.school}</p>
        <h1>报 销 单</h1>
        <QrCode value={row.url} size={64} label={`报销单 ${row.no} 的二维码`} />
      </header>
      <p className="zw-claim-print-line">
        <span>
          {year} 年 {month} 月 {day} 日
        </span>
        <span>编号 {row.no}</span>
        <span>附件 {row.invoiceRows.length} 张</span>
      </p>
      <table>
        <tbody>
          <tr>
            <th>部门</th>
            <td>{row.unitText}</td>
            <th>报销事项</th>
            <td>
              {row.exception ? `${SOURCES[row.source]}·${EXCEPTIONS[row.exception]}` : SOURCES[row.source]}{' '}
              {row.sourceNo}
            </td>
          </tr>
          <tr>
            <th>摘要</th>
            <td colSpan={3}>{row.title}</td>
          </tr>
          <tr>
            <th>收款人</th>
            <td>{row.payee}</td>
            <th>收款账号</th>
            <td>{row.payeeAccount}</td>
          </tr>
          <tr>
            <th>预算项目</th>
            <td colSpan={3}>
              {row.shares.map(s => `${s.lineCode} ${s.lineTitle} ${formatFen(s.amountFen)}`).join('；')}
            </td>
          </tr>
        </tbody>
      </table>
      <table>
        <thead>
          <tr>
            <th>发票号码</th>
            <th>开票日期</th>
            <th>销售方</th>
            <th>校验</th>
            <th>价税合计</th>
          </tr>
        </thead>
        <tbody>
          {row.invoiceRows.map(i => (
            <tr key={i.id}>
              <td>{i.number}</td>
              <td>{i.issuedOn}</td>
              <td>{i.sellerName}</td>
              <td>抬头相符，未重复</td>
              <td className="zw-claim-print-sum">{formatFen(i.amountFen)}</td>
            </tr>
          ))}
          <tr className="zw-claim-print-total">
            <td colSpan={4}>报销金额　人民币（大写）{row.amountWords}</td>
            <td className="zw-claim-print-sum">{formatFen(row.amountFen)}</td>
          </tr>
        </tbody>
      </table>
      <section>
        <h2>三人签字</h2>
        <SignatureRow {...signatures(row, witness)} />
      </section>
      <table>
        <tbody>
          <tr>
            <th>审批</th>
            <td>
              {approved ? `${approved.who}　${approved.on ?? ''}` : claimMachine.states[row.state].label}
            </td>
            <th>付款方式</th>
            <td>
              {paid
                ? [METHODS[paid.method], paid.slipNo && `回单 ${paid.slipNo}`].filter(Boolean).join('　')
                : ''}
            </td>
          </tr>
          <tr>
            <th>出纳</th>
            <td>{paid ? `${paid.paidName}　${paid.day}` : ''}</td>
            <th>会计</th>
            <td>{row.bookedOn ? `${row.bookedName}　${row.bookedOn}　凭证 ${row.voucherNo}` : ''}</td>
          </tr>
        </tbody>
      </table>
      <p className="zw-claim-print-rule">
        购物发票须经手人、{witness}、审核人三人签定后方有效；购物不符实者一律不予报销。
      </p>
    </article>
  )
}

/** The three in their order, as drawn or sealed, and an empty place for each who has not signed. */
export function signatures(row: ClaimShown, witness: string) {
  const label = (duty: string): string => (duty === DUTIES.acceptor ? witness : duty)
  const marks = Object.values(DUTIES).flatMap(duty =>
    row.signatures.filter(mark => mark.duty === duty).map(mark => ({ ...mark, duty: label(duty) })),
  )
  const planned: Record<string, string> = {
    [DUTIES.handler]: row.handlerName,
    [DUTIES.acceptor]: row.witnessName,
    [DUTIES.auditor]: '',
  }
  const waiting = Object.values(DUTIES)
    .filter(duty => !row.signatures.some(mark => mark.duty === duty))
    .map(duty => ({ duty: label(duty), ...(planned[duty] ? { name: planned[duty] } : {}) }))
  return { marks, waiting }
}
