import { z } from 'zod'
import { Actions, Day, Id, line, pageInput, pageOf } from '../../kernel/pure/fields.ts'
import { command, defineContract, FileOutput, query } from '../../kernel/pure/operation.ts'
import { OFFICE, STAFF } from '../../kernel/pure/roles.ts'
import { TEMPLATE_IDS } from '../../mechanisms/label/contract.ts'
import { errors } from './errors.ts'
import {
  Alias,
  Area,
  Changed,
  CodeRow,
  CodeText,
  CompletedOn,
  HouseCode,
  Kind,
  Place,
  PlaceName,
  Resolution,
  Step,
  target,
  Use,
} from './shapes.ts'

const manage = ['admin', ...OFFICE, 'asset_keeper'] as const

const since = Day.optional().meta({ title: '从哪天起（不填表示更正，不留旧名）' })
const facts = {
  code: HouseCode.optional(),
  useKind: Use.nullable().optional(),
  areaM2: Area.nullable().optional(),
  completedOn: CompletedOn.nullable().optional(),
  unitId: Id.nullable().optional().meta({ title: '负责部门' }),
}
/** Which places: chosen ones, or all rooms (or other kinds) inside one. */
const selection = {
  placeIds: z.array(Id).max(500, '一次最多选 500 处').optional().meta({ title: '场所' }),
  under: Id.optional().meta({ title: '哪幢楼或哪一层' }),
  kinds: z.array(Kind).max(5).default(['room']),
}

