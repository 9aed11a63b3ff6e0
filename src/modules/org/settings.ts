import type { z } from 'zod'
import type { Ctx } from '../../kernel/server/ctx.ts'

/** A setting of the school, or the fallback where none was made (or an old one no longer fits its schema). */
export async function readSetting<S extends z.ZodType>(
  ctx: Ctx,
  key: string,
  schema: S,
  fallback: z.output<S>,
): Promise<z.output<S>> {
  const row = await ctx.db
    .selectFrom('org_setting')
    .select('value')
    .where('school_id', '=', ctx.schoolId)
    .where('key', '=', key)
    .executeTakeFirst()
  if (!row) return fallback
  const parsed = schema.safeParse(row.value)
  if (parsed.success) return parsed.data
  ctx.log.warn({ key }, 'a setting does not fit its schema; the default is used')
  return fallback
}

/** Stores a setting after checking it. Call it from the command of the module that owns the key. */
export async function writeSetting<S extends z.ZodType>(
  ctx: Ctx,
  key: string,
  schema: S,
  value: z.input<S>,
): Promise<void> {
  const stored = JSON.stringify(schema.parse(value))
  await ctx.db
    .insertInto('org_setting')
    .values({ school_id: ctx.schoolId, id: ctx.id(), key, value: stored, updated_at: ctx.now })
    .onConflict(conflict =>
      conflict.columns(['school_id', 'key']).doUpdateSet(eb => ({
        value: stored,
        version: eb('org_setting.version', '+', 1),
        updated_at: ctx.now,
      })),
    )
    .execute()
}
