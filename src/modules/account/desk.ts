import { userOf } from '../../kernel/server/ctx.ts'
import type { DeskSource } from '../../mechanisms/desk/index.ts'
import { factorOf } from './factor/factor.ts'
import { ADVISED_ROLES } from './factor/required.ts'

/** In a real school, whoever can do harm is advised to lock his account twice. */
export const factorDesk: DeskSource = {
  id: 'account.factor',
  async items(ctx) {
    const user = userOf(ctx)
    if (!user?.roles.some(role => ADVISED_ROLES.includes(role))) return []
    const { demo } = await ctx.db
      .selectFrom('school')
      .select('demo')
      .where('id', '=', ctx.schoolId)
      .executeTakeFirstOrThrow()
    if (demo || (await factorOf(ctx, user.userId))?.confirmed_at) return []
    return [
      {
        key: 'account.factor',
        urgency: 'news',
        title: '给您的账号加一道动态码',
        detail: '密码被人看到也登不进来。两分钟就能设好；哪些职务必须加，可在“制度参数”里规定',
        link: '/me',
        dueAt: null,
      },
    ]
  },
}
