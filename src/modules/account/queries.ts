import { notFound } from '../../kernel/pure/errors.ts'
import { ROLES, type RoleCode } from '../../kernel/pure/roles.ts'
import { userOf } from '../../kernel/server/ctx.ts'
import type { Handlers } from '../../kernel/server/module.ts'
import { readParameter } from '../../mechanisms/parameter/index.ts'
import type { contract } from './contract.ts'
import { DEMO_ACCOUNTS, DEMO_PASSWORD } from './demo-accounts.ts'
import { factorRoles } from './factor/required.ts'
import { IDLE_DAYS } from './rules.ts'

type H = Handlers<typeof contract>

export const door: H['door'] = async ctx => {
  const school = await ctx.db
    .selectFrom('school')
    .selectAll()
    .where('id', '=', ctx.schoolId)
    .executeTakeFirstOrThrow()
  return {
    school: { name: school.name, shortName: school.short_name, slug: school.slug },
    demoAccounts: school.demo ? await demoAccounts(ctx) : [],
  }
}

const demoAccounts = async (ctx: Parameters<H['door']>[0]) => {
  const rows = await ctx.db
    .selectFrom('account_user as u')
    .innerJoin('people_person as p', join =>
      join.onRef('p.school_id', '=', 'u.school_id').onRef('p.id', '=', 'u.person_id'),
    )
    .select(['u.login', 'p.name'])
    .where(
      'u.login',
      'in',
      DEMO_ACCOUNTS.map(a => a.login),
    )
    .execute()
  const names = new Map(rows.map(row => [row.login, row.name]))
  return DEMO_ACCOUNTS.filter(a => names.has(a.login)).map(a => ({
    login: a.login,
    password: DEMO_PASSWORD,
    name: names.get(a.login) as string,
    role: ROLES[a.role as RoleCode],
    about: a.about,
  }))
}

export const me: H['me'] = async ctx => {
  const user = userOf(ctx)
  if (!user) throw notFound()
  const school = await ctx.db
    .selectFrom('school')
    .selectAll()
    .where('id', '=', ctx.schoolId)
    .executeTakeFirstOrThrow()
  return {
    userId: user.userId,
    personId: user.personId,
    name: user.name,
    roles: user.roles.map(code => ({ code, title: ROLES[code as RoleCode] ?? code })),
    mustChangePassword: user.mustChangePassword,
    mustEnrol: user.mustEnrol ?? false,
    may: ctx
      .operations()
      .filter(op => ctx.may(op))
      .map(op => op.id),
    school: {
      id: school.id,
      slug: school.slug,
      name: school.name,
      shortName: school.short_name,
      demo: school.demo,
    },
    today: ctx.today,
  }
}

export const sessions: H['sessions'] = async ctx => {
  const user = userOf(ctx)
  if (!user) throw notFound()
  const rows = await ctx.db
    .selectFrom('account_session')
    .select(['id', 'device', 'created_at', 'seen_at'])
    .where('user_id', '=', user.userId)
    .where('expires_at', '>', ctx.now)
    .where('seen_at', '>', new Date(ctx.now.getTime() - IDLE_DAYS * 86_400_000))
    .orderBy('seen_at', 'desc')
    .limit(100)
    .execute()
  return {
    rows: rows.map(row => ({
      id: row.id,
      device: row.device,
      createdAt: row.created_at,
      seenAt: row.seen_at,
      current: row.id === user.sessionId,
    })),
  }
}

