import type { Ctx } from '../../kernel/server/ctx.ts'
import type { GateSpec, Obstacle } from '../ledger/index.ts'
import { compare, holdLatest, keep, latestRun, standingsOf } from './comparing.ts'
import { type ReconciliationSpec, reconciliationPoint } from './kinds.ts'
import type { Standing } from './rules.ts'

/** A month does not close while a difference of its book's reconciliations is unexplained or not agreed. */
export const reconciliationGate: GateSpec = {
  id: 'reconciliation',
  async standing(ctx, { book, asAt, fresh }) {
    const obstacles: Obstacle[] = []
    const named = new Set(book.gates ?? [])
    for (const spec of ctx.all(reconciliationPoint)) {
      if (spec.book !== book.id && !named.has(spec.id)) continue
      const obstacle = fresh ? await compareNow(ctx, spec, asAt) : await lookAt(ctx, spec, asAt)
      if (obstacle) obstacles.push(obstacle)
    }
    return obstacles
  },
}

/** While closing: both sides are computed again, and the run is kept as the evidence of a clean month. */
async function compareNow(ctx: Ctx, spec: ReconciliationSpec, asAt: string): Promise<Obstacle | undefined> {
  await holdLatest(ctx, spec.id)
  const comparison = await compare(ctx, spec, asAt)
  const obstacle = obstacleOf(spec, comparison.standing, `/reconciliations/${encodeURIComponent(spec.id)}`)
  if (!obstacle) await keep(ctx, comparison)
  return obstacle
}

/** For the page of the month: what the last run said, without computing anything. */
async function lookAt(ctx: Ctx, spec: ReconciliationSpec, asAt: string): Promise<Obstacle | undefined> {
  const run = await latestRun(ctx, spec.id, asAt)
  const kindHref = `/reconciliations/${encodeURIComponent(spec.id)}`
  if (run) return obstacleOf(spec, await standingOf(ctx, run.id), `/reconciliations/runs/${run.id}`)
  const before = await latestRun(ctx, spec.id)
  const known = before && wordsOf(await standingOf(ctx, before.id))
  const text = `“${spec.title}”还没有核对到 ${asAt}`
  // A difference that is known today will still be there then: whoever looks can begin with it.
  return known
    ? {
        text: `${text}；上次核对到 ${before.as_at}，${known}`,
        href: `/reconciliations/runs/${before.id}`,
        settle: true,
      }
    : { text, href: `${kindHref}?asAt=${asAt}`, settle: false }
}

const standingOf = async (ctx: Ctx, runId: string): Promise<Standing> =>
  (await standingsOf(ctx, [runId])).get(runId) as Standing

function obstacleOf(spec: ReconciliationSpec, standing: Standing, href: string): Obstacle | undefined {
  const words = wordsOf(standing)
  return words ? { text: `“${spec.title}”有 ${words}`, href, settle: true } : undefined
}

function wordsOf(standing: Standing): string {
  const parts = [
    ...(standing.open ? [`${standing.open} 处差异没有说明`] : []),
    ...(standing.explained ? [`${standing.explained} 处说明还没有由另一个人确认`] : []),
  ]
  return parts.join('，')
}
