import type { Handlers } from '../../kernel/server/module.ts'
import { contract } from './contract.ts'
import { unlock } from './sources.ts'
import { change, load } from './store.ts'

type H = Handlers<typeof contract>

/** Something has to leave while it is counted: it is let go, and the report says that it was. */
export const release: H['release'] = async (ctx, input) => {
  const campaign = await load(ctx, input, 'release')
  const ids = [...new Set(input.lineIds)]
  const lines = await ctx.db
    .selectFrom('stocktake_line')
    .select(['id', 'name', 'code', 'asset_id', 'result'])
    .where('school_id', '=', ctx.schoolId)
    .where('campaign_id', '=', campaign.id)
    .where('id', 'in', ids)
    .execute()
  if (lines.length < ids.length) throw contract.fail('foreign_line')
  const gone = lines.find(line => line.result === 'out')
  if (gone) throw contract.fail('already_out', { name: gone.name })
  const missing = lines.find(line => line.result === 'missing')
  if (missing) throw contract.fail('missing_stays', { name: missing.name })
  await ctx.db
    .updateTable('stocktake_line')
    .set({ released: true, opinion: input.reason })
    .where('school_id', '=', ctx.schoolId)
    .where('id', 'in', ids)
    .execute()
  await unlock(
    ctx,
    campaign,
    lines.flatMap(line => (line.asset_id ? [line.asset_id] : [])),
  )
  const what = lines.slice(0, 5).map(line => [line.name, line.code].filter(Boolean).join(' '))
  const changed = await change(ctx, campaign, 'release', campaign.state, {
    note: `${what.join('、')}${lines.length > 5 ? `等 ${lines.length} 项` : ''}：${input.reason}`,
  })
  return { ...changed, lines: lines.length }
}
