import { z } from 'zod'

/** The only polymorphism: a pointer to a record of some kind, e.g. {kind:'workorder.order', id}. */
export const Ref = z.strictObject({ kind: z.string().max(60), id: z.uuid() })
export type Ref = z.output<typeof Ref>

export const refKey = (ref: Ref): string => `${ref.kind}:${ref.id}`
