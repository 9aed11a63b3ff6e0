import { formatFen } from '../../kernel/pure/money.ts'
import type { ApprovalSubject } from '../../mechanisms/approval/index.ts'
import { DISPOSAL, disposalDecided } from './operations/disposals.ts'
import { DISPOSE_MODES, GROUNDS } from './rules.ts'

/**
 * The ladder of one region: up to 20,000 yuan the deputy head, up to 50,000 the headteacher, above that both;
 * the bureau's decision is asked for when the disposal is carried out. Schools edit it on the routes page.
 */
export const disposalApproval: ApprovalSubject = {
  kind: DISPOSAL,
  title: '资产处置',
  categories: Object.entries(DISPOSE_MODES).map(([code, title]) => ({ code, title })),
  routes: [
    {
      title: '原值 2 万元以内',
      when: { maxFen: 2_000_000 },
      steps: [{ title: '分管副校长', by: { role: 'vice_principal' }, mode: 'any' }],
    },
    {
      title: '原值 5 万元以内',
      when: { maxFen: 5_000_000 },
      steps: [
        { title: '分管副校长', by: { role: 'vice_principal' }, mode: 'any' },
        { title: '校长', by: { role: 'principal' }, mode: 'any' },
      ],
    },
    {
      title: '原值 5 万元以上',
      when: {},
      steps: [
        { title: '财务', by: { role: 'accountant' }, mode: 'any' },
        { title: '分管副校长', by: { role: 'vice_principal' }, mode: 'any' },
        { title: '校长办公会', by: { role: 'principal' }, mode: 'any' },
      ],
    },
  ],
  async facts(ctx, id) {
    const row = await ctx.db
      .selectFrom('asset_disposal')
      .selectAll()
      .where('school_id', '=', ctx.schoolId)
      .where('id', '=', id)
      .executeTakeFirst()
    if (!row) return []
    const early = await ctx.db
      .selectFrom('asset_disposal_line')
      .select(eb => eb.fn.countAll<number>().as('n'))
      .where('school_id', '=', ctx.schoolId)
      .where('disposal_id', '=', id)
      .whereRef('months_used', '<', 'life_months')
      .executeTakeFirstOrThrow()
    return [
      { label: '处置方式', value: DISPOSE_MODES[row.mode] },
      { label: '依据', value: GROUNDS[row.ground] },
      { label: '原因', value: row.reason },
      { label: '数量', value: `${row.quantity} 件` },
      { label: '原值', value: formatFen(row.value_fen) },
      { label: '净值', value: formatFen(row.value_fen - row.depreciated_fen) },
      { label: '残值预计', value: formatFen(row.estimate_fen) },
      {
        label: '未到年限',
        value: early.n === 0 ? '没有' : `${early.n} 件`,
        ...(early.n > 0 ? { tone: 'late' as const } : {}),
      },
      { label: '鉴定意见', value: `${row.opinion}（${row.checked_name}）` },
    ]
  },
  decided: (ctx, id, result) => disposalDecided(ctx, id, result),
}
