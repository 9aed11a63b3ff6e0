import type { Ctx } from '../../kernel/server/ctx.ts'
import { place } from './contract.ts'
import type { UseKind } from './rules.ts'

interface DemoBuilding {
  name: string
  use: UseKind
  rooms: UseKind
  completedOn: string
  aliases: string[]
  /** Unit of the demo school that answers for it. */
  unit: string
}

const dormitory = (number: number, completedOn: string): DemoBuilding => ({
  name: `学生宿舍${number}号楼`,
  ...{ use: 'dormitory', rooms: 'dormitory', completedOn, unit: '学生处' },
  aliases: [`学${number}幢`, `宿舍${number}#`, `寝室${number}号楼`],
})

const teaching = (name: string, completedOn: string, aliases: string[] = []): DemoBuilding => ({
  name,
  ...{ use: 'classroom', rooms: 'classroom', completedOn, aliases, unit: '教务处' },
})

const other = (name: string, use: UseKind, rooms: UseKind, completedOn: string): DemoBuilding => ({
  name,
  ...{ use, rooms, completedOn, aliases: [], unit: '总务处' },
})

const BUILDINGS: readonly DemoBuilding[] = [
  dormitory(5, '2009-08-20'),
  dormitory(6, '2009-08-20'),
  dormitory(7, '2012-08-15'),
  dormitory(10, '2018-08-10'),
  dormitory(11, '2023-08-18'),
  teaching('高职A楼', '2006-08-25'),
  teaching('高职B楼', '2006-08-25'),
  teaching('高职C楼', '2011-08-20'),
  teaching('高职D楼', '2022-08-22'),
  teaching('三校部2号教学楼', '2003-08-28', ['三校2号教学楼']),
  teaching('三校部3号教学楼', '2003-08-28', ['三校3号教学楼']),
  other('实验楼', 'special', 'special', '2015-12-30'),
  other('行政楼', 'office', 'office', '2008-06-30'),
  other('图书馆', 'library', 'library', '2014-05-20'),
  other('食堂', 'canteen', 'canteen', '2010-08-26'),
  other('教师公寓', 'dormitory', 'dormitory', '2005-07-01'),
]

const ZONES = ['南大门', '操场', '湖边观景台']
const SINCE = '2021-09-01'

/** The demo school's buildings, 2,688 rooms and outdoor places. `units`: ids by name, as far as they exist. */
export async function demo(ctx: Ctx, units: ReadonlyMap<string, string>): Promise<void> {
  for (const building of BUILDINGS) {
    const { id } = await ctx.run(place.create, {
      kind: 'building',
      name: building.name,
      aliases: building.aliases,
      useKind: building.use,
      completedOn: building.completedOn,
      unitId: units.get(building.unit) ?? null,
      from: SINCE,
    })
    await ctx.run(place.layOut, {
      buildingId: id,
      floors: { from: 1, to: 6 },
      rooms: { from: 1, to: 28 },
      useKind: building.rooms,
    })
  }
  for (const name of ZONES)
    await ctx.run(place.create, {
      kind: 'zone',
      name,
      useKind: name === '操场' ? 'sports' : 'outdoor',
      from: SINCE,
    })
  await makeDemoCodes(ctx)
}

/** One dormitory is labelled; a sheet of blank labels lies ready. */
async function makeDemoCodes(ctx: Ctx): Promise<void> {
  const { nodes } = await ctx.run(place.tree, {})
  const labelled = nodes.find(node => node.name === '学生宿舍5号楼')
  if (labelled) await ctx.run(place.makeCodes, { under: labelled.id, kinds: ['room', 'floor', 'building'] })
  await ctx.run(place.makeBlankCodes, { count: 24 })
}
