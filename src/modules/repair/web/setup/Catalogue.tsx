import Plus from 'lucide-react/icons/plus'
import { useState } from 'react'
import { LEVELS, type Level } from '../../../../mechanisms/workorder/contract.ts'
import { useRead } from '../../../../web/api.ts'
import { Button } from '../../../../web/ui/base/Button.tsx'
import { ChoiceInput } from '../../../../web/ui/form/choices.tsx'
import { Field } from '../../../../web/ui/form/Field.tsx'
import { TextInput } from '../../../../web/ui/form/inputs.tsx'
import type { Column } from '../../../../web/ui/list/columns.ts'
import { DataTable } from '../../../../web/ui/list/DataTable.tsx'
import { type CatalogueItem, type CatalogueTrade, contract } from '../../contract.ts'
import { SendForm } from '../order/SendForm.tsx'

const { operations } = contract

/** The items that are counted, trade by trade; the school adds its own and retires what it does not use. */
export function Catalogue() {
  const read = useRead(operations.catalogue, { all: true })
  const trades = read.data?.trades ?? []
  const [trade, setTrade] = useState<string>()
  const [asked, setAsked] = useState<CatalogueItem | 'new'>()
  const shown = trades.find(t => t.code === (trade ?? trades[0]?.code))
  const columns: Column<CatalogueItem>[] = [
    {
      key: 'name',
      title: '项目',
      always: true,
      render: i => (
        <>
          {i.active ? <b>{i.name}</b> : <s className="zw-muted">{i.name}</s>}
          {i.own && <small className="zw-muted"> 本校的</small>}
        </>
      ),
    },
    { key: 'measure', title: '单位', width: '5em', render: i => i.measure },
    { key: 'counts', title: '计入报修次数', width: '8em', render: i => (i.counts ? '计' : '不计') },
    { key: 'group', title: '总结里归到', render: i => i.group || i.name },
    { key: 'level', title: '一报就是', width: '7em', render: i => LEVELS[i.level].label },
  ]
  return (
    <section>
      <div className="zw-setup-head">
        <h2>维修目录</h2>
        <Button icon={<Plus size={16} aria-hidden />} onClick={() => setAsked('new')}>
          加项目
        </Button>
      </div>
      <ChoiceInput
        id="catalogue-trade"
        value={shown?.code}
        options={trades.map(t => ({ value: t.code, label: `${t.name} ${t.items.length}` }))}
        onChange={setTrade}
      />
      <DataTable
        label="维修目录"
        rows={read.data ? (shown?.items ?? []) : undefined}
        rowKey={i => i.code}
        columns={columns}
        onOpen={setAsked}
        density="dense"
        empty="这个工种还没有项目。"
        error={read.error ? { message: read.error.message, onRetry: () => void read.refetch() } : undefined}
      />
      {asked && (
        <ItemForm
          item={asked === 'new' ? undefined : asked}
          trade={shown?.code}
          trades={trades}
          onClose={() => setAsked(undefined)}
        />
      )}
    </section>
  )
}

interface ItemFormProps {
  item: CatalogueItem | undefined
  trade: string | undefined
  trades: readonly CatalogueTrade[]
  onClose: () => void
}

function ItemForm({ item, trade: at, trades, onClose }: ItemFormProps) {
  const [name, setName] = useState(item?.name ?? '')
  const [trade, setTrade] = useState(item?.trade ?? at)
  const [measure, setMeasure] = useState(item?.measure ?? '只')
  const [counts, setCounts] = useState(item?.counts === false ? 'no' : 'yes')
  const [group, setGroup] = useState(item?.group ?? '')
  const [level, setLevel] = useState<Level>(item?.level ?? 'L2')
  const [active, setActive] = useState(item?.active === false ? 'no' : 'yes')
  return (
    <SendForm
      operation={operations.setItem}
      title={item ? `改“${item.name}”` : '加一个维修项目'}
      ok={item ? '改好' : '加上'}
      make={() => {
        if (!name.trim() || !measure.trim() || !trade) return '名称、单位、工种都要写。'
        return {
          code: item?.code ?? `${trade}.${crypto.randomUUID().slice(0, 8)}`,
          trade,
          name,
          measure,
          counts: counts === 'yes',
          group,
          level,
          active: active === 'yes',
          isNew: !item,
        }
      }}
      told={i => `${i.name}，按${i.measure}计${i.counts ? '' : '，不计入次数'}`}
      onClose={onClose}
    >
      <Field id="item-name" label="名称">
        <TextInput value={name} onChange={setName} maxLength={40} placeholder="例如：换水龙头" />
      </Field>
      <Field id="item-trade" label="工种">
        <ChoiceInput
          value={trade}
          options={trades.map(t => ({ value: t.code, label: t.name }))}
          onChange={setTrade}
        />
      </Field>
      <Field id="item-measure" label="单位">
        <TextInput value={measure} onChange={setMeasure} maxLength={10} />
      </Field>
      <Field id="item-counts" label="计入报修次数" hint="按米、按平方算的一般不计。">
        <ChoiceInput
          value={counts}
          options={[
            { value: 'yes', label: '计' },
            { value: 'no', label: '不计' },
          ]}
          onChange={v => setCounts(v ?? 'yes')}
        />
      </Field>
      <Field id="item-group" label="总结里归到" optional hint="几个项目写同一个名字，总结里就加在一起。">
        <TextInput value={group} onChange={setGroup} maxLength={40} />
      </Field>
      <Field id="item-level" label="一报就是" hint={LEVELS[level].hint}>
        <ChoiceInput
          value={level}
          options={Object.entries(LEVELS).map(([value, l]) => ({ value, label: l.label }))}
          onChange={v => setLevel(v as Level)}
        />
      </Field>
      {item && (
        <Field id="item-active" label="现在用吗" hint="停用后不再能选，旧单子照旧。">
          <ChoiceInput
            value={active}
            options={[
              { value: 'yes', label: '用' },
              { value: 'no', label: '停用' },
            ]}
            onChange={v => setActive(v ?? 'yes')}
          />
        </Field>
      )}
    </SendForm>
  )
}
