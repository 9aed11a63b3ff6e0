import { sql } from 'kysely'
import { z } from 'zod'
import type { Ctx } from '../../kernel/server/ctx.ts'
import { defineMetric, type EvidenceRow, evidencePage, type Period } from '../../mechanisms/metric/index.ts'
import { ON_BOOK } from './queries/filter.ts'
import {
  ACCOUNTS,
  type AccountCode,
  CATEGORIES,
  CATEGORY_CODES,
  type CategoryCode,
  DISPOSE_MODES,
} from './rules.ts'

const ACCOUNT_CODES = Object.keys(ACCOUNTS) as [AccountCode, ...AccountCode[]]
const ByAccount = z.strictObject({ account: z.enum(ACCOUNT_CODES).optional() })
const None = z.strictObject({})

const categoriesOf = (account: AccountCode | undefined): CategoryCode[] =>
  CATEGORY_CODES.filter(code => account === undefined || CATEGORIES[code].account === account)
const named = (account: AccountCode | undefined, words: string): string =>
  account ? `${ACCOUNTS[account]}${words}` : words

/** 件 counts what stands under the cards; 元 their value. */
type Unit = '台（件）' | '元'
const measured = (unit: Unit, row: { quantity: number; value_fen: number }): number =>
  unit === '元' ? row.value_fen / 100 : row.quantity

const sumOf = (unit: Unit) =>
  unit === '元'
    ? sql<number>`coalesce(sum(value_fen), 0)::bigint`.as('value')
    : sql<number>`coalesce(sum(quantity), 0)::bigint`.as('value')

const EVIDENCE = ['id', 'no', 'name', 'place_text', 'unit_text', 'quantity', 'value_fen'] as const
interface Found {
  id: string
  no: string
  name: string
  place_text: string
  unit_text: string
  quantity: number
  value_fen: number
}

const evidence = (unit: Unit, row: Found, on: string): EvidenceRow => ({
  id: row.id,
  kind: 'asset.card',
  no: row.no,
  on,
  title: row.name,
  detail: [row.unit_text, row.place_text].filter(Boolean).join(' · '),
  amount: measured(unit, row),
  unit,
  link: `/assets/${row.id}`,
})

/** What was added; rows of an old register that was taken over are not. */
const addedIn = (ctx: Ctx, period: Period, account: AccountCode | undefined) =>
  ctx.db
    .selectFrom('asset_card')
    .where('school_id', '=', ctx.schoolId)
    .where('booked_on', '>=', period.from)
    .where('booked_on', '<=', period.to)
    .where('category', 'in', categoriesOf(account))
    .where('batch_id', 'in', eb =>
      eb
        .selectFrom('asset_batch')
        .select('id')
        .where('school_id', '=', ctx.schoolId)
        .where('source', 'in', ['office', 'acceptance', 'surplus', 'count']),
    )

const added = (id: string, title: string, unit: Unit) =>
  defineMetric({
    id,
    title,
    unit,
    additivity: 'sum',
    meaning: `期间内登记入账的固定资产（${unit}），按入账日期；从旧台账导入的不算新增。`,
    params: ByAccount,
    dimensions: ['会计类别'],
    describe: ({ account }) => named(account, title),
    samples: [{ account: 'general' }],
    async value(ctx, period, { account }) {
      const row = await addedIn(ctx, period, account)
        .select(eb => [sumOf(unit), eb.fn.countAll<number>().as('records')])
        .executeTakeFirstOrThrow()
      return { value: unit === '元' ? row.value / 100 : row.value, records: row.records }
    },
    rows: (ctx, period, { account }, page) =>
      evidencePage(
        page,
        addedIn(ctx, period, account).select([...EVIDENCE, 'booked_on']),
        { on: 'booked_on', id: 'id' },
        row => evidence(unit, row, row.booked_on),
      ),
  })

const offIn = (ctx: Ctx, period: Period, modes: readonly string[]) =>
  ctx.db
    .selectFrom('asset_card')
    .where('school_id', '=', ctx.schoolId)
    .where('disposed_on', '>=', period.from)
    .where('disposed_on', '<=', period.to)
    .where('dispose_mode', 'in', [...modes])

const off = (id: string, title: string, unit: Unit, modes: readonly string[], meaning: string) =>
  defineMetric({
    id,
    title,
    unit,
    additivity: 'sum',
    meaning,
    params: None,
    async value(ctx, period) {
      const row = await offIn(ctx, period, modes)
        .select(eb => [sumOf(unit), eb.fn.countAll<number>().as('records')])
        .executeTakeFirstOrThrow()
      return { value: unit === '元' ? row.value / 100 : row.value, records: row.records }
    },
    rows: (ctx, period, _params, page) =>
      evidencePage(
        page,
        offIn(ctx, period, modes).select([...EVIDENCE, 'disposed_on']),
        { on: 'disposed_on', id: 'id' },
        row => evidence(unit, row, row.disposed_on as string),
      ),
  })

