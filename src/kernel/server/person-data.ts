import { sql } from 'kysely'
import type { Ctx } from './ctx.ts'
import { extensionPoint } from './module.ts'
import type { Tables } from './tables.ts'

/** Why records that name a person stay, and how long. */
export interface KeepRule {
  rule: string
  /** From the newest of his records; null where nobody fixed a period. */
  months: number | null
  /** `law`: the article was read; `unsure`: practice, to be checked by the school. */
  certainty: 'law' | 'unsure'
}

/** One capacity in which rows of a table name a person: by id, by name as it was written, by telephone. */
export interface PersonLink {
  as: string
  /** A column with the id of the person or of his account. */
  id?: string
  name?: string
  phone?: string
  /**
   * What erasing does: `row` deletes the row, `blank` writes over name and telephone, `phone` over the telephone
   * alone; without it all stays by the rule of the table.
   */
  erase?: 'row' | 'blank' | 'phone'
}

export interface PersonTable {
  table: keyof Tables & string
  title: string
  links: readonly PersonLink[]
  keep?: KeepRule
}

export interface KnownPerson {
  id: string
  userId: string | null
  name: string
  phone: string | null
  /** Nobody else here has his name, so the name alone means him. */
  alone: boolean
}

/** What a module holds about persons. */
export interface PersonData {
  tables: readonly PersonTable[]
  /** What has to be settled first, in words: 名下还有 3 张资产卡片. */
  hinders?(ctx: Ctx, person: KnownPerson): Promise<readonly string[]>
  /** What blanking columns cannot express. */
  erase?(ctx: Ctx, person: KnownPerson): Promise<void>
}

/** Every module with personal data says here which, for the copy that a person may ask for and for its end. */
export const personDataPoint = extensionPoint<PersonData>('kernel.person_data')

/** How many rows of the table fulfil the condition with this person's id. For `hinders`. */
export async function countOf(
  ctx: Ctx,
  table: keyof Tables & string,
  column: string,
  personId: string,
  condition: string,
): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}
    where school_id = ${ctx.schoolId} and ${sql.ref(column)} = ${personId} and ${sql.raw(condition)}`.execute(
    ctx.db,
  )
  return rows[0]?.n ?? 0
}

const YEAR = 12
/** The rules by which most records of an office stay. */
export const KEEP = {
  accounts: {
    rule: '会计凭证、账簿保存30年（会计档案管理办法，请核对）',
    months: 30 * YEAR,
    certainty: 'unsure',
  },
  procurement: { rule: '采购文件保存15年（政府采购法第四十二条）', months: 15 * YEAR, certainty: 'law' },
  assets: {
    rule: '固定资产卡片及其变动，资产清理后5年（会计档案管理办法，请核对）',
    months: 5 * YEAR,
    certainty: 'unsure',
  },
  duty: {
    rule: '谁办、谁批的履职记录，履行职责所必需（个人信息保护法第十三条；期限由学校规定，请核对）',
    months: 5 * YEAR,
    certainty: 'unsure',
  },
  log: {
    rule: '网络日志不少于6个月（网络安全法第二十一条）；日志带校验链，不能单独删改',
    months: 6,
    certainty: 'law',
  },
} as const satisfies Record<string, KeepRule>
