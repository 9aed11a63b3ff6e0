import { Link } from '@tanstack/react-router'
import { formatFen } from '../../../kernel/pure/money.ts'
import { ApprovalChain } from '../../../mechanisms/approval/web/index.ts'
import { SignatureRow } from '../../../mechanisms/signature/web/index.ts'
import type { Answer } from '../../../web/api.ts'
import { type Action, DataTable, Facts, Notice, Slip, Timeline } from '../../../web/ui/index.ts'
import type { claim } from '../contract.ts'
import { claimMachine, DUTIES, EXCEPTIONS, METHODS, MISSING, SOURCES } from '../rules.ts'
import { Chain } from './Chain.tsx'
import { ClaimPrint, signatures } from './ClaimPrint.tsx'

export type ClaimShown = Answer<typeof claim.get>

/** The claim as the slip it replaces, with its three seals and everything it rests on. */
export function ClaimPaper({
  row,
  actions,
  back,
}: {
  row: ClaimShown
  actions?: readonly Action[]
  back: { href: string; title: string }
}) {
  const witness = row.source === 'order' ? DUTIES.acceptor : '证明人'
  return (
    <>
      <div className="zw-claim-screen">
        <Slip
          kind="报销单"
          number={row.no}
          url={row.url}
          sentence={`${row.unitText ? `${row.unitText} ` : ''}${row.title}，付${row.payee} ${formatFen(row.amountFen)}`}
          state={claimMachine.states[row.state]}
          back={<Link to={back.href as never}>{back.title}</Link>}
          notice={
            row.missing && ['returned', 'refused'].includes(row.state) ? (
              <Notice tone="late">
                {row.state === 'refused' ? '不予报销' : '已退回'}：{MISSING[row.missing]}。{row.missingNote}
              </Notice>
            ) : undefined
          }
          timeline={
            <Timeline
              title="经过"
              events={row.events.map(e => ({
                key: e.id,
                at: e.at,
                who: e.actorName,
                what: e.action,
                ...(e.note ? { detail: e.note } : {}),
              }))}
            />
          }
          wide={
            <>
              <section aria-label="三人签字">
                <h3>三人签字</h3>
                <SignatureRow {...signatures(row, witness)} />
              </section>
              <Invoices row={row} />
              <Chain nodes={row.chain} />
              <ApprovalChain subject={{ kind: 'claim.claim', id: row.id }} />
            </>
          }
          {...(actions ? { actions } : {})}
        >
          <Facts
            facts={[
              { label: '日期', value: row.claimedOn },
              { label: '部门', value: row.unitText },
              { label: '摘要', value: row.title },
              {
                label: '报销事项',
                value: row.exception
                  ? `${SOURCES[row.source]}·${EXCEPTIONS[row.exception]}`
                  : SOURCES[row.source],
                note: row.sourceNo,
              },
              {
                label: '金额',
                value: <b>{formatFen(row.amountFen)}</b>,
                note: <span className="zw-claim-words">人民币（大写）{row.amountWords}</span>,
              },
              { label: '附件', value: `发票 ${row.invoiceRows.length} 张` },
              {
                label: '预算项目',
                value:
                  row.shares.length === 0
                    ? '经手人签字时，从采购申请占用的预算转入'
                    : row.shares.map(s => (
                        <div key={`${s.lineId}${s.fromNo}`}>
                          <Link to={'/budget/lines/$id' as never} params={{ id: s.lineId } as never}>
                            {s.lineCode} {s.lineTitle}
                          </Link>{' '}
                          {formatFen(s.amountFen)}
                        </div>
                      )),
              },
              { label: '收款人', value: row.payee, note: row.payeeAccount },
              ...(row.payments.length > 0
                ? [
                    {
                      label: '付款',
                      value: row.payments.map(p => (
                        <div key={p.id}>
                          {p.no} {p.day} {METHODS[p.method]} {formatFen(p.amountFen)}
                          {p.slipNo && `，回单 ${p.slipNo}`}
                          {p.reversed && '（已冲销）'}
                        </div>
                      )),
                      note: `出纳 ${row.payments.at(-1)?.paidName ?? ''}`,
                    },
                  ]
                : []),
              ...(row.bookedOn
                ? [
                    {
                      label: '记账',
                      value: `凭证 ${row.voucherNo}`,
                      note: `${row.bookedName} ${row.bookedOn}`,
                    },
                  ]
                : []),
              ...(row.decision ? [{ label: '审批意见', value: row.decision, block: true }] : []),
            ]}
          />
        </Slip>
      </div>
      <ClaimPrint row={row} />
    </>
  )
}

function Invoices({ row }: { row: ClaimShown }) {
  return (
    <DataTable
      label="发票"
      rows={row.invoiceRows}
      rowKey={i => i.id}
      columns={[
        {
          key: 'number',
          title: '发票号码',
          always: true,
          render: i => <span className="zw-num">{i.number}</span>,
        },
        { key: 'on', title: '开票日期', render: i => i.issuedOn },
        { key: 'seller', title: '销售方', render: i => i.sellerName },
        { key: 'check', title: '校验', render: () => '抬头相符，未重复' },
        { key: 'amount', title: '价税合计', figure: true, always: true, render: i => formatFen(i.amountFen) },
      ]}
      totals={{
        number: `共 ${row.invoiceRows.length} 张`,
        amount: formatFen(row.invoiceRows.reduce((sum, i) => sum + i.amountFen, 0)),
      }}
      empty="还没有发票。请在“发票”里登记后，再修改报销单选上它。"
    />
  )
}
