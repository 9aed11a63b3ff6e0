import { notFound } from '../../kernel/pure/errors.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import type { Handlers } from '../../kernel/server/module.ts'
import { normaliseBuilding } from '../../mechanisms/register/parse/place-text.ts'
import { contract } from './contract.ts'
import { looseName } from './rules.ts'
import { findNode, lockTree, type Node, selectNodes } from './store.ts'

type H = Handlers<typeof contract>

export const addAlias: H['addAlias'] = async (ctx, input) => {
  const node = await findNode(ctx, input.id)
  if (node.to !== null) throw contract.fail('ended', { name: node.fullName, on: node.to })
  const added = await writeAliases(ctx, node, [input.alias])
  ctx.about({ kind: 'place.node', id: node.id }, `${node.fullName} 又叫 ${input.alias}`)
  return { added: added > 0 }
}

export const removeAlias: H['removeAlias'] = async (ctx, input) => {
  const gone = await ctx.db
    .deleteFrom('place_alias')
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', input.id)
    .returning(['place_id', 'alias'])
    .executeTakeFirst()
  if (!gone) throw notFound()
  ctx.about({ kind: 'place.node', id: gone.place_id }, `不再叫 ${gone.alias}`)
  return {}
}

/**
 * Gives a place other names and returns how many were new. A name that means another place is refused, or left
 * out with `ifFree`; one that it has already is no error.
 */
export async function writeAliases(
  ctx: Ctx,
  node: Pick<Node, 'id' | 'name' | 'fullName'>,
  aliases: readonly string[],
  options: { ifFree?: boolean } = {},
): Promise<number> {
  if (aliases.length === 0) return 0
  await lockTree(ctx, 'changing')
  const holders = await holdersOf(ctx, aliases)
  const own = normaliseBuilding(node.name)
  const known = new Set([node.name, node.fullName, ...(await aliasesOf(ctx, node.id))])
  let added = 0
  for (const alias of aliases) {
    if (known.has(alias)) continue
    const key = normaliseBuilding(alias)
    // Where 公寓1号楼 and 宿舍1号楼 both exist, either may be called 学1幢; nobody else may.
    const holder = holders.find(
      h => h.id !== node.id && (looseName(h.alias) === looseName(alias) || (h.key === key && own !== key)),
    )
    if (options.ifFree && (holder || key === NOTHING)) continue
    if (key === NOTHING) throw contract.fail('alias_empty', { alias }, { alias: '认不出' })
    if (holder)
      throw contract.fail(
        'alias_taken',
        { alias, name: holder.fullName },
        { alias: `已指${holder.fullName}` },
      )
    await ctx.db
      .insertInto('place_alias')
      .values({
        school_id: ctx.schoolId,
        id: ctx.id(),
        place_id: node.id,
        alias,
        key,
        loose: looseName(alias),
        created_at: ctx.now,
      })
      .execute()
    known.add(alias)
    added++
  }
  return added
}

/** The comparison form of a text without a word or number in it. */
const NOTHING = '#'

interface Holder {
  id: string
  fullName: string
  alias: string
  key: string
}

async function aliasesOf(ctx: Ctx, placeId: string): Promise<string[]> {
  const rows = await ctx.db
    .selectFrom('place_alias')
    .select('alias')
    .where('school_id', '=', ctx.schoolId)
    .where('place_id', '=', placeId)
    .execute()
  return rows.map(row => row.alias)
}

/**
 * Whom names mean so far: aliases that mean one of these names, and the own names of buildings and outdoor
 * places. Aliases are looked up, not read all: a school has thousands, and an import asks for each row.
 */
export async function holdersOf(ctx: Ctx, names: readonly string[]): Promise<Holder[]> {
  const named = await selectNodes(ctx)
    .where('kind', 'in', ['building', 'zone'])
    .where('valid_to', 'is', null)
    .execute()
  const aliases = await ctx.db
    .selectFrom('place_alias as a')
    .innerJoin('place_node as p', join =>
      join.onRef('p.school_id', '=', 'a.school_id').onRef('p.id', '=', 'a.place_id'),
    )
    .select(['a.key', 'a.alias', 'p.id', 'p.full_name as fullName'])
    .where('a.school_id', '=', ctx.schoolId)
    .where(eb =>
      eb.or([eb('a.key', 'in', names.map(normaliseBuilding)), eb('a.loose', 'in', names.map(looseName))]),
    )
    .execute()
  return [
    ...named.map(({ id, name, fullName }) => ({ id, fullName, alias: name, key: normaliseBuilding(name) })),
    ...aliases,
  ]
}
