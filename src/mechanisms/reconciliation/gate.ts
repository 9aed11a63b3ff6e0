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
  if (!run) return { text: `“${spec.title}”还没有核对到 ${asAt}`, href: `${kindHref}?asAt=${asAt}` }
  const standing = (await standingsOf(ctx, [run.id])).get(run.id) as Standing
  return obstacleOf(spec, standing, `/reconciliations/runs/${run.id}`)
}

function obstacleOf(spec: ReconciliationSpec, standing: Standing, href: string): Obstacle | undefined {
  const parts = [
    ...(standing.open ? [`${standing.open} 处差异没有说明`] : []),
    ...(standing.explained ? [`${standing.explained} 处说明还没有由另一个人确认`] : []),
  ]
  return parts.length > 0 ? { text: `“${spec.title}”有 ${parts.join('，')}`, href } : undefined
}
