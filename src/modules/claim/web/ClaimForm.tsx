import { useState } from 'react'
import { formatFen } from '../../../kernel/pure/money.ts'
import { type Answer, useCommand, useRead } from '../../../web/api.ts'
import {
  Button,
  type Choice,
  ChoiceInput,
  ErrorNotice,
  Field,
  FormDialog,
  MoneyInput,
  Notice,
  PersonPicker,
  SelectInput,
  TextInput,
  toast,
  useForm,
} from '../../../web/ui/index.ts'
import { BudgetLinePicker } from '../../budget/web/BudgetLinePicker.tsx'
import { contracts } from '../../contract/contract.ts'
import { searchPersons } from '../../people/web/pickers.ts'
import { claim } from '../contract.ts'
import type { ExceptionCode, Source } from '../rules.ts'
import type { ClaimShown } from './ClaimPaper.tsx'
import { InvoiceForm } from './InvoiceForm.tsx'

interface ClaimFormProps {
  row?: ClaimShown
  onClose: () => void
  onMade: (id: string) => void
}

const SOURCES = [
  { value: 'order', label: '采购验收' },
  { value: 'contract', label: '合同付款' },
  { value: 'exception', label: '免申请事项' },
]

/** What is claimed, by which accepted order or exempt matter, with which invoices. */
export function ClaimForm({ row, onClose, onMade }: ClaimFormProps) {
  const start = useRead(claim.start, {})
  const agreements = useRead(contracts.options, { limit: 50 }, { enabled: !row })
  const loose = useRead(claim.invoices, { loose: true, limit: 100 })
  const draft = useCommand(claim.draft)
  const edit = useCommand(claim.edit)
  const [line, setLine] = useState<Choice | undefined>(lineOf(row))
  const [witness, setWitness] = useState<Choice | undefined>(
    row?.witnessId ? { value: row.witnessId, label: row.witnessName } : undefined,
  )
  const [chosen, setChosen] = useState<readonly string[]>(row?.invoiceRows.map(i => i.id) ?? [])
  const [adding, setAdding] = useState(false)
  const form = useForm({
    start: {
      source: (row?.source ?? 'order') as Source,
      orderId: (row?.orderId ?? undefined) as string | undefined,
      contractId: (row?.contractId ?? undefined) as string | undefined,
      exception: (row?.exception ?? undefined) as string | undefined,
      title: row?.title ?? '',
      unitText: row?.unitText ?? '',
      amountFen: row?.amountFen as number | undefined,
      payee: row?.payee ?? '',
      payeeAccount: row?.payeeAccount ?? '',
    },
    check: (v): Record<string, string> => ({
      ...(v.source === 'order' && !v.orderId ? { orderId: '请选验收过的采购单；没有的不能报销' } : {}),
      ...(v.source === 'contract' && !v.contractId ? { contractId: '请选执行中的合同' } : {}),
      ...(v.source === 'exception' && !v.exception ? { exception: '请选事项' } : {}),
      ...(v.title.trim() ? {} : { title: '请写摘要，例如：会议室投影仪' }),
      ...(v.amountFen ? (row ? {} : tooMuch(start.data?.orders, v)) : { amountFen: '请填报销金额' }),
    }),
    send: async v => {
      const input = {
        source: v.source,
        title: v.title,
        unitText: v.unitText,
        amountFen: v.amountFen as number,
        payee: v.payee,
        payeeAccount: v.payeeAccount,
        invoiceIds: [...chosen],
        ...(v.source === 'order' && v.orderId ? { orderId: v.orderId } : {}),
        ...(v.source === 'contract' && v.contractId ? { contractId: v.contractId } : {}),
        ...(v.source === 'exception' && v.exception ? { exception: v.exception as ExceptionCode } : {}),
        ...(line ? { lineId: line.value } : {}),
        ...(witness ? { witnessId: witness.value } : {}),
      }
      const made = row
        ? await edit.mutateAsync({ id: row.id, version: row.version, ...input })
        : await draft.mutateAsync(input)
      toast.ok(row ? '已修改' : '报销单填好了，核对后签字')
      onMade(made.id)
    },
  })
  const orders = start.data?.orders ?? []
  const order = orders.find(o => o.orderId === form.values.orderId)
  const invoices = [...(row?.invoiceRows ?? []), ...(loose.data?.rows ?? [])]
  const sum = invoices.filter(i => chosen.includes(i.id)).reduce((total, i) => total + i.amountFen, 0)
  const pickOrder = (id: string | undefined): void => {
    form.set('orderId', id)
    const found = orders.find(o => o.orderId === id)
    if (!found) return
    form.set('amountFen', found.leftFen)
    if (!form.values.title) form.set('title', found.title)
  }
  const toggle = (id: string): void =>
    setChosen(chosen.includes(id) ? chosen.filter(x => x !== id) : [...chosen, id])
  const byOrder = form.values.source === 'order'
  return (
    <>
      <FormDialog
        open={!adding}
        title={row ? `修改 ${row.no}` : '填报销单'}
        ok={row ? '保存' : '填好'}
        busy={form.busy}
        onOk={() => void form.submit()}
        onClose={onClose}
      >
        {!row && (
          <Field label="报销事项" {...form.field('source')}>
            <ChoiceInput
              options={SOURCES}
              {...form.field('source')}
              onChange={v => form.set('source', v as Source)}
            />
          </Field>
        )}
        {byOrder && !row && (
          <Field label="采购单" hint={orderHint(order)} {...form.field('orderId')}>
            <SelectInput
              options={orders.map(o => ({
                value: o.orderId,
                label: `${o.orderNo} ${o.title}`,
                note: `还能报 ${formatFen(o.leftFen)}${o.mismatchOpen ? ' · 有不符未处理' : ''}`,
              }))}
              {...form.field('orderId')}
              onChange={pickOrder}
            />
          </Field>
        )}
        {order?.mismatchOpen && <Notice tone="late">这张采购单有货物与单据不符，处理完才能报销。</Notice>}
        {form.values.source === 'contract' && !row && (
          <Field label="合同" hint="只列执行中的" {...form.field('contractId')}>
            <SelectInput
              options={(agreements.data?.rows ?? []).map(a => ({
                value: a.id,
                label: `${a.no} ${a.title}`,
                note: `${a.supplierName} · 还能付 ${formatFen(a.leftFen)}`,
              }))}
              {...form.field('contractId')}
            />
          </Field>
        )}
        {form.values.source === 'exception' && !row && (
          <Field label="事项" hint="学校列入免申请的事项，由校长审批" {...form.field('exception')}>
            <SelectInput
              options={(start.data?.exceptions ?? []).map(e => ({ value: e.code, label: e.title }))}
              {...form.field('exception')}
            />
          </Field>
        )}
        <Field label="摘要" {...form.field('title')}>
          <TextInput {...form.field('title')} maxLength={100} />
        </Field>
        <Field label="部门" optional {...form.field('unitText')}>
          <TextInput {...form.field('unitText')} maxLength={60} />
        </Field>
        <Field label="报销金额" {...form.field('amountFen')}>
          <MoneyInput {...form.field('amountFen')} />
        </Field>
        {!byOrder && (
          <>
            <Field id="claim-line" label="预算项目">
              <BudgetLinePicker value={line} onChange={setLine} />
            </Field>
            <Field id="claim-witness" label="证明人" hint="代替验收人签字，不能是自己">
              <PersonPicker value={witness} onChange={setWitness} search={searchPersons} />
            </Field>
            <Field label="收款人" {...form.field('payee')}>
              <TextInput {...form.field('payee')} maxLength={80} />
            </Field>
          </>
        )}
        <Field label="收款账号" optional {...form.field('payeeAccount')}>
          <TextInput {...form.field('payeeAccount')} maxLength={80} />
        </Field>
        <fieldset className="zw-field-group">
          <legend>发票（已选 {formatFen(sum)}）</legend>
          {invoices.map(i => (
            <label key={i.id} style={{ display: 'block' }}>
              <input type="checkbox" checked={chosen.includes(i.id)} onChange={() => toggle(i.id)} />{' '}
              <span className="zw-num">{i.number}</span> {i.sellerName} {formatFen(i.amountFen)}
            </label>
          ))}
          {invoices.length === 0 && <p className="zw-muted">还没有可用的发票。</p>}
          <Button onClick={() => setAdding(true)}>登记发票</Button>
        </fieldset>
        {form.failure && <ErrorNotice message={form.failure} />}
      </FormDialog>
      {adding && (
        <InvoiceForm
          seller={order?.supplierName ?? ''}
          amountFen={form.values.amountFen}
          onClose={() => setAdding(false)}
          onMade={id => {
            setChosen([...chosen, id])
            setAdding(false)
          }}
        />
      )}
    </>
  )
}

type Order = Answer<typeof claim.start>['orders'][number]

const orderHint = (order: Order | undefined): string =>
  order
    ? `${order.supplierName}；验收合格 ${formatFen(order.acceptedFen)}，已报 ${formatFen(order.claimedFen)}，还能报 ${formatFen(order.leftFen)}`
    : '只列验收过、还没报完的'

/** Said here already, where the amount is typed; the server says it again when the handler signs. */
function tooMuch(
  orders: readonly Order[] | undefined,
  v: { orderId: string | undefined; amountFen: number | undefined },
): Record<string, string> {
  const order = orders?.find(o => o.orderId === v.orderId)
  return order && (v.amountFen ?? 0) > order.leftFen
    ? { amountFen: `按验收数乘单价，还能报 ${formatFen(order.leftFen)}。请按验收数报` }
    : {}
}

function lineOf(row: ClaimShown | undefined): Choice | undefined {
  const share = row?.shares.find(s => s.lineId === row.lineId)
  return share ? { value: share.lineId, label: `${share.lineTitle}（${share.source}）` } : undefined
}
