import { z } from 'zod'
import { Day, Id, line, requiredLine, Version } from '../../kernel/pure/fields.ts'
import { CODE_LENGTH, PLACE_KIND_CODES, readCode, USE_KIND_CODES } from './rules.ts'

export const Kind = z.enum(PLACE_KIND_CODES).meta({ title: '类别' })
export const Use = z.enum(USE_KIND_CODES).meta({ title: '用途' })
export const PlaceName = requiredLine(40).meta({ title: '名称' })
export const Alias = requiredLine(40).meta({ title: '别名' })
export const HouseCode = line(30).meta({ title: '编号' })
export const Area = z
  .number()
  .positive('面积要大于零')
  .max(9_999_999, '面积太大')
  .multipleOf(0.01, '面积最多两位小数')
  .meta({ title: '面积（平方米）' })
export const CompletedOn = Day.meta({ title: '竣工验收日期' })

/** A code as typed, scanned, or as the whole address. */
export const CodeText = z
  .string()
  .max(300)
  .transform((text, context) => {
    const code = readCode(text)
    if (code === undefined)
      context.addIssue({
        code: 'custom',
        message: `二维码下面的 ${CODE_LENGTH} 位字母和数字没有填对，请对照标签再输一次`,
      })
    return code ?? ''
  })
  .meta({ title: '二维码' })

export const target = { id: Id, version: Version }
export const Changed = z.object({ id: Id, version: z.int() })

export const Place = z.object({
  id: Id,
  parentId: Id.nullable(),
  kind: Kind,
  name: z.string(),
  /** As people say it wherever they stand: 学生宿舍5号楼 311. */
  fullName: z.string(),
  code: z.string().nullable(),
  buildingId: Id.nullable(),
  useKind: Use.nullable(),
  areaM2: z.number().nullable(),
  completedOn: Day.nullable(),
  unitId: Id.nullable(),
  from: Day,
  to: Day.nullable(),
  version: z.int(),
})
export type Place = z.output<typeof Place>

export const Step = z.object({ id: Id, kind: Kind, name: z.string() })
export type Step = z.output<typeof Step>

/** Where a text leads. */
export const Resolution = z.object({
  text: z.string(),
  /** The place; the building where the room is not on record; null where a person has to say. */
  placeId: Id.nullable(),
  fullName: z.string(),
  /** By name, by alias, by comparison form, by likeness alone, or not at all. */
  how: z.enum(['exact', 'alias', 'key', 'fuzzy', 'none']),
  /** What the place as found leaves unsaid: 103, 三楼西侧. */
  room: z.string(),
  alternatives: z.array(z.object({ id: Id, fullName: z.string() })),
})
export type Resolution = z.output<typeof Resolution>

export const CodeRow = z.object({
  id: Id,
  code: z.string(),
  url: z.string(),
  batch: z.string(),
  state: z.enum(['blank', 'claimed', 'retired']),
  placeId: Id.nullable(),
  placeName: z.string(),
  madeAt: z.date(),
})
