import { type Ctx, hasRole, userOf } from '../../kernel/server/ctx.ts'
import type { Handlers } from '../../kernel/server/module.ts'
import { signaturesOf, sign as signMark } from '../../mechanisms/signature/index.ts'
import { contract } from './contract.ts'
import { type CountKind, REPORT_DUTIES } from './rules.ts'
import type { Totals } from './shapes.ts'
import { unlock } from './sources.ts'
import { CAMPAIGN, type Campaign, change, load, note, placeIn } from './store.ts'
import { totalsOf } from './totals.ts'

type H = Handlers<typeof contract>

/** The report is signed by those who counted, watched, keep the things and keep the books; the last one ends it. */
export const sign: H['sign'] = async (ctx, input) => {
  const campaign = await load(ctx, input, 'sign')
  const duties = REPORT_DUTIES[campaign.kind].map(d => d.duty)
  if (!duties.includes(input.duty))
    throw contract.fail('no_such_duty', { duty: input.duty, duties: duties.join('、') })
  const who = await refusalOf(ctx, campaign, input.duty)
  if (who) throw contract.fail('not_this_duty', { duty: input.duty, who })
  const subject = { kind: CAMPAIGN, id: campaign.id }
  const marks = await signaturesOf(ctx, [subject])
  const me = userOf(ctx)?.personId
  const other = marks.find(mark => mark.personId === me && mark.duty !== input.duty)
  if (other) throw contract.fail('same_person', { other: other.duty })
  await signMark(ctx, {
    subject,
    duty: input.duty,
    statement: statementOf(campaign, await totalsOf(ctx, campaign.id)),
    strokes: input.strokes,
  })
  if (missingDuties(campaign.kind, [...marks.map(mark => mark.duty), input.duty]).length > 0) {
    await note(ctx, campaign.id, '签字', input.duty)
    ctx.about(subject, input.duty)
    return { id: campaign.id, state: campaign.state, version: campaign.version }
  }
  await unlock(ctx, campaign)
  return change(ctx, campaign, 'sign', 'closed', {
    note: `${input.duty}；签齐`,
    set: { closed_on: ctx.today },
  })
}

export const missingDuties = (kind: CountKind, signed: readonly string[]): string[] =>
  REPORT_DUTIES[kind].map(d => d.duty).filter(duty => !signed.includes(duty))

/** Who has to sign it where the actor may not; undefined where he may. */
export async function refusalOf(ctx: Ctx, campaign: Campaign, duty: string): Promise<string | undefined> {
  const place = await placeIn(ctx, campaign.id)
  if (duty === '盘点人') return place?.duty === 'counter' ? undefined : '这次的盘点人'
  if (duty === '监盘人') return place?.duty === 'watcher' ? undefined : '这次的监盘人'
  const { by } = REPORT_DUTIES[campaign.kind].find(d => d.duty === duty) ?? { by: [] }
  return hasRole(ctx, ...by) ? undefined : duty === '财务' ? '会计' : duty
}

export const statementOf = (campaign: { title: string; no: string }, totals: Totals): string =>
  `${campaign.title}（${campaign.no}）：账面 ${totals.lines} 项，相符 ${totals.match} 项，盘亏 ${totals.missing} 项，盘盈 ${totals.surplus} 项，错位 ${totals.moved} 项，损坏 ${totals.damaged} 项，经实地清点属实。`
