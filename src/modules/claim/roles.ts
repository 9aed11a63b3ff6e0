import { STAFF } from '../../kernel/pure/roles.ts'

/** Who handles a purchase or an expense and may claim for it. */
export const CLAIMERS = STAFF.filter(
  role => !['guard', 'cook', 'room_head', 'groundskeeper', 'auditor', 'cashier'].includes(role),
)
/** Who sees all claims; the others see those they have a hand in. */
export const CLAIM_READERS = [
  'accountant',
  'cashier',
  'auditor',
  'principal',
  'vice_principal',
  'director',
  'district_officer',
] as const
/** Who may look into the books for an audit. */
export const AUDITORS = ['auditor', 'principal', 'accountant', 'district_officer'] as const
