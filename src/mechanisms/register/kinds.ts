import type { Ctx } from '../../kernel/server/ctx.ts'
import { contract } from './contract.ts'
import { type RegisterKind, registerPoint } from './kind.ts'

/** The registers whose row operation this person may call. */
export const importableKinds = (ctx: Ctx): RegisterKind[] =>
  ctx.all(registerPoint).filter(kind => ctx.may(kind.operation))

export function importableKind(ctx: Ctx, id: string): RegisterKind {
  const kind = importableKinds(ctx).find(k => k.id === id)
  if (!kind) throw contract.fail('kind_unknown', { kind: id, way: '请从台账列表上的“导入”进入。' })
  return kind
}

/** The register itself and those whose sheets may come in the same workbook. */
export function withCompanions(ctx: Ctx, kind: RegisterKind): RegisterKind[] {
  const companions = importableKinds(ctx).filter(other => kind.alongside?.includes(other.id))
  return [kind, ...companions]
}

export const kindLine = (kind: RegisterKind) => ({
  id: kind.id,
  title: kind.title,
  noun: kind.noun,
  fields: kind.fields.map(f => ({
    key: f.key,
    title: f.title,
    required: f.required ?? false,
    note: f.note ?? '',
  })),
  sheetOptions: (kind.sheetOptions ?? []).map(optionLine),
  listPath: kind.listPath ?? null,
})

export const optionLine = (option: NonNullable<RegisterKind['sheetOptions']>[number]) => ({
  ...option,
  choices: [...option.choices],
  note: option.note ?? '',
})
