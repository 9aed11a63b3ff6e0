import type { Ctx } from '../../../kernel/server/ctx.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import { type ExportColumn, exportRows } from '../../register/index.ts'
import type { contract } from '../contract.ts'
import { CAUSES, LEVELS, SOURCES, stateLabel, WAIT_REASONS } from '../machine.ts'
import {
  EXPORT_COLUMNS,
  type ExportColumnKey,
  type OrderFilter,
  type OrderRow,
  type OrderSort,
} from '../shapes.ts'
import { list } from './list.ts'

type Exporting = Pick<Handlers<typeof contract>, 'exportList'>

const PAGE = 200

/** What is seen in the list, to its end, as a spreadsheet. */
export const exporting: Exporting = {
  async exportList(ctx, input) {
    const { sort, columns, words, ...filter } = input
    const keys = columns ?? EXPORT_COLUMNS
    return exportRows({
      title: '报修单清单',
      columns: EXPORT_COLUMNS.filter(key => keys.includes(key)).flatMap(key => COLUMNS[key]),
      rows: allRows(ctx, filter, sort),
      filterText: words,
      school: await schoolName(ctx),
      zone: ctx.zone,
      now: ctx.now,
    })
  },
}

async function* allRows(ctx: Ctx, filter: OrderFilter, sort: OrderSort): AsyncGenerator<OrderRow> {
  let cursor: string | undefined
  do {
    const page = (await list.list(ctx, {
      ...filter,
      sort,
      limit: PAGE,
      withTotal: false,
      ...(cursor ? { cursor } : {}),
    })) as { rows: OrderRow[]; next: string | null }
    yield* page.rows
    cursor = page.next ?? undefined
  } while (cursor)
}

async function schoolName(ctx: Ctx): Promise<string> {
  const school = await ctx.db
    .selectFrom('school')
    .select('name')
    .where('id', '=', ctx.schoolId)
    .executeTakeFirst()
  return school?.name ?? ''
}

const at = (text: string | null): Date | null => (text ? new Date(text) : null)

const COLUMNS: Record<ExportColumnKey, ExportColumn<OrderRow>[]> = {
  no: [{ title: '编号', value: row => row.no, width: 18 }],
  what: [
    { title: '地点', value: row => row.place, width: 24 },
    { title: '故障', value: row => row.title, width: 28 },
  ],
  state: [
    {
      title: '状态',
      value: row => (row.waiting ? WAIT_REASONS[row.waiting.reason] : stateLabel(row.state)),
      width: 10,
    },
  ],
  due: [{ title: '期限', value: row => at(row.clock.dueAt), kind: 'instant' }],
  trade: [{ title: '工种', value: row => row.trade.name, width: 10 }],
  assignee: [{ title: '维修人', value: row => row.assignee?.name, width: 10 }],
  reported: [
    { title: '报修日期', value: row => row.reportedOn, kind: 'day' },
    { title: '报修时间', value: row => (row.timed ? at(row.reportedAt) : null), kind: 'instant' },
  ],
  reporter: [{ title: '报修人', value: row => row.reporter, width: 10 }],
  item: [{ title: '维修项目', value: row => row.item?.name }],
  level: [{ title: '级别', value: row => LEVELS[row.level].label, width: 8 }],
  cause: [{ title: '原因', value: row => (row.cause ? CAUSES[row.cause] : null), width: 10 }],
  done: [{ title: '完工', value: row => at(row.doneAt), kind: 'instant' }],
  rating: [{ title: '评分', value: row => row.rating, kind: 'number', width: 7 }],
  cost: [{ title: '费用', value: row => row.costFen, kind: 'money', sum: true }],
  source: [{ title: '来源', value: row => SOURCES[row.source], width: 12 }],
  external: [{ title: '原编号', value: row => row.externalNo, width: 16 }],
}
