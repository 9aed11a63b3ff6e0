import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { formatFen } from '../../../kernel/pure/money.ts'
import { attachment } from '../../../mechanisms/attachment/contract.ts'
import { SignatureRow } from '../../../mechanisms/signature/web/index.ts'
import { type Answer, addressOf, useRead } from '../../../web/api.ts'
import { Slot } from '../../../web/slot.tsx'
import {
  ErrorNotice,
  type Fact,
  Facts,
  Loading,
  Notice,
  PhotoStrip,
  SignatureBoxes,
  Slip,
  Timeline,
} from '../../../web/ui/index.ts'
import { asset } from '../contract.ts'
import {
  ACQUIRE_MODES,
  CATEGORIES,
  CONDITIONS,
  cardMachine,
  DIRECTIONS,
  EDITIONS,
  FUNDINGS,
  monthsText,
  particularsOf,
  particularText,
  VALUE_TYPES,
} from '../rules.ts'
import { EditDialog } from './EditDialog.tsx'
import { MoveDialog } from './MoveDialogs.tsx'
import { UPKEEPS, type Upkeep, UpkeepDialog } from './UpkeepDialogs.tsx'
import { type CardDialog, useCardActions } from './use-card-actions.ts'
import { marksOf } from './use-paper.ts'
import { ValueLines } from './ValueLines.tsx'
import './asset.css'

export type CardView = Answer<typeof asset.get>

/** 固定资产卡片: what it is, who has it, what it is worth, and all that happened to it. */
export default function CardSlip() {
  const { id } = useParams({ strict: false }) as { id: string }
  const one = useRead(asset.get, { id })
  if (one.error) return <ErrorNotice message={one.error.message} onRetry={() => void one.refetch()} />
  return one.data ? <Card card={one.data} reload={() => void one.refetch()} /> : <Loading kind="slip" />
}

function Card({ card, reload }: { card: CardView; reload: () => void }) {
  const navigate = useNavigate()
  const [dialog, setDialog] = useState<CardDialog | null>(null)
  const actions = useCardActions(card, setDialog)
  const photos = card.files.filter(file => file.picture)
  const papers = card.files.filter(file => !file.picture)
  const close = (): void => setDialog(null)
  return (
    <>
      <Slip
        kind="固定资产卡片"
        number={card.no}
        url={card.codes[0]?.url ?? card.cardUrl}
        sentence={`${card.name}${card.quantity > 1 ? ` ${card.quantity}${card.measure}` : ''}，${card.unitText || '部门未定'}，${card.placeText || '地点未登记'}，${card.keeperName ? `${card.keeperName}保管` : '没有保管人'}`}
        state={cardMachine.states[card.state]}
        back={<Link to="/assets">固定资产</Link>}
        notice={<Notices card={card} />}
        actions={actions}
        timeline={
          <Timeline
            title="经过"
            events={card.events.map(event => ({
              key: event.id,
              at: event.at,
              who: event.actorName,
              what: event.documentNo ? `${event.action}（${event.documentNo}）` : event.action,
              ...(event.note ? { detail: event.note } : {}),
            }))}
          />
        }
        wide={
          <>
            <ValueLines card={card} />
            {card.repairs.length > 0 && <Repairs card={card} />}
            {card.seals.length > 0 && <SignatureRow marks={marksOf(card.seals)} />}
            <Slot name="asset.after" assetId={card.id} />
            <SignatureBoxes places={['资产管理员', '使用人', '保管人', '财务']} />
          </>
        }
      >
        <i className="as-card-paper" hidden />
        <Facts title="基本信息" facts={basics(card)} columns={2} />
        <Facts title="使用信息" facts={usage(card)} columns={2} />
        <Facts title="财务信息" facts={money(card)} columns={2} />
        {photos.length > 0 && (
          <PhotoStrip
            photos={photos.map(file => ({
              key: file.id,
              src: addressOf(attachment.view, { id: file.id, size: 'large' }),
              thumb: addressOf(attachment.view, { id: file.id, size: 'thumb' }),
            }))}
          />
        )}
        {papers.length > 0 && (
          <Facts
            title="资料"
            facts={papers.map(file => ({
              label: '文件',
              value: <a href={addressOf(attachment.view, { id: file.id, size: 'original' })}>{file.name}</a>,
            }))}
          />
        )}
      </Slip>
      {dialog === 'edit' && <EditDialog card={card} onClose={close} onDone={reload} />}
      {isUpkeep(dialog) && <UpkeepDialog upkeep={dialog} card={card} onClose={close} onDone={reload} />}
      {dialog && dialog !== 'edit' && !isUpkeep(dialog) && (
        <MoveDialog
          move={dialog}
          chosen={{ ids: [card.id], text: `${card.name} ${card.no}` }}
          onClose={close}
          onMade={path => {
            close()
            reload()
            if (path) void navigate({ href: path })
          }}
        />
      )}
    </>
  )
}

