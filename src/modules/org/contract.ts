import { z } from 'zod'
import { Actions, Day, Id, line, requiredLine, Version } from '../../kernel/pure/fields.ts'
import { command, defineContract, query } from '../../kernel/pure/operation.ts'
import { OFFICE, STAFF } from '../../kernel/pure/roles.ts'
import { UNIT_KIND_CODES } from './rules.ts'

const manage = ['admin', ...OFFICE] as const

const Kind = z.enum(UNIT_KIND_CODES).meta({ title: '类别' })
const UnitName = requiredLine(60).meta({ title: '名称' })
const Code = line(30).meta({ title: '编号' })
const Sort = z.int().min(-9999).max(9999).meta({ title: '排列次序' })

export const Unit = z.object({
  id: Id,
  parentId: Id.nullable(),
  kind: Kind,
  name: z.string(),
  code: z.string().nullable(),
  sort: z.int(),
  headPersonId: Id.nullable(),
  from: Day,
  to: Day.nullable(),
  successorId: Id.nullable(),
  version: z.int(),
})
export type Unit = z.output<typeof Unit>

const Changed = z.object({ id: Id, version: z.int() })
const target = { id: Id, version: Version }

const School = z.object({
  name: z.string(),
  shortName: z.string(),
  address: z.string(),
  phone: z.string(),
})

