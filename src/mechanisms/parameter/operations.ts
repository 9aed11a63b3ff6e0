import { z } from 'zod'
import { kernelError } from '../../kernel/pure/errors.ts'
import { actorName, type Ctx, userOf } from '../../kernel/server/ctx.ts'
import type { Handlers } from '../../kernel/server/module.ts'
import { contract } from './contract.ts'
import { place, versionOn } from './rules.ts'
import { forgetValues, parameterPoint, specOf } from './values.ts'

export const handlers: Handlers<typeof contract> = {
  async list(ctx, input) {
    const day = input.on ?? ctx.today
    const stored = await readVersions(ctx)
    const rows = ctx.all(parameterPoint).map(spec => {
      const versions = stored.filter(row => row.key === spec.key)
      const current = versionOn(versions, day)
      const coming = versions.filter(v => v.validFrom > day).sort(byFirstDay)[0]
      return {
        key: spec.key,
        title: spec.title,
        about: spec.about ?? '',
        unit: spec.unit ?? '',
        mark: spec.mark,
        schema: z.toJSONSchema(spec.schema, { io: 'input', unrepresentable: 'any' }) as Record<
          string,
          unknown
        >,
        value: current ? current.value : spec.default,
        source: current ? current.source : spec.source,
        isDefault: current === undefined,
        validFrom: current?.validFrom ?? null,
        coming: coming ?? null,
        versions: versions.length,
      }
    })
    return { rows: rows.sort((a, b) => (a.key < b.key ? -1 : 1)) }
  },

  async history(ctx, input) {
    const spec = specOf(ctx, input.key)
    const rows = (await readVersions(ctx, spec.key)).sort(byFirstDay).reverse()
    return { title: spec.title, unit: spec.unit ?? '', default: spec.default, rows }
  },

  async set(ctx, input) {
    const spec = specOf(ctx, input.key)
    const parsed = spec.schema.safeParse(input.value)
    if (!parsed.success) throw contract.fail('value', { title: spec.title, why: wordsOf(parsed.error) })
    const latest = await lockLatest(ctx, spec.key)
    const where = place(input.validFrom, latest?.valid_from, ctx.today)
    if (where.kind === 'refused') throw contract.fail('later', { title: spec.title, latest: where.latest })
    if (where.kind === 'after')
      await ctx.db
        .updateTable('parameter_value')
        .set({ valid_to: where.closeOn })
        .where('id', '=', latest!.id)
        .execute()
    if (where.kind === 'replace')
      await ctx.db.deleteFrom('parameter_value').where('id', '=', latest!.id).execute()
    const id = ctx.id()
    await ctx.db
      .insertInto('parameter_value')
      .values({
        school_id: ctx.schoolId,
        id,
        key: spec.key,
        value: JSON.stringify(parsed.data),
        source: input.source,
        note: input.note,
        valid_from: input.validFrom,
        valid_to: null,
        set_by: userOf(ctx)?.personId ?? null,
        set_by_name: actorName(ctx.actor),
        created_at: ctx.now,
      })
      .execute()
    forgetValues(ctx)
    ctx.about({ kind: 'parameter.value', id }, `${spec.title}：从 ${input.validFrom} 起，依据${input.source}`)
    return {}
  },
}

const byFirstDay = (a: { validFrom: string }, b: { validFrom: string }): number =>
  a.validFrom < b.validFrom ? -1 : 1

/** The newest version of a key, locked, so that two people cannot both put theirs after it. */
async function lockLatest(ctx: Ctx, key: string) {
  const latest = await ctx.db
    .selectFrom('parameter_value')
    .select(['id', 'valid_from', 'valid_to'])
    .where('key', '=', key)
    .orderBy('valid_from', 'desc')
    .limit(1)
    .forUpdate()
    .executeTakeFirst()
  // While we waited for the lock somebody may have closed it.
  if (latest?.valid_to) throw kernelError('kernel.changed', { who: '别人' })
  return latest
}

async function readVersions(ctx: Ctx, key?: string) {
  let select = ctx.db.selectFrom('parameter_value').selectAll().where('school_id', '=', ctx.schoolId)
  if (key) select = select.where('key', '=', key)
  return (await select.execute()).map(row => ({
    key: row.key,
    value: row.value,
    source: row.source,
    note: row.note,
    validFrom: row.valid_from,
    validTo: row.valid_to,
    setBy: row.set_by_name,
    setAt: row.created_at,
  }))
}

function wordsOf(error: z.ZodError): string {
  const [issue] = error.issues
  const path = issue?.path.map(String).join('.')
  return `${path ? `${path} ` : ''}${issue?.message ?? '格式不对'}`
}
