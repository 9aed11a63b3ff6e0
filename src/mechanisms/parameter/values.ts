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
  const row = await ctx.db
    .selectFrom('parameter_value')
    .select('value')
    .where('school_id', '=', ctx.schoolId)
    .where('key', '=', spec.key)
    .where('valid_from', '<=', day)
    .where(eb => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>=', day)]))
    .executeTakeFirst()
  if (!row) return spec.default
  const value = spec.schema.safeParse(row.value)
  if (value.success) return value.data
  // A value stored under an older form of the rule; saying so is better than a wrong limit in silence.
  ctx.log.warn({ key: spec.key }, 'stored parameter no longer fits its schema; the default is used')
  return spec.default
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
