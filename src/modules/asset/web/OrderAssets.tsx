import { Link } from '@tanstack/react-router'
import { formatFen } from '../../../kernel/pure/money.ts'
import { useCommand, useRead } from '../../../web/api.ts'
import { useSession } from '../../../web/session.tsx'
import { Button, Facts, toast } from '../../../web/ui/index.ts'
import { asset } from '../contract.ts'

/** Which thing a repair is about: its warranty, how often it was repaired and what that has cost. */
export default function OrderAssets({ orderId }: { orderId: string }) {
  const session = useSession()
  const found = useRead(asset.assetsOfOrder, { orderId })
  const link = useCommand(asset.linkOrder)
  if (!found.data || found.data.rows.length + found.data.here.length === 0) return null
  const { rows, here, orderNo } = found.data
  return (
    <>
      {rows.length > 0 && (
        <Facts
          title="修的资产"
          columns={2}
          facts={rows.map(row => ({
            label: row.no,
            value: (
              <Link to={`/assets/${row.id}`}>
                {row.name} {row.model}
              </Link>
            ),
            note: [
              row.underWarranty ? `在保修期内（到 ${row.warrantyUntil}），先找厂家` : '',
              `修过 ${row.repairs} 次，共 ${formatFen(row.repairFen)}`,
              `原值 ${formatFen(row.valueFen)}`,
            ]
              .filter(Boolean)
              .join('；'),
          }))}
        />
      )}
      {here.length > 0 && session.can(asset.linkOrder) && (
        <Facts
          title="修的是这里的哪一件？"
          columns={2}
          facts={here.map(one => ({
            label: one.no,
            value: (
              <Button
                kind="quiet"
                onClick={() =>
                  link.mutate(
                    { assetId: one.id, orderNo },
                    {
                      onSuccess: () => void toast.ok(`已记在${one.name}名下`),
                      onError: error => void toast.fail(error.message),
                    },
                  )
                }
              >
                {one.name}
              </Button>
            ),
          }))}
        />
      )}
    </>
  )
}
