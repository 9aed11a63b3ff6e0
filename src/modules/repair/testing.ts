import { sql } from 'kysely'
import { newId } from '../../kernel/server/ids.ts'
import { type Caller, type Scenario, scenario } from '../../testing/scenario.ts'
import { place } from '../place/index.ts'
import { repair } from './contract.ts'

export interface RepairSchool {
  s: Scenario
  office: Caller
  director: Caller
  teacher: Caller
  /** The person with the role, a plumber; and two more of the crew. */
  plumber: Caller
  plumber2: Caller
  electrician: Caller
  stranger: Caller
  ids: { plumber: string; plumber2: string; electrician: string }
  places: { building: string; room: string; room2: string; otherBuilding: string }
  code: string
}

/** A school in the autumn term of 2026 with two plumbers, an electrician, two buildings and a coded room. */
export async function repairSchool(at = '2026-11-16T09:00:00+08:00'): Promise<RepairSchool> {
  const s = await scenario()
  s.at(at)
  const worker = async (name: string): Promise<string> => {
    const id = newId()
    await s.inSchool(ctx =>
      sql`insert into people_person (school_id, id, name, kind, created_at, updated_at)
          values (${ctx.schoolId}, ${id}, ${name}, 'worker', ${ctx.now}, ${ctx.now})`.execute(ctx.db),
    )
    return id
  }
  const ids = {
    plumber: s.person('tradesman'),
    plumber2: await worker('老陆'),
    electrician: await worker('小潘'),
  }
  const director = s.as('director')
  const room = async (building: string, name: string): Promise<string> =>
    (await director.call(place.create, { kind: 'room', name, parentId: building })).id
  const building = (
    await director.call(place.create, { kind: 'building', name: '高职B楼', completedOn: '2025-06-30' })
  ).id
  const otherBuilding = (await director.call(place.create, { kind: 'building', name: '行政楼' })).id
  const places = {
    building,
    otherBuilding,
    room: await room(building, '312'),
    room2: await room(building, '313'),
  }
  await director.call(place.makeCodes, { placeIds: [places.room] })
  const { rows: codes } = await director.call(place.codes, { placeId: places.room })
  const code = codes[0]?.code ?? ''
  const office = s.as('clerk')
  for (const [personId, trades] of [
    [ids.plumber, ['plumber']],
    [ids.plumber2, ['plumber', 'carpenter']],
    [ids.electrician, ['electrician']],
  ] as const)
    await office.call(repair.setCrewMember, { personId, trades: [...trades] })
  const tradesman = (personId: string, name: string): Caller =>
    s.user({ personId, name, roles: ['tradesman'] })
  return {
    s,
    office,
    director,
    teacher: s.as('teacher'),
    plumber: s.as('tradesman'),
    plumber2: tradesman(ids.plumber2, '老陆'),
    electrician: tradesman(ids.electrician, '小潘'),
    stranger: s.anonymous(),
    ids,
    places,
    code,
  }
}
