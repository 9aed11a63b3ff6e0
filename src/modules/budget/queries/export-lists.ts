import type { Ctx } from '../../../kernel/server/ctx.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import { type ExportColumn, exportRows } from '../../../mechanisms/register/index.ts'
import type { contract } from '../contract.ts'
import { INCOME_KINDS, SAVING_KINDS, savingMachine } from '../rules.ts'
import { incomes } from './income.ts'
import { savings } from './saving.ts'

type H = Handlers<typeof contract>
type IncomeRow = Awaited<ReturnType<typeof incomes>>['rows'][number]
type SavingRow = Awaited<ReturnType<typeof savings>>['rows'][number]

export const exportIncomes: H['exportIncomes'] = async (ctx, { words, ...filter }) =>
  exportRows<IncomeRow>({
    title: '收入上缴情况表',
    ...(await heading(ctx, words)),
    rows: pages(page => incomes(ctx, { ...filter, ...page })),
    columns: INCOME_COLUMNS,
  })

export const exportSavings: H['exportSavings'] = async (ctx, { words, ...filter }) =>
  exportRows<SavingRow>({
    title: '节约增收台账',
    ...(await heading(ctx, words)),
    rows: pages(page => savings(ctx, { ...filter, ...page })),
    columns: SAVING_COLUMNS,
  })

async function heading(ctx: Ctx, words: string) {
  const school = await ctx.db
    .selectFrom('school')
    .select('name')
    .where('id', '=', ctx.schoolId)
    .executeTakeFirstOrThrow()
  return { school: school.name, filterText: words, zone: ctx.zone, now: ctx.now }
}

/** All rows of a list, page by page, as the list itself gives them. */
async function* pages<R>(
  read: (page: { limit: number; cursor: string | undefined }) => Promise<{ rows: R[]; next: string | null }>,
): AsyncGenerator<R> {
  let cursor: string | undefined
  do {
    const page = await read({ limit: 200, cursor })
    yield* page.rows
    cursor = page.next ?? undefined
  } while (cursor)
}

const INCOME_COLUMNS: readonly ExportColumn<IncomeRow>[] = [
  { title: '编号', value: row => row.no },
  { title: '日期', value: row => row.day, kind: 'day' },
  { title: '类别', value: row => INCOME_KINDS[row.kind] },
  { title: '交款人', value: row => row.payer, width: 24 },
  { title: '收据、单据', value: row => row.document.no, width: 18 },
  { title: '金额', value: row => row.amountFen, kind: 'money', sum: true },
  { title: '上缴单', value: row => row.remittanceNo ?? '' },
  { title: '缴款书号', value: row => row.slipNo ?? '' },
  { title: '经办', value: row => row.receivedName },
  { title: '冲销', value: row => (row.reverses ? '冲销' : row.reversed ? '已冲销' : '') },
  { title: '说明', value: row => row.note, width: 24 },
]

const SAVING_COLUMNS: readonly ExportColumn<SavingRow>[] = [
  { title: '编号', value: row => row.no },
  { title: '日期', value: row => row.countedOn, kind: 'day' },
  { title: '类别', value: row => SAVING_KINDS[row.kind] },
  { title: '措施', value: row => row.measure, width: 28 },
  { title: '基准怎么来的', value: row => row.basis, width: 32 },
  { title: '基准', value: row => row.baselineFen, kind: 'money', sum: true },
  { title: '实际', value: row => row.actualFen, kind: 'money', sum: true },
  { title: '节约', value: row => row.amountFen, kind: 'money', sum: true },
  { title: '一次还是每年', value: row => (row.recurring ? '每年' : '一次') },
  {
    title: '依据',
    value: row => [row.evidence, ...row.files.map(file => file.name)].filter(Boolean).join('、'),
    width: 28,
  },
  { title: '填报', value: row => row.claimedName },
  { title: '核实', value: row => row.verifiedName },
  { title: '核实日期', value: row => row.verifiedOn, kind: 'day' },
  { title: '状态', value: row => savingMachine.states[row.state].label },
]