export const list: H['list'] = async (ctx, input) => {
  let select = ctx.db
    .selectFrom('account_user as u')
    .innerJoin('people_person as p', join =>
      join.onRef('p.school_id', '=', 'u.school_id').onRef('p.id', '=', 'u.person_id'),
    )
    .select([
      'u.id',
      'u.person_id',
      'p.name',
      'u.login',
      'u.must_change',
      'u.disabled_at',
      'u.locked_until',
      'u.last_seen_at',
    ])
    .select(eb =>
      eb
        .selectFrom('people_post as t')
        .select(e =>
          e.fn.coalesce(e.fn<string[]>('array_agg', ['t.role']), e.val([] as string[])).as('roles'),
        )
        .whereRef('t.school_id', '=', 'u.school_id')
        .whereRef('t.person_id', '=', 'u.person_id')
        .where('t.valid_from', '<=', ctx.today)
        .where(e => e.or([e('t.valid_to', 'is', null), e('t.valid_to', '>=', ctx.today)]))
        .as('roles'),
    )
    .select(eb =>
      eb
        .exists(
          eb
            .selectFrom('account_factor as f')
            .select('f.id')
            .whereRef('f.school_id', '=', 'u.school_id')
            .whereRef('f.user_id', '=', 'u.id')
            .where('f.confirmed_at', 'is not', null),
        )
        .as('has_factor'),
    )
    .orderBy('u.id')
    .limit(input.limit + 1)
  if (input.cursor) select = select.where('u.id', '>', input.cursor)
  if (input.search) {
    const like = `%${input.search.replace(/[\\%_]/g, '\\$&')}%`
    select = select.where(eb =>
      eb.or([eb('p.name', 'ilike', like), eb('u.login', 'ilike', like), eb('p.initials', 'ilike', like)]),
    )
  }
  const required: readonly string[] = await readParameter(ctx, factorRoles)
  const found = await select.execute()
  const rows = found.slice(0, input.limit)
  return {
    rows: rows.map(row => ({
      id: row.id,
      personId: row.person_id,
      name: row.name,
      login: row.login,
      roles: row.roles ?? [],
      mustChange: row.must_change,
      secondFactor: row.has_factor
        ? ('on' as const)
        : (row.roles ?? []).some(role => required.includes(role))
          ? ('missing' as const)
          : ('off' as const),
      disabled: row.disabled_at !== null,
      lockedUntil: row.locked_until && row.locked_until > ctx.now ? row.locked_until : null,
      lastSeenAt: row.last_seen_at,
    })),
    next: found.length > input.limit ? (rows.at(-1)?.id ?? null) : null,
  }
}

/** Staff and workers who are here and cannot sign in yet. */
export const candidates: H['candidates'] = async (ctx, input) => {
  let select = ctx.db
    .selectFrom('people_person as p')
    .leftJoin('org_unit as o', join =>
      join.onRef('o.school_id', '=', 'p.school_id').onRef('o.id', '=', 'p.unit_id'),
    )
    .select(['p.id', 'p.name', 'p.staff_no', 'o.name as unit'])
    .select(eb =>
      eb
        .selectFrom('people_post as t')
        .select(e => e.fn<string[] | null>('array_agg', ['t.role']).as('roles'))
        .whereRef('t.school_id', '=', 'p.school_id')
        .whereRef('t.person_id', '=', 'p.id')
        .where('t.valid_from', '<=', ctx.today)
        .where(e => e.or([e('t.valid_to', 'is', null), e('t.valid_to', '>=', ctx.today)]))
        .as('roles'),
    )
    .where('p.school_id', '=', ctx.schoolId)
    .where('p.kind', 'in', ['staff', 'worker'])
    .where(eb => eb.or([eb('p.left_on', 'is', null), eb('p.left_on', '>=', ctx.today)]))
    .where(eb =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('account_user as u')
            .select('u.id')
            .whereRef('u.school_id', '=', 'p.school_id')
            .whereRef('u.person_id', '=', 'p.id'),
        ),
      ),
    )
    .orderBy('p.id')
    .limit(input.limit + 1)
  if (input.cursor) select = select.where('p.id', '>', input.cursor)
  if (input.search) {
    const like = `%${input.search.replace(/[\\%_]/g, '\\$&')}%`
    select = select.where(eb => eb.or([eb('p.name', 'ilike', like), eb('p.initials', 'ilike', like)]))
  }
  const found = await select.execute()
  const rows = found.slice(0, input.limit)
  return {
    rows: rows.map(row => ({
      id: row.id,
      name: row.name,
      staffNo: row.staff_no,
      unit: row.unit ?? '',
      roles: row.roles ?? [],
    })),
    next: found.length > input.limit ? (rows.at(-1)?.id ?? null) : null,
  }
}
