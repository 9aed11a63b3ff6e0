import { notFound } from '../../kernel/pure/errors.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import type { Handlers } from '../../kernel/server/module.ts'
import { forget, once } from '../../mechanisms/workorder/index.ts'
import { contactOf, personNames } from '../people/index.ts'
import { placesById } from '../place/index.ts'
import { TRADE_NAMES } from './catalogue.ts'
import { contract } from './contract.ts'
import { exactness } from './rules.ts'

type Crew = Pick<Handlers<typeof contract>, 'crew' | 'setCrewMember' | 'rules' | 'setRule' | 'removeRule'>

export const crewMembers = (ctx: Ctx) =>
  once(ctx, 'repair.crew', async () => {
    const rows = await ctx.db
      .selectFrom('repair_crew_member')
      .selectAll()
      .where('school_id', '=', ctx.schoolId)
      .orderBy('id')
      .execute()
    const names = await personNames(
      ctx,
      rows.map(row => row.person_id),
    )
    return rows.map(row => ({
      personId: row.person_id,
      name: names.get(row.person_id) ?? '',
      trades: row.trades,
      active: row.active && (row.until_on === null || row.until_on >= ctx.today),
      dailyCapacity: row.daily_capacity,
      note: row.note,
    }))
  })

type Member = Awaited<ReturnType<typeof crewMembers>>[number]

const shown = (member: Member) => ({ ...member, trades: member.trades.map(tradeOf) })
const tradeOf = (code: string) => ({ code, name: TRADE_NAMES.get(code) ?? code })

export const dispatchRules = (ctx: Ctx) =>
  once(ctx, 'repair.rules', async () => {
    const rows = await ctx.db
      .selectFrom('repair_rule')
      .selectAll()
      .where('school_id', '=', ctx.schoolId)
      .orderBy('id')
      .execute()
    return rows.map(row => ({
      id: row.id,
      trade: row.trade,
      buildingId: row.building_id,
      choose: row.choose,
      personId: row.person_id,
      active: row.active,
    }))
  })

export const crew: Crew = {
  async crew(ctx) {
    return { members: (await crewMembers(ctx)).map(shown) }
  },

  async setCrewMember(ctx, input) {
    const person = await contactOf(ctx, input.personId)
    if (!person) throw contract.fail('person_unknown')
    const unknown = input.trades.find(trade => !TRADE_NAMES.has(trade))
    if (unknown) throw contract.fail('trade_unknown', { trade: unknown })
    const values = {
      trades: [...new Set(input.trades)],
      active: input.active,
      until_on: null,
      daily_capacity: input.dailyCapacity,
      note: input.note,
      updated_at: ctx.now,
    }
    const row = await ctx.db
      .insertInto('repair_crew_member')
      .values({ school_id: ctx.schoolId, id: ctx.id(), person_id: input.personId, ...values })
      .onConflict(conflict => conflict.columns(['school_id', 'person_id']).doUpdateSet(values))
      .returning('id')
      .executeTakeFirstOrThrow()
    forget(ctx)
    const trades = values.trades.map(code => TRADE_NAMES.get(code)).join('、')
    ctx.about(
      { kind: 'repair.crew_member', id: row.id },
      `${person.name}：${trades}${input.active ? '' : '（停工）'}`,
    )
    return {
      personId: input.personId,
      name: person.name,
      trades: values.trades.map(tradeOf),
      active: input.active,
      dailyCapacity: input.dailyCapacity,
      note: input.note,
    }
  },

  async rules(ctx) {
    const rules = await dispatchRules(ctx)
    const persons = await personNames(
      ctx,
      rules.flatMap(rule => rule.personId ?? []),
    )
    const buildings = await placesById(
      ctx,
      rules.flatMap(rule => rule.buildingId ?? []),
    )
    return {
      rules: [...rules]
        .sort((a, b) => exactness(b) - exactness(a))
        .map(rule => ({
          ...rule,
          tradeName: rule.trade === null ? '所有工种' : (TRADE_NAMES.get(rule.trade) ?? rule.trade),
          building: rule.buildingId === null ? '所有楼' : (buildings.get(rule.buildingId)?.fullName ?? ''),
          person: rule.personId === null ? '活最少的人' : (persons.get(rule.personId) ?? ''),
        })),
    }
  },

  async setRule(ctx, input) {
    const { id, trade, buildingId, choose, personId, active } = input
    if (trade !== null && !TRADE_NAMES.has(trade)) throw contract.fail('trade_unknown', { trade })
    const named = choose === 'person' ? personId : null
    if (choose === 'person' && !(await crewMembers(ctx)).some(m => m.personId === personId))
      throw contract.fail('rule_person')
    if (buildingId !== null && !(await placesById(ctx, [buildingId])).has(buildingId))
      throw contract.fail('place_unknown')
    const values = { choose, person_id: named, active, updated_at: ctx.now }
    const row = id
      ? await ctx.db
          .updateTable('repair_rule')
          .set({ trade, building_id: buildingId, ...values })
          .where('id', '=', id)
          .returning('id')
          .executeTakeFirst()
      : await ctx.db
          .insertInto('repair_rule')
          .values({ school_id: ctx.schoolId, id: ctx.id(), trade, building_id: buildingId, ...values })
          .onConflict(conflict => conflict.columns(['school_id', 'trade', 'building_id']).doUpdateSet(values))
          .returning('id')
          .executeTakeFirst()
    if (!row) throw notFound()
    forget(ctx)
    ctx.about({ kind: 'repair.rule', id: row.id })
    return { id: row.id }
  },

  async removeRule(ctx, input) {
    const row = await ctx.db
      .deleteFrom('repair_rule')
      .where('id', '=', input.id)
      .returning('id')
      .executeTakeFirst()
    if (!row) throw notFound()
    forget(ctx)
    ctx.about({ kind: 'repair.rule', id: row.id }, '删除')
    return {}
  },
}
