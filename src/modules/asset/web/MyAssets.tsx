import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { formatFen } from '../../../kernel/pure/money.ts'
import { SignDialog } from '../../../mechanisms/signature/web/index.ts'
import { type Answer, useCommand, useRead } from '../../../web/api.ts'
import { useSession } from '../../../web/session.tsx'
import {
  askReason,
  Button,
  Empty,
  ErrorNotice,
  Loading,
  Notice,
  RowCard,
  StateTag,
  toast,
} from '../../../web/ui/index.ts'
import { asset } from '../contract.ts'
import { cardMachine, loanMachine } from '../rules.ts'
import './asset.css'

type Mine = Answer<typeof asset.mine>
type Offer = Mine['offers'][number]

/** What I keep, what is being handed to me, what I borrowed, what I have to check. */
export default function MyAssets() {
  const mine = useRead(asset.mine, {})
  if (mine.error) return <ErrorNotice message={mine.error.message} onRetry={() => void mine.refetch()} />
  const data = mine.data
  if (!data) return <Loading kind="rows" />
  const nothing = data.things.length + data.offers.length + data.loans.length === 0
  return (
    <div className="as-mine">
      <h1>我的资产</h1>
      {data.things.length > 0 && (
        <p className="zw-muted">
          由我保管 {data.things.length} 件，原值 {formatFen(data.valueFen)}
          。谁使用谁管理，离开岗位前要先移交。
        </p>
      )}
      {data.sheets.map(sheet => (
        <Notice key={sheet.token} tone={sheet.left > 0 ? 'waiting' : 'done'}>
          <a href={`/f/a/${sheet.token}`}>{sheet.title}</a>
          {sheet.left > 0 ? `：还有 ${sheet.left} 件没核对，${sheet.dueOn} 前完成` : '：已全部核对'}
        </Notice>
      ))}
      {data.offers.map(offer => (
        <OfferBox key={offer.id} offer={offer} />
      ))}
      {data.loans.map(loan => (
        <Link key={loan.id} to={`/asset-loans/${loan.id}`} className="as-row">
          <RowCard
            title={`借用 ${loan.cards} 件`}
            side={<StateTag {...loanMachine.states[loan.state]} />}
            meta={
              <>
                <span className="zw-num">{loan.no}</span>
                <span>应还 {loan.dueOn}</span>
              </>
            }
          />
        </Link>
      ))}
      {nothing && <Empty title="没有由您保管的资产" note="有资产移交给您时，会在这里请您核对签收。" />}
      {data.things.map(thing => (
        <Link key={thing.assetId} to={`/assets/${thing.assetId}`} className="as-row">
          <RowCard
            title={`${thing.name} ${thing.model}`}
            side={<StateTag {...cardMachine.states[thing.state as keyof typeof cardMachine.states]} />}
            meta={
              <>
                <span className="zw-num">{thing.no}</span>
                <span>{thing.placeText || '地点未登记'}</span>
                <span className="zw-num">{formatFen(thing.valueFen)}</span>
              </>
            }
          />
        </Link>
      ))}
    </div>
  )
}

function OfferBox({ offer }: { offer: Offer }) {
  const session = useSession()
  const [signing, setSigning] = useState(false)
  const accept = useCommand(asset.acceptCustody)
  const decline = useCommand(asset.declineCustody)
  const which = { id: offer.id, version: offer.version }
  return (
    <section className="as-offer" aria-label="待签收">
      <h2>
        {offer.offeredName}移交给您 {offer.cards} 件，请核对
      </h2>
      {offer.note && <p className="zw-muted">{offer.note}</p>}
      <ul>
        {offer.things.slice(0, 30).map(thing => (
          <li key={thing.assetId}>
            <b>{thing.name}</b> {thing.model} <span className="zw-num">{thing.no}</span>
            <span className="zw-muted"> {thing.placeText}</span>
          </li>
        ))}
        {offer.things.length > 30 && <li>另有 {offer.things.length - 30} 件</li>}
      </ul>
      <p className="as-buttons">
        <Button
          onClick={async () => {
            const reason = await askReason({ title: '为什么不接受？', ok: '不接受' })
            if (reason)
              decline.mutate(
                { ...which, reason },
                {
                  onSuccess: () => void toast.ok('已告诉移交的人'),
                  onError: error => void toast.fail(error.message),
                },
              )
          }}
        >
          不接受
        </Button>
        <Button kind="primary" onClick={() => setSigning(true)}>
          核对无误，签收
        </Button>
      </p>
      {signing && (
        <SignDialog
          title="签收资产"
          statement={`本人已核对并接收 ${offer.cards} 件资产，负责保管`}
          label={`请${session.name}签名`}
          busy={accept.isPending}
          onSign={strokes =>
            accept.mutate(
              { ...which, ...(strokes ? { strokes } : {}) },
              {
                onSuccess: () => {
                  toast.ok(`已签收 ${offer.cards} 件，现在由您保管`)
                  setSigning(false)
                },
                onError: error => void toast.fail(error.message),
              },
            )
          }
          onClose={() => setSigning(false)}
        />
      )}
    </section>
  )
}
