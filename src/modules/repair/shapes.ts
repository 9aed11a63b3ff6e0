import { z } from 'zod'
import { Day, Id, Instant, line, prose, requiredLine } from '../../kernel/pure/fields.ts'
import {
  CauseField,
  FollowToken,
  ItemCodeField,
  LevelField,
  LineInput,
  MaterialInput,
  OrderStateField,
  Rating,
  TradeField,
} from '../../mechanisms/workorder/contract.ts'

/** The kind under which repairs are registered with the work-order mechanism. */
export const REPAIR_KIND = 'repair'

export const PlaceCode = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-hjkmnp-z2-9]{8}$/, '二维码内容不完整，请重新扫码')
  .meta({ title: '二维码' })
export const Phone = z
  .string()
  .trim()
  .regex(/^[\d+\- ]{5,20}$/, '电话号码只能有数字和横线，例如 13800001234')
  .meta({ title: '电话' })
const HourMinute = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, '时间要写成 07:30 这样')

export const CatalogueItem = z.object({
  code: z.string(),
  name: z.string(),
  trade: z.string(),
  measure: z.string(),
  /** Counts as 报修次数; 米 and the like stand outside the count. */
  counts: z.boolean(),
  /** What reports add it up under: 灯具、开关、插座. */
  group: z.string(),
  level: LevelField,
  active: z.boolean(),
  /** Made or changed by the school. */
  own: z.boolean(),
})
export type CatalogueItem = z.output<typeof CatalogueItem>

export const CatalogueTrade = z.object({
  code: z.string(),
  name: z.string(),
  items: z.array(CatalogueItem),
})
export type CatalogueTrade = z.output<typeof CatalogueTrade>

export const Guess = z.object({
  item: z.object({ code: z.string(), name: z.string() }),
  trade: z.object({ code: z.string(), name: z.string() }),
  /** 0..1 */
  score: z.number(),
})

export const CrewMember = z.object({
  personId: Id,
  name: z.string(),
  trades: z.array(z.object({ code: z.string(), name: z.string() })),
  active: z.boolean(),
  /** Orders a day beyond which he counts as full. */
  dailyCapacity: z.int(),
  note: z.string(),
})

export const DispatchRule = z.object({
  id: Id,
  trade: z.string().nullable(),
  tradeName: z.string(),
  buildingId: Id.nullable(),
  building: z.string(),
  choose: z.enum(['person', 'least_loaded']),
  personId: Id.nullable(),
  person: z.string(),
  active: z.boolean(),
})

export const Settings = z.object({
  /** Anyone may report without signing in. */
  publicReporting: z.boolean(),
  /** Daily window for public reporting; null: round the clock. */
  publicHours: z.object({ from: HourMinute, to: HourMinute }).nullable(),
  /** Reports a day from one address. */
  publicPerDay: z.int().min(1).max(500),
  requirePhone: z.boolean(),
  requirePhoto: z.boolean(),
  /** Strangers may see the photos of open orders, to recognise what is reported already. */
  publicPhotos: z.boolean(),
  /** New orders go to a worker by the rules at once. */
  autoDispatch: z.boolean(),
  /** Workers may take unassigned orders of their trades. */
  pool: z.boolean(),
  /** Days back in which an open order at the same place counts as similar. */
  similarDays: z.int().min(1).max(90),
})
export type Settings = z.output<typeof Settings>

export const SettingsInput = z.strictObject(Settings.partial().shape)

export const Similar = z.object({
  id: Id,
  no: z.string(),
  title: z.string(),
  place: z.string(),
  stateLabel: z.string(),
  reportedOn: Day,
  endorsements: z.int(),
  photos: z.array(Id),
})
export type Similar = z.output<typeof Similar>

