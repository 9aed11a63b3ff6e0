import { z } from 'zod'
import type { Handlers } from '../../kernel/server/module.ts'
import { pinyinOf } from '../../kernel/server/pinyin.ts'
import type { contract } from './contract.ts'
import { renameSchool } from './operations.ts'
import { readSetting, writeSetting } from './settings.ts'
import { changeUnit, lockTree } from './units.ts'

type H = Handlers<typeof contract>

const KEY = 'org.school'
const Details = z.object({ address: z.string(), phone: z.string() })

export const school: H['school'] = async ctx => {
  const names = await ctx.db
    .selectFrom('school')
    .select(['name', 'short_name'])
    .where('id', '=', ctx.schoolId)
    .executeTakeFirstOrThrow()
  const details = await readSetting(ctx, KEY, Details, { address: '', phone: '' })
  return { name: names.name, shortName: names.short_name, ...details }
}

export const updateSchool: H['updateSchool'] = async (ctx, input) => {
  const root = await lockTree(ctx)
  await renameSchool(ctx, { name: input.name, short_name: input.shortName })
  if (root && root.name !== input.name)
    await changeUnit(ctx, root.id, { name: input.name, ...pinyinOf(input.name) })
  await writeSetting(ctx, KEY, Details, { address: input.address, phone: input.phone })
  ctx.about({ kind: 'org.school', id: ctx.schoolId }, input.name)
  return input
}
