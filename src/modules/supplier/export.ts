import type { Ctx } from '../../kernel/server/ctx.ts'
import type { Handlers } from '../../kernel/server/module.ts'
import { exportRows } from '../../mechanisms/register/index.ts'
import { org } from '../org/index.ts'
import type { contract, FirmRow } from './contract.ts'
import { type Filter, list } from './queries.ts'
import { firmMachine } from './rules.ts'

type H = Handlers<typeof contract>

export const exportFirms: H['export'] = async (ctx, { filterText, ...filter }) => {
  const school = await ctx.run(org.school, {})
  return await exportRows<FirmRow>({
    title: '供应商名册',
    filterText,
    school: school.name,
    zone: ctx.zone,
    now: ctx.now,
    rows: allRows(ctx, filter),
    columns: [
      { title: '编号', value: row => row.no },
      { title: '名称', value: row => row.name, width: 30 },
      { title: '统一社会信用代码', value: row => row.creditCode, width: 22 },
      { title: '供应什么', value: row => row.supplies, width: 24 },
      { title: '联系人', value: row => row.contactName },
      { title: '电话', value: row => row.phone },
      { title: '状态', value: row => firmMachine.states[row.state].label },
      { title: '供货次数', value: row => row.deliveries, kind: 'number' },
      { title: '最近供货', value: row => row.lastOn, kind: 'day' },
      { title: '评分', value: row => row.score, kind: 'number' },
      { title: '过期证照', value: row => row.lapsed.join('、'), width: 30 },
    ],
  })
}

async function* allRows(ctx: Ctx, filter: Filter) {
  let cursor: string | undefined
  do {
    const page = await list(ctx, { ...filter, limit: 200, ...(cursor ? { cursor } : {}) })
    yield* page.rows
    cursor = page.next ?? undefined
  } while (cursor)
}
