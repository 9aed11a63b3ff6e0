import type { SignatureView } from '../../../mechanisms/signature/contract.ts'
import type { Wire } from '../../../web/api.ts'

/** Marks as they come over the wire, with their instants. */
export const marksOf = (seals: readonly Wire<SignatureView>[]): SignatureView[] =>
  seals.map(seal => ({ ...seal, signedAt: new Date(seal.signedAt) }))

/** Capacities in which nobody has signed yet. */
export const waitingFor = (duties: readonly string[], seals: readonly { duty: string }[]) =>
  duties.filter(duty => !seals.some(seal => seal.duty === duty)).map(duty => ({ duty }))
