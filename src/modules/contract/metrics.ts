import { sql } from 'kysely'
import { z } from 'zod'
import type { Ctx } from '../../kernel/server/ctx.ts'
import { defineMetric, evidencePage, type Period } from '../../mechanisms/metric/index.ts'
import { KINDS, WAYS } from './rules.ts'

const None = z.strictObject({})
const YUAN = 100

type AgreementDay = 'a.signed_on' | 'a.ends_on'
type ImportDay = 'i.negotiated_on' | 'i.exempted_on'

const agreementMetric = (id: string, title: string, on: AgreementDay, meaning: string, money: boolean) =>
  defineMetric({
    id,
    title,
    unit: money ? '元' : '份',
    additivity: 'sum',
    meaning,
    params: None,
    async value(ctx, period) {
      const { n, fen } = await signed(ctx, period, on)
        .select(eb => [
          eb.fn.countAll<number>().as('n'),
          eb.fn.coalesce(eb.fn.sum<string>('a.first_total_fen'), sql<string>`0`).as('fen'),
        ])
        .executeTakeFirstOrThrow()
      return { value: money ? Number(fen) / YUAN : n, records: n }
    },
    rows: (ctx, period, _params, page) =>
      evidencePage(
        page,
        signed(ctx, period, on)
          .select(['a.id', 'a.no', 'a.title', 'a.supplier_name', 'a.kind', 'a.first_total_fen'])
          .select(sql<string>`${sql.ref(on)}`.as('day')),
        { on, id: 'a.id' },
        row => ({
          id: row.id,
          kind: 'contract.agreement',
          no: row.no,
          on: row.day,
          title: row.title,
          detail: `${row.supplier_name} · ${KINDS[row.kind]}`,
          amount: money ? row.first_total_fen / YUAN : 1,
          unit: money ? '元' : '份',
          link: `/contracts/${row.id}`,
        }),
      ),
  })

const signed = (ctx: Ctx, period: Period, on: AgreementDay) =>
  ctx.db
    .selectFrom('contract_agreement as a')
    .where('a.school_id', '=', ctx.schoolId)
    .where('a.signed_on', 'is not', null)
    .where('a.kind', '<>', 'rent')
    .where('a.state', '<>', 'void')
    .where(on, '>=', period.from)
    .where(on, '<=', period.to)

const importMetric = (
  id: string,
  title: string,
  unit: '批' | '台件' | '元',
  on: ImportDay,
  meaning: string,
) =>
  defineMetric({
    id,
    title,
    unit,
    additivity: 'sum',
    meaning,
    params: None,
    async value(ctx, period) {
      const { n, items, fen } = await batches(ctx, period, on)
        .select(eb => [
          eb.fn.countAll<number>().as('n'),
          eb.fn.coalesce(eb.fn.sum<string>('i.items'), sql<string>`0`).as('items'),
          eb.fn.coalesce(eb.fn.sum<string>('i.saved_fen'), sql<string>`0`).as('fen'),
        ])
        .executeTakeFirstOrThrow()
      return { value: unit === '批' ? n : unit === '台件' ? Number(items) : Number(fen) / YUAN, records: n }
    },
    rows: (ctx, period, _params, page) =>
      evidencePage(
        page,
        batches(ctx, period, on)
          .select(['i.id', 'i.no', 'i.title', 'i.supplier_name', 'i.items', 'i.saved_fen'])
          .select(sql<string>`${sql.ref(on)}`.as('day')),
        { on, id: 'i.id' },
        row => ({
          id: row.id,
          kind: 'contract.import',
          no: row.no,
          on: row.day,
          title: row.title,
          detail: row.supplier_name,
          amount: unit === '批' ? 1 : unit === '台件' ? row.items : row.saved_fen / YUAN,
          unit,
          link: `/import-batches/${row.id}`,
        }),
      ),
  })

const batches = (ctx: Ctx, period: Period, on: ImportDay) =>
  ctx.db
    .selectFrom('contract_import as i')
    .where('i.school_id', '=', ctx.schoolId)
    .where('i.state', '<>', 'dropped')
    .where(on, '>=', period.from)
    .where(on, '<=', period.to)

const tendered = defineMetric({
  id: 'contract.tendered',
  title: '邀标定标',
  unit: '次',
  additivity: 'sum',
  meaning: '期间内定标的邀标、谈判、询价，按定标日期；单一来源按批准日期；取消的不算。',
  params: None,
  async value(ctx, period) {
    const { n } = await decided(ctx, period)
      .select(eb => eb.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow()
    return { value: n, records: n }
  },
  rows: (ctx, period, _params, page) =>
    evidencePage(
      page,
      decided(ctx, period).select(['t.id', 't.no', 't.title', 't.way', 't.decided_on']),
      { on: 't.decided_on', id: 't.id' },
      row => ({
        id: row.id,
        kind: 'contract.tender',
        no: row.no,
        on: row.decided_on as string,
        title: row.title,
        detail: WAYS[row.way],
        amount: 1,
        unit: '次',
        link: `/tenders/${row.id}`,
      }),
    ),
})

const decided = (ctx: Ctx, period: Period) =>
  ctx.db
    .selectFrom('contract_tender as t')
    .where('t.school_id', '=', ctx.schoolId)
    .where('t.state', '=', 'decided')
    .where('t.decided_on', '>=', period.from)
    .where('t.decided_on', '<=', period.to)

export const metrics = [
  agreementMetric(
    'contract.signed',
    '签订合同',
    'a.signed_on',
    '期间内签订的合同份数，按签订日期；租赁收入合同和作废的不算，以后终止的也算。',
    false,
  ),
  agreementMetric(
    'contract.signed_sum',
    '签订合同金额',
    'a.signed_on',
    '期间内签订的合同总价之和，按签订日期和签订时的总价，以后的变更不算；租赁收入合同和作废的不算。',
    true,
  ),
  agreementMetric(
    'contract.ended',
    '到期合同',
    'a.ends_on',
    '期间内到期的已签合同份数，按变更后的到期日；租赁收入合同和作废的不算。',
    false,
  ),
  tendered,
  importMetric(
    'contract.import_batches',
    '进口设备批次',
    '批',
    'i.negotiated_on',
    '期间内谈定的进口设备批次，按谈判日期；中止的不算。',
  ),
  importMetric(
    'contract.imported_items',
    '进口设备台件',
    '台件',
    'i.negotiated_on',
    '期间内谈定的进口设备台（件）数，按谈判日期；中止的批次不算。',
  ),
  importMetric(
    'contract.duty_saved',
    '免税节约',
    '元',
    'i.exempted_on',
    '期间内办理免税的进口批次少缴的税：完税价格×税率，按免税证明登记日期；中止的批次不算。',
  ),
]
