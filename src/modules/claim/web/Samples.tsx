import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { formatFen } from '../../../kernel/pure/money.ts'
import { type Answer, moreOf, useCommand, usePages } from '../../../web/api.ts'
import { useSession } from '../../../web/session.tsx'
import {
  Button,
  type Column,
  DataTable,
  DayInput,
  Empty,
  ErrorNotice,
  Field,
  FormDialog,
  ListFrame,
  MoneyInput,
  NumberInput,
  RowCard,
  TextInput,
  useForm,
} from '../../../web/ui/index.ts'
import { claim } from '../contract.ts'

type Row = Answer<typeof claim.samples>['rows'][number]

/** Samples drawn for audits; what was drawn, from how many, by which seed, and how much was looked at. */
export default function Samples() {
  const session = useSession()
  const navigate = useNavigate()
  const [drawing, setDrawing] = useState(false)
  const list = usePages(claim.samples, { limit: 50 })
  const open = (id: string): void => void navigate({ to: '/audit-samples/$id', params: { id } as never })
  return (
    <>
      <ListFrame
        title="审计抽检"
        note="从已付款的报销单里抽样，只读；同一个种子抽出同样的单据，每次查阅都留痕。"
        action={
          session.can(claim.drawSample) && (
            <Button kind="primary" onClick={() => setDrawing(true)}>
              抽取样本
            </Button>
          )
        }
      >
        <DataTable
          label="审计抽检"
          rows={list.isPending ? undefined : list.rows}
          rowKey={row => row.id}
          columns={COLUMNS}
          onOpen={row => open(row.id)}
          empty={
            <Empty title="还没有抽检" note="定好期间、张数和金额，抽出的每张单据连同整条单据链一页看完。" />
          }
          error={list.error ? { message: list.error.message, onRetry: () => void list.refetch() } : undefined}
          more={moreOf(list)}
          renderCard={row => (
            <RowCard
              title={row.title}
              side={
                <span>
                  {row.looked}/{Math.min(row.size, row.population)}
                </span>
              }
              meta={
                <span>
                  {row.fromOn} 至 {row.toOn}
                </span>
              }
            />
          )}
        />
      </ListFrame>
      {drawing && <Draw onClose={() => setDrawing(false)} onDrawn={open} />}
    </>
  )
}

function Draw({ onClose, onDrawn }: { onClose: () => void; onDrawn: (id: string) => void }) {
  const session = useSession()
  const draw = useCommand(claim.drawSample)
  const form = useForm({
    start: {
      title: '',
      from: `${session.today.slice(0, 4)}-01-01` as string | undefined,
      to: session.today as string | undefined,
      size: 10 as number | undefined,
      aboveFen: undefined as number | undefined,
      seed: '',
    },
    check: (v): Record<string, string> => ({
      ...(v.title.trim() ? {} : { title: '请写抽检名称，例如：区审计局年度抽检' }),
      ...(v.from ? {} : { from: '请选开始日期' }),
      ...(v.to ? {} : { to: '请选结束日期' }),
      ...(v.size ? {} : { size: '请填抽几张' }),
    }),
    send: async v => {
      const made = await draw.mutateAsync({
        title: v.title,
        from: v.from as string,
        to: v.to as string,
        size: v.size as number,
        aboveFen: v.aboveFen ?? 0,
        seed: v.seed,
      })
      onDrawn(made.id)
    },
  })
  return (
    <FormDialog
      open
      title="抽取样本"
      ok="抽取"
      busy={form.busy}
      onOk={() => void form.submit()}
      onClose={onClose}
    >
      <Field label="抽检名称" {...form.field('title')}>
        <TextInput {...form.field('title')} maxLength={60} />
      </Field>
      <Field label="付款从" {...form.field('from')}>
        <DayInput {...form.field('from')} />
      </Field>
      <Field label="到" {...form.field('to')}>
        <DayInput {...form.field('to')} />
      </Field>
      <Field label="抽几张" {...form.field('size')}>
        <NumberInput unit="张" min={1} max={200} {...form.field('size')} />
      </Field>
      <Field label="金额不低于" optional {...form.field('aboveFen')}>
        <MoneyInput {...form.field('aboveFen')} />
      </Field>
      <Field label="种子" optional hint="不填就用抽检编号；同一种子抽出同样的单据" {...form.field('seed')}>
        <TextInput {...form.field('seed')} maxLength={20} />
      </Field>
      {form.failure && <ErrorNotice message={form.failure} />}
    </FormDialog>
  )
}

const COLUMNS: readonly Column<Row>[] = [
  { key: 'no', title: '编号', always: true, render: row => <span className="zw-num">{row.no}</span> },
  { key: 'title', title: '抽检', always: true, render: row => <b>{row.title}</b> },
  { key: 'period', title: '付款期间', render: row => `${row.fromOn} 至 ${row.toOn}` },
  {
    key: 'population',
    title: '总体',
    figure: true,
    render: row => `${row.population} 张 ${formatFen(row.populationFen)}`,
  },
  { key: 'size', title: '抽中', figure: true, render: row => `${Math.min(row.size, row.population)} 张` },
  { key: 'seed', title: '种子', render: row => row.seed },
  { key: 'looked', title: '已查', figure: true, render: row => `${row.looked} 张` },
  { key: 'by', title: '抽取人', spare: true, render: row => row.drawnName },
]