export const contract = defineContract({
  id: 'place',
  title: '场所',
  operations: {
    tree: query({
      title: '查看楼和场地',
      input: z.strictObject({}),
      output: z.object({ nodes: z.array(Place.extend({ rooms: z.int(), areaSumM2: z.number() })) }),
      access: STAFF,
    }),
    list: query({
      title: '查看场所列表',
      input: z.strictObject({
        under: Id.optional().meta({ title: '在哪里面' }),
        kind: Kind.optional(),
        useKind: Use.optional(),
        unitId: Id.optional().meta({ title: '负责部门' }),
        q: line(60).default('').meta({ title: '查找' }),
        ended: z.boolean().default(false).meta({ title: '已停用的' }),
        ...pageInput,
      }),
      output: pageOf(
        Place.extend({
          where: z.string(),
          unitName: z.string().nullable(),
          codes: z.int(),
          aliases: z.array(z.string()),
        }),
      ),
      access: STAFF,
    }),
    get: query({
      title: '查看场所',
      input: z.strictObject({ id: Id }),
      output: Place.extend({
        path: z.array(Step),
        unitName: z.string().nullable(),
        /** What holds for it because it holds for what it stands in. */
        inherited: z.object({ completedOn: Day.nullable(), unitName: z.string().nullable() }),
        aliases: z.array(z.object({ id: Id, alias: z.string() })),
        codes: z.array(z.object({ code: z.string(), url: z.string(), madeAt: z.date() })),
        past: z.array(
          z.object({ fullName: z.string(), unitName: z.string().nullable(), from: Day, to: Day }),
        ),
        inside: z.object({ floors: z.int(), rooms: z.int() }),
        actions: Actions,
      }),
      access: STAFF,
    }),
    search: query({
      title: '查找场所',
      input: z.strictObject({
        q: line(60).default('').meta({ title: '查找' }),
        kinds: z.array(Kind).max(5).optional(),
        limit: z.int().min(1).max(50).default(20),
      }),
      output: z.object({
        rows: z.array(
          z.object({ id: Id, kind: Kind, name: z.string(), fullName: z.string(), where: z.string() }),
        ),
      }),
      access: 'signed-in',
    }),
    resolve: query({
      title: '认出场所',
      input: z.strictObject({
        texts: z
          .array(line(100))
          .min(1, '请填写要认的场所')
          .max(500, '一次最多认 500 处')
          .meta({ title: '场所' }),
      }),
      output: z.object({ rows: z.array(Resolution) }),
      access: STAFF,
    }),
    create: command({
      title: '新增场所',
      input: z.strictObject({
        parentId: Id.nullable().default(null).meta({ title: '在哪里面' }),
        kind: Kind,
        name: PlaceName,
        aliases: z.array(Alias).max(20, '别名最多 20 个').default([]).meta({ title: '别名' }),
        from: Day.optional().meta({ title: '从哪天起' }),
        ...facts,
      }),
      output: Changed,
      access: manage,
    }),
    update: command({
      title: '修改场所',
      input: z.strictObject({ ...target, name: PlaceName.optional(), ...facts, since }),
      output: Changed,
      access: manage,
    }),
    move: command({
      title: '移到别处',
      input: z.strictObject({ ...target, parentId: Id.nullable().meta({ title: '移到哪里' }), since }),
      output: Changed,
      access: manage,
    }),
    end: command({
      title: '停用场所',
      input: z.strictObject({
        ...target,
        lastDay: Day.meta({ title: '最后一天' }),
        withInside: z.boolean().default(false).meta({ title: '里面的也一起停用' }),
      }),
      output: Changed.extend({ count: z.int() }),
      access: manage,
    }),
    reopen: command({ title: '恢复场所', input: z.strictObject(target), output: Changed, access: manage }),
    addAlias: command({
      title: '添加别名',
      input: z.strictObject({ id: Id, alias: Alias }),
      output: z.object({ added: z.boolean() }),
      access: manage,
    }),
    removeAlias: command({
      title: '删除别名',
      input: z.strictObject({ id: Id.meta({ title: '别名' }) }),
      output: z.object({}),
      access: manage,
    }),
    layOut: command({
      title: '批量建房间',
      input: z.strictObject({
        buildingId: Id.meta({ title: '楼' }),
        floors: z
          .strictObject({ from: z.int().min(1).max(49), to: z.int().min(1).max(49) })
          .meta({ title: '楼层' }),
        rooms: z
          .strictObject({ from: z.int().min(1).max(99), to: z.int().min(1).max(99) })
          .meta({ title: '房间号' }),
        useKind: Use.nullable().default(null),
      }),
      output: z.object({ floors: z.int(), rooms: z.int(), kept: z.int() }),
      access: manage,
    }),
    importRow: command({
      title: '导入场所',
      input: z.strictObject({
        campus: line(40).default('').meta({ title: '校区' }),
        building: PlaceName.meta({ title: '楼或场地' }),
        floor: line(40).default('').meta({ title: '层' }),
        room: line(40).default('').meta({ title: '房间' }),
        aliases: line(200).default('').meta({ title: '别名' }),
        areaM2: Area.optional(),
        completedOn: CompletedOn.optional(),
        use: line(40).default('').meta({ title: '用途' }),
        unit: line(60).default('').meta({ title: '负责部门' }),
        code: HouseCode.optional(),
      }),
      output: z.object({ id: Id, outcome: z.enum(['created', 'updated', 'unchanged']) }),
      access: manage,
    }),
    codes: query({
      title: '查看二维码',
      input: z.strictObject({
        batch: line(40).optional().meta({ title: '批次' }),
        placeId: Id.optional().meta({ title: '场所' }),
        state: z.enum(['all', 'blank', 'claimed', 'retired']).default('all').meta({ title: '状态' }),
        ...pageInput,
      }),
      output: pageOf(CodeRow),
      access: manage,
    }),
    makeCodes: command({
      title: '生成二维码',
      input: z.strictObject(selection),
      output: z.object({ made: z.int(), existing: z.int() }),
      access: manage,
    }),
    makeBlankCodes: command({
      title: '生成空白二维码',
      input: z.strictObject({
        count: z.int().min(1, '至少 1 个').max(480, '一次最多 480 个').meta({ title: '张数' }),
      }),
      output: z.object({ batch: z.string(), count: z.int() }),
      access: manage,
    }),
    claimCode: command({
      title: '登记二维码贴在哪里',
      input: z.strictObject({ code: CodeText, placeId: Id.meta({ title: '场所' }) }),
      output: z.object({ code: z.string(), fullName: z.string() }),
      access: ['admin', ...OFFICE, 'asset_keeper', 'tradesman', 'dorm_keeper'],
    }),
    retireCode: command({
      title: '停用二维码',
      input: z.strictObject({ code: CodeText }),
      output: z.object({}),
      access: manage,
    }),
    byCode: query({
      title: '扫码看是哪里',
      input: z.strictObject({ code: CodeText }),
      output: z.object({
        /** `blank`: printed, not yet claimed. */
        state: z.enum(['place', 'blank']),
        school: z.object({ name: z.string(), shortName: z.string() }),
        place: z.object({ id: Id, kind: Kind, fullName: z.string() }).nullable(),
        /** Rooms inside, where the code is a building's or a floor's. */
        rooms: z.array(z.object({ id: Id, name: z.string(), fullName: z.string() })),
      }),
      access: 'anyone',
    }),
    printLabels: query({
      title: '打印二维码标签',
      input: z.strictObject({
        ...selection,
        placeIds: z.array(Id).max(120, '一次最多选 120 处').optional().meta({ title: '场所' }),
        batch: line(40).optional().meta({ title: '批次' }),
        template: z.enum(TEMPLATE_IDS).default('a4_24').meta({ title: '纸张' }),
        skip: z.int().min(0).max(23).default(0).meta({ title: '空出前几格' }),
      }),
      output: FileOutput,
      access: manage,
    }),
  },
  errors,
})

export const place = contract.operations
