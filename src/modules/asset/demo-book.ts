import type { InputOf } from '../../kernel/pure/operation.ts'
import type { asset } from './contract.ts'

type Row = InputOf<typeof asset.importCard>

interface Group {
  name: string
  code: string
  brand?: string
  model?: string
  measure?: string
  yuan: number
  acquiredOn: string
  unit: string
  keeper: string
  /** One card for each room. */
  places: readonly string[]
  /** So many in each. */
  each?: number
}

const rooms = (building: string, from: number, count: number): string[] =>
  Array.from({ length: count }, (_, i) => `${building} ${from + i}`)

const GROUPS: readonly Group[] = [
  {
    ...{ name: '台式计算机', code: 'A02010105', brand: '联想', model: '启天M4500', yuan: 4200 },
    ...{ acquiredOn: '2017-08-25', unit: '信息中心', keeper: '蒋涛', places: ['实验楼 201'], each: 30 },
  },
  {
    ...{ name: '服务器', code: 'A02010104', brand: '浪潮', model: 'NF5280M5', yuan: 46800 },
    ...{ acquiredOn: '2022-10-12', unit: '信息中心', keeper: '蒋涛', places: ['实验楼 301'], each: 2 },
  },
  {
    ...{ name: '投影仪', code: 'A02020200', brand: '爱普生', model: 'CB-X50', yuan: 4500 },
    ...{ acquiredOn: '2021-08-20', unit: '信息中心', keeper: '蒋涛', places: rooms('实验楼', 202, 4) },
  },
  {
    ...{ name: '电子白板', code: 'A02020700', brand: '鸿合', model: 'HV-I788', yuan: 9800 },
    ...{ acquiredOn: '2023-08-22', unit: '教务处', keeper: '李敏', places: rooms('高职A楼', 101, 12) },
  },
  {
    ...{ name: '空调机', code: 'A02061804', brand: '格力', model: 'KFR-72LW', yuan: 6300 },
    ...{ acquiredOn: '2022-06-15', unit: '总务处', keeper: '许静', places: rooms('行政楼', 201, 10) },
  },
  {
    ...{ name: '办公桌', code: 'A05010201', measure: '张', yuan: 1200 },
    ...{ acquiredOn: '2019-09-01', unit: '总务处', keeper: '许静', places: rooms('行政楼', 201, 10) },
  },
  {
    ...{ name: '打印机', code: 'A02021000', brand: '惠普', model: 'M405d', yuan: 1980 },
    ...{ acquiredOn: '2024-03-08', unit: '总务处', keeper: '许静', places: rooms('行政楼', 201, 6) },
  },
  {
    ...{ name: '书柜', code: 'A05010501', measure: '个', yuan: 1450 },
    ...{ acquiredOn: '2018-03-10', unit: '图书馆', keeper: '方敏', places: rooms('图书馆', 201, 4), each: 4 },
  },
  {
    ...{ name: '电视机', code: 'A02091001', brand: '海信', model: 'HZ55E3D', yuan: 3299 },
    ...{ acquiredOn: '2023-02-20', unit: '图书馆', keeper: '方敏', places: ['图书馆 101', '图书馆 102'] },
  },
  {
    ...{ name: '会议桌', code: 'A05010202', measure: '张', yuan: 8600 },
    ...{ acquiredOn: '2016-05-18', unit: '校长室', keeper: '许静', places: ['行政楼 301'] },
  },
]

/** The register as it was taken over, with the old numbers. */
export const OLD_BOOK: readonly Row[] = GROUPS.flatMap((group, g) =>
  group.places.flatMap((place, p) =>
    Array.from(
      { length: group.each ?? 1 },
      (_, i): Row => ({
        no: `GZ${group.acquiredOn.slice(0, 4)}${String(g + 1).padStart(2, '0')}${String(p * (group.each ?? 1) + i + 1).padStart(3, '0')}`,
        name: group.name,
        classCode: group.code,
        classEdition: '2022',
        brand: group.brand ?? '',
        model: group.model ?? '',
        measure: group.measure ?? '台',
        quantity: 1,
        valueFen: group.yuan * 100,
        acquiredOn: group.acquiredOn,
        unit: group.unit,
        keeper: group.keeper,
        place,
        state: '在用',
      }),
    ),
  ),
)
