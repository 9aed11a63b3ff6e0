import { z } from 'zod'
import { ROLE_CODES, ROLES } from '../../../kernel/pure/roles.ts'
import type { Ctx } from '../../../kernel/server/ctx.ts'
import { defineParameter, readParameter } from '../../../mechanisms/parameter/index.ts'

/** Whose account in wrong hands does the school most harm: money, approvals, other people's accounts. */
export const ADVISED_ROLES: readonly string[] = [
  'admin',
  'principal',
  'vice_principal',
  'director',
  'accountant',
  'cashier',
  'auditor',
  'district_officer',
]

export const factorRoles = defineParameter({
  key: 'account.second_factor_roles',
  title: '哪些职务登录时必须加动态码',
  about:
    '列出的职务登录时除密码外还要输入手机上的动态码，还没有设置的人登录后先设置。没有列出的人可以自愿开启。',
  schema: z
    .array(z.enum(ROLE_CODES, '请选择职务').meta({ labels: ROLES }))
    .max(ROLE_CODES.length)
    .transform(roles => [...new Set(roles)]),
  default: [],
  source: '网络安全等级保护第三级起要求两种鉴别方式；建议至少包括管理员、校领导、会计和出纳',
  mark: 'unsure',
})

/** Is this person asked for a second factor by one of his roles? */
export async function isRequired(ctx: Ctx, roles: readonly string[]): Promise<boolean> {
  const required: readonly string[] = await readParameter(ctx, factorRoles)
  return roles.some(role => required.includes(role))
}
