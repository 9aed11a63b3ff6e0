/** Who keeps the book of assets, who reads all of it, and who may move and lend things. */
export const KEEPERS = ['asset_keeper', 'director'] as const
export const DESK = ['asset_keeper', 'director', 'clerk'] as const
export const READERS = [
  'asset_keeper',
  'director',
  'clerk',
  'principal',
  'vice_principal',
  'accountant',
  'auditor',
  'storekeeper',
  'buyer',
] as const
/** Those who use things: they ask for transfers, offer what lies idle, and answer for what they keep. */
export const USERS = [
  ...READERS,
  'teacher',
  'class_teacher',
  'room_head',
  'dorm_keeper',
  'admin',
  'canteen_manager',
] as const
