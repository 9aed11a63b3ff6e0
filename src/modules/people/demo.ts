import type { RoleCode } from '../../kernel/pure/roles.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import { org } from '../org/index.ts'
import { people } from './contract.ts'
import { DEMO_HEADS, DEMO_PEOPLE } from './demo-people.ts'
import type { PersonKind } from './rules.ts'

const WORKERS: readonly RoleCode[] = ['tradesman', 'cook', 'guard', 'groundskeeper', 'dorm_keeper']
const SINCE = '2021-09-01'

/** The demo school's people in the given units; answers their ids by the login that the demo gives them. */
export async function demo(
  ctx: Ctx,
  units: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, string>> {
  const ids = new Map<string, string>()
  const byName = new Map<string, string>()
  for (const [i, person] of DEMO_PEOPLE.entries()) {
    const unitId = units.get(person.unit) ?? null
    const kind: PersonKind = person.posts.some(post => WORKERS.includes(post.role)) ? 'worker' : 'staff'
    const { id } = await ctx.run(people.create, {
      name: person.name,
      kind,
      staffNo: `G${String(i + 1).padStart(3, '0')}`,
      phone: `1390000${String(1001 + i * 37)}`,
      unitId,
      aliases: [...(person.aliases ?? [])],
      posts: person.posts.map(({ role, title, of }) => ({
        role,
        title: title ?? '',
        unitId: of ? (units.get(of) ?? null) : null,
        from: of?.includes('25') ? '2025-09-01' : SINCE,
      })),
    })
    byName.set(person.name, id)
    if (person.login) ids.set(person.login, id)
  }
  const { units: tree } = await ctx.run(org.tree, {})
  for (const { id, name, version } of tree) {
    const personId = byName.get(DEMO_HEADS[name] ?? '')
    if (personId) await ctx.run(people.setHead, { unitId: id, version, personId })
  }
  return ids
}
