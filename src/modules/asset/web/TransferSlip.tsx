import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { formatFen } from '../../../kernel/pure/money.ts'
import { SignatureRow, SignDialog } from '../../../mechanisms/signature/web/index.ts'
import { type Answer, type CallError, useCommand, useRead } from '../../../web/api.ts'
import { useSession } from '../../../web/session.tsx'
import {
  type Action,
  askReason,
  type Choice,
  ErrorNotice,
  Facts,
  Field,
  Loading,
  PlacePicker,
  SignatureBoxes,
  Slip,
  toast,
} from '../../../web/ui/index.ts'
import { searchPlaces } from '../../place/web/pickers.ts'
import { asset } from '../contract.ts'
import { transferMachine } from '../rules.ts'
import { ThingTable } from './ThingTable.tsx'
import { marksOf, waitingFor } from './use-paper.ts'

type Paper = Answer<typeof asset.transfer>
type Signing = 'release' | 'receive' | 'book'

const SIGNS: Record<Signing, { title: string; statement: (paper: Paper) => string }> = {
  release: { title: '签字调出', statement: p => `${p.no} 同意调出 ${p.cards} 件资产` },
  receive: { title: '签字接收', statement: p => `${p.no} 已收到 ${p.cards} 件资产` },
  book: { title: '入账', statement: p => `${p.no} 已在资产账上由${p.fromUnitText}转到${p.toUnitText}` },
}

/** 资产调拨单: both sides sign; place and unit change when the things are received. */
export default function TransferSlip() {
  const { id } = useParams({ strict: false }) as { id: string }
  const one = useRead(asset.transfer, { id })
  if (one.error) return <ErrorNotice message={one.error.message} onRetry={() => void one.refetch()} />
  return one.data ? <TransferPaper paper={one.data} /> : <Loading kind="slip" />
}

function TransferPaper({ paper }: { paper: Paper }) {
  const session = useSession()
  const [signing, setSigning] = useState<Signing | null>(null)
  const [place, setPlace] = useState<Choice>()
  const [placeMissing, setPlaceMissing] = useState(false)
  const release = useCommand(asset.releaseTransfer)
  const receive = useCommand(asset.receiveTransfer)
  const book = useCommand(asset.bookTransfer)
  const cancel = useCommand(asset.cancelTransfer)
  const which = { id: paper.id, version: paper.version }
  const fail = (error: CallError): void => void toast.fail(error.message)
  const commands = { release, receive, book }
  const action = (key: Signing): Action[] => {
    const state = paper.actions[`${key}Transfer`]
    return state
      ? [
          {
            key,
            label: SIGNS[key].title,
            kind: 'primary',
            allowed: state.allowed,
            why: state.why,
            onRun: () => setSigning(key),
          },
        ]
      : []
  }
  const actions: Action[] = [
    ...action('release'),
    ...action('receive'),
    ...action('book'),
    ...(paper.actions.cancelTransfer
      ? [
          {
            key: 'cancel',
            label: '撤销',
            danger: true,
            allowed: true,
            onRun: async () => {
              const reason = await askReason({ title: '撤销这张调拨单？', ok: '撤销' })
              if (reason)
                cancel.mutate(
                  { ...which, reason },
                  { onSuccess: () => void toast.ok('已撤销'), onError: fail },
                )
            },
          },
        ]
      : []),
  ]
  return (
    <>
      <Slip
        kind="资产调拨单"
        number={paper.no}
        url={paper.url}
        sentence={`${paper.fromUnitText || '没有部门'} → ${paper.toUnitText}，${paper.cards} 件，原值 ${formatFen(paper.valueFen)}`}
        state={transferMachine.states[paper.state]}
        back={<Link to="/asset-transfers">资产调拨</Link>}
        actions={actions}
        wide={
          <>
            <ThingTable things={paper.lines} />
            <SignatureRow
              marks={marksOf(paper.seals)}
              waiting={
                paper.state === 'cancelled'
                  ? []
                  : waitingFor(['调出部门', '调入部门', '资产管理员'], paper.seals)
              }
            />
            <SignatureBoxes places={['总务处', '财务']} />
          </>
        }
      >
        <Facts
          columns={2}
          facts={[
            { label: '调出部门', value: paper.fromUnitText || '—' },
            { label: '调入部门', value: paper.toUnitText },
            { label: '新存放地点', value: paper.toPlaceText || '接收时定' },
            { label: '新保管人', value: paper.toKeeperName || '—' },
            { label: '申请', value: paper.requestedName },
            { label: '来源', value: paper.reuse ? '闲置调剂' : '在用调拨' },
            { label: '入账', value: paper.bookedOn ?? '—' },
            { label: '调拨原因', value: paper.reason, block: true },
            ...(paper.note ? [{ label: '备注', value: paper.note, block: true }] : []),
          ]}
        />
      </Slip>
      {signing && (
        <SignDialog
          title={SIGNS[signing].title}
          statement={SIGNS[signing].statement(paper)}
          label={`请${session.name}签名`}
          busy={commands[signing].isPending}
          onSign={strokes => {
            const receiving = signing === 'receive'
            if (receiving && !place && !paper.toPlaceText) return setPlaceMissing(true)
            commands[signing].mutate(
              {
                ...which,
                ...(receiving && place ? { placeId: place.value } : {}),
                ...(strokes ? { strokes } : {}),
              },
              {
                onSuccess: () => {
                  toast.ok('已签字')
                  setSigning(null)
                },
                onError: fail,
              },
            )
          }}
          onClose={() => setSigning(null)}
        >
          {signing === 'receive' && (
            <Field
              id="transfer-place"
              label={paper.toPlaceText ? `不放在${paper.toPlaceText}，改放` : '放在哪里'}
              optional={Boolean(paper.toPlaceText)}
              error={placeMissing && !place ? '请选存放地点' : undefined}
            >
              <PlacePicker id="transfer-place" value={place} onChange={setPlace} search={searchPlaces()} />
            </Field>
          )}
        </SignDialog>
      )}
    </>
  )
}
