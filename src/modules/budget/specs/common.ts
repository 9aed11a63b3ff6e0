import { z } from 'zod'
import { Id, requiredLine, Version } from '../../../kernel/pure/fields.ts'

export const which = { id: Id, version: Version }
export const reason = requiredLine(500).meta({ title: '理由' })
export const Made = z.object({ id: Id, version: Version })

/** Who sees the money of the school. */
export const MONEY_READERS = [
  'accountant',
  'cashier',
  'auditor',
  'principal',
  'vice_principal',
  'director',
  'district_officer',
] as const
/** Who chooses a line for a document. */
export const PICKERS = [
  'accountant',
  'cashier',
  'auditor',
  'principal',
  'vice_principal',
  'director',
  'clerk',
  'buyer',
  'asset_keeper',
  'storekeeper',
] as const
export const ACCOUNTANT = ['accountant'] as const
export const DRAFTERS = ['accountant', 'director'] as const
export const DECIDERS = ['principal', 'vice_principal'] as const
