import { useState } from 'react'
import { formatFen } from '../../../kernel/pure/money.ts'
import { type Answer, useCommand, useRead } from '../../../web/api.ts'
import { useSession } from '../../../web/session.tsx'
import { Button, ErrorNotice, Loading, toast } from '../../../web/ui/index.ts'
import { stock } from '../contract.ts'
import { quantityText } from '../rules.ts'
import { QuotaForm, StoreForm } from './SettingForms.tsx'
import './stock.css'

export type Store = Answer<typeof stock.stores>['rows'][number]

/** The stores with their keepers, and how much each class or department may have in a term. */
export default function Settings() {
  const session = useSession()
  const [doing, setDoing] = useState<'store' | 'quota' | Store>()
  const stores = useRead(stock.stores, { all: true })
  const quotas = useRead(stock.quotas, {})
  const setQuota = useCommand(stock.setQuota)
  const close = (): void => setDoing(undefined)
  const failed = stores.error ?? quotas.error
  if (failed) return <ErrorNotice message={failed.message} onRetry={() => void stores.refetch()} />
  if (!stores.data || !quotas.data) return <Loading kind="rows" />
  return (
    <section className="zw-stock-desk">
      <header className="zw-stock-hand-head">
        <h1>仓库</h1>
        {session.can(stock.saveStore) && (
          <Button kind="primary" onClick={() => setDoing('store')}>
            登记仓库
          </Button>
        )}
      </header>
      <ul className="zw-stock-hand">
        {stores.data.rows.map(store => (
          <li key={store.id}>
            <div className="zw-stock-hand-head">
              <b>
                {store.name}
                {store.closed && '（已停用）'}
              </b>
              {session.can(stock.saveStore) && (
                <Button kind="quiet" onClick={() => setDoing(store)}>
                  修改
                </Button>
              )}
            </div>
            <span className="zw-muted">
              {[
                store.keeperName ? `保管员 ${store.keeperName}` : '还没有保管员',
                store.placeText,
                `${store.items} 种`,
                session.can(stock.documents) && formatFen(store.amountFen),
              ]
                .filter(Boolean)
                .join(' · ')}
            </span>
          </li>
        ))}
      </ul>
      <header className="zw-stock-hand-head">
        <h2>每学期定额</h2>
        {session.can(stock.setQuota) && <Button onClick={() => setDoing('quota')}>设定额</Button>}
      </header>
      <p className="zw-muted">定额是上限，按需发放。超了要写理由，由审批人决定；也可以在参数里改成不受理。</p>
      <table className="zw-stock-table">
        <tbody>
          {quotas.data.rows.map(quota => (
            <tr key={quota.id}>
              <td>{quota.name}</td>
              <td>{quota.forWhom}</td>
              <td className="zw-fig">{quantityText(quota.quantity, quota.measure)}</td>
              <td className="zw-fig">
                {session.can(stock.setQuota) && (
                  <Button
                    kind="quiet"
                    onClick={() =>
                      setQuota.mutate(
                        {
                          itemId: quota.itemId,
                          unitId: quota.unitId,
                          unitKind: quota.unitKind,
                          quantity: null,
                        },
                        { onSuccess: () => toast.ok('已取消定额'), onError: e => toast.fail(e.message) },
                      )
                    }
                  >
                    取消
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {doing === 'store' && <StoreForm onClose={close} />}
      {doing === 'quota' && <QuotaForm onClose={close} />}
      {typeof doing === 'object' && <StoreForm store={doing} onClose={close} />}
    </section>
  )
}
