import { formatFen } from '../../kernel/pure/money.ts'
import { type Ctx, userOf } from '../../kernel/server/ctx.ts'
import type { Handlers } from '../../kernel/server/module.ts'
import { type ApprovalSubject, startApproval, withdrawApproval } from '../../mechanisms/approval/index.ts'
import { contract } from './contract.ts'
import { restIsMissing } from './fold.ts'
import { COUNT_KINDS, DIFFERENCES, differenceFen } from './rules.ts'
import { apply } from './sources.ts'
import { CAMPAIGN, change, countersOf, load, readCampaign } from './store.ts'
import { totalsOf } from './totals.ts'

type H = Handlers<typeof contract>

export const finish: H['finish'] = async (ctx, input) => {
  const campaign = await load(ctx, input, 'finish')
  const open = await openLines(ctx, campaign.id)
  if (open.count > 0 && !input.restIsMissing)
    throw contract.fail('uncounted', { count: open.count, name: open.name })
  if (open.count > 0) await restIsMissing(ctx, campaign.id)
  const totals = await totalsOf(ctx, campaign.id)
  const differences = differencesIn(totals)
  const changed = await change(ctx, campaign, 'finish', 'settling', {
    note: `${totals.lines} 项，相符 ${totals.match}，差异 ${differences}${open.count > 0 ? `，没点到 ${open.count} 项按盘亏` : ''}`,
    set: { finished_on: ctx.today },
  })
  return { ...changed, differences }
}

/** The chosen lines are counted anew; what was said about them before no longer counts. */
export const recount: H['recount'] = async (ctx, input) => {
  const campaign = await load(ctx, input, 'recount')
  if (input.lineIds.length === 0) throw contract.fail('nothing_to_recount')
  const { numUpdatedRows } = await ctx.db
    .updateTable('stocktake_line')
    .set(eb => ({
      round: eb('round', '+', 1),
      found_quantity: null,
      found_area_id: null,
      found_area_text: '',
      damaged: false,
      move_here: false,
      count_note: '',
      counted_at: null,
      counted_by: '',
      ...UNSETTLED,
    }))
    .where('school_id', '=', ctx.schoolId)
    .where('campaign_id', '=', campaign.id)
    .where('id', 'in', [...new Set(input.lineIds)])
    .executeTakeFirstOrThrow()
  if (Number(numUpdatedRows) < new Set(input.lineIds).size) throw contract.fail('foreign_line')
  const changed = await change(ctx, campaign, 'recount', 'counting', {
    note: `${numUpdatedRows} 项重新点`,
    set: { finished_on: null },
  })
  return { ...changed, lines: Number(numUpdatedRows) }
}

const UNSETTLED = {
  cause: null,
  opinion: '',
  value_fen: null,
  value_basis: null,
  settled_by: '',
  settled_person: null,
} as const

export const submit: H['submit'] = async (ctx, input) => {
  const campaign = await load(ctx, input, 'submit')
  const totals = await totalsOf(ctx, campaign.id)
  if (totals.unexplained > 0) {
    const line = await ctx.db
      .selectFrom('stocktake_line')
      .select('name')
      .where('school_id', '=', ctx.schoolId)
      .where('campaign_id', '=', campaign.id)
      .where('result', 'in', [...DIFFERENCES])
      .where('cause', 'is', null)
      .limit(1)
      .executeTakeFirst()
    throw contract.fail('unexplained', { count: totals.unexplained, name: line?.name ?? '' })
  }
  const me = userOf(ctx)?.personId ?? campaign.created_by ?? ''
  const differences = differencesIn(totals)
  if (differences === 0)
    return change(ctx, campaign, 'submit', 'adjusted', {
      note: '账物相符，不用调账',
      set: { adjusted_on: ctx.today, submitted_by: me, answer: '账物相符' },
    })
  const counters = await countersOf(ctx, campaign.id)
  await startApproval(ctx, {
    subject: { kind: CAMPAIGN, id: campaign.id },
    no: campaign.no,
    title: `${campaign.title}：差异 ${differences} 项，盘亏 ${formatFen(totals.missingFen)}，盘盈 ${formatFen(totals.surplusFen)}`,
    href: `/stocktakes/${campaign.id}`,
    amountFen: totals.missingFen + totals.surplusFen,
    category: campaign.kind,
    askerId: me,
    barred: [
      ...counters.map(c => ({ personId: c.person_id, reason: '参加了这次盘点' })),
      ...(await settlersOf(ctx, campaign.id)).map(personId => ({ personId, reason: '说明了这次的差异' })),
    ],
  })
  return change(ctx, campaign, 'submit', 'approving', {
    note: `差异 ${differences} 项`,
    set: { submitted_by: me, answer: '' },
  })
}

