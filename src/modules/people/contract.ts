import { z } from 'zod'
import {
  Actions,
  Day,
  Id,
  line,
  pageInput,
  pageOf,
  prose,
  requiredLine,
  Version,
} from '../../kernel/pure/fields.ts'
import { command, defineContract, FileOutput, query } from '../../kernel/pure/operation.ts'
import { OFFICE, ROLE_CODES, STAFF } from '../../kernel/pure/roles.ts'
import { ERRORS } from './errors.ts'
import { PERSON_KIND_CODES, tidyName, tidyPhone } from './rules.ts'
import { Changed, type Person, PersonDetail, PersonLine, PersonPick, Stays, UnitLine } from './shapes.ts'

const manage = ['admin', ...OFFICE] as const

const Kind = z.enum(PERSON_KIND_CODES).meta({ title: '类别' })
const Role = z.enum(ROLE_CODES).meta({ title: '角色' })
const Name = requiredLine(40).transform(tidyName).meta({ title: '姓名' })
const Alias = requiredLine(20).transform(tidyName).meta({ title: '别名' })
const Phone = line(30)
  .refine(text => text === '' || tidyPhone(text) !== undefined, '不像电话号码，请填手机号，或区号-号码')
  .transform(text => tidyPhone(text) ?? '')
  .meta({ title: '电话' })
const StaffNo = line(30).meta({ title: '工号' })
const Note = line(200).meta({ title: '备注' })
const PostTitle = line(30).default('').meta({ title: '岗位名称' })

const target = { id: Id, version: Version }
const facts = {
  name: Name,
  kind: Kind,
  staffNo: StaffNo.default(''),
  phone: Phone.default(''),
  unitId: Id.nullable().default(null).meta({ title: '所在单位' }),
  note: Note.default(''),
}
const filter = {
  q: line(40).default(''),
  kind: Kind.optional(),
  role: Role.optional(),
  unitId: Id.optional(),
  status: z.enum(['active', 'left', 'all']).default('active'),
}
const newPost = z.strictObject({
  role: Role,
  unitId: Id.nullable().default(null).meta({ title: '所管单位' }),
  title: PostTitle,
  from: Day.optional().meta({ title: '从哪天起' }),
})

export const contract = defineContract({
  id: 'people',
  title: '人员',
  operations: {
    list: query({
      title: '查看人员',
      input: z.strictObject({ ...filter, ...pageInput }),
      output: pageOf(PersonLine),
      access: STAFF,
    }),
    export: query({
      title: '导出人员',
      input: z.strictObject({ ...filter, filterText: line(200).default('') }),
      output: FileOutput,
      access: manage,
    }),
    get: query({
      title: '查看人员详情',
      input: z.strictObject({ id: Id }),
      output: PersonDetail.extend({ actions: Actions }),
      access: STAFF,
    }),
    search: query({
      title: '查找人员',
      input: z.strictObject({
        q: line(40).default(''),
        kinds: z.array(Kind).max(5).optional(),
        roles: z.array(Role).max(10).optional(),
        limit: z.int().min(1).max(50).default(20),
      }),
      output: z.object({ rows: z.array(PersonPick) }),
      access: STAFF,
    }),
    units: query({
      title: '查看各单位的负责人和人数',
      input: z.strictObject({ on: Day.optional().meta({ title: '看哪一天' }) }),
      output: z.object({ on: Day, units: z.array(UnitLine) }),
      access: STAFF,
    }),
    create: command({
      title: '新增人员',
      input: z.strictObject({
        ...facts,
        aliases: z.array(Alias).max(10).default([]),
        posts: z.array(newPost).max(10).default([]),
        /** The user has seen that somebody of this name exists. */
        sameNameOk: z.boolean().default(false),
      }),
      output: Changed,
      access: manage,
    }),
    update: command({
      title: '修改人员',
      input: z.strictObject({ ...target, ...facts }),
      output: Changed,
      access: manage,
    }),
    leave: command({
      title: '办理离开',
      input: z.strictObject({ ...target, lastDay: Day.meta({ title: '最后一天' }) }),
      output: Changed,
      access: manage,
    }),
    comeBack: command({
      title: '恢复在校',
      input: z.strictObject(target),
      output: Changed,
      access: manage,
    }),
    addAlias: command({
      title: '添加别名',
      input: z.strictObject({ personId: Id, alias: Alias }),
      output: z.object({ id: Id }),
      access: manage,
    }),
    removeAlias: command({
      title: '去掉别名',
      input: z.strictObject({ personId: Id, aliasId: Id }),
      output: z.object({}),
      access: manage,
    }),
    assignPost: command({
      title: '任职',
      input: newPost.extend({ personId: Id }),
      output: z.object({ id: Id }),
      access: manage,
    }),
    endPost: command({
      title: '卸任',
      input: z.strictObject({
        personId: Id,
        postId: Id,
        lastDay: Day.optional().meta({ title: '最后一天（不填表示立即卸任）' }),
      }),
      output: z.object({}),
      access: manage,
    }),
    setHead: command({
      title: '指定负责人',
      input: z.strictObject({
        unitId: Id,
        version: Version,
        personId: Id.nullable().meta({ title: '负责人' }),
      }),
      output: Changed,
      access: manage,
    }),
    merge: command({
      title: '合并重复的人',
      input: z.strictObject({
        keepId: Id.meta({ title: '保留谁' }),
        dropId: Id.meta({ title: '并入谁' }),
      }),
      output: Changed,
      access: manage,
    }),
    copy: query({
      title: '导出个人信息',
      input: z.strictObject({ id: Id }),
      output: FileOutput,
      access: 'signed-in',
    }),
    erasePlan: query({
      title: '查看删除个人信息的结果',
      input: z.strictObject({ id: Id }),
      output: z.object({
        /** What has to be settled first. */
        hinders: z.array(z.string()),
        /** Somebody else here has the same name: what is written by name only may be his. */
        sameName: z.boolean(),
        goes: z.array(z.object({ title: z.string(), count: z.int() })),
        stays: z.array(Stays),
      }),
      access: ['admin'],
    }),
    erase: command({
      title: '删除个人信息',
      input: z.strictObject({
        ...target,
        reason: prose(300).min(4, '请写明谁在什么时候提出').meta({ title: '理由' }),
      }),
      output: z.object({ sameName: z.boolean(), stays: z.array(Stays) }),
      access: ['admin'],
    }),
    importRow: command({
      title: '导入人员',
      input: z.strictObject({
        name: Name,
        staffNo: StaffNo.optional(),
        phone: Phone.optional(),
        unit: line(60).optional().meta({ title: '部门或班级' }),
        posts: line(100).optional().meta({ title: '岗位' }),
        aliases: line(100).optional().meta({ title: '别名' }),
        kind: Kind.optional(),
        note: Note.optional(),
      }),
      output: z.object({ id: Id, outcome: z.enum(['created', 'updated', 'unchanged']) }),
      access: manage,
    }),
  },
  errors: ERRORS,
})

/** What other modules and the pages call. */
export const people = contract.operations
export type { Person }
