import { dayIn } from '../../kernel/server/clock.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import { approval, chainOf } from '../../mechanisms/approval/index.ts'
import { adjustmentRef } from './adjusting.ts'
import { budget } from './contract.ts'
import type { Category, SourceKind } from './rules.ts'

export interface DemoStage {
  now: Date
  as<T>(login: string, at: Date, work: (ctx: Ctx) => Promise<T>): Promise<T>
}

const DAY_MS = 86_400_000
const ZONE = 'Asia/Shanghai'

const SOURCES: readonly {
  code: string
  title: string
  kind: SourceKind
  purpose?: string
  lines: readonly [no: string, title: string, category: Category, yuan: number][]
}[] = [
  {
    code: 'GY',
    title: '公用经费',
    kind: 'public',
    lines: [
      ['01', '办公用品', 'office', 120_000],
      ['02', '水电费', 'utility', 480_000],
      ['03', '零星维修', 'repair', 260_000],
      ['04', '差旅费', 'travel', 80_000],
      ['05', '教师培训', 'training', 90_000],
      ['06', '日用清洁用品', 'office', 60_000],
      ['07', '绿化保洁服务', 'labour', 150_000],
    ],
  },
  {
    code: 'ZB',
    title: '装备资金',
    kind: 'equipment',
    purpose: '教学设备、实训设备购置',
    lines: [
      ['01', '教学设备购置', 'equipment', 600_000],
      ['02', '图书购置', 'book', 50_000],
    ],
  },
  {
    code: 'ZX',
    title: '校舍维修专项',
    kind: 'special',
    purpose: '学生宿舍7号楼防水维修',
    lines: [['01', '宿舍7号楼防水', 'repair', 320_000]],
  },
  { code: 'DS', title: '代收代管', kind: 'agency', lines: [['01', '作业本费', 'agency', 64_000]] },
]

/** The day on which the demo's budget was handed down: in the year of the demo, three weeks back at least. */
export function budgetStart(now: Date): Date {
  const february = new Date(`${dayIn(ZONE, now).slice(0, 4)}-02-10T09:00:00+08:00`)
  const latest = new Date(now.getTime() - 21 * DAY_MS)
  return february < latest ? february : latest
}

/**
 * The budget of the year (codes <year>-GY-01 办公用品, -GY-06 日用清洁用品, -ZB-01 教学设备购置 …), one move
 * carried out and one waiting, income of which some went up, two savings that were verified and one that waits.
 */
export async function demoBudget({ now, as }: DemoStage): Promise<void> {
  const start = budgetStart(now)
  const year = Number(dayIn(ZONE, start).slice(0, 4))
  const lines = await as('accountant', start, ctx => draft(ctx, year))
  const plan = await as('principal', start, async ctx => {
    const { id, version } = await ctx.run(budget.plan, { year })
    return ctx.run(budget.approvePlan, { id, version, basis: `校务会纪要〔${year}〕2号` })
  })
  await as('accountant', start, ctx => ctx.run(budget.startPlan, { id: plan.id, version: plan.version }))
  const later = new Date(start.getTime() + 10 * DAY_MS)
  const line = (code: string): string => lines.get(`${year}-${code}`) as string
  const moved = await as('accountant', later, ctx =>
    ctx.run(budget.adjust, {
      year,
      kind: 'move',
      reason: '开学用纸和耗材增加，从教师培训调入',
      lines: [
        { lineId: line('GY-05'), amountFen: -15_000_00 },
        { lineId: line('GY-01'), amountFen: 15_000_00 },
      ],
    }),
  )
  for (const login of ['vice', 'principal'])
    await as(login, later, async ctx => {
      const chain = await chainOf(ctx, adjustmentRef(moved.id))
      if (chain?.state === 'pending') await ctx.run(approval.approve, { id: chain.id, note: '同意' })
    })
  await as('director', new Date(now.getTime() - 2 * DAY_MS), ctx =>
    ctx.run(budget.adjust, {
      year,
      kind: 'add',
      reason: '冬季水管防冻改造',
      basis: '总务处报告',
      lines: [{ lineId: line('GY-03'), amountFen: 28_000_00 }],
    }),
  )
  await demoIncome({ now, as })
  await demoSavings({ now, as })
}

