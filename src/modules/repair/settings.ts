import { kernelError } from '../../kernel/pure/errors.ts'
import type { Ctx } from '../../kernel/server/ctx.ts'
import type { Handlers } from '../../kernel/server/module.ts'
import { forget, once } from '../../mechanisms/workorder/index.ts'
import { contract, Settings } from './contract.ts'
import { DEFAULT_SETTINGS, minutesOf } from './rules.ts'

/** Version 0: nothing was set yet. */
export const settingsOf = (ctx: Ctx): Promise<Settings & { version: number }> =>
  once(ctx, 'repair.settings', async () => {
    const row = await ctx.db
      .selectFrom('repair_setting')
      .select(['value', 'version'])
      .where('school_id', '=', ctx.schoolId)
      .executeTakeFirst()
    if (!row) return { ...DEFAULT_SETTINGS, version: 0 }
    const stored = Settings.partial().safeParse(row.value)
    return { ...DEFAULT_SETTINGS, ...(stored.success ? stored.data : {}), version: row.version }
  })

export const settings: Pick<Handlers<typeof contract>, 'settings' | 'setSettings'> = {
  settings: ctx => settingsOf(ctx),

  async setSettings(ctx, input) {
    const { version, ...before } = await settingsOf(ctx)
    if (input.version !== version) throw kernelError('kernel.changed', { who: '别人' })
    const value: Settings = { ...before, ...input.settings }
    const hours = value.publicHours
    if (hours && minutesOf(hours.from) >= minutesOf(hours.to)) throw contract.fail('hours_order')
    const stored = { value: JSON.stringify(value), version: version + 1, updated_at: ctx.now }
    const id = ctx.id()
    const written = await ctx.db
      .insertInto('repair_setting')
      .values({ school_id: ctx.schoolId, id, ...stored })
      .onConflict(conflict =>
        conflict.columns(['school_id']).doUpdateSet(stored).where('repair_setting.version', '=', version),
      )
      .returning('id')
      .executeTakeFirst()
    if (!written) throw kernelError('kernel.changed', { who: '别人' })
    forget(ctx)
    ctx.about({ kind: 'repair.setting', id: written.id }, '报修设置')
    return { ...value, version: version + 1 }
  },
}