const isUpkeep = (dialog: CardDialog | null): dialog is Upkeep => UPKEEPS.some(upkeep => upkeep === dialog)

function Notices({ card }: { card: CardView }) {
  return (
    <>
      {card.documents.map(paper => (
        <Notice key={paper.href} tone="waiting">
          {paper.state}：<a href={paper.href}>{paper.title}</a>
        </Notice>
      ))}
      {card.idle && (
        <Notice tone="waiting">
          {card.idle.since} 起闲置：{card.idle.reason}（{CONDITIONS[card.idle.condition]}）
        </Notice>
      )}
      {card.repairsTooDear && (
        <Notice tone="late">
          累计维修 {formatFen(card.repairFen)}，已超过原值的一半左右，再修之前请考虑更新。
        </Notice>
      )}
      {card.disposedOn && (
        <Notice tone="done">
          {card.disposedOn} 核销，{card.disposeNo}
        </Notice>
      )}
    </>
  )
}

const basics = (card: CardView): Fact[] => [
  { label: '资产名称', value: card.name },
  {
    label: '编号',
    value: card.no,
    ...(card.formerNos.length > 0 ? { note: `曾用 ${card.formerNos.join('、')}` } : {}),
  },
  {
    label: '分类',
    value: card.classCode ? `${card.classCode} ${card.className}` : '未分类',
    ...(card.classEdition ? { note: EDITIONS[card.classEdition] } : {}),
  },
  { label: '品牌型号', value: [card.brand, card.model].filter(Boolean).join(' ') || '—' },
  { label: '规格', value: card.spec || '—' },
  { label: '机身编号', value: card.serialNo || '—' },
  { label: '数量', value: `${card.quantity}${card.measure}` },
  { label: '供应商', value: card.supplierText || '—' },
  { label: '取得', value: `${card.acquiredOn} ${ACQUIRE_MODES[card.acquireMode]}` },
  { label: '保修到', value: card.warrantyUntil ?? '—' },
  {
    label: '登记',
    value: `${card.bookedOn}，${card.batch.no}`,
    ...(card.batch.cards > 1 ? { note: `同批 ${card.batch.cards} 张` } : {}),
  },
  ...particularsOf(card.category).map(spec => ({
    label: spec.title,
    value: particularText(spec, card.particulars) || '—',
  })),
  ...(card.note ? [{ label: '备注', value: card.note, block: true }] : []),
]

const usage = (card: CardView): Fact[] => [
  { label: '使用部门', value: card.unitText || '—' },
  { label: '存放地点', value: card.placeText || '—' },
  { label: '保管人', value: card.keeperName || '—' },
  { label: '使用人', value: card.userName || '—' },
  { label: '使用方向', value: DIRECTIONS[card.direction] },
  { label: '使用状况', value: cardMachine.states[card.state].label },
]

const money = (card: CardView): Fact[] => [
  { label: '会计类别', value: card.accountTitle },
  { label: '折旧类别', value: CATEGORIES[card.category].title },
  { label: VALUE_TYPES[card.valueType], value: formatFen(card.valueFen) },
  { label: '经费来源', value: FUNDINGS[card.funding] },
  {
    label: '折旧',
    value:
      card.lifeMonths === null
        ? '不提折旧'
        : `${monthsText(card.lifeMonths)}，已提 ${card.monthsDone} 个月 ${formatFen(card.depreciatedFen)}`,
  },
  { label: '净值', value: formatFen(card.netFen) },
]

const Repairs = ({ card }: { card: CardView }) => (
  <Facts
    title={`维修 ${card.repairs.length} 次，共 ${formatFen(card.repairFen)}；连同原值 ${formatFen(card.valueFen + card.repairFen)}`}
    columns={2}
    facts={card.repairs.map(repair => ({
      label: repair.on,
      value: <Link to={`/orders/${repair.orderId}`}>{repair.title}</Link>,
      note: `${repair.no} · ${formatFen(repair.costFen)}`,
    }))}
  />
)
