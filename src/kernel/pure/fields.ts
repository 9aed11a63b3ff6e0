import { z } from 'zod'

/** Text of one line as people type it: trimmed, no control characters. */
export const line = (max: number) =>
  z
    .string()
    .trim()
    .max(max, `最多 ${max} 个字`)
    .refine(text => !hasControl(text), '含有不能保存的控制字符，请重新输入')

/** Text of several lines. */
export const prose = (max: number) =>
  z
    .string()
    .trim()
    .max(max, `最多 ${max} 个字`)
    .refine(text => !hasControl(text.replace(/[\n\r\t]/g, '')), '含有不能保存的控制字符，请重新输入')

export const requiredLine = (max: number) => line(max).min(1, '不能为空')

export const Day = z.iso.date('日期要写成 2025-09-03 这样')
/** An instant as ISO 8601 with zone; handlers receive a Date. */
export const Instant = z.iso.datetime({ offset: true })
export const Id = z.uuid()
export const Version = z.int().min(1)

/** Quantity as a plain decimal, up to three decimals. */
export const Quantity = z.number().positive('数量要大于零').max(10_000_000, '数量太大').multipleOf(0.001)

/** Keyset page request. `cursor` is opaque and comes from the previous page. */
export const pageInput = {
  cursor: z.string().max(500).optional(),
  limit: z.int().min(1).max(200).default(50),
}

export const pageOf = <T extends z.ZodType>(row: T) =>
  z.object({ rows: z.array(row), next: z.string().nullable(), total: z.int().optional() })

/** What the actor may do with a record now, and why not where it is refused. */
export const Actions = z.record(z.string(), z.object({ allowed: z.boolean(), why: z.string().optional() }))
export type Actions = z.output<typeof Actions>

// biome-ignore lint/suspicious/noControlCharactersInRegex: this is the check that keeps them out
const hasControl = (text: string): boolean => /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(text)