export const contract = defineContract({
  id: 'org',
  title: '组织',
  operations: {
    tree: query({
      title: '查看组织',
      input: z.strictObject({ on: Day.optional().meta({ title: '看哪一天' }) }),
      output: z.object({ on: Day, units: z.array(Unit) }),
      access: STAFF,
    }),
    get: query({
      title: '查看单位',
      input: z.strictObject({ id: Id }),
      output: Unit.extend({
        /** From the school down to this unit's parent. */
        above: z.array(z.object({ id: Id, name: z.string() })),
        past: z.array(z.object({ name: z.string(), parentName: z.string().nullable(), from: Day, to: Day })),
        successor: z.object({ id: Id, name: z.string() }).nullable(),
        predecessors: z.array(z.object({ id: Id, name: z.string(), to: Day.nullable() })),
        actions: Actions,
      }),
      access: STAFF,
    }),
    search: query({
      title: '查找单位',
      input: z.strictObject({
        q: line(60).default(''),
        kinds: z.array(Kind).max(6).optional(),
        limit: z.int().min(1).max(50).default(20),
      }),
      output: z.object({
        rows: z.array(z.object({ id: Id, name: z.string(), kind: Kind, parentName: z.string().nullable() })),
      }),
      access: STAFF,
    }),
    create: command({
      title: '新增单位',
      input: z.strictObject({
        parentId: Id.nullable().meta({ title: '上级' }),
        kind: Kind,
        name: UnitName,
        code: Code.optional(),
        sort: Sort.default(0),
        from: Day.optional().meta({ title: '从哪天起' }),
      }),
      output: Changed,
      access: manage,
    }),
    rename: command({
      title: '改名',
      input: z.strictObject({
        ...target,
        name: UnitName,
        from: Day.optional().meta({ title: '从哪天起（不填表示更正笔误，不留旧名）' }),
      }),
      output: Changed,
      access: manage,
    }),
    move: command({
      title: '调整上级',
      input: z.strictObject({
        ...target,
        parentId: Id.meta({ title: '新的上级' }),
        from: Day.optional().meta({ title: '从哪天起（不填表示更正）' }),
      }),
      output: Changed,
      access: manage,
    }),
    update: command({
      title: '修改编号和次序',
      input: z.strictObject({ ...target, code: Code, sort: Sort }),
      output: Changed,
      access: manage,
    }),
    end: command({
      title: '撤销单位',
      input: z.strictObject({
        ...target,
        lastDay: Day.meta({ title: '最后一天' }),
        successorId: Id.optional().meta({ title: '由谁接替' }),
      }),
      output: Changed,
      access: manage,
    }),
    moveUpPreview: query({
      title: '预览班级升级',
      input: z.strictObject({ from: Day.meta({ title: '新学年从哪天起' }) }),
      output: z.object({
        rows: z.array(
          z.object({
            id: Id,
            version: z.int(),
            name: z.string(),
            parentName: z.string(),
            action: z.enum(['up', 'graduate', 'keep']),
            nextName: z.string().nullable(),
            nextParentId: Id.nullable(),
            nextParentName: z.string().nullable(),
            why: z.string(),
          }),
        ),
      }),
      access: manage,
    }),
    moveUp: command({
      title: '班级升级',
      input: z.strictObject({
        from: Day.meta({ title: '新学年从哪天起' }),
        rows: z
          .array(
            z.strictObject({
              ...target,
              action: z.enum(['up', 'graduate', 'keep']),
              name: UnitName.optional(),
              parentId: Id.optional(),
            }),
          )
          .min(1, '至少选一个班级')
          .max(500, '一次最多 500 个班级'),
      }),
      output: z.object({ up: z.int(), graduated: z.int(), kept: z.int() }),
      access: manage,
    }),
    importRow: command({
      title: '导入单位',
      input: z.strictObject({
        name: UnitName,
        parent: line(60).default('').meta({ title: '上级' }),
        kind: Kind.optional(),
        code: Code.optional(),
        from: Day.optional().meta({ title: '从哪天起' }),
      }),
      output: z.object({ id: Id, outcome: z.enum(['created', 'updated', 'unchanged']) }),
      access: manage,
    }),
    school: query({
      title: '查看学校信息',
      input: z.strictObject({}),
      output: School,
      access: STAFF,
    }),
    updateSchool: command({
      title: '修改学校信息',
      input: z.strictObject({
        name: requiredLine(60).meta({ title: '学校名称' }),
        shortName: requiredLine(20).meta({ title: '简称' }),
        address: line(100).default('').meta({ title: '地址' }),
        phone: line(30)
          .regex(/^[\d\-转+() ]*$/, '电话只能有数字、横线和“转”')
          .default('')
          .meta({ title: '总务处电话' }),
      }),
      output: School,
      access: ['admin', 'director'],
    }),
  },
  errors: {
    has_root: { status: 409, text: '学校本身只能有一个。新单位请选一个上级。' },
    needs_parent: { status: 422, text: '请给“{name}”选一个上级单位。只有学校本身没有上级。' },
    parent_unknown: { status: 422, text: '没有找到上级“{parent}”。请先建上级，或检查名称是否写对。' },
    parent_ambiguous: {
      status: 422,
      text: '叫“{parent}”的单位有 {count} 个，不知道是哪一个。请在上级前写明它的上级，如“{example}”。',
    },
    misplaced: { status: 422, text: '{kind}不能放在{parent}下面。请另选上级或另选类别。' },
    same_name: { status: 409, text: '“{parent}”下面已有“{name}”。请换一个名称，或先撤销原来的那个。' },
    same_code: { status: 409, text: '编号“{code}”已经用在“{name}”上。请换一个编号。' },
    circle: { status: 422, text: '不能把“{name}”放到它自己或它的下级里。请另选上级。' },
    ended: { status: 409, text: '“{name}”已在 {on} 撤销，不能再改。要恢复请新建一个单位。' },
    too_early: { status: 422, text: '“{name}”从 {from} 才开始，日期不能早于这一天。请改日期。' },
    too_late: { status: 422, text: '日期不能晚于今天。改名、调整上级、撤销带下级的单位，请到当天再办。' },
    has_children: {
      status: 409,
      text: '“{name}”下面还有 {count} 个单位（{examples}）。请先撤销或移走它们，或指定接替的单位。',
    },
    root_stays: { status: 409, text: '学校本身不能撤销，也不能移动。' },
    bad_successor: {
      status: 422,
      text: '接替的单位要在 {on} 之后仍然存在，并且不是它自己或它的下级。请另选。',
    },
    not_class: { status: 422, text: '“{name}”不是班级，不能升级。请从清单里去掉它。' },
    needs_name: { status: 422, text: '请填写“{name}”升级后的名称。' },
  },
})

/** What other modules and the pages call. */
export const org = contract.operations
