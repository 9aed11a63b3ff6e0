import type { Ctx } from '../../kernel/server/ctx.ts'
import { supplier } from './contract.ts'

interface DemoStage {
  now: Date
  as<T>(login: string, at: Date, work: (ctx: Ctx) => Promise<T>): Promise<T>
}

const FIRMS = [
  {
    name: '江城晨光办公用品有限公司',
    supplies: '办公用品、纸张、耗材',
    contactName: '王经理',
    phone: '0510-82000101',
  },
  {
    name: '江城联华日化清洁用品商行',
    supplies: '清洁工具、日用品',
    contactName: '徐老板',
    phone: '0510-82000102',
  },
  {
    name: '江城新视野教育装备有限公司',
    supplies: '投影仪、电子白板、教学设备',
    contactName: '陆工',
    phone: '0510-82000103',
  },
  {
    name: '江城启明电子科技有限公司',
    supplies: '计算机、投影仪、网络设备',
    contactName: '顾经理',
    phone: '0510-82000104',
  },
  {
    name: '江城华康电教设备经营部',
    supplies: '投影仪、音响、灯具',
    contactName: '秦师傅',
    phone: '0510-82000105',
  },
  {
    name: '江城永固五金机电商店',
    supplies: '五金、水暖配件、锁具',
    contactName: '老严',
    phone: '0510-82000106',
  },
  { name: '江城宏图家具制造厂', supplies: '课桌椅、办公家具', contactName: '季厂长', phone: '0510-82000107' },
  {
    name: '江城绿园园林养护有限公司',
    supplies: '绿化养护、苗木',
    contactName: '苗经理',
    phone: '0510-82000108',
  },
  { name: '便捷百货批发部', supplies: '杂货', contactName: '', phone: '0510-82000109' },
] as const

/** Nine suppliers: one with a paper about to run out, one on the black list. */
export async function demoSuppliers({ now, as }: DemoStage): Promise<void> {
  const early = new Date(now.getTime() - 300 * 86_400_000)
  const ids = await as('buyer', early, async ctx => {
    const made = []
    for (const firm of FIRMS) made.push(await ctx.run(supplier.create, firm))
    for (const [i, { id }] of made.entries()) {
      const ends =
        i === 5
          ? new Date(now.getTime() + 18 * 86_400_000)
          : new Date(now.getTime() + (400 + i * 90) * 86_400_000)
      await ctx.run(supplier.addLicence, {
        firmId: id,
        title: '营业执照',
        validTo: i % 3 === 0 ? null : ends.toISOString().slice(0, 10),
      })
    }
    return made
  })
  const last = ids.at(-1)
  if (last)
    await as('director', new Date(now.getTime() - 200 * 86_400_000), ctx =>
      ctx.run(supplier.block, {
        id: last.id,
        version: last.version,
        reason: '送来的拖把与样品不符，两次退换仍不合格',
      }),
    )
}
