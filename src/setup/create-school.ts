import { z } from 'zod'
import { requiredLine } from '../kernel/pure/fields.ts'
import type { RoleCode } from '../kernel/pure/roles.ts'
import type { App } from '../kernel/server/app.ts'
import type { UserActor } from '../kernel/server/ctx.ts'
import { newId } from '../kernel/server/ids.ts'
import { inSchool } from '../kernel/server/run.ts'
import { account } from '../modules/account/index.ts'
import { calendar } from '../modules/calendar/index.ts'
import { org } from '../modules/org/index.ts'
import { people } from '../modules/people/index.ts'
import { deleteSchool } from './delete-school.ts'

export const NewSchool = z.strictObject({
  name: requiredLine(60).meta({ title: '学校全称' }),
  shortName: requiredLine(20).meta({ title: '简称' }),
  slug: z
    .string()
    .trim()
    .regex(/^[a-z0-9][a-z0-9]{1,19}$/, '代码要用 2 到 20 个小写字母或数字')
    .meta({ title: '代码' }),
  personName: requiredLine(30).meta({ title: '姓名' }),
  login: requiredLine(40).meta({ title: '登录名' }),
  password: z.string().min(8, '密码至少 8 位').max(200).meta({ title: '密码' }),
})
export type NewSchool = z.output<typeof NewSchool>

const SETUP = { kind: 'system', name: '建校' } as const
const FIRST_POSTS: readonly RoleCode[] = ['director', 'admin']

/**
 * A school that can be used at once: its root unit, the terms around today, the usual hours, and its
 * first person, who is director and administrator. Everything or nothing.
 */
export async function createSchool(
  app: App,
  input: NewSchool,
  options: { demo: boolean; now?: Date },
): Promise<string> {
  const schoolId = newId()
  const now = options.now ?? app.now()
  await app.pool.query(
    `insert into school (id, slug, name, short_name, kind, demo, created_at) values ($1, $2, $3, $4, 'school', $5, $6)`,
    [schoolId, input.slug, input.name, input.shortName, options.demo, now],
  )
  try {
    const first = await inSchool(app, { schoolId, actor: SETUP, now }, async ctx => {
      await ctx.run(org.create, {
        parentId: null,
        kind: 'school',
        name: input.name,
        from: `${schoolYearOf(ctx.today) - 1}-09-01`,
      })
      for (const year of [schoolYearOf(ctx.today) - 1, schoolYearOf(ctx.today)])
        await ctx.run(calendar.createYear, { year })
      const person = await ctx.run(people.create, {
        name: input.personName,
        kind: 'staff',
        posts: FIRST_POSTS.map(role => ({ role, title: '' })),
      })
      const user = await ctx.run(account.create, { personId: person.id, login: input.login })
      return { personId: person.id, userId: user.id, initial: user.initialPassword }
    })
    await choosePassword(app, schoolId, { ...first, name: input.personName, now }, input.password)
  } catch (error) {
    await deleteSchool(app, schoolId)
    throw error
  }
  return schoolId
}

/** The person's own password in place of the initial one, through the very operation he would use. */
export async function choosePassword(
  app: App,
  schoolId: string,
  who: { personId: string; userId: string; name: string; initial: string; now: Date },
  next: string,
): Promise<void> {
  const actor: UserActor = {
    kind: 'user',
    userId: who.userId,
    personId: who.personId,
    name: who.name,
    roles: [],
    sessionId: newId(),
    mustChangePassword: true,
  }
  await inSchool(app, { schoolId, actor, now: who.now }, ctx =>
    ctx.run(account.changePassword, { current: who.initial, next }),
  )
  // Nobody signed in on a device yet.
  await app.pool.query('delete from account_session where school_id = $1 and user_id = $2', [
    schoolId,
    who.userId,
  ])
}

/** The school year that a day lies in: from August on the new one. */
export function schoolYearOf(day: string): number {
  const [year, month] = day.split('-').map(Number) as [number, number]
  return month >= 8 ? year : year - 1
}

export async function hasSchool(app: App): Promise<boolean> {
  const { rows } = await app.pool.query('select 1 from school limit 1')
  return rows.length > 0
}
