import { addDays } from '../../kernel/pure/calendar/day.ts'
import { notFound } from '../../kernel/pure/errors.ts'
import { ROLES, type RoleCode } from '../../kernel/pure/roles.ts'
import { type Ctx, userOf } from '../../kernel/server/ctx.ts'
import type { Handlers } from '../../kernel/server/module.ts'
import { assertAdminRemains } from './admins.ts'
import { contract } from './contract.ts'
import { personToChange, postsOf, touch } from './persons.ts'
import { mayGrant, needsUnit, postText } from './rules.ts'
import { assertUnitHolds } from './units.ts'

type H = Handlers<typeof contract>

export const assignPost: H['assignPost'] = async (ctx, input) => {
  assertMayGrant(ctx, input.role)
  const person = await personToChange(ctx, { id: input.personId })
  const from = input.from ?? ctx.today
  if (needsUnit(input.role) && !input.unitId)
    throw contract.fail('needs_unit', { role: ROLES[input.role] }, { unitId: '请选择' })
  // An administrator's post must not end with a unit.
  if (input.role === 'admin' && input.unitId) throw contract.fail('no_unit', {}, { unitId: '请清空' })
  const unit = input.unitId ? await assertUnitHolds(ctx, input.unitId) : undefined
  const held = (await postsOf(ctx, [person.id])).get(person.id) ?? []
  const same = held.find(
    post =>
      post.role === input.role &&
      post.unitId === input.unitId &&
      (post.title === input.title || post.role === 'admin') &&
      (post.to === null || post.to >= from),
  )
  if (same) throw contract.fail('has_post', { name: person.name, post: postText(same) })
  const id = ctx.id()
  await ctx.db
    .insertInto('people_post')
    .values({
      school_id: ctx.schoolId,
      id,
      person_id: person.id,
      role: input.role,
      unit_id: input.unitId,
      title: input.title,
      valid_from: from,
      valid_to: null,
      created_at: ctx.now,
    })
    .execute()
  await touch(ctx, person.id)
  const text = postText({ roleTitle: ROLES[input.role], title: input.title, unitName: unit?.name ?? null })
  ctx.about({ kind: 'people.person', id: person.id }, `${person.name}任${text}`)
  return { id }
}

export const endPost: H['endPost'] = async (ctx, input) => {
  const person = await personToChange(ctx, { id: input.personId }, { left: true })
  const post = ((await postsOf(ctx, [person.id])).get(person.id) ?? []).find(p => p.id === input.postId)
  if (!post) throw notFound()
  assertMayGrant(ctx, post.role)
  if (post.to !== null && post.to < ctx.today) throw contract.fail('post_ended', { on: post.to })
  const lastDay = input.lastDay ?? addDays(ctx.today, -1)
  if (input.lastDay && input.lastDay < post.from)
    throw contract.fail('too_early', { from: post.from }, { lastDay: `不能早于 ${post.from}` })
  if (post.role === 'admin') await assertAdminRemains(ctx, person)
  await closePost(ctx, post, lastDay)
  await touch(ctx, person.id)
  ctx.about({ kind: 'people.person', id: person.id }, `${person.name}卸任${postText(post)}`)
  return {}
}

/** Ends a post; one that would end before it began never took effect and goes (the audit log keeps it). */
export async function closePost(
  ctx: Ctx,
  post: { id: string; from: string },
  lastDay: string,
): Promise<void> {
  if (lastDay < post.from)
    await ctx.db
      .deleteFrom('people_post')
      .where('school_id', '=', ctx.schoolId)
      .where('id', '=', post.id)
      .execute()
  else
    await ctx.db
      .updateTable('people_post')
      .set({ valid_to: lastDay })
      .where('school_id', '=', ctx.schoolId)
      .where('id', '=', post.id)
      .execute()
}

export function assertMayGrant(ctx: Ctx, role: string): void {
  const user = userOf(ctx)
  if (!user) {
    if (ctx.actor.kind === 'system') return
    throw notFound()
  }
  if (mayGrant(user.roles, role)) return
  const who = mayGrant(['director'], role) ? '总务主任' : '系统管理员'
  throw contract.fail('may_not_grant', { role: ROLES[role as RoleCode] ?? role, who })
}
