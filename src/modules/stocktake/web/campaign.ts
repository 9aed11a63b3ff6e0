import type { Answer } from '../../../web/api.ts'
import type { stocktake } from '../contract.ts'
import { REPORT_DUTIES } from '../rules.ts'

export type Campaign = Answer<typeof stocktake.get>
/** The dialog that stands open. */
export type Opened = { kind: 'team' } | { kind: 'edit' } | { kind: 'sign'; duty: string } | null

export const signDuties = (campaign: Campaign): string[] =>
  REPORT_DUTIES[campaign.kind].map(d => d.duty).filter(duty => campaign.actions[`sign:${duty}`])
