import { type ComponentType, createContext, lazy, type ReactNode, Suspense, useContext, useMemo } from 'react'
import type { OperationId } from './page-spec.ts'
import { useSession } from './session.tsx'

/** The pages that let other modules add a part, with what they hand to it. */
export interface SlotProps {
  /** Below a work order. */
  'order.after': { orderId: string }
  /** Below an asset's card. */
  'asset.after': { assetId: string }
  /** Below a place. */
  'place.after': { placeId: string }
}
export type SlotName = keyof SlotProps

/** A part that a module adds to another module's page, which need not know it. */
export interface SlotSpec<N extends SlotName = SlotName> {
  slot: N
  key: string
  /** Operations the user must hold (any of them) to see the part. */
  needs?: readonly OperationId[]
  load: () => Promise<{ default: ComponentType<never> }>
}

/** Names the part with its place, so that the component's props are checked where it is declared. */
export const slotPart = <N extends SlotName>(spec: {
  slot: N
  key: string
  needs?: readonly OperationId[]
  load: () => Promise<{ default: ComponentType<SlotProps[N]> }>
}): SlotSpec => spec as SlotSpec

const Slots = createContext<readonly SlotSpec[]>([])

export const SlotProvider = ({ parts, children }: { parts: readonly SlotSpec[]; children: ReactNode }) => (
  <Slots.Provider value={parts}>{children}</Slots.Provider>
)

/** Where a page lets others add: `<Slot name="order.after" orderId={id} />`. */
export function Slot<N extends SlotName>({ name, ...props }: { name: N } & SlotProps[N]) {
  const parts = useContext(Slots)
  const session = useSession()
  const mine = parts.filter(
    part => part.slot === name && (!part.needs || part.needs.some(id => session.can({ id }))),
  )
  return mine.map(part => <Part key={part.key} spec={part} given={props as object} />)
}

function Part({ spec, given }: { spec: SlotSpec; given: object }) {
  const Loaded = useMemo(() => lazy(spec.load as () => Promise<{ default: ComponentType<object> }>), [spec])
  return (
    <Suspense fallback={null}>
      <Loaded {...given} />
    </Suspense>
  )
}
