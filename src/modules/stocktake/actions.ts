import type { Actions } from '../../kernel/pure/fields.ts'
import { mayTransit } from '../../kernel/pure/state.ts'
import { type Ctx, userOf } from '../../kernel/server/ctx.ts'
import { stocktake } from './contract.ts'
import { type CampaignAction, campaignMachine, REPORT_DUTIES } from './rules.ts'
import type { Totals } from './shapes.ts'
import { refusalOf } from './signing.ts'
import type { Campaign } from './store.ts'

const BUTTONS: readonly { operation: { id: string }; action: CampaignAction }[] = [
  { operation: stocktake.edit, action: 'edit' },
  { operation: stocktake.assign, action: 'assign' },
  { operation: stocktake.start, action: 'start' },
  { operation: stocktake.release, action: 'release' },
  { operation: stocktake.finish, action: 'finish' },
  { operation: stocktake.recount, action: 'recount' },
  { operation: stocktake.explain, action: 'explain' },
  { operation: stocktake.submit, action: 'submit' },
  { operation: stocktake.withdraw, action: 'withdraw' },
  { operation: stocktake.adjust, action: 'adjust' },
  { operation: stocktake.cancel, action: 'cancel' },
]

/** What the actor may do with the campaign; `record` for those who count, `sign:监盘人` for a place of his. */
export async function actionsFor(
  ctx: Ctx,
  campaign: Campaign,
  facts: {
    duty: string | undefined
    watchers: number
    counters: number
    totals: Totals
    missing: readonly string[]
  },
): Promise<Actions> {
  const actions: Actions = {}
  for (const { operation, action } of BUTTONS) {
    if (!ctx.may(operation) || !mayTransit(campaignMachine, action, campaign.state)) continue
    const key = operation.id.split('.')[1] as string
    const why = whyNot(ctx, campaign, key, facts)
    actions[key] = why ? { allowed: false, why } : { allowed: true }
  }
  if (facts.duty === 'counter' && campaign.state === 'counting') actions.record = { allowed: true }
  if (campaign.state === 'adjusted')
    for (const { duty } of REPORT_DUTIES[campaign.kind])
      if (facts.missing.includes(duty) && (await refusalOf(ctx, campaign, duty)) === undefined)
        actions[`sign:${duty}`] = { allowed: true }
  return actions
}

function whyNot(
  ctx: Ctx,
  campaign: Campaign,
  key: string,
  facts: { watchers: number; counters: number; totals: Totals },
): string | undefined {
  if (key === 'start' && facts.counters === 0) return '还没有安排盘点人'
  if (key === 'start' && facts.watchers === 0) return '还没有安排监盘人'
  if (key === 'submit' && facts.totals.unexplained > 0)
    return `还有 ${facts.totals.unexplained} 项差异没有说明`
  if (key === 'withdraw' && campaign.submitted_by !== userOf(ctx)?.personId) return '要由送审人撤回'
  return undefined
}
