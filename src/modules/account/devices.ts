import { notFound } from '../../kernel/pure/errors.ts'
import type { Handlers } from '../../kernel/server/module.ts'
import { assertPassword, userToChange } from './attempts.ts'
import type { contract } from './contract.ts'
import * as signedIn from './sign-in.ts'

type H = Handlers<typeof contract>

/** Asks the password again: whoever found the telephone open must not shut its owner out elsewhere. */
export const endSession: H['endSession'] = async (ctx, input) => {
  const user = await userToChange(ctx, signedIn.requireUser(ctx).userId)
  await assertPassword(ctx, user, input.password, 'password')
  if (!(await signedIn.endSession(ctx, user.id, input.id))) throw notFound()
  ctx.about({ kind: 'account.user', id: user.id })
  return {}
}
