import { sql } from 'kysely'
import { type Ctx, hasRole } from '../../../kernel/server/ctx.ts'
import type { Handlers } from '../../../kernel/server/module.ts'
import { type KnownPerson, type PersonTable, personDataPoint } from '../../../kernel/server/person-data.ts'
import { contract } from '../contract.ts'
import { personToChange, type StoredPerson } from '../persons.ts'
import { isAbout, sought } from './link.ts'
import { type Mention, mentionsOf, tablesOf } from './mentions.ts'
import { NOBODY } from './rules.ts'

type H = Handlers<typeof contract>

/** What erasing would do to this person's data: what stands against it, what goes, what stays and by what rule. */
export const erasePlan: H['erasePlan'] = async (ctx, input) => {
  const person = await ctx.db
    .selectFrom('people_person')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', input.id)
    .where('erased_at', 'is', null)
    .where('merged_into_id', 'is', null)
    .executeTakeFirst()
  if (!person) throw contract.fail('no_person')
  const who = await sought(ctx, person)
  const goes: { title: string; count: number }[] = [{ title: '姓名、电话、工号、备注、别名', count: 1 }]
  const mixed = new Set<string>(['people_person', 'people_alias'])
  for (const table of tablesOf(ctx)) {
    const links = table.links.filter(link => link.erase)
    if (links.length === 0) continue
    mixed.add(table.table)
    const count = await rowsAbout(ctx, table, links, who)
    if (count > 0 && table.table !== 'people_alias') goes.push({ title: table.title, count })
  }
  const mentions = await mentionsOf(ctx, who)
  return {
    hinders: await hindersOf(ctx, person, who),
    sameName: !who.alone,
    goes,
    stays: mentions.filter(m => !mixed.has(m.table)).map(told),
  }
}

async function rowsAbout(
  ctx: Ctx,
  { table }: PersonTable,
  links: PersonTable['links'],
  who: KnownPerson,
): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)} t
    where t.school_id = ${ctx.schoolId} and (${sql.join(
      links.map(link => isAbout(link, who)),
      sql` or `,
    )})`.execute(ctx.db)
  return rows[0]?.n ?? 0
}

/**
 * Everything of the person that may go goes, in one transaction; what must stay is found by reading the whole
 * database and named with its rule. Ids stay in the records and lead to nobody.
 */
export const erase: H['erase'] = async (ctx, input) => {
  const person = await personToChange(ctx, input, { left: true })
  const who = await sought(ctx, person)
  const hinders = await hindersOf(ctx, person, who)
  if (hinders.length > 0) throw contract.fail('erase_hindered', { what: hinders.join('；') })
  if ([person.name, person.phone].some(text => text && input.reason.includes(text)))
    throw contract.fail('erase_reason', {}, { reason: '不要写姓名和电话' })
  for (const data of ctx.all(personDataPoint)) await data.erase?.(ctx, who)
  for (const table of tablesOf(ctx)) await eraseIn(ctx, table, who)
  await ctx.db
    .deleteFrom('kernel_outbox')
    .where('school_id', '=', ctx.schoolId)
    .where('done_at', 'is not', null)
    .where(sql<boolean>`position(${who.name} in payload::text) > 0`)
    .execute()
  await ctx.db
    .updateTable('people_person')
    .set(eb => ({
      ...{ name: NOBODY, pinyin: '', initials: '', staff_no: null, phone: null, phone_tail: null, note: '' },
      ...{ unit_id: null, erased_at: ctx.now, updated_at: ctx.now, version: eb('version', '+', 1) },
    }))
    .where('school_id', '=', ctx.schoolId)
    .where('id', '=', person.id)
    .execute()
  const stays = (await mentionsOf(ctx, who)).map(told)
  ctx.about({ kind: 'people.person', id: person.id }, `依法保留：${wordsOf(stays) || '无'}`)
  return { sameName: !who.alone, stays }
}

async function hindersOf(ctx: Ctx, person: StoredPerson, who: KnownPerson): Promise<string[]> {
  const told: string[] = []
  if (person.left_on === null || person.left_on >= ctx.today) told.push('还在校，请先办理离开')
  if (!hasRole(ctx, 'admin')) told.push('要由系统管理员办理')
  for (const data of ctx.all(personDataPoint)) told.push(...((await data.hinders?.(ctx, who)) ?? []))
  return told
}

async function eraseIn(ctx: Ctx, { table, links }: PersonTable, who: KnownPerson): Promise<void> {
  for (const link of links) {
    if (!link.erase) continue
    const his = sql`t.school_id = ${ctx.schoolId} and ${isAbout(link, who)}`
    if (link.erase === 'row') {
      await sql`delete from ${sql.table(table)} t where ${his}`.execute(ctx.db)
      continue
    }
    const sets = [
      ...(link.name && link.erase === 'blank' ? [sql`${sql.ref(link.name)} = ${NOBODY}`] : []),
      ...(link.phone ? [sql`${sql.ref(link.phone)} = ''`] : []),
    ]
    if (sets.length > 0)
      await sql`update ${sql.table(table)} t set ${sql.join(sets)} where ${his}`.execute(ctx.db)
  }
}

const told = ({ title, count, rule, until, certainty }: Mention) => ({ title, count, rule, until, certainty })
const wordsOf = (stays: readonly { title: string; count: number }[]): string =>
  stays.map(({ title, count }) => `${title}${count}条`).join('、')
