import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { formatFen } from '../../../kernel/pure/money.ts'
import { type Answer, moreOf, useCommand, usePages } from '../../../web/api.ts'
import {
  Button,
  ChoiceInput,
  type Column,
  DataTable,
  Empty,
  ErrorNotice,
  Field,
  FormDialog,
  ListFrame,
  MoneyInput,
  RowCard,
  StateTag,
  TextArea,
  toast,
  useForm,
  useIsPhone,
} from '../../../web/ui/index.ts'
import { procurement } from '../contract.ts'
import { labelsOf, mismatchMachine } from '../machines.ts'
import { MISMATCH_KINDS, SETTLE_HOWS, type SettleHow } from '../words.ts'
import { type RegisterSpec, useRegister } from './use-register.tsx'

type Row = Answer<typeof procurement.mismatches>['rows'][number]

/** 购物不符实者，一律不予报销: what differs from the paper, and how it was settled. */
export default function Mismatches() {
  const register = useRegister(REGISTER)
  const phone = useIsPhone()
  const states = register.chosen('states') as Row['state'][]
  const kinds = register.chosen('kinds') as Row['kind'][]
  const filter = {
    ...(states.length > 0 ? { states } : {}),
    ...(kinds.length > 0 ? { kinds } : {}),
    ...register.days,
    ...register.search,
  }
  const [settling, setSettling] = useState<Row>()
  const list = usePages(procurement.mismatches, { ...filter, limit: 50 })
  const columns: readonly Column<Row>[] = [
    ...COLUMNS,
    {
      key: 'do',
      width: 76,
      title: '',
      render: r =>
        r.actions.settle && (
          <Button
            kind="quiet"
            disabled={!r.actions.settle.allowed}
            {...(r.actions.settle.why ? { title: r.actions.settle.why } : {})}
            onClick={() => setSettling(r)}
          >
            处理
          </Button>
        ),
    },
  ]
  return (
    <ListFrame
      title="购物不符"
      note="与采购单不符的，处理完之前一律不付款。"
      {...register.frame(filter)}
      columns={columns}
    >
      <DataTable
        label="购物不符"
        rows={list.isPending ? undefined : list.rows}
        rowKey={r => r.id}
        columns={columns}
        chosenColumns={register.prefs.columns}
        density={register.prefs.density}
        empty={<Empty title="没有购物不符" note="验收时记下的不合格、短少、型号不对，会列在这里。" />}
        error={list.error ? { message: list.error.message, onRetry: () => void list.refetch() } : undefined}
        more={moreOf(list)}
        renderCard={r => (
          <RowCard
            title={`${r.name}：${MISMATCH_KINDS[r.kind]}`}
            side={<StateTag {...mismatchMachine.states[r.state]} />}
            meta={`${r.text} · ${r.supplierName} · ${r.orderNo}`}
          />
        )}
        {...(phone ? { onOpen: (r: Row) => r.actions.settle?.allowed && setSettling(r) } : {})}
      />
      {settling && <Settle row={settling} onClose={() => setSettling(undefined)} />}
    </ListFrame>
  )
}

const REGISTER: RegisterSpec = {
  id: 'procurement.mismatches',
  path: '/procurement/mismatches',
  title: '购物不符',
  placeholder: '物品、采购单、供应商',
  exports: procurement.exportMismatches,
  usual: { states: 'open' },
  parts: [
    { key: 'states', label: '状态', options: labelsOf(mismatchMachine), multiple: true, pinned: true },
    { key: 'kinds', label: '哪里不符', options: MISMATCH_KINDS, multiple: true },
  ],
}

const COLUMNS: readonly Column<Row>[] = [
  { key: 'on', width: 112, title: '发现', always: true, render: r => r.foundOn },
  {
    key: 'order',
    width: 150,
    title: '采购单',
    render: r => (
      <Link to="/procurement/orders/$id" params={{ id: r.orderId } as never}>
        {r.orderNo}
      </Link>
    ),
  },
  { key: 'supplier', width: 150, title: '供应商', render: r => r.supplierName },
  { key: 'name', width: 120, title: '东西', render: r => <b>{`${r.name}${r.quantity ?? ''}`}</b> },
  { key: 'kind', width: 170, title: '哪里不符', render: r => `${MISMATCH_KINDS[r.kind]}：${r.text}` },
  { key: 'who', width: 84, title: '发现人', render: r => r.foundByName },
  {
    key: 'state',
    width: 130,
    title: '状态',
    render: r => <StateTag {...mismatchMachine.states[r.state]} />,
  },
  {
    key: 'how',
    width: 120,
    title: '怎样处理',
    render: r =>
      r.how
        ? [
            SETTLE_HOWS[r.how],
            r.deductedFen > 0 && `减 ${formatFen(r.deductedFen)}`,
            r.settlement,
            r.settledByName,
          ]
            .filter(Boolean)
            .join('，')
        : '—',
  },
]

function Settle({ row, onClose }: { row: Row; onClose: () => void }) {
  const settle = useCommand(procurement.settleMismatch)
  const form = useForm({
    start: { how: 'replaced', note: '', deductFen: undefined as number | undefined },
    check: v => ({
      ...(v.note.trim() ? {} : { note: '请写处理结果' }),
      ...(v.how === 'deducted' && !v.deductFen ? { deductFen: '请写减多少钱' } : {}),
    }),
    send: async v => {
      await settle.mutateAsync({
        id: row.id,
        version: row.version,
        how: v.how as SettleHow,
        note: v.note,
        ...(v.how === 'deducted' && v.deductFen ? { deductFen: v.deductFen } : {}),
      })
      toast.ok('已处理，可以付款了')
      onClose()
    },
  })
  return (
    <FormDialog
      open
      title={`处理 · ${row.name}`}
      ok="处理完了"
      busy={form.busy}
      onOk={() => void form.submit()}
      onClose={onClose}
    >
      <Field label="怎样处理" {...form.field('how')}>
        <ChoiceInput
          options={Object.entries(SETTLE_HOWS).map(([value, label]) => ({ value, label }))}
          {...form.field('how')}
          onChange={v => form.set('how', v ?? 'replaced')}
        />
      </Field>
      {form.values.how === 'deducted' && (
        <Field label="减多少" {...form.field('deductFen')}>
          <MoneyInput {...form.field('deductFen')} />
        </Field>
      )}
      <Field label="处理结果" {...form.field('note')}>
        <TextArea {...form.field('note')} maxLength={500} />
      </Field>
      {form.failure && <ErrorNotice message={form.failure} />}
    </FormDialog>
  )
}
