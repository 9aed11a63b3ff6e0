import { When } from '../../ui/phone/index.ts'
import type { OpenOrder } from '../net/operations.ts'
import { RemotePhotos } from '../parts/RemotePhotos.tsx'

/** What has been reported here already; joining it saves a second report. */
export function OpenOrders({
  orders,
  onJoin,
}: {
  orders: readonly OpenOrder[]
  onJoin: (order: OpenOrder) => void
}) {
  return (
    <ul className="zp-orders">
      {orders.map(order => (
        <li key={order.id}>
          {order.photos.length > 0 && (
            <RemotePhotos photos={order.photos.slice(0, 2).map(id => ({ id }))} size={72} />
          )}
          <div>
            <p className="zp-orders-title">{order.title}</p>
            <p className="zw-small zw-muted">
              <When at={order.reportedOn} /> 报 · {order.stateLabel}
              {order.endorsements > 0 && ` · ${order.endorsements} 人也遇到了`}
            </p>
          </div>
          <button type="button" className="zp-line-button" onClick={() => onJoin(order)}>
            我也遇到了
          </button>
        </li>
      ))}
    </ul>
  )
}
