import type { Ctx } from '../../kernel/server/ctx.ts'
import { extensionPoint } from '../../kernel/server/module.ts'
import { contract } from './contract.ts'
import type { ParameterSpec } from './rules.ts'

/** Modules declare here what they enforce: `parameterPoint.of(spec)` in `provides`. */
export const parameterPoint = extensionPoint<ParameterSpec>('parameter.spec')

/** The value that holds on a day (today by default): what the school has set, else the declared default. */
export async function readParameter<T>(
  ctx: Ctx,
  spec: ParameterSpec<T>,
  day: string = ctx.today,
): Promise<T> {
  const row = (await storedBy(ctx))
    .get(spec.key)
    ?.find(v => v.valid_from <= day && (!v.valid_to || v.valid_to >= day))
  if (!row) return spec.default
  const value = spec.schema.safeParse(row.value)
  if (value.success) return value.data
  // A value stored under an older form of the rule; saying so is better than a wrong limit in silence.
  ctx.log.warn({ key: spec.key }, 'stored parameter no longer fits its schema; the default is used')
  return spec.default
}

interface Stored {
  key: string
  value: unknown
  valid_from: string
  valid_to: string | null
}

const stored = new WeakMap<object, Promise<ReadonlyMap<string, Stored[]>>>()

/** All that the school has set, read once a transaction: few rows, of which one call asks for several. */
function storedBy(ctx: Ctx): Promise<ReadonlyMap<string, Stored[]>> {
  let known = stored.get(ctx.db)
  if (!known) {
    known = readStored(ctx)
    stored.set(ctx.db, known)
    known.catch(() => stored.delete(ctx.db))
  }
  return known
}

/** To be called by whoever changes a value within a transaction. */
export const forgetValues = (ctx: Ctx): boolean => stored.delete(ctx.db)

async function readStored(ctx: Ctx): Promise<ReadonlyMap<string, Stored[]>> {
  const rows = await ctx.db
    .selectFrom('parameter_value')
    .select(['key', 'value', 'valid_from', 'valid_to'])
    .where('school_id', '=', ctx.schoolId)
    .execute()
  const byKey = new Map<string, Stored[]>()
  for (const row of rows) byKey.set(row.key, [...(byKey.get(row.key) ?? []), row])
  return byKey
}

/** The same by key, for texts that name a value without knowing its type. */
export async function valueOn(ctx: Ctx, key: string, day: string): Promise<unknown> {
  return readParameter(ctx, specOf(ctx, key), day)
}

export function specOf(ctx: Ctx, key: string): ParameterSpec {
  const spec = ctx.all(parameterPoint).find(s => s.key === key)
  if (!spec) throw contract.fail('unknown')
  return spec
}
