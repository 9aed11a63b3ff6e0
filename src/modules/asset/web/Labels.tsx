import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { type Answer, addressOf, useCommand, useRead } from '../../../web/api.ts'
import {
  Button,
  type Choice,
  type Column,
  DataTable,
  Empty,
  Field,
  NumberInput,
  TextInput,
  toast,
} from '../../../web/ui/index.ts'
import { asset } from '../contract.ts'
import { AssetPicker } from './pickers.tsx'
import './asset.css'

type Batch = Answer<typeof asset.labelBatches>['rows'][number]

/** Blank labels printed ahead, and putting one on a thing. */
export default function Labels() {
  const batches = useRead(asset.labelBatches, {})
  const make = useCommand(asset.makeBlankLabels)
  const claim = useCommand(asset.claimCode)
  const [count, setCount] = useState<number | undefined>(24)
  const [code, setCode] = useState('')
  const [thing, setThing] = useState<Choice | undefined>()
  const columns: readonly Column<Batch>[] = [
    {
      key: 'batch',
      title: '批号',
      width: 140,
      always: true,
      render: row => <span className="zw-num">{row.batch}</span>,
    },
    { key: 'count', title: '张数', width: 70, figure: true, render: row => row.count },
    { key: 'claimed', title: '已贴', width: 70, figure: true, render: row => row.claimed },
    { key: 'made', title: '生成', width: 100, render: row => row.madeAt.slice(0, 10) },
    {
      key: 'print',
      title: '打印',
      width: 110,
      render: row => (
        <a href={addressOf(asset.printLabels, { batch: row.batch })} target="_blank" rel="noreferrer">
          A4 不干胶
        </a>
      ),
    },
    {
      key: 'roll',
      title: '标签卷',
      width: 80,
      render: row => (
        <a
          href={addressOf(asset.printLabels, { batch: row.batch, template: 'roll_60x40' })}
          target="_blank"
          rel="noreferrer"
        >
          60×40
        </a>
      ),
    },
  ]
  return (
    <div className="as-plain">
      <Link to="/assets">固定资产</Link>
      <h1>资产标签</h1>
      <p className="zw-muted">
        给登记好的资产打标签，在<Link to="/assets">固定资产</Link>
        里选中，点“打印标签”。也可以先印空白的带去现场，贴上以后扫码认领。
      </p>
      <section className="zw-form">
        <h2>预印空白标签</h2>
        <div className="zw-form-fields">
          <Field id="count" label="张数" hint="A4 不干胶一页 24 张">
            <NumberInput id="count" unit="张" min={1} value={count} onChange={setCount} />
          </Field>
        </div>
        <p className="as-buttons">
          <Button
            kind="primary"
            busy={make.isPending}
            onClick={() =>
              make.mutate(
                { count: count ?? 24 },
                {
                  onSuccess: done => {
                    toast.ok(`${done.batch}：${done.count} 张，可以打印了`)
                    void batches.refetch()
                  },
                  onError: error => void toast.fail(error.message),
                },
              )
            }
          >
            生成
          </Button>
        </p>
      </section>
      <section className="zw-form">
        <h2>贴标签</h2>
        <div className="zw-form-fields">
          <Field id="code" label="标签上的码" hint="8 位；用手机扫标签会自动带出来">
            <TextInput id="code" value={code} onChange={setCode} maxLength={8} />
          </Field>
          <Field id="thing" label="贴在哪件上">
            <AssetPicker id="thing" value={thing} onChange={setThing} />
          </Field>
        </div>
        <p className="as-buttons">
          <Button
            busy={claim.isPending}
            onClick={() => {
              if (code.length !== 8 || !thing) return void toast.fail('请填 8 位码并选资产')
              claim.mutate(
                { code: code.toLowerCase(), assetId: thing.value },
                {
                  onSuccess: done => {
                    toast.ok(`${done.code} 已贴在 ${done.name} ${done.no}`)
                    setCode('')
                    setThing(undefined)
                    void batches.refetch()
                  },
                  onError: error => void toast.fail(error.message),
                },
              )
            }}
          >
            认领
          </Button>
        </p>
      </section>
      <DataTable
        label="标签批次"
        rows={batches.data?.rows}
        rowKey={row => row.batch}
        columns={columns}
        density="dense"
        empty={<Empty title="还没有标签" note="在固定资产里选中资产，点“打印标签”；或先预印空白的。" />}
        error={
          batches.error
            ? { message: batches.error.message, onRetry: () => void batches.refetch() }
            : undefined
        }
      />
    </div>
  )
}
