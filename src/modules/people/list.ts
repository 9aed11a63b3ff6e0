import { sql } from 'kysely'
import { z } from 'zod'
import type { ParsedOf } from '../../kernel/pure/operation.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import type { Handlers } from '../../kernel/server/module.ts'
import { decodeCursor, exportRows, pageFrom } from '../../mechanisms/register/index.ts'
import { org } from '../org/index.ts'
import type { contract } from './contract.ts'
import { aliasesOf, currentPosts, postsOf } from './persons.ts'
import { PERSON_KINDS, postText } from './rules.ts'
import type { PersonLine } from './shapes.ts'
import { COLUMNS, holds, matches, shownTo, stillHere, visible } from './visible.ts'

type H = Handlers<typeof contract>
type Filter = Omit<ParsedOf<typeof contract.operations.list>, 'cursor' | 'limit'>

export const list: H['list'] = async (ctx, input) => {
  const { rows, next } = await page(ctx, input, input.limit, input.cursor)
  const total = input.cursor ? undefined : await count(ctx, input)
  return { rows, next, total }
}

function filtered(ctx: Ctx, filter: Filter) {
  let select = visible(ctx)
  if (filter.kind) select = select.where('p.kind', '=', filter.kind)
  if (filter.status === 'active') select = select.where(stillHere(ctx))
  if (filter.status === 'left') select = select.where('p.left_on', '<', ctx.today)
  if (filter.unitId) select = select.where(sql<boolean>`u.path @> array[${filter.unitId}::uuid]`)
  if (filter.role) select = select.where(holds(ctx, [filter.role]))
  if (filter.q) select = select.where(matches(filter.q))
  return select
}

async function count(ctx: Ctx, filter: Filter): Promise<number> {
  const { n } = await filtered(ctx, filter)
    .select(eb => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  return n
}

async function page(
  ctx: Ctx,
  filter: Filter,
  limit: number,
  cursor: string | undefined,
): Promise<{ rows: PersonLine[]; next: string | null }> {
  const after = decodeCursor(cursor, [z.string(), z.uuid()])
  let select = filtered(ctx, filter)
  if (after) select = select.where(sql<boolean>`(p.pinyin, p.id) > (${after[0]}, ${after[1]}::uuid)`)
  const found = await select
    .select(COLUMNS)
    .orderBy('p.pinyin')
    .orderBy('p.id')
    .limit(limit + 1)
    .execute()
  const { rows, next } = pageFrom(found, limit, row => [row.pinyin, row.id])
  const ids = rows.map(row => row.id)
  const [posts, aliases] = [await postsOf(ctx, ids), await aliasesOf(ctx, ids)]
  const lines = rows.map(({ pinyin: _, ...row }) => ({
    ...shownTo(ctx, row),
    posts: currentPosts(posts.get(row.id), ctx.today),
    aliases: (aliases.get(row.id) ?? []).map(a => a.alias),
  }))
  return { rows: lines, next }
}

/** What is seen in the list, with the numbers that the one who exports may see. */
export const exportList: H['export'] = async (ctx, input) => {
  const school = await ctx.run(org.school, {})
  return await exportRows<PersonLine>({
    title: '人员',
    school: school.name,
    filterText: input.filterText,
    zone: ctx.zone,
    now: ctx.now,
    rows: allRows(ctx, input),
    columns: [
      { title: '姓名', value: row => row.name },
      { title: '工号', value: row => row.staffNo },
      { title: '部门', value: row => row.unitName },
      { title: '岗位', value: row => row.posts.map(postText).join('、'), width: 30 },
      { title: '手机', value: row => row.phone ?? (row.phoneTail ? `尾号${row.phoneTail}` : '') },
      { title: '别名', value: row => row.aliases.join('、') },
      { title: '人员类别', value: row => PERSON_KINDS[row.kind] },
    ],
  })
}

const PAGE = 500

async function* allRows(ctx: Ctx, filter: Filter): AsyncGenerator<PersonLine> {
  let cursor: string | undefined
  do {
    const { rows, next } = await page(ctx, filter, PAGE, cursor)
    yield* rows
    cursor = next ?? undefined
  } while (cursor)
}
