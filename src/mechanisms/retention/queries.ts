import { z } from 'zod'
import { notFound } from '../../kernel/pure/errors.ts'
import { type Actions, Id } from '../../kernel/pure/fields.ts'
import { decodeCursor, pageFrom } from '../../kernel/server/cursor.ts'
import type { Handlers } from '../../kernel/server/module.ts'
import { contract } from './contract.ts'
import { retentionPoint } from './kinds.ts'
import { KNOWN_PERIODS } from './periods.ts'
import { cutoff, periodText } from './rules.ts'
import { listOf, toRow } from './store.ts'

type H = Handlers<typeof contract>

/** What the nightly work of the parts clears by itself: nothing of it is a record. */
const AUTOMATIC = [
  { title: '过期的登录', keep: '到期即删' },
  { title: '重复提交的旧应答', keep: '30天' },
  { title: '上传后没有用上的照片和文件', keep: '1天' },
  { title: '手机里没有发出去的报修', keep: '25天后须本人再确认一次才会发出' },
]

export const report: H['report'] = async ctx => {
  const open = await ctx.db
    .selectFrom('retention_list')
    .select(['kind', 'no'])
    .where('school_id', '=', ctx.schoolId)
    .where('state', '=', 'proposed')
    .execute()
  const kinds = []
  for (const kind of ctx.all(retentionPoint)) {
    const before = cutoff(ctx.today, kind.keep)
    const { count, oldest } = await kind.past(ctx, before)
    const waiting = open.find(list => list.kind === kind.id)?.no ?? null
    const actions: Actions = {}
    if (ctx.may(contract.operations.propose)) {
      const why = waiting
        ? `清册 ${waiting} 正等第二人确认`
        : count === 0
          ? '没有超过保存期限的记录'
          : undefined
      actions.propose = why ? { allowed: false, why } : { allowed: true }
    }
    const { id, title, from, basis, certainty, effect } = kind
    kinds.push({
      ...{ id, title, keep: periodText(kind.keep), from, basis, certainty, effect },
      ...{ before, past: count, oldest, waiting, actions },
    })
  }
  return { kinds, automatic: AUTOMATIC, periods: [...KNOWN_PERIODS] }
}

export const lists: H['lists'] = async (ctx, input) => {
  const [at, id] = decodeCursor(input.cursor, [z.iso.datetime(), Id]) ?? []
  const rows = await ctx.db
    .selectFrom('retention_list')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .$if(at !== undefined, query =>
      query.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('proposed_at', 'id'), '<', tuple(new Date(at as string), id as string)),
      ),
    )
    .orderBy('proposed_at', 'desc')
    .orderBy('id', 'desc')
    .limit(input.limit + 1)
    .execute()
  const page = pageFrom(rows, input.limit, row => [row.proposed_at.toISOString(), row.id])
  return { rows: page.rows.map(row => toRow(ctx, row)), next: page.next }
}

export const items: H['items'] = async (ctx, input) => {
  if (!(await listOf(ctx, input.id))) throw notFound()
  const [after = 0] = decodeCursor(input.cursor, [z.int()]) ?? []
  const rows = await ctx.db
    .selectFrom('retention_item')
    .select(['seq', 'label', 'dated_on as on'])
    .where('school_id', '=', ctx.schoolId)
    .where('list_id', '=', input.id)
    .where('seq', '>', after)
    .orderBy('seq')
    .limit(input.limit + 1)
    .execute()
  return pageFrom(rows, input.limit, row => [row.seq])
}
