import { z } from 'zod'
import { Day } from '../../../kernel/pure/fields.ts'
import { LEADERS } from '../../../kernel/pure/roles.ts'

/** Who hands things out and takes them in. */
export const KEEPERS = ['storekeeper', 'clerk', 'director'] as const
export const OFFICE = ['director', 'clerk', 'storekeeper', 'accountant'] as const
/** Who reads the books of the stores. */
export const READERS = [...new Set([...LEADERS, ...OFFICE, 'auditor', 'asset_keeper', 'buyer'] as const)]

export const lines = <T extends z.ZodType>(line: T) => z.array(line).min(1, '请至少写一行').max(200)
export const Day0 = Day.optional().meta({ title: '日期' })