async function draft(ctx: Ctx, year: number): Promise<Map<string, string>> {
  await ctx.run(budget.openPlan, { year, note: '按上级下达的公用经费定额和装备计划编制' })
  const lines = new Map<string, string>()
  for (const source of SOURCES) {
    const { id } = await ctx.run(budget.saveSource, {
      code: source.code,
      title: source.title,
      kind: source.kind,
      earmarked: source.purpose !== undefined,
      purpose: source.purpose ?? '',
    })
    for (const [no, title, category, yuan] of source.lines) {
      const code = `${year}-${source.code}-${no}`
      const made = await ctx.run(budget.saveLine, {
        year,
        sourceId: id,
        code,
        title,
        category,
        plannedFen: yuan * 100,
      })
      lines.set(code, made.id)
    }
  }
  return lines
}

async function demoIncome({ now, as }: DemoStage): Promise<void> {
  const ago = (days: number): Date => new Date(now.getTime() - days * DAY_MS)
  const first = await as('cashier', ago(20), async ctx => [
    await ctx.run(budget.receive, {
      kind: 'rent',
      amountFen: 6_000_00,
      payer: '校门口书店',
      receiptNo: 'No.0031207',
      note: '本学期场地租金',
    }),
    await ctx.run(budget.receive, {
      kind: 'scrap',
      amountFen: 1_286_00,
      payer: '江城再生资源回收站',
      receiptNo: 'No.0031208',
      note: '报废课桌椅处置',
    }),
  ])
  const up = await as('cashier', ago(18), ctx =>
    ctx.run(budget.remit, {
      incomeIds: first.map(i => i.id),
      slipNo: `JK${dayIn(ZONE, ago(18)).replaceAll('-', '')}07`,
      payee: '区财政局非税收入专户',
    }),
  )
  await as('accountant', ago(17), ctx => ctx.run(budget.checkRemittance, { id: up.id, version: up.version }))
  await as('cashier', ago(4), ctx =>
    ctx.run(budget.receive, {
      kind: 'scrap',
      amountFen: 342_50,
      payer: '江城再生资源回收站',
      receiptNo: 'No.0031215',
      note: '废纸、旧书刊',
    }),
  )
}

async function demoSavings({ now, as }: DemoStage): Promise<void> {
  const ago = (days: number): Date => new Date(now.getTime() - days * DAY_MS)
  const on = (days: number): string => dayIn(ZONE, ago(days))
  const verified = await as('director', ago(19), async ctx => [
    await ctx.run(budget.claimSaving, {
      measure: '教学楼走廊照明改为声控 LED',
      basis: '改造前一年走廊照明电费 41,600 元（供电所账单），改造后同口径 15,200 元',
      baselineFen: 41_600_00,
      actualFen: 15_200_00,
      recurring: true,
      countedOn: on(19),
      evidence: '电费账单对比表、节能改造验收单',
    }),
    await ctx.run(budget.claimSaving, {
      measure: '宿舍床架翻新代替新购 60 张',
      basis: '新购报价每张 680 元，翻新（焊接、喷漆）每张 145 元',
      baselineFen: 40_800_00,
      actualFen: 8_700_00,
      countedOn: on(19),
      evidence: '三家报价单、翻新结算单',
    }),
  ])
  await as('accountant', ago(15), async ctx => {
    for (const s of verified)
      await ctx.run(budget.decideSaving, {
        id: s.id,
        version: s.version,
        approve: true,
        note: '与账单、结算单相符',
      })
  })
  await as('clerk', ago(3), ctx =>
    ctx.run(budget.claimSaving, {
      measure: '校园网线路合并，减少一条专线',
      basis: '原两条专线年费 24,000 元，合并后 13,800 元',
      baselineFen: 24_000_00,
      actualFen: 13_800_00,
      recurring: true,
      countedOn: on(3),
    }),
  )
}
