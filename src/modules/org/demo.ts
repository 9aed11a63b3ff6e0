import type { Ctx } from '../../kernel/server/ctx.ts'
import { org } from './contract.ts'
import type { UnitKind } from './rules.ts'

const FOUNDED = '2019-09-01'

const DEPARTMENTS: readonly (readonly [name: string, crews?: readonly string[]])[] = [
  ['校长室'],
  ['总务处', ['水道组', '电工组', '木工组', '绿化保洁组', '仓库']],
  ['财务室'],
  ['教务处'],
  ['学生处'],
  ['保卫科', ['门卫室']],
  ['食堂', ['一食堂']],
  ['宿管中心'],
  ['图书馆'],
  ['信息中心'],
  ['实训中心'],
  ['高职部'],
  ['三校部'],
]

const CLASSES: readonly (readonly [department: string, name: string, from: string])[] = [
  ['高职部', '高职24会计', '2024-09-01'],
  ['高职部', '高职25机电', '2025-09-01'],
  ['三校部', '三校24数控', '2024-09-01'],
  ['三校部', '三校25电商', '2025-09-01'],
]

/** The demo school's units; answers their ids by name. */
export async function demo(ctx: Ctx): Promise<ReadonlyMap<string, string>> {
  const ids = new Map<string, string>()
  const school = await ctx.run(org.school, {})
  const root = await rootOf(ctx, school.name)
  const add = async (
    kind: UnitKind,
    name: string,
    parentId: string,
    sort: number,
    from = FOUNDED,
  ): Promise<string> => {
    const { id } = await ctx.run(org.create, { kind, name, parentId, sort, from })
    ids.set(name, id)
    return id
  }
  for (const [i, [name, crews = []]] of DEPARTMENTS.entries()) {
    const id = await add('department', name === '总务处' ? '总务科' : name, root, i + 1)
    for (const [n, crew] of crews.entries()) await add('crew', crew, id, n + 1)
  }
  // The office has a past: it was 总务科 until the school was reorganised.
  const office = ids.get('总务科') as string
  await ctx.run(org.rename, { id: office, version: 1, name: '总务处', from: '2023-09-01' })
  ids.delete('总务科')
  ids.set('总务处', office)
  for (const [department, name, from] of CLASSES)
    for (const n of [1, 2, 3, 4]) await add('class', `${name}${n}班`, ids.get(department) as string, 0, from)
  await ctx.run(org.updateSchool, {
    name: school.name,
    shortName: school.shortName,
    address: '江城市学府路 88 号',
    phone: '0510-8800 1234',
  })
  return ids
}

async function rootOf(ctx: Ctx, name: string): Promise<string> {
  const { units } = await ctx.run(org.tree, {})
  const root = units.find(unit => unit.parentId === null)
  return root?.id ?? (await ctx.run(org.create, { kind: 'school', name, parentId: null, from: FOUNDED })).id
}
