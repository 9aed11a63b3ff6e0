import { kernelError, notFound } from '../../kernel/pure/errors.ts'
import { mayTransit, stateRefusal } from '../../kernel/pure/state.ts'
import { actorName, type Ctx, hasRole, userOf } from '../../kernel/server/ctx.ts'
import { READERS } from './contract.ts'
import { type CampaignAction, type CampaignState, campaignMachine } from './rules.ts'
import './schema.ts'

export const CAMPAIGN = 'stocktake.campaign'
export const LINE = 'stocktake.line'

export type Campaign = Awaited<ReturnType<typeof readCampaign>>

export async function readCampaign(ctx: Ctx, id: string, lock = false) {
  const row = await ctx.db
    .selectFrom('stocktake_campaign')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', id)
    .$if(lock, select => select.forUpdate())
    .executeTakeFirst()
  if (!row) throw notFound()
  return row
}

/** The campaign to act on, locked, in a state that allows it and as it was seen. */
export async function load(
  ctx: Ctx,
  { id, version }: { id: string; version: number },
  action: CampaignAction,
): Promise<Campaign> {
  const campaign = await readCampaign(ctx, id, true)
  if (!mayTransit(campaignMachine, action, campaign.state))
    throw stateRefusal(campaignMachine, action, campaign.state)
  if (campaign.version !== version) throw kernelError('kernel.changed', { who: '别人' })
  return campaign
}

export interface Change {
  note?: string
  set?: Partial<{
    title: string
    scope: string
    scope_text: string
    blind: boolean
    due_on: string | null
    note: string
    started_at: Date
    finished_on: string | null
    adjusted_on: string
    closed_on: string
    submitted_by: string | null
    approved_by: string
    answer: string
  }>
}

export async function change(
  ctx: Ctx,
  campaign: Pick<Campaign, 'id' | 'state' | 'version'>,
  action: CampaignAction,
  to: CampaignState,
  more: Change = {},
) {
  const done = await ctx.db
    .updateTable('stocktake_campaign')
    .set({ ...more.set, state: to, version: campaign.version + 1, updated_at: ctx.now })
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', campaign.id)
    .where('state', '=', campaign.state)
    .where('version', '=', campaign.version)
    .executeTakeFirst()
  if (done.numUpdatedRows === 0n) throw kernelError('kernel.changed', { who: '别人' })
  await note(ctx, campaign.id, campaignMachine.transitions[action].title, more.note ?? '')
  ctx.about({ kind: CAMPAIGN, id: campaign.id }, more.note)
  return { id: campaign.id, state: to, version: campaign.version + 1 }
}

export async function note(ctx: Ctx, campaignId: string, action: string, text: string): Promise<void> {
  await ctx.db
    .insertInto('stocktake_event')
    .values({
      school_id: ctx.schoolId,
      id: ctx.id(),
      campaign_id: campaignId,
      at: ctx.now,
      action,
      actor_name: actorName(ctx.actor),
      note: text,
    })
    .execute()
}

export async function countersOf(ctx: Ctx, campaignId: string) {
  return ctx.db
    .selectFrom('stocktake_counter')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('campaign_id', '=', campaignId)
    .orderBy('duty')
    .orderBy('name')
    .orderBy('id')
    .execute()
}

/** The acting user's place in the campaign. */
export async function placeIn(ctx: Ctx, campaignId: string) {
  const me = userOf(ctx)?.personId
  if (!me) return undefined
  return ctx.db
    .selectFrom('stocktake_counter')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('campaign_id', '=', campaignId)
    .where('person_id', '=', me)
    .executeTakeFirst()
}

export const readsAll = (ctx: Ctx): boolean => hasRole(ctx, ...READERS)

/**
 * Who counts does not see the book while a blind count runs, whatever else he may be: else it would not be
 * blind. Who only reads sees it.
 */
export const seesBook = (campaign: Pick<Campaign, 'blind' | 'state'>, duty: string | undefined): boolean =>
  !campaign.blind || !['planned', 'counting'].includes(campaign.state) || duty !== 'counter'
