import type { Handlers } from '../../../kernel/server/module.ts'
import { type ExportColumn, exportRows } from '../../../mechanisms/register/index.ts'
import type { contract } from '../contract.ts'
import { schoolOf } from '../operations/labels.ts'
import {
  ACQUIRE_MODES,
  accountTitle,
  CATEGORIES,
  cardMachine,
  DIRECTIONS,
  EDITIONS,
  FUNDINGS,
} from '../rules.ts'
import type { Card } from '../store.ts'
import { allCards } from './list.ts'

type H = Handlers<typeof contract>

/** The headings are those that an import reads, so that a sheet can be corrected and read in again. */
const COLUMNS: readonly ExportColumn<Card>[] = [
  { title: '资产编号', value: c => c.no, width: 18 },
  { title: '资产名称', value: c => c.name, width: 22 },
  { title: '分类代码', value: c => c.class_code, width: 12 },
  { title: '分类版本', value: c => (c.class_edition ? EDITIONS[c.class_edition] : ''), width: 16 },
  { title: '折旧类别', value: c => CATEGORIES[c.category].title, width: 16 },
  { title: '会计科目类别', value: c => accountTitle(c.category), width: 16 },
  { title: '品牌', value: c => c.brand, width: 12 },
  { title: '型号', value: c => c.model, width: 16 },
  { title: '规格', value: c => c.spec, width: 16 },
  { title: '机身编号', value: c => c.serial_no, width: 16 },
  { title: '计量单位', value: c => c.measure, width: 8 },
  { title: '数量', value: c => c.quantity, kind: 'number', sum: true },
  { title: '原值', value: c => c.value_fen, kind: 'money', sum: true },
  { title: '累计折旧', value: c => c.depreciated_fen, kind: 'money', sum: true },
  { title: '净值', value: c => c.value_fen - c.depreciated_fen, kind: 'money', sum: true },
  { title: '取得方式', value: c => ACQUIRE_MODES[c.acquire_mode], width: 12 },
  { title: '取得日期', value: c => c.acquired_on, kind: 'day' },
  { title: '入账日期', value: c => c.booked_on, kind: 'day' },
  { title: '经费来源', value: c => FUNDINGS[c.funding], width: 12 },
  { title: '使用部门', value: c => c.unit_text, width: 14 },
  { title: '存放地点', value: c => c.place_text, width: 20 },
  { title: '保管人', value: c => c.keeper_name, width: 10 },
  { title: '使用人', value: c => c.user_name, width: 10 },
  { title: '使用方向', value: c => DIRECTIONS[c.direction], width: 12 },
  { title: '使用状况', value: c => cardMachine.states[c.state].label, width: 10 },
  { title: '供应商', value: c => c.supplier_text, width: 18 },
  { title: '保修到', value: c => c.warranty_until, kind: 'day' },
  { title: '建筑面积', value: c => c.particulars.areaM2 ?? null, kind: 'number' },
  { title: '权证号', value: c => c.particulars.titleNo ?? '', width: 20 },
  { title: '车牌号', value: c => c.particulars.plate ?? '', width: 10 },
  { title: '发动机号', value: c => c.particulars.engineNo ?? '', width: 14 },
  { title: '车架号', value: c => c.particulars.vin ?? '', width: 20 },
  { title: '保险到期', value: c => c.particulars.insuredUntil ?? null, kind: 'day' },
  { title: '年检到期', value: c => c.particulars.inspectedUntil ?? null, kind: 'day' },
  { title: '备注', value: c => c.note, width: 24 },
]

export const exportList: H['exportList'] = async (ctx, filter) =>
  exportRows<Card>({
    title: '固定资产台账',
    columns: COLUMNS,
    rows: allCards(ctx, filter),
    filterText: filter.search ? `查找：${filter.search}` : '',
    school: (await schoolOf(ctx)).name,
    zone: ctx.zone,
    now: ctx.now,
  })
