import { kernelError } from '../../kernel/pure/errors.ts'
import type { Handlers } from '../../kernel/server/module.ts'
import { contract, property } from './contract.ts'
import { DEFAULT_TEMPLATES, SHEET_KIND_CODES, SHEET_KINDS } from './rules.ts'

type H = Handlers<typeof contract>

export const templates: H['templates'] = async ctx => {
  const own = await ctx.db
    .selectFrom('property_template')
    .selectAll()
    .where('school_id', '=', ctx.schoolId)
    .execute()
  return {
    mayEdit: ctx.may(property.saveTemplate),
    rows: SHEET_KIND_CODES.map(kind => {
      const row = own.find(t => t.kind === kind)
      return {
        kind,
        version: row?.version ?? 0,
        own: row !== undefined,
        lines: [...(row?.lines ?? DEFAULT_TEMPLATES[kind])],
      }
    }),
  }
}

export const saveTemplate: H['saveTemplate'] = async (ctx, input) => {
  const names = input.lines.map(line => line.name)
  const twice = names.find((name, i) => names.indexOf(name) !== i)
  if (twice) throw contract.fail('twice_named', { name: twice })
  const lines = JSON.stringify(input.lines)
  const done =
    input.version === 0
      ? await ctx.db
          .insertInto('property_template')
          .values({ school_id: ctx.schoolId, id: ctx.id(), kind: input.kind, lines, updated_at: ctx.now })
          .onConflict(conflict => conflict.columns(['school_id', 'kind']).doNothing())
          .returning(['id', 'version'])
          .executeTakeFirst()
      : await ctx.db
          .updateTable('property_template')
          .set({ lines, version: input.version + 1, updated_at: ctx.now })
          .where('school_id', '=', ctx.schoolId)
          .where('kind', '=', input.kind)
          .where('version', '=', input.version)
          .returning(['id', 'version'])
          .executeTakeFirst()
  if (!done) throw kernelError('kernel.changed', { who: '别人' })
  ctx.about({ kind: 'property.template', id: done.id }, `${SHEET_KINDS[input.kind]} ${input.lines.length} 样`)
  return { version: done.version }
}
