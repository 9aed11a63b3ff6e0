import { Link, useParams } from '@tanstack/react-router'
import { formatFen } from '../../../kernel/pure/money.ts'
import { useCommand, useRead } from '../../../web/api.ts'
import {
  type Action,
  askReason,
  DataTable,
  ErrorNotice,
  Facts,
  Loading,
  Slip,
  toast,
} from '../../../web/ui/index.ts'
import { budget } from '../contract.ts'
import { INCOME_KINDS, remittanceMachine } from '../rules.ts'

/** What went up with one slip, and whether the accountant has seen it. */
export default function RemittanceSlip() {
  const { id } = useParams({ strict: false }) as { id: string }
  const one = useRead(budget.remittance, { id })
  const check = useCommand(budget.checkRemittance)
  const reverse = useCommand(budget.reverseRemittance)
  if (one.error) return <ErrorNotice message={one.error.message} onRetry={() => void one.refetch()} />
  const row = one.data
  if (!row) return <Loading kind="rows" />
  const which = { id: row.id, version: row.version }
  const said = (text: string) => ({
    onSuccess: () => void toast.ok(text),
    onError: (error: Error) => void toast.fail(error.message),
  })
  const all: Omit<Action, 'allowed'>[] = [
    {
      key: 'check',
      label: '缴款书已核对',
      kind: 'primary',
      onRun: () => check.mutate(which, said('已核对')),
    },
    {
      key: 'reverse',
      label: '冲销上缴',
      danger: true,
      onRun: async () => {
        const reason = await askReason({ title: `冲销 ${row.no}？`, ok: '冲销', danger: true })
        if (reason) reverse.mutate({ ...which, reason }, said('已冲销，这些收入回到待上缴'))
      },
    },
  ]
  return (
    <Slip
      kind="收入上缴单"
      number={row.no}
      url={location.href}
      sentence={`上缴收入 ${formatFen(row.amountFen)}，缴款书 ${row.slipNo}`}
      state={remittanceMachine.states[row.state]}
      back={<Link to={'/budget/income' as never}>收入线</Link>}
      seals={[
        { role: '出纳', name: row.remittedName, signedAt: row.day },
        row.checkedName && row.checkedOn
          ? { role: '会计', name: row.checkedName, signedAt: row.checkedOn }
          : { role: '会计', name: '—' },
      ]}
      actions={all.flatMap(action => {
        const state = row.actions[action.key]
        return state ? [{ ...action, allowed: state.allowed, why: state.why }] : []
      })}
      wide={
        <DataTable
          label="上缴的收入"
          empty="已冲销，没有收入挂在这张单上。"
          rows={row.incomes}
          rowKey={i => i.id}
          columns={[
            { key: 'no', title: '编号', render: i => i.no },
            { key: 'day', title: '收款日期', render: i => i.day },
            { key: 'kind', title: '类别', render: i => INCOME_KINDS[i.kind] },
            { key: 'payer', title: '交款人', render: i => i.payer || '—' },
            { key: 'doc', title: '收据', render: i => i.document.no },
            { key: 'amount', title: '金额', figure: true, render: i => formatFen(i.amountFen) },
          ]}
          totals={{ no: `共 ${row.incomes.length} 笔`, amount: formatFen(row.amountFen) }}
        />
      }
    >
      <Facts
        facts={[
          { label: '上缴日期', value: row.day },
          { label: '缴款书号', value: row.slipNo },
          { label: '收款单位', value: row.payee },
          { label: '金额', value: formatFen(row.amountFen) },
          { label: '说明', value: row.note },
          ...(row.reason ? [{ label: '冲销原因', value: row.reason }] : []),
        ]}
      />
    </Slip>
  )
}
