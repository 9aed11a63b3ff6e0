import { type SlotSpec, slotPart } from '../../../web/slot.tsx'
import { stock } from '../contract.ts'

export const slots: readonly SlotSpec[] = [
  slotPart({
    slot: 'order.after',
    key: 'stock.materials',
    needs: [stock.orderMaterials],
    load: () => import('./OrderMaterials.tsx'),
  }),
]