export const ReportInput = z.strictObject({
  /** One of the three says where. */
  placeId: Id.optional().meta({ title: '地点' }),
  code: PlaceCode.optional(),
  placeText: line(100).optional().meta({ title: '地点' }),
  trade: TradeField.optional(),
  itemCode: ItemCodeField.optional(),
  /** In the reporter's words; the item is guessed from them when none was chosen. */
  description: prose(1000).default('').meta({ title: '哪里坏了' }),
  photos: z.array(Id).max(9, '最多 9 张照片').default([]).meta({ title: '照片' }),
  name: line(30).optional().meta({ title: '姓名' }),
  phone: Phone.optional(),
  /** Only the office: reported by telephone for someone. */
  forPersonId: Id.optional().meta({ title: '报修人' }),
  /** Not for strangers. */
  source: z.enum(['report', 'office', 'patrol', 'meter', 'inspection', 'emergency']).optional(),
  /** Only the office; otherwise the item and words of danger decide. */
  level: LevelField.optional(),
})

export const ReportOutput = z.object({
  id: Id,
  no: z.string(),
  state: OrderStateField,
  level: LevelField,
  followToken: z.string(),
  /** Path of the public progress page, without the host. */
  followPath: z.string(),
  /** 预计今天有人来 */
  expected: z.string(),
})

export const Progress = z.object({
  no: z.string(),
  /** reporter may confirm, reopen and cancel; endorser only looks. */
  role: z.enum(['reporter', 'endorser']),
  title: z.string(),
  description: z.string(),
  place: z.string(),
  school: z.string(),
  state: OrderStateField,
  stateLabel: z.string(),
  /** What happens next, as a sentence. */
  expected: z.string(),
  reportedAt: Instant,
  doneAt: Instant.nullable(),
  /** The five stations of the strip: 已报修 已受理 已派工 维修 完成. */
  steps: z.array(z.object({ label: z.string(), at: Instant.nullable(), reached: z.boolean() })),
  timeline: z.array(z.object({ at: Instant, who: z.string(), verb: z.string(), text: z.string() })),
  photos: z.array(z.object({ id: Id, role: z.string() })),
  rating: Rating.nullable(),
  endorsements: z.int(),
  can: z.object({ confirm: z.boolean(), reopen: z.boolean(), cancel: z.boolean(), comment: z.boolean() }),
})
export type Progress = z.output<typeof Progress>

/** One row of an old register: an order that was finished before the product was there. */
export const FinishedInput = z.strictObject({
  /** Name of the register or sheet, for the pointer back: 报修登记-2025秋 · 水道工. */
  register: requiredLine(120).meta({ title: '登记簿' }),
  importId: Id.optional(),
  externalNo: line(40).optional().meta({ title: '编号' }),
  trade: TradeField,
  reportedOn: Day.meta({ title: '报修日期' }),
  /** Where the register has the time as well. */
  reportedAt: Instant.optional(),
  reporterId: Id.optional(),
  reporter: line(60).default('').meta({ title: '报修人' }),
  placeId: Id.optional(),
  placeText: line(100).default('').meta({ title: '地点' }),
  title: line(100).optional().meta({ title: '报修内容' }),
  description: prose(1000).default(''),
  lines: z.array(LineInput).min(1, '没有维修内容').max(40),
  materials: z.array(MaterialInput).max(40).default([]),
  workerId: Id.optional(),
  worker: line(60).default('').meta({ title: '维修人' }),
  /** Left out: not finished yet. */
  doneOn: Day.optional().meta({ title: '完成日期' }),
  doneAt: Instant.optional(),
  rating: Rating.optional(),
  cause: CauseField.optional(),
  remark: prose(1000).default('').meta({ title: '备注' }),
  level: LevelField.optional(),
  /** Which of several letter-for-letter equal rows without a number it is, from 1. */
  occurrence: z.int().min(1).max(10_000).default(1),
  /** What makes the row this row, as the register has it; left out: the fields above. */
  content: z.array(line(2000)).max(60).optional(),
})

export { FollowToken }
