import { sql } from 'kysely'
import { z } from 'zod'
import type { Ctx } from '../../kernel/server/ctx.ts'
import {
  defineMetric,
  type EvidenceRequest,
  evidencePage,
  type Period,
} from '../../mechanisms/metric/index.ts'
import { type DocumentKind, KINDS } from './rules.ts'

const None = z.strictObject({})
const OneItem = z.strictObject({ item: z.string().max(60).optional(), unitId: z.uuid().optional() })
type OneItem = z.output<typeof OneItem>

/** Lines of papers that stand: neither reversed nor a reversal. */
function lines(ctx: Ctx, period: Period, kinds: readonly DocumentKind[], { item, unitId }: OneItem = {}) {
  let select = ctx.db
    .selectFrom('stock_document as d')
    .innerJoin('stock_line as l', join =>
      join.onRef('l.school_id', '=', 'd.school_id').onRef('l.document_id', '=', 'd.id'),
    )
    .innerJoin('stock_item as i', join =>
      join.onRef('i.school_id', '=', 'l.school_id').onRef('i.id', '=', 'l.item_id'),
    )
    .where('d.school_id', '=', ctx.schoolId)
    .where('d.kind', 'in', [...kinds])
    .where('d.state', '=', 'posted')
    .where('d.reverses_id', 'is', null)
    .where('d.day', '>=', period.from)
    .where('d.day', '<=', period.to)
  if (item !== undefined) select = select.where('i.name', '=', item)
  if (unitId !== undefined) select = select.where('d.unit_id', '=', unitId)
  return select
}

function papers(ctx: Ctx, period: Period, kinds: readonly DocumentKind[]) {
  return ctx.db
    .selectFrom('stock_document as d')
    .where('d.school_id', '=', ctx.schoolId)
    .where('d.kind', 'in', [...kinds])
    .where('d.state', '=', 'posted')
    .where('d.reverses_id', 'is', null)
    .where('d.day', '>=', period.from)
    .where('d.day', '<=', period.to)
}

/** What came back to the shelf counts against what was issued. */
const SIGN = sql<number>`case when d.kind = 'return' then -1 else 1 end`

interface PaperMetric {
  id: string
  title: string
  unit: string
  meaning: string
  kinds: readonly DocumentKind[]
}

