import { z } from 'zod'
import { Id } from '../../kernel/pure/fields.ts'
import { defineContract } from '../../kernel/pure/operation.ts'

export { Strokes } from './strokes.ts'

/** A signature as documents show it. */
export const SignatureView = z.object({
  id: Id,
  duty: z.string(),
  statement: z.string(),
  name: z.string(),
  personId: Id.nullable(),
  signedAt: z.date(),
  strokes: z.string().nullable(),
})
export type SignatureView = z.output<typeof SignatureView>

/** Documents sign through their own commands; the mechanism has none. */
export const contract = defineContract({
  id: 'signature',
  title: '签字',
  operations: {},
  errors: {
    twice: { status: 409, text: '{name}已经作为{duty}签过字了，不用再签。' },
    stranger: { status: 403, text: '签字要先登录。请用自己的账号登录后再签。' },
    needs_strokes: { status: 422, text: '没有账号的人要在屏幕上手写签名。请让{name}写下姓名。' },
  },
})