export const withdraw: H['withdraw'] = async (ctx, input) => {
  const campaign = await load(ctx, input, 'withdraw')
  const asker = userOf(ctx)?.personId
  if (campaign.submitted_by && campaign.submitted_by !== asker) {
    const who = await ctx.db
      .selectFrom('people_person')
      .select('name')
      .where('school_id', '=', ctx.schoolId)
      .where('id', '=', campaign.submitted_by)
      .executeTakeFirst()
    throw contract.fail('not_yours_to_withdraw', { who: who?.name ?? '别人' })
  }
  await withdrawApproval(ctx, { kind: CAMPAIGN, id: campaign.id }, input.reason)
  const now = await readCampaign(ctx, campaign.id)
  return { id: now.id, state: now.state, version: now.version }
}

export const adjust: H['adjust'] = async (ctx, input) => {
  const campaign = await load(ctx, input, 'adjust')
  const lines = await ctx.db
    .selectFrom('stocktake_line')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('campaign_id', '=', campaign.id)
    .where('result', 'in', [...DIFFERENCES])
    .orderBy('id')
    .execute()
  await apply(
    ctx,
    campaign,
    lines.map(line => ({
      ...line,
      bookQuantity: Number(line.book_quantity),
      foundQuantity: Number(line.found_quantity),
      moves: line.move_here && line.found_area_id !== line.area_id,
    })),
  )
  const changed = await change(ctx, campaign, 'adjust', 'adjusted', {
    note: `${lines.length} 项`,
    set: { adjusted_on: ctx.today },
  })
  return { ...changed, adjusted: lines.length }
}

export const stocktakeApproval: ApprovalSubject = {
  kind: CAMPAIGN,
  title: '盘点差异',
  categories: [
    { code: 'asset', title: COUNT_KINDS.asset },
    { code: 'stock', title: COUNT_KINDS.stock },
  ],
  routes: [
    {
      title: '差异金额 5000 元及以上',
      when: { minFen: 500_000 },
      steps: [
        { title: '分管副校长审核', by: { role: 'vice_principal' }, mode: 'any' },
        { title: '校长审批', by: { role: 'principal' }, mode: 'any' },
      ],
    },
    {
      title: '一般差异',
      when: {},
      steps: [{ title: '分管副校长审批', by: { role: 'vice_principal' }, mode: 'any' }],
    },
  ],
  async facts(ctx, id) {
    const campaign = await readCampaign(ctx, id)
    const totals = await totalsOf(ctx, id)
    const link = (result: string) => `/stocktakes/${id}?result=${result}`
    return [
      { label: '范围', value: campaign.scope_text, href: `/stocktakes/${id}` },
      { label: '账面', value: `${totals.lines} 项，${formatFen(totals.bookFen)}` },
      { label: '账物相符率', value: `${totals.rate}%（${totals.match}/${totals.lines}）` },
      {
        label: '盘亏',
        value: `${totals.missing} 项，${formatFen(totals.missingFen)}`,
        ...(totals.missing > 0 ? { tone: 'late' as const } : {}),
        href: link('missing'),
      },
      {
        label: '盘盈',
        value: `${totals.surplus} 项，${formatFen(totals.surplusFen)}`,
        href: link('surplus'),
      },
      { label: '错位', value: `${totals.moved} 项`, href: link('moved') },
      { label: '损坏', value: `${totals.damaged} 项`, href: link('damaged') },
    ]
  },
  async decided(ctx, id, result) {
    const campaign = await readCampaign(ctx, id, true)
    const answer = [result.byName, result.note].filter(Boolean).join('：')
    if (result.outcome === 'approved')
      await change(ctx, campaign, 'approve', 'approved', {
        note: answer,
        set: { approved_by: result.byName, answer },
      })
    else await change(ctx, campaign, 'refuse', 'settling', { note: answer, set: { answer } })
  },
}

const differencesIn = (totals: {
  missing: number
  surplus: number
  damaged: number
  moved: number
}): number => totals.missing + totals.surplus + totals.damaged + totals.moved

/** Who explained the differences. */
async function settlersOf(ctx: Ctx, campaignId: string): Promise<string[]> {
  const rows = await ctx.db
    .selectFrom('stocktake_line')
    .select('settled_person')
    .distinct()
    .where('school_id', '=', ctx.schoolId)
    .where('campaign_id', '=', campaignId)
    .where('settled_person', 'is not', null)
    .execute()
  return rows.map(row => row.settled_person as string)
}

async function openLines(ctx: Ctx, campaignId: string): Promise<{ count: number; name: string }> {
  const row = await ctx.db
    .selectFrom('stocktake_line')
    .select(eb => [eb.fn.countAll<number>().as('count'), eb.fn.min('name').as('name')])
    .where('school_id', '=', ctx.schoolId)
    .where('campaign_id', '=', campaignId)
    .where('result', '=', 'open')
    .executeTakeFirstOrThrow()
  return { count: row.count, name: row.name ?? '' }
}

export const fenOf = (line: {
  book_quantity: string
  book_fen: number
  found_quantity: string | null
  value_fen: number | null
}): number =>
  line.found_quantity === null
    ? 0
    : differenceFen({
        bookQuantity: Number(line.book_quantity),
        bookFen: line.book_fen,
        foundQuantity: Number(line.found_quantity),
        valueFen: line.value_fen,
      })