const countOf = ({ id, title, unit, meaning, kinds }: PaperMetric) =>
  defineMetric({
    id,
    title,
    unit,
    additivity: 'sum',
    meaning,
    params: None,
    async value(ctx, period) {
      const { n } = await papers(ctx, period, kinds)
        .select(eb => eb.fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow()
      return { value: n, records: n }
    },
    rows: (ctx, period, _params, page) =>
      evidencePage(
        page,
        papers(ctx, period, kinds).select([
          'd.id',
          'd.no',
          'd.kind',
          'd.day',
          'd.unit_text',
          'd.person_text',
          'd.supplier_text',
          'd.reason',
        ]),
        { on: 'd.day', id: 'd.id' },
        row => ({
          id: row.id,
          kind: 'stock.document',
          no: row.no,
          on: row.day,
          title: row.reason || KINDS[row.kind],
          detail: [row.unit_text, row.person_text, row.supplier_text].filter(Boolean).join(' · '),
          amount: 1,
          unit,
          link: `/stock-documents/${row.id}`,
        }),
      ),
  })

const moneyOf = ({ id, title, meaning, kinds }: Omit<PaperMetric, 'unit'>) =>
  defineMetric({
    id,
    title,
    unit: '元',
    additivity: 'sum',
    meaning,
    params: OneItem,
    dimensions: ['物品', '单位'],
    samples: [{ item: '扫把' }],
    async value(ctx, period, params) {
      const row = await lines(ctx, period, kinds, params)
        .select(eb => [
          eb.fn.countAll<number>().as('records'),
          eb.fn.coalesce(sql<string>`sum(${SIGN} * l.amount_fen)`, sql<string>`0`).as('fen'),
        ])
        .executeTakeFirstOrThrow()
      return { value: Number(row.fen) / 100, records: row.records }
    },
    rows: (ctx, period, params, page) => linePage(ctx, period, kinds, params, page, 'money'),
  })

function linePage(
  ctx: Ctx,
  period: Period,
  kinds: readonly DocumentKind[],
  params: OneItem,
  page: EvidenceRequest,
  what: 'money' | 'quantity',
) {
  const select = lines(ctx, period, kinds, params)
    .select(['l.id', 'l.document_id', 'd.no', 'd.day', 'd.unit_text', 'd.person_text', 'd.supplier_text'])
    .select(['i.name', 'i.measure', 'l.quantity', 'l.amount_fen'])
    .select(SIGN.as('sign'))
  return evidencePage(page, select, { on: 'd.day', id: 'l.id' }, row => ({
    id: row.id,
    kind: 'stock.line',
    no: row.no,
    on: row.day,
    title: `${row.name} ${Number(row.quantity)}${row.measure}`,
    detail: [row.unit_text, row.person_text, row.supplier_text].filter(Boolean).join(' · '),
    amount: row.sign * (what === 'money' ? row.amount_fen / 100 : Number(row.quantity)),
    unit: what === 'money' ? '元' : row.measure,
    link: `/stock-documents/${row.document_id}`,
  }))
}

const ISSUED = ['issue', 'kit', 'return'] as const

/** How many of one thing went out; only of one, since brooms and boxes do not add up. */
export const issuedQuantity = defineMetric({
  id: 'stock.issued',
  title: '发放数量',
  unit: '件',
  additivity: 'sum',
  meaning:
    '期间内发放的某种物品的数量（领用加开学物资，减退库），按单据日期；冲销的不算。不指定物品时按件合计。',
  params: OneItem,
  dimensions: ['物品', '单位'],
  describe: ({ item }) => (item ? `${item}发放数量` : '发放数量'),
  samples: [{ item: '扫把' }],
  async value(ctx, period, params) {
    const row = await lines(ctx, period, ISSUED, params)
      .select(eb => [
        eb.fn.countAll<number>().as('records'),
        eb.fn.coalesce(sql<string>`sum(${SIGN} * l.quantity)`, sql<string>`0`).as('quantity'),
        eb.fn.min('i.measure').as('measure'),
      ])
      .executeTakeFirstOrThrow()
    const unit = params.item === undefined ? '件' : (row.measure ?? '件')
    return { value: Number(row.quantity), records: row.records, unit }
  },
  rows: (ctx, period, params, page) => linePage(ctx, period, ISSUED, params, page, 'quantity'),
})

/** Classes that got their kit, by the day on which it went out. */
export const kitClasses = countOf({
  id: 'stock.kit_classes',
  title: '按标准发放开学物资的班级',
  unit: '班次',
  meaning: '期间内按标准一次发放到位的班级，每班每次算一个，按发放日期。',
  kinds: ['kit'],
})

export const receipts = countOf({
  id: 'stock.receipts',
  title: '入库次数',
  unit: '批',
  meaning: '期间内入库的单据，按入库日期；期初和冲销的不算。',
  kinds: ['receipt'],
})
export const received = moneyOf({
  id: 'stock.received',
  title: '入库金额',
  meaning: '期间内入库物资的金额，按入库日期；期初和冲销的不算。',
  kinds: ['receipt'],
})
export const issues = countOf({
  id: 'stock.issues',
  title: '领用次数',
  unit: '次',
  meaning: '期间内凭领用单发放的次数，按发放日期；开学物资和冲销的不算。',
  kinds: ['issue'],
})
export const issuedAmount = moneyOf({
  id: 'stock.issued_amount',
  title: '发放金额',
  meaning: '期间内发放物资的金额（领用加开学物资，减退库），按单据日期；冲销的不算。',
  kinds: ISSUED,
})
export const loans = countOf({
  id: 'stock.loans',
  title: '借出次数',
  unit: '次',
  meaning: '期间内办理借出的次数，按借出日期。',
  kinds: ['loan'],
})
export const givenBack = countOf({
  id: 'stock.given_back',
  title: '归还次数',
  unit: '次',
  meaning: '期间内办理归还的次数，按归还日期。',
  kinds: ['back'],
})
export const losses = moneyOf({
  id: 'stock.losses',
  title: '报损和遗失金额',
  meaning: '期间内批准报损的和借用遗失的物资金额，按入账日期；冲销的不算。',
  kinds: ['loss', 'lost'],
})

export const metrics = [
  receipts,
  received,
  issues,
  issuedQuantity,
  issuedAmount,
  kitClasses,
  loans,
  givenBack,
  losses,
]

/** What was handed out most by value in a period, by name. */
export async function mostIssued(ctx: Ctx, period: Period, limit: number) {
  return lines(ctx, period, ISSUED)
    .select('i.name')
    .select(sql<string>`sum(${SIGN} * l.quantity)`.as('quantity'))
    .groupBy('i.name')
    .having(sql<string>`sum(${SIGN} * l.quantity)`, '>', '0')
    .orderBy(sql`sum(${SIGN} * l.amount_fen)`, 'desc')
    .orderBy('i.name')
    .limit(limit)
    .execute()
}