const SCRAPPED = ['scrap', 'damage_loss'] as const
const ALL_MODES = Object.keys(DISPOSE_MODES)

const movedIn = (ctx: Ctx, period: Period, reuse: boolean) =>
  ctx.db
    .selectFrom('asset_transfer')
    .where('school_id', '=', ctx.schoolId)
    .where('booked_on', '>=', period.from)
    .where('booked_on', '<=', period.to)
    .$if(reuse, q => q.where('reuse', '=', true))

const moved = (id: string, title: string, reuse: boolean, meaning: string) =>
  defineMetric({
    id,
    title,
    unit: '台（件）',
    additivity: 'sum',
    meaning,
    params: None,
    async value(ctx, period) {
      const row = await movedIn(ctx, period, reuse)
        .select(eb => [
          sql<number>`coalesce(sum(quantity), 0)::bigint`.as('value'),
          eb.fn.countAll<number>().as('records'),
        ])
        .executeTakeFirstOrThrow()
      return { value: row.value, records: row.records }
    },
    rows: (ctx, period, _params, page) =>
      evidencePage(
        page,
        movedIn(ctx, period, reuse).select([
          'id',
          'no',
          'booked_on',
          'from_unit_text',
          'to_unit_text',
          'quantity',
          'reason',
        ]),
        { on: 'booked_on', id: 'id' },
        row => ({
          id: row.id,
          kind: 'asset.transfer',
          no: row.no,
          on: row.booked_on as string,
          title: `${row.from_unit_text} → ${row.to_unit_text}`,
          detail: row.reason,
          amount: row.quantity,
          unit: '台（件）',
          link: `/asset-transfers/${row.id}`,
        }),
      ),
  })

/** What stood in the book at the end of the period. */
const bookAt = (ctx: Ctx, period: Period, account: AccountCode | undefined) =>
  ctx.db
    .selectFrom('asset_card')
    .where('school_id', '=', ctx.schoolId)
    .where('booked_on', '<=', period.to)
    .where('category', 'in', categoriesOf(account))
    .where(eb => eb.or([eb('state', 'in', ON_BOOK), eb('disposed_on', '>', period.to)]))

const book = (id: string, title: string, unit: Unit) =>
  defineMetric({
    id,
    title,
    unit,
    additivity: 'none',
    meaning: `期末在账的固定资产（${unit}），按现在的卡片；期末之后才核销的算在内。`,
    params: ByAccount,
    dimensions: ['会计类别'],
    describe: ({ account }) => named(account, title),
    samples: [{ account: 'furniture' }],
    async value(ctx, period, { account }) {
      const row = await bookAt(ctx, period, account)
        .select(eb => [sumOf(unit), eb.fn.countAll<number>().as('records')])
        .executeTakeFirstOrThrow()
      return { value: unit === '元' ? row.value / 100 : row.value, records: row.records }
    },
    rows: (ctx, period, { account }, page) =>
      evidencePage(
        page,
        bookAt(ctx, period, account).select([...EVIDENCE, 'booked_on']),
        { on: 'booked_on', id: 'id' },
        row => evidence(unit, row, row.booked_on),
      ),
  })

export const metrics = [
  added('asset.added', '新增固定资产', '台（件）'),
  added('asset.added_value', '新增固定资产原值', '元'),
  book('asset.book', '在账固定资产', '台（件）'),
  book('asset.book_value', '在账固定资产原值', '元'),
  off('asset.scrapped', '报废固定资产', '台（件）', SCRAPPED, '期间内经审批核销的报废、报损，按核销日期。'),
  off('asset.scrapped_value', '报废固定资产原值', '元', SCRAPPED, '期间内经审批核销的报废、报损的原值。'),
  off(
    'asset.donated',
    '对外捐赠和划出',
    '台（件）',
    ['donate', 'allocate'],
    '期间内捐赠出去和无偿划出的固定资产。',
  ),
  off('asset.disposed', '处置固定资产', '台（件）', ALL_MODES, '期间内核销的固定资产，不论哪种方式。'),
  moved('asset.transferred', '部门间调拨', false, '期间内入账的调拨单上的台（件）数，含闲置调剂。'),
  moved('asset.reused', '闲置调剂再用', true, '期间内从闲置资产里调剂给别的部门使用、已入账的台（件）数。'),
]
