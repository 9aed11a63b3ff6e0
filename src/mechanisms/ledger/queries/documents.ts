import type { Ctx } from '../../../kernel/server/ctx.ts'
import { documentPoint } from '../books.ts'

/** The paper behind an entry, as its module names it and where it is shown. */
export function documentLink(
  ctx: Ctx,
  entry: { document_kind: string; document_id: string; document_no: string },
) {
  const spec = ctx.all(documentPoint).find(d => d.kind === entry.document_kind)
  return {
    kind: entry.document_kind,
    title: spec?.title ?? '凭据',
    no: entry.document_no,
    href: spec ? spec.href(entry.document_id) : null,
  }
}
