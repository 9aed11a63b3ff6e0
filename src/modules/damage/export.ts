import { hasRole } from '../../kernel/server/ctx.ts'
import type { Handlers } from '../../kernel/server/module.ts'
import { noteReading } from '../../kernel/server/reading.ts'
import { type ExportColumn, exportRows } from '../../mechanisms/register/index.ts'
import { org } from '../org/index.ts'
import { type CaseColumn, type contract, damage } from './contract.ts'
import { allRows, type Case, SEES_NAMES } from './queries.ts'
import { caseMachine, liableText } from './rules.ts'

type H = Handlers<typeof contract>

/** What is seen in the list, with its columns and the names that the one who exports may see. */
export const exportList: H['exportList'] = async (ctx, { columns, words, ...filter }) => {
  const school = await ctx.run(org.school, {})
  if (hasRole(ctx, ...SEES_NAMES))
    noteReading(ctx, damage.exportList, { note: '导出学生姓名', input: { columns, ...filter } })
  return await exportRows<Case>({
    title: '损坏赔偿台账',
    school: school.name,
    filterText: words,
    zone: ctx.zone,
    now: ctx.now,
    rows: allRows(ctx, filter),
    columns: columns.map(key => COLUMNS[key]),
  })
}

const COLUMNS: Record<CaseColumn, ExportColumn<Case>> = {
  no: { title: '单号', value: row => row.no },
  on: { title: '日期', value: row => row.occurredOn, kind: 'day' },
  item: { title: '损坏物品', value: row => `${row.item} ${row.quantity}${row.measure}` },
  place: { title: '地点', value: row => row.placeText, width: 24 },
  unit: { title: '班级、寝室', value: row => row.unitText || row.placeText, width: 24 },
  liable: { title: '责任', value: liableText },
  amount: { title: '应赔', value: row => row.amountFen, kind: 'money', sum: true },
  paid: { title: '已收', value: row => row.paidFen, kind: 'money', sum: true },
  state: { title: '状态', value: row => caseMachine.states[row.state].label },
  order: { title: '报修单', value: row => row.orderNo },
}
