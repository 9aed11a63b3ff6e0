import { type SlotSpec, slotPart } from '../../../web/slot.tsx'

export const slots: readonly SlotSpec[] = [
  slotPart({
    slot: 'order.after',
    key: 'stock.materials',
    needs: ['stock.orderMaterials'],
    load: () => import('./OrderMaterials.tsx'),
  }),
]
