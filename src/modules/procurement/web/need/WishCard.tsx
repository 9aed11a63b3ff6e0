import { type ReactNode, useState } from 'react'
import { formatFen } from '../../../../kernel/pure/money.ts'
import { MoneyInput, SelectInput } from '../../../../web/ui/index.ts'
import { PhoneField } from '../../../../web/ui/phone/index.ts'
import { Stepper } from '../../../stock/web/Stepper.tsx'
import { KIND_WORDS } from '../../guess.ts'
import { CATEGORIES, type Category, type RequestKind } from '../../words.ts'
import { LineField } from '../LineField.tsx'
import { toBuy, type Wish, wayOf } from './wish.ts'

interface WishCardProps {
  wish: Wish
  onChange: (more: Partial<Wish>) => void
  onDrop: () => void
}

/** One thing: how many, which way it comes, and what it is taken for. */
export function WishCard({ wish, onChange, onDrop }: WishCardProps) {
  const way = wayOf(wish)
  const [refusing, setRefusing] = useState(wish.why !== '')
  return (
    <section className="zw-wish" data-way={way}>
      <header>
        <b>{wish.name}</b>
        <button type="button" className="zw-wish-drop" aria-label={`去掉${wish.name}`} onClick={onDrop}>
          ×
        </button>
      </header>
      <div className="zw-wish-count">
        <Stepper label={wish.name} value={wish.quantity} onChange={quantity => onChange({ quantity })} />
        <span>{wish.measure}</span>
      </div>
      <p className="zw-wish-way">{wayText(wish)}</p>
      {way === 'store' && !refusing && (
        <button type="button" className="zw-link" onClick={() => setRefusing(true)}>
          库里的不合用，要另买
        </button>
      )}
      {wish.idle.length > 0 && <IdleChoice wish={wish} onChange={onChange} />}
      {way !== 'idle' && (refusing || wish.idle.length > wish.takeIds.length) && (
        <PhoneField
          label="为什么不合用"
          hint="写了就按要买的报"
          value={wish.why}
          onChange={why => onChange({ why })}
          maxLength={200}
        />
      )}
      {way === 'buy' && <BuyFields wish={wish} onChange={onChange} />}
    </section>
  )
}

function wayText(wish: Wish): string {
  const has = `${wish.onhand}${wish.measure}`
  switch (wayOf(wish)) {
    case 'store':
      return `库里有 ${has}，直接领，不用买`
    case 'idle':
      return '调用校内闲置的，不用买'
    case 'buy':
      if (wish.takeIds.length > 0)
        return `调用 ${wish.takeIds.length}${wish.measure}，还要买 ${toBuy(wish)}${wish.measure}`
      if (wish.onhand >= wish.quantity) return `库里有 ${has}，说了不合用，按要买的报`
      return wish.onhand > 0 ? `库里只有 ${has}，要买` : '库里没有，要买'
  }
}

function IdleChoice({ wish, onChange }: Pick<WishCardProps, 'wish' | 'onChange'>) {
  return (
    <fieldset className="zw-wish-idle">
      <legend>校内有闲置的，先看合不合用：</legend>
      {wish.idle.map(one => (
        <button
          key={one.id}
          type="button"
          aria-pressed={wish.takeIds.includes(one.id)}
          onClick={() => onChange({ takeIds: toggled(wish.takeIds, one.id) })}
        >
          <b>{one.name}</b>
          <small>{[one.where, one.no].filter(Boolean).join('，')}</small>
          <span>{wish.takeIds.includes(one.id) ? '调用这一件 ✓' : '调用这一件'}</span>
        </button>
      ))}
    </fieldset>
  )
}

const toggled = (ids: readonly string[], id: string): string[] =>
  ids.includes(id) ? ids.filter(one => one !== id) : [...ids, id]

function BuyFields({ wish, onChange }: Pick<WishCardProps, 'wish' | 'onChange'>) {
  const [changing, setChanging] = useState(false)
  return (
    <Fields>
      <LineField
        label={`估价，一${wish.measure}多少钱`}
        hint={wish.lastPriceFen ? `上次买 ${formatFen(wish.lastPriceFen)}` : '不知道就估个大概，采购时再询价'}
      >
        <MoneyInput value={wish.priceFen} onChange={priceFen => onChange({ priceFen })} />
      </LineField>
      <p className="zw-wish-guess">
        按<b>{CATEGORIES[wish.category]}</b>报：{KIND_WORDS[wish.kind]}。{' '}
        <button type="button" className="zw-link" onClick={() => setChanging(!changing)}>
          {changing ? '好了' : '不对，改'}
        </button>
      </p>
      {changing && (
        <>
          <LineField label="这是什么">
            <SelectInput
              options={Object.entries(CATEGORIES).map(([value, label]) => ({ value, label }))}
              value={wish.category}
              onChange={category => onChange({ category: category as Category })}
            />
          </LineField>
          <LineField label="怎么用">
            <SelectInput
              options={Object.entries(KIND_WORDS).map(([value, label]) => ({ value, label }))}
              value={wish.kind}
              onChange={kind => onChange({ kind: kind as RequestKind })}
            />
          </LineField>
        </>
      )}
    </Fields>
  )
}

/** The frame that lays fields out by its own width. */
export const Fields = ({ children }: { children: ReactNode }) => (
  <div className="zw-form">
    <div className="zw-form-fields">{children}</div>
  </div>
)
