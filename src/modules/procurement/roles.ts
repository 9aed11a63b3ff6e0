/** Who sees all purchases; others see what they asked for and what they are to accept. */
export const WATCHERS = [
  'director',
  'clerk',
  'buyer',
  'storekeeper',
  'asset_keeper',
  'accountant',
  'cashier',
  'auditor',
  'principal',
  'vice_principal',
] as const
/** Who carries a purchase out. */
export const BUYERS = ['buyer', 'clerk', 'director'] as const
/** Who decides from whom to buy. */
export const CHOOSERS = ['director', 'vice_principal', 'principal'] as const
