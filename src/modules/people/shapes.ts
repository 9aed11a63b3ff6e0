import { z } from 'zod'
import { Day, Id } from '../../kernel/pure/fields.ts'
import { Unit } from '../org/contract.ts'
import { PERSON_KIND_CODES } from './rules.ts'

export const Changed = z.object({ id: Id, version: z.int() })

export const Post = z.object({
  id: Id,
  role: z.string(),
  roleTitle: z.string(),
  title: z.string(),
  unitId: Id.nullable(),
  unitName: z.string().nullable(),
  from: Day,
  to: Day.nullable(),
})
export type Post = z.output<typeof Post>

export const Person = z.object({
  id: Id,
  name: z.string(),
  kind: z.enum(PERSON_KIND_CODES),
  staffNo: z.string().nullable(),
  unitId: Id.nullable(),
  unitName: z.string().nullable(),
  /** The whole number, only for those who need it. */
  phone: z.string().nullable(),
  phoneTail: z.string().nullable(),
  leftOn: Day.nullable(),
})
export type Person = z.output<typeof Person>

export const PersonLine = Person.extend({ posts: z.array(Post), aliases: z.array(z.string()) })
export type PersonLine = z.output<typeof PersonLine>

export const PersonDetail = Person.extend({
  note: z.string(),
  version: z.int(),
  posts: z.array(Post),
  pastPosts: z.array(Post),
  aliases: z.array(z.object({ id: Id, alias: z.string() })),
  heads: z.array(z.object({ id: Id, name: z.string() })),
  /** null: not for this reader. */
  hasAccount: z.boolean().nullable(),
})

/** What a choice of persons shows. */
export const PersonPick = z.object({
  id: Id,
  name: z.string(),
  kind: z.enum(PERSON_KIND_CODES),
  unitName: z.string().nullable(),
  phoneTail: z.string().nullable(),
  posts: z.array(z.string()),
  /** The other name by which the person was found. */
  alias: z.string().nullable(),
})

export const UnitLine = Unit.extend({
  headName: z.string().nullable(),
  /** People whose own unit it is now. */
  members: z.int(),
})

/** Records in which a person is still named after the end of his data, and by what rule. */
export const Stays = z.object({
  title: z.string(),
  count: z.int(),
  rule: z.string(),
  until: Day.nullable(),
  certainty: z.enum(['law', 'unsure']),
})
