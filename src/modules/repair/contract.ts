import { z } from 'zod'
import { Day, Id, line, requiredLine, Version } from '../../kernel/pure/fields.ts'
import { command, defineContract, query } from '../../kernel/pure/operation.ts'
import { LEADERS, OFFICE } from '../../kernel/pure/roles.ts'
import {
  ItemCodeField,
  LevelField,
  OrderStateField,
  TradeField,
} from '../../mechanisms/workorder/contract.ts'
import { REPAIR_ERRORS } from './errors.ts'
import {
  CatalogueItem,
  CatalogueTrade,
  CrewMember,
  DispatchRule,
  FinishedInput,
  FollowToken,
  Guess,
  Phone,
  PlaceCode,
  Progress,
  ReportInput,
  ReportOutput,
  Settings,
  SettingsInput,
  Similar,
} from './shapes.ts'

export * from './shapes.ts'

const READERS = ['tradesman', ...LEADERS, 'clerk'] as const

export const contract = defineContract({
  id: 'repair',
  title: '报修',
  errors: REPAIR_ERRORS,
  operations: {
    // For everyone, signed in or not
    report: command({
      title: '报修',
      access: 'anyone',
      rateLimit: 20,
      input: ReportInput,
      output: ReportOutput,
    }),
    publicInfo: query({
      title: '打开报修码',
      access: 'anyone',
      /** Without a code: the school's general report page. */
      input: z.strictObject({ code: PlaceCode.optional() }),
      output: z.object({
        school: z.string(),
        place: z.object({ id: Id, text: z.string() }).nullable(),
        /** The code is the label of a thing, which stands in that place. */
        thing: z
          .object({
            no: z.string(),
            name: z.string(),
            model: z.string(),
            placeText: z.string(),
            /** Who is signed in and may see its card. */
            mayOpen: z.boolean(),
          })
          .nullable(),
        open: z.boolean(),
        /** Why reporting without signing in is closed now. */
        closedWhy: z.string().nullable(),
        requirePhone: z.boolean(),
        requirePhoto: z.boolean(),
        orders: z.array(Similar),
      }),
    }),
    catalogue: query({
      title: '查看维修目录',
      access: 'anyone',
      input: z.strictObject({ all: z.boolean().default(false).meta({ title: '含停用' }) }),
      output: z.object({ trades: z.array(CatalogueTrade) }),
    }),
    guess: query({
      title: '猜维修项目',
      access: 'anyone',
      input: z.strictObject({ text: line(200), trade: TradeField.optional() }),
      output: z.object({
        guesses: z.array(Guess),
        /** The words speak of danger: the office is told at once. */
        danger: LevelField.nullable(),
      }),
    }),
    similar: query({
      title: '查看附近的报修',
      access: 'anyone',
      input: z.strictObject({ placeId: Id, trade: TradeField.optional(), text: line(200).optional() }),
      output: z.object({ orders: z.array(Similar) }),
    }),
    endorse: command({
      title: '我也遇到了',
      access: 'anyone',
      rateLimit: 20,
      input: z.strictObject({
        id: Id,
        note: line(200).default('').meta({ title: '说明' }),
        photos: z.array(Id).max(9, '最多 9 张照片').default([]).meta({ title: '照片' }),
        name: line(30).optional().meta({ title: '姓名' }),
        phone: Phone.optional(),
      }),
      output: z.object({
        no: z.string(),
        endorsements: z.int(),
        followToken: z.string(),
        followPath: z.string(),
        expected: z.string(),
      }),
    }),
    follow: query({
      title: '查看报修进度',
      access: 'anyone',
      input: z.strictObject({ token: FollowToken }),
      output: Progress,
    }),
    // Old registers
    recordFinished: command({
      title: '登记已完成的维修',
      access: OFFICE,
      input: FinishedInput,
      output: z.object({ id: Id, no: z.string(), state: OrderStateField, countedQty: z.string() }),
    }),

    // Catalogue, words, crew, rules, settings
    setItem: command({
      title: '设置维修项目',
      access: OFFICE,
      input: z.strictObject({
        /** An existing code changes that item; a new one adds it. */
        code: ItemCodeField,
        trade: TradeField,
        name: requiredLine(40).meta({ title: '名称' }),
        measure: requiredLine(10).meta({ title: '单位' }),
        counts: z.boolean().meta({ title: '计入报修次数' }),
        group: line(40).default('').meta({ title: '汇总名称' }),
        level: LevelField,
        active: z.boolean().default(true),
        /** Refuses when the code is there already. */
        isNew: z.boolean().default(false),
      }),
      output: CatalogueItem,
    }),
    synonyms: query({
      title: '查看学到的说法',
      access: OFFICE,
      input: z.strictObject({}),
      output: z.object({
        rows: z.array(
          z.object({
            id: Id,
            text: z.string(),
            itemCode: z.string(),
            itemName: z.string(),
            trade: z.string(),
          }),
        ),
      }),
    }),
    learnSynonym: command({
      title: '记住一种说法',
      access: OFFICE,
      input: z.strictObject({ text: requiredLine(60).meta({ title: '说法' }), itemCode: ItemCodeField }),
      output: z.object({ id: Id }),
    }),
    forgetSynonym: command({
      title: '删掉一种说法',
      access: OFFICE,
      input: z.strictObject({ id: Id }),
      output: z.object({}),
    }),
    crew: query({
      title: '查看维修班组',
      access: READERS,
      input: z.strictObject({}),
      output: z.object({ members: z.array(CrewMember) }),
    }),
    setCrewMember: command({
      title: '设置维修人员',
      access: OFFICE,
      input: z.strictObject({
        personId: Id.meta({ title: '人员' }),
        trades: z.array(TradeField).min(1, '请至少选一个工种').max(15).meta({ title: '工种' }),
        active: z.boolean().default(true),
        dailyCapacity: z.int().min(1).max(99).default(8).meta({ title: '每天能干几单' }),
        note: line(100).default('').meta({ title: '说明' }),
      }),
      output: CrewMember,
    }),
    rules: query({
      title: '查看派工规则',
      access: READERS,
      input: z.strictObject({}),
      /** In the order in which they are asked: the more exact first. */
      output: z.object({ rules: z.array(DispatchRule) }),
    }),
    setRule: command({
      title: '设置派工规则',
      access: OFFICE,
      input: z.strictObject({
        id: Id.optional(),
        /** null: any trade. */
        trade: TradeField.nullable(),
        /** null: any building. */
        buildingId: Id.nullable().meta({ title: '楼' }),
        choose: z.enum(['person', 'least_loaded']).meta({ title: '派给' }),
        personId: Id.nullable().default(null).meta({ title: '维修人' }),
        active: z.boolean().default(true),
      }),
      output: z.object({ id: Id }),
    }),
    removeRule: command({
      title: '删除派工规则',
      access: OFFICE,
      input: z.strictObject({ id: Id }),
      output: z.object({}),
    }),
    settings: query({
      title: '查看报修设置',
      access: READERS,
      input: z.strictObject({}),
      output: Settings.extend({ version: z.int() }),
    }),
    setSettings: command({
      title: '修改报修设置',
      access: OFFICE,
      input: z.strictObject({ settings: SettingsInput, version: Version.or(z.literal(0)) }),
      output: Settings.extend({ version: z.int() }),
    }),
    warranty: query({
      title: '查保修期',
      access: READERS,
      input: z.strictObject({ placeId: Id, itemCode: ItemCodeField.optional(), on: Day.optional() }),
      output: z.object({
        inside: z.boolean(),
        text: z.string(),
        checks: z.array(
          z.object({
            what: z.string(),
            from: Day.nullable(),
            until: Day.nullable(),
            inside: z.boolean(),
            source: z.string(),
          }),
        ),
      }),
    }),
  },
})

export const repair = contract.operations
